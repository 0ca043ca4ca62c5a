//! What differs, what may go on, and in which order: pure and synchronous. This layer knows no vendor, no
//! HTTP and no clock; what a provider says reaches it as a catalogue and as the functions of [`Hooks`].
//!
//! `diff` compares, `relations` finds who needs whom, `withhold` sets aside what must not go on (with what hangs
//! on it), `order` makes steps and their order, `plan` goes from one to the other and back until no knot is left and
//! makes the plan whole, `prove` checks the document of it alone, `gate` is the only place where an [`Approved`] is
//! made.

mod absence;
mod by_hand;
mod diff;
mod gate;
mod guard;
mod identity;
pub mod only;
mod order;
mod plan;
mod prove;
mod relations;
mod withhold;

mod findings;
mod untouched;

pub use absence::{Again, Verdict};
pub use diff::diff;
pub use gate::{Approved, approve};
pub use guard::{GuardScope, guard};
pub use identity::{Unaligned, recognize};
pub use plan::plan;
pub use prove::{Proof, prove};

use crate::model::{
    Call, Carrier, Catalogue, Change, Changes, Desired, Finding, Findings, Held, Kind, Observation, Runbook,
    Severity,
};

/// What a provider says about changes, as plain functions.
pub struct Hooks<'a> {
    /// The rule book as data.
    pub catalogue: &'static Catalogue,
    /// Which call carries a change, one of all.
    pub call: &'a dyn Fn(&Change, &Changes) -> Call,
    /// How many writing calls a step of this shape with these changes costs.
    pub cost: &'a dyn Fn(&str, &[&Change]) -> u32,
    /// Who writes a kind.
    pub carrier: &'a dyn Fn(Kind) -> Carrier,
    /// The tenant's name: codes of steps by hand are its own.
    pub tenant: &'a str,
    /// What a plan of these changes brings with it: warnings and notes.
    pub notes: &'a dyn Fn(&Changes) -> Findings,
    /// How a person makes a change, one of all, by hand.
    pub runbook: &'a dyn Fn(&Change, &Changes) -> Runbook,
}

/// What is wanted and what was seen.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// What the roster wants, aligned with what was seen.
    pub desired: &'a Desired,
    /// What was seen, spelled as the roster spells it.
    pub observed: &'a Observation,
}

/// What came of looking at the differences before a plan is made of them.
#[derive(Clone, Debug, Default)]
pub struct Guarded {
    /// What must not be touched.
    pub held: Held,
    /// What was found about the roster, the comparison, and what is held.
    pub refusals: Findings,
    /// What the changes bring with them, had all of them been made.
    pub notes: Findings,
}

impl Guarded {
    /// Takes in what a guard holds and says. What was held before keeps its first reason.
    pub fn add(&mut self, held: Held, findings: Findings) {
        for (addr, hold) in held {
            self.held.entry(addr).or_insert(hold);
        }
        let (refusals, notes) = findings.sorted().into_iter().partition(is_refusal);
        let (refusals, notes): (Vec<Finding>, Vec<Finding>) = (refusals, notes);
        refusals.into_iter().for_each(|finding| self.refusals.push(finding));
        notes.into_iter().for_each(|finding| self.notes.push(finding));
    }
}

fn is_refusal(finding: &Finding) -> bool {
    finding.severity == Severity::Refuse
}
