//! The order of the changes within a step: nothing is asked for before what it needs. One call makes them at once; whoever
//! follows a check-list makes them one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::{Batches, StepNo};
use crate::engine::relations::{ChangeNo, Precedence};

/// What comes before what within each step.
pub struct Inside(BTreeMap<StepNo, Vec<(ChangeNo, ChangeNo)>>);

impl Inside {
    /// Of all `edges` those between two changes of one step.
    pub fn new(batches: &Batches, edges: &[Precedence]) -> Self {
        let at = |change| batches.step_of.find(change);
        let mut inside: BTreeMap<StepNo, Vec<(ChangeNo, ChangeNo)>> = BTreeMap::new();
        for edge in edges {
            let Some(step) = at(edge.first).filter(|step| at(edge.then) == Some(*step)) else { continue };
            inside.entry(step).or_default().push((edge.first, edge.then));
        }
        Self(inside)
    }

    /// The changes of `step`, each after all that it waits for, else by address.
    pub fn sequence(&self, step: StepNo, changes: &[ChangeNo]) -> Vec<ChangeNo> {
        let Some(edges) = self.0.get(&step) else { return changes.to_vec() };
        let mut waits: BTreeMap<ChangeNo, BTreeSet<ChangeNo>> = BTreeMap::new();
        for (first, then) in edges.iter().filter(|(first, then)| first != then) {
            waits.entry(*then).or_default().insert(*first);
        }
        let mut left: BTreeSet<ChangeNo> = changes.iter().copied().collect();
        let mut sequence = Vec::with_capacity(left.len());
        while let Some(first) = left.first().copied() {
            let is_free = |change: &ChangeNo| {
                waits.get(change).is_none_or(|own| own.iter().all(|one| !left.contains(one)))
            };
            // There is no circle, so one is free.
            let next = left.iter().copied().find(is_free).unwrap_or(first);
            left.remove(&next);
            sequence.push(next);
        }
        sequence
    }
}
