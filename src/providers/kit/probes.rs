//! Assumptions of a fact sheet as a table: each with the question that the answers of reads settle.

use crate::model::{Assumption, Evidence, Verdict};

/// What a vendor's answers say of an assumption, and how that is seen.
pub struct Finding(Verdict, String);

/// It holds here.
pub fn holds(seen: impl Into<String>) -> Finding {
    Finding(Verdict::Seen, seen.into())
}

/// It does not hold here.
pub fn fails(seen: impl Into<String>) -> Finding {
    Finding(Verdict::Contradicted, seen.into())
}

/// No answer shows either, because.
pub fn open(why: impl Into<String>) -> Finding {
    Finding(Verdict::NotSettled, why.into())
}

/// An assumption, and how the answers `S` settle it.
pub struct Probe<S> {
    /// The name of the emulator's switch.
    pub id: &'static str,
    /// The row or the rule of the fact sheet.
    pub rule: &'static str,
    /// What it rests upon.
    pub mark: Evidence,
    /// What is assumed.
    pub assumes: &'static str,
    /// Settles it.
    pub settle: fn(&S) -> Finding,
}

/// The assumptions of a table, held against the answers.
pub fn settle<S>(table: &[Probe<S>], answers: &S) -> Vec<Assumption> {
    let settled = table.iter().map(|probe| {
        let Probe { id, rule, mark, assumes, settle } = *probe;
        let Finding(verdict, seen) = settle(answers);
        Assumption { id, rule, mark, assumes, verdict, seen }
    });
    settled.collect()
}
