//! What a person can be shown a code for: one table of ours here, one of each vendor's in its folder. Titles and
//! severities of the pages in `docs/findings/` are made of them, and `tests/house/codes.rs` holds pages, tables and
//! sources together.

use super::finding::Severity::{self, Note, Refuse, Warn};

/// A code of findings, or of the rule by which steps are ordered, with what is the same wherever it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// The code, `R-014` or `goto:T-04`.
    pub id: &'static str,
    /// How grave its findings can be, the gravest first; empty where it stands only in `because` of steps.
    pub severities: &'static [Severity],
    /// What is found, or what comes first, in a few words.
    pub title: &'static str,
    /// What the vendor's rule behind it rests upon; none for a rule of our own.
    pub mark: Option<Evidence>,
}

/// What a rule rests upon, the surest first. A rule with several sources has the mark of the weakest one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Evidence {
    /// A text of the vendor says it; of a standard, the standard.
    Doc,
    /// Somebody else's text or program says it.
    ThirdParty,
    /// No text says it; it follows from texts that do.
    Inferred,
    /// No text says it; the program and its emulator go by it all the same.
    Assumed,
    /// It is not public: the program goes by the side that does less harm.
    Unknown,
}

impl Evidence {
    /// The word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::ThirdParty => "third party",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
            Self::Unknown => "unknown",
        }
    }

    /// The word, with what it is worth where the vendor does not say it itself.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::ThirdParty => "third party, as far as is public",
            Self::Inferred => "inferred, as far as is public",
            Self::Assumed => "assumed, as far as is public",
            Self::Unknown => "unknown, as far as is public",
        }
    }
}

impl Code {
    /// A rule of our own.
    pub const fn new(id: &'static str, severities: &'static [Severity], title: &'static str) -> Self {
        Self { id, severities, title, mark: None }
    }

    /// A vendor's rule, and what it rests upon.
    pub const fn rule(
        id: &'static str,
        mark: Evidence,
        severities: &'static [Severity],
        title: &'static str,
    ) -> Self {
        Self { id, severities, title, mark: Some(mark) }
    }
}

/// Our own codes; those of a vendor stand in its folder.
pub const CODES: &[Code] = &[
    Code::new("R-001", &[Refuse], "a file or a folder cannot be read"),
    Code::new("R-002", &[Refuse], "a file is too large"),
    Code::new("R-003", &[Refuse], "this is no YAML"),
    Code::new("R-004", &[Refuse], "the same key twice"),
    Code::new("R-005", &[Refuse], "a key that does not exist"),
    Code::new("R-006", &[Refuse], "a value of the wrong type"),
    Code::new("R-007", &[Refuse], "more nesting or more values than a roster has"),
    Code::new("R-008", &[Refuse], "nothing is written"),
    Code::new("R-009", &[Refuse], "a key is missing"),
    Code::new("R-010", &[Refuse], "a secret is written out"),
    Code::new("R-011", &[Refuse], "a path leaves the tenant's folder"),
    Code::new("R-012", &[Refuse], "there is no tenant, or nothing is declared"),
    Code::new("R-013", &[Refuse], "an unknown provider"),
    Code::new("R-014", &[Refuse], "a queue that is not declared"),
    Code::new("R-015", &[Refuse], "a profile that is not declared"),
    Code::new("R-016", &[Refuse], "a group that is not declared, or is removed"),
    Code::new("R-017", &[Refuse], "a person who is not declared"),
    Code::new("R-018", &[Refuse], "a choice that does not exist"),
    Code::new("R-019", &[Refuse], "a key or a choice that this version does not have yet"),
    Code::new("R-020", &[Refuse], "a closed list and a person contradict each other"),
    Code::new("R-021", &[Refuse], "two tenants of one name"),
    Code::new("R-022", &[Warn], "`none` drops nothing"),
    Code::new("R-028", &[Warn], "a program that is not there or cannot be started"),
    Code::new("R-030", &[Refuse], "something that is needed is not there"),
    Code::new("R-031", &[Refuse, Warn], "a listing is not proven complete"),
    Code::new("R-032", &[Refuse], "changes that wait for each other"),
    Code::new("R-033", &[Refuse], "something hangs on what would be removed"),
    Code::new("R-034", &[Refuse], "the live person is another one"),
    Code::new("R-035", &[Refuse], "a replacement waits for an acknowledgement"),
    Code::new("R-036", &[Refuse], "no seat is free"),
    Code::new("R-037", &[], "one write at a time"),
    Code::new("R-038", &[Refuse], "an entry of `confirmed.yaml` cannot be used"),
    Code::new("R-040", &[Refuse], "not proved safe at every step"),
    Code::new("R-041", &[Refuse, Warn], "a text begins or ends with a blank"),
    Code::new("R-042", &[Warn], "a letter that people do not see or take for another"),
    Code::new("R-043", &[Refuse], "a name that several live things have"),
    Code::new("R-044", &[Warn], "a floor that is given up for one person"),
    Code::new("R-045", &[Warn, Note], "what becomes of a renewed refresh token"),
];
