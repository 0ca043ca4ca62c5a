//! What reads alone can tell of a tenant beyond its resources: the caller's rights, how lists come, and which assumptions
//! of a fact sheet hold there. Nothing in it but the caller and the roles is anybody's data.

use serde::{Serialize, Serializer};

use super::codes::Evidence;

/// How an assumption stands after the reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// An answer shows that it does not hold here.
    Contradicted,
    /// An answer shows that it holds here.
    Seen,
    /// No answer shows either.
    NotSettled,
}

/// An assumption of a fact sheet, held against the answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Assumption {
    /// Its name: that of the emulator's switch.
    pub id: &'static str,
    /// The row or the rule of the fact sheet.
    pub rule: &'static str,
    /// What it rests upon.
    #[serde(serialize_with = "word")]
    pub mark: Evidence,
    /// What is assumed.
    pub assumes: &'static str,
    /// How it stands.
    pub verdict: Verdict,
    /// What the answers show, or why nothing is settled: shapes and counts, nobody's data.
    pub seen: String,
}

/// A right that the roster needs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Right {
    /// What it is needed for.
    pub to: &'static str,
    /// What gives it.
    pub needs: &'static str,
    /// Whether the caller has it, where this is told.
    pub held: Option<bool>,
}

/// How a list came.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Listing {
    /// What it lists.
    pub list: &'static str,
    /// How many a page was asked to hold, where it was.
    pub asked: Option<u64>,
    /// How many came.
    pub came: u64,
    /// How many there are, where that is told.
    pub total: Option<u64>,
}

/// What no read can settle, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Beyond {
    /// The name of the switch.
    pub id: &'static str,
    /// Why.
    pub why: &'static str,
}

/// What the reads told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Survey {
    /// The credential's own user.
    pub caller: Option<String>,
    /// The account.
    pub account: Option<String>,
    /// The caller's roles, as the vendor calls them.
    pub roles: Vec<String>,
    /// What the roster needs of rights.
    pub rights: Vec<Right>,
    /// How lists came.
    pub listings: Vec<Listing>,
    /// The assumptions that a read may settle.
    pub assumptions: Vec<Assumption>,
    /// Those that none can.
    pub beyond: &'static [Beyond],
}

impl Survey {
    /// How many assumptions stand so.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.assumptions.iter().filter(|own| own.verdict == verdict).count()
    }
}

fn word<S: Serializer>(mark: &Evidence, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(mark.word())
}
