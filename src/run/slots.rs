//! The steps of a run with their neighbors: who waits for whom, and for which of its changes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::model::{ChangeId, Outcome, Plan, Step, StepId, VendorError};

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
    let free = |step| Slot { state: State::Blocked(0), after: successors(step) };
    let mut slots: Vec<Slot> = plan.steps.iter().map(free).collect();
    let mut waiting = Vec::new();
    for step in &plan.steps {
        let next = index(step.id);
        for need in &step.needs {
            // What is needed and is no step of the plan never comes.
            let Some(Slot { after, .. }) = slots.get_mut(index(*need)) else {
                waiting.push(next);
                continue;
            };
            if after.iter().all(|own| own.step != next) {
                after.push(Successor { step: next, read_back: false, changes: [].into(), released: false });
            }
        }
    }
    waiting.extend(slots.iter().flat_map(|slot| &slot.after).map(|next| next.step));
    for next in waiting {
        if let Some(Slot { state: State::Blocked(left), .. }) = slots.get_mut(next) {
            *left += 1;
        }
    }
    slots
}

/// The steps that wait for `step` for a reason that is said.
fn successors(step: &Step) -> Vec<Successor> {
    let mut edges: BTreeMap<usize, (bool, BTreeSet<ChangeId>)> = BTreeMap::new();
    for because in &step.because {
        let edge = edges.entry(index(because.before)).or_default();
        edge.0 |= because.read_back;
        edge.1.insert(because.between.0);
    }
    let successor = |(step, (read_back, changes))| Successor { step, read_back, changes, released: false };
    edges.into_iter().map(successor).collect()
}
