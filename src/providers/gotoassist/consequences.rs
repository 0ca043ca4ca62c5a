//! What would happen if steps ran against an edge: the reasons of the sheet (section 9) in our own words, for
//! `explain`. Nothing is decided by them.

/// What would happen against an edge of `rule`; `None` where no edge has that rule.
pub fn of(rule: &str) -> Option<&'static str> {
    let found = ALL.iter().find(|(own, _)| *own == rule);
    found.map(|(_, text)| *text)
}

/// The consequences by rule.
const ALL: &[(&str, &str)] = &[
    ("gotoassist:A-106", "the user takes with them what should go in a step of its own"),
    ("gotoassist:A-303", "there is no contact that the method could be one of"),
    ("gotoassist:AE-01", "there is no company that it could be in"),
    (
        "gotoassist:AE-02",
        "for a while the person belongs to no company, which the vendor does not allow: it refuses, or picks one",
    ),
    ("gotoassist:AE-03", "the module stays invisible to the technician, whatever else is given"),
    (
        "gotoassist:AE-04",
        "a wrong name or e-mail cannot be put right by anybody but the person, who may never be able to log in",
    ),
    (
        "gotoassist:AE-06",
        "what becomes of devices, users and a portal in a company that is deleted is not documented: they may go with it",
    ),
    ("gotoassist:AE-07", "for a while fewer administrators than the floor could change anything"),
    (
        "gotoassist:AE-10",
        "for a while the company has a value of its own beside an account value that nobody wants",
    ),
];
