//! The steps of a run with their neighbors: who waits for whom, and for which of its changes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::model::{ChangeId, Outcome, Plan, StepId, VendorError};

/// Where a step is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// It waits for this many others.
    Blocked(usize),
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
    pub state: State,
    pub after: Vec<Successor>,
}

/// A step that waits for another one.
#[derive(Debug)]
pub(super) struct Successor {
    pub step: usize,
    /// Whether a read must confirm the changes first.
    pub read_back: bool,
    /// The changes of this step that the successor needs; empty means all.
    pub changes: BTreeSet<ChangeId>,
    /// Whether the successor no longer waits for this step.
    pub released: bool,
}

impl Successor {
    /// Whether any of what it needs is among `failed`.
    pub fn needs_any(&self, failed: &BTreeSet<ChangeId>) -> bool {
        !failed.is_empty()
            && (self.changes.is_empty() || self.changes.iter().any(|change| failed.contains(change)))
    }
}

/// Steps are numbered from 1 in the order in which they stand.
pub(super) fn index(step: StepId) -> usize {
    step.0 as usize - 1
}

/// The changes of a step that were made.
pub(super) fn done_changes(changes: &[ChangeId], state: &State) -> Vec<ChangeId> {
    match state {
        State::Over(Outcome::Done) => changes.to_vec(),
        State::Over(Outcome::Partly(failed)) => {
            changes.iter().copied().filter(|change| failed.iter().all(|(each, _)| each != change)).collect()
        }
        _ => Vec::new(),
    }
}

/// The slots of a plan, each blocked by all that it waits for.
pub(super) fn slots(plan: &Plan) -> Vec<Slot> {
    let mut slots: Vec<Slot> =
        plan.steps.iter().map(|_| Slot { state: State::Blocked(0), after: Vec::new() }).collect();
    for step in &plan.steps {
        let mut edges: BTreeMap<usize, (bool, BTreeSet<ChangeId>)> = BTreeMap::new();
        for because in &step.because {
            let edge = edges.entry(index(because.before)).or_default();
            edge.0 |= because.read_back;
            edge.1.insert(because.between.0);
        }
        for (next, (read_back, changes)) in edges {
            slots[index(step.id)].after.push(Successor { step: next, read_back, changes, released: false });
        }
    }
    for step in &plan.steps {
        for need in &step.needs {
            let before = &mut slots[index(*need)].after;
            if before.iter().all(|next| next.step != index(step.id)) {
                let next = index(step.id);
                before.push(Successor {
                    step: next,
                    read_back: false,
                    changes: BTreeSet::new(),
                    released: false,
                });
            }
        }
    }
    for at in 0..slots.len() {
        let nexts: Vec<usize> = slots[at].after.iter().map(|next| next.step).collect();
        for next in nexts {
            if let State::Blocked(left) = &mut slots[next].state {
                *left += 1;
            }
        }
    }
    slots
}
