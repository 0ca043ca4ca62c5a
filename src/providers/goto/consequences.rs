//! What would happen if steps ran against an edge: the reasons of the domain sheet (sections 12 and 13) in
//! our own words, for `explain`. Nothing is decided by them.

/// What would happen against an edge of `rule` (`goto:E-11`); `None` where no edge has that rule.
pub fn of(rule: &str) -> Option<&'static str> {
    let found = ALL.iter().find(|(own, _)| *own == rule);
    found.map(|(_, text)| *text)
}

/// The consequences by rule.
const ALL: &[(&str, &str)] = &[
    ("goto:E-01", "a name that is not there yet is replaced by the default, and no error says so"),
    (
        "goto:E-02",
        "the vendor has no place to hang the child, and what is pushed to the parent later does not reach it",
    ),
    ("goto:E-03", "the vendor buys a seat that nobody approved, or refuses"),
    (
        "goto:E-04",
        "there is nobody to give it to, or the user takes with them what should go in a step of its own",
    ),
    ("goto:E-05", "a Member without a product is Suspended at once: no sign-in anywhere, and mails about it"),
    ("goto:E-06", "the vendor refuses: only somebody with GoTo Connect can be put into a queue"),
    ("goto:E-10", "extension, routes and memberships cannot be read any more once they are gone"),
    (
        "goto:E-11",
        "the Contact Center seat of the membership that is left behind stays on the bill, and nobody looks for it at a person without a license",
    ),
    ("goto:E-12", "callers of the old number reach nobody, or somebody else"),
    (
        "goto:E-13",
        "for a while nobody who has ever signed in could let others in again, and only the vendor's support helps",
    ),
    ("goto:E-17", "an empty list of groups means all groups: the manager governs everybody"),
    ("goto:E-18", "what becomes of members and child groups is not documented: they may go with the group"),
    ("goto:E-19", "callers wait in a queue that nobody answers"),
    ("goto:E-20", "meetings die with their organizer"),
    ("goto:E-21", "webinars and trainings cannot be reassigned and are lost"),
    (
        "goto:E-22",
        "nothing breaks: a dismissed administrator keeps power a little longer, which the order spares",
    ),
    ("goto:G-003", "there is no line yet that the number could be given to, so a second one would be made"),
    ("goto:G-302", "there is nobody to give the role to"),
    ("goto:G-313", "for a while fewer Super admins than the floor could let others in again"),
    ("goto:G-404", "there is nobody to put into the group"),
    ("goto:G-703", "there is no queue to join"),
    ("goto:G-801", "there is nobody to give the extension to"),
    ("goto:G-803", "the vendor refuses the number while somebody else has it, or takes it from them"),
    ("goto:T-04", "one person more than the contract has is accepted without a word, and billed"),
    ("goto:T-05", "the pool runs over for a moment: the vendor buys a seat that nobody approved, or refuses"),
    ("goto:T-15", "the account is locked out of its own portal"),
    ("goto:T-17", "the person is Suspended between the two writes, and is mailed"),
    ("goto:T-37", "holders of a role that goes may fall to Member, and without a product be Suspended"),
    ("goto:T-40", "callers wait in a queue that nobody answers"),
];
