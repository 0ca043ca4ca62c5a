//! Why a change does not go on.

use std::collections::BTreeMap;

use super::addr::Addr;
use super::finding::{Finding, FindingId};

/// Why a change is withheld: the reason in words, and the finding that a person can look up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Hold {
    /// Why, and what would let it go on.
    pub reason: String,
    /// The code of the finding that explains it.
    pub code: String,
    /// The code that acknowledges it, where one can.
    pub ack: Option<String>,
    /// The finding that says so; `None` of a change that only waits for another one, and where no finding does.
    pub finding: Option<FindingId>,
}

/// What must not be touched now, by address.
pub type Held = BTreeMap<Addr, Hold>;

impl Hold {
    /// For what `finding` says, with its way out.
    pub fn of(finding: &Finding) -> Self {
        let Finding { text, hint, .. } = finding;
        let reason = hint.as_ref().map_or_else(|| text.clone(), |hint| format!("{text}; {hint}"));
        Self { reason, ..Self::briefly(finding) }
    }

    /// For what `finding` says, without its way out.
    pub fn briefly(finding: &Finding) -> Self {
        let Finding { text, code, ack, .. } = finding;
        Self { reason: text.clone(), code: code.to_string(), ack: ack.clone(), finding: Some(finding.id()) }
    }

    /// The same cause, one step further: for a change that waits for the one at `addr`.
    #[must_use]
    pub fn beyond(&self, addr: &Addr) -> Self {
        let reason = format!("waits for `{addr}`, which is withheld");
        Self { reason, code: self.code.clone(), ack: self.ack.clone(), finding: None }
    }
}
