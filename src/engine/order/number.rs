//! The numbers of steps: an order that respects all edges and keeps what is about one person together.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::Batches;
use crate::engine::graph::Graph;
use crate::engine::world::World;

/// The steps in the order in which they are shown: always the next step about the same person where one is
/// ready, else the first by person.
pub fn number(world: &World<'_>, batches: &Batches, graph: &Graph) -> Vec<u32> {
    let subjects = subjects(world, batches);
    let mut incoming = graph.incoming();
    let steps = 0..batches.steps.len() as u32;
    let ready =
        steps.filter(|step| incoming[*step as usize] == 0).map(|step| (subjects[step as usize], step));
    let mut ready: BTreeSet<((u32, u32), u32)> = ready.collect();
    let mut order = Vec::with_capacity(batches.steps.len());
    let mut last = 0;
    while let Some(first) = ready.first().copied() {
        let same = ready.range(((last, 0), 0)..).next().copied().filter(|((subject, _), _)| *subject == last);
        let next = same.unwrap_or(first);
        ready.remove(&next);
        let ((subject, _), step) = next;
        last = subject;
        order.push(step);
        for &to in graph.after(step) {
            incoming[to as usize] -= 1;
            if incoming[to as usize] == 0 {
                ready.insert((subjects[to as usize], to));
            }
        }
    }
    order
}

/// Whom each step is about, by number, and its first change. What belongs to nobody stands for itself.
fn subjects(world: &World<'_>, batches: &Batches) -> Vec<(u32, u32)> {
    let names: Vec<&str> = batches
        .steps
        .iter()
        .map(|members| {
            let addr = &world.change(members[0]).addr;
            world.catalogue.subject_of(addr).unwrap_or(&addr.key)
        })
        .collect();
    let mut numbers: BTreeMap<&str, u32> = names.iter().map(|name| (*name, 0)).collect();
    for (number, known) in (0..).zip(numbers.values_mut()) {
        *known = number;
    }
    names.iter().zip(&batches.steps).map(|(name, members)| (numbers[name], members[0])).collect()
}
