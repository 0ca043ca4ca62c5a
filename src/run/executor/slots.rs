//! The steps of a run with their neighbors: who waits for whom, and for which of its changes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::model::{Carrier, ChangeId, Outcome, Plan, Step, StepId, VendorError};

/// Where a step is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// It waits for this many others.
    Blocked(usize),
    /// It waits for a reading of what it takes for not being there; it was tried so many times before.
    Unsure(u32),
    /// It may begin.
    Ready(u32),
    /// It is under way.
    Running(u32),
    /// It is tried again at this time.
    Resting(Duration, u32),
    /// Its effect is being looked for; since when, and what raised the doubt.
    Settling(Duration, u32, VendorError),
    /// It is over.
    Over(Outcome),
}

/// One step with its neighbors.
#[derive(Debug)]
pub(super) struct Slot {
    pub id: StepId,
    pub carrier: Carrier,
    pub changes: Vec<ChangeId>,
    pub state: State,
    pub after: Vec<Successor>,
}

/// A step that waits for another one.
#[derive(Debug)]
pub(super) struct Successor {
    pub step: usize,
    /// Whether a read must confirm the changes first.
    pub read_back: bool,
    /// Whether the successor goes on whatever comes of this step.
    pub yields: bool,
    /// The changes of this step that the successor needs; empty means all.
    pub changes: BTreeSet<ChangeId>,
    /// Whether the successor no longer waits for this step.
    pub released: bool,
}

impl Successor {
    /// Whether any of what it needs is among `failed`.
    pub fn needs_any(&self, failed: &BTreeSet<ChangeId>) -> bool {
        !self.yields
            && !failed.is_empty()
            && (self.changes.is_empty() || self.changes.iter().any(|change| failed.contains(change)))
    }
}

impl Slot {
    /// A step of which nothing is done, and those that wait for it for a reason.
    fn new(step: &Step) -> Self {
        let mut edges: BTreeMap<usize, (bool, BTreeSet<ChangeId>)> = BTreeMap::new();
        for because in &step.because {
            let edge = edges.entry(index(because.before)).or_default();
            if !because.yields {
                edge.0 |= because.read_back;
                edge.1.insert(because.between.0);
            }
        }
        let after = edges.into_iter().map(|(step, (read_back, changes))| Successor {
            step,
            read_back,
            yields: changes.is_empty(),
            changes,
            released: false,
        });
        Self {
            id: step.id,
            carrier: step.carrier,
            changes: step.changes.clone(),
            state: State::Blocked(0),
            after: after.collect(),
        }
    }

    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Over(_))
    }

    /// How often it was tried, where it is to be tried again.
    pub fn tries(&self) -> u32 {
        match self.state {
            State::Resting(_, tries) | State::Unsure(tries) => tries,
            _ => 0,
        }
    }

    /// The changes that were made.
    pub fn done_changes(&self) -> Vec<ChangeId> {
        match &self.state {
            State::Over(Outcome::Done) => self.changes.clone(),
            State::Over(Outcome::Partly(failed)) => {
                let made = |change: &ChangeId| failed.iter().all(|(each, _)| each != change);
                self.changes.iter().copied().filter(made).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The changes that are not made where this comes of it.
    pub fn not_made(&self, outcome: &Outcome) -> BTreeSet<ChangeId> {
        match outcome {
            Outcome::Done => BTreeSet::new(),
            Outcome::Partly(failed) => failed.iter().map(|(change, _)| *change).collect(),
            _ => self.changes.iter().copied().collect(),
        }
    }
}

/// Steps are numbered from 1 in the order in which they stand; a number that no plan gives is no place in it.
pub(super) fn index(step: StepId) -> usize {
    (step.0 as usize).wrapping_sub(1)
}

/// The slots of a plan, each blocked by all that it waits for.
pub(super) fn slots(plan: &Plan) -> Vec<Slot> {
    let mut slots: Vec<Slot> = plan.steps.iter().map(Slot::new).collect();
    for step in &plan.steps {
        let next = index(step.id);
        for need in &step.needs {
            let Some(slot) = slots.get_mut(index(*need)) else { continue };
            if slot.after.iter().all(|own| own.step != next) {
                let changes = BTreeSet::new();
                let (read_back, yields, released) = (false, false, false);
                slot.after.push(Successor { step: next, read_back, yields, changes, released });
            }
        }
    }
    let nexts: Vec<usize> = slots.iter().flat_map(|slot| &slot.after).map(|next| next.step).collect();
    for next in nexts {
        if let Some(State::Blocked(left)) = slots.get_mut(next).map(|slot| &mut slot.state) {
            *left += 1;
        }
    }
    slots
}
