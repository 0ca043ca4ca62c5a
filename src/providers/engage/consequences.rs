//! What would happen if steps ran against an edge: the reasons of the vendor sheet in our own words, for
//! `explain`. Nothing is decided by them.

/// What would happen against an edge of `rule`; `None` where no edge has that rule.
pub fn of(rule: &str) -> Option<&'static str> {
    let found = ALL.iter().find(|(own, _)| *own == rule);
    found.map(|(_, text)| *text)
}

/// The consequences by rule.
const ALL: &[(&str, &str)] = &[
    ("engage:E-002", "there is no user licence left for the new person, and the create is refused"),
    ("engage:E-010", "the user takes with them what should be seen to go"),
    ("engage:E-026", "for a while nobody could manage the account, or let anybody in again"),
    (
        "engage:E-027",
        "what becomes of the open conversations is not documented: customers may wait for somebody who is gone",
    ),
    ("engage:E-036", "there is no such project, and nothing here makes one"),
    ("engage:E-037", "there is nobody who could take part"),
    ("engage:E-038", "the vendor refuses: only a skill of the list can be given"),
    ("engage:E-039", "there is nobody to give the skill to"),
    ("engage:E-041", "conversations that are handed over by this skill find nobody"),
    ("engage:E-042", "what a deletion does to those who hold the skill is not documented"),
];
