//! What each step waits for, and why: edges between steps, without those that follow from others.

use super::batch::Batches;
use super::edges::{Edge, Why};
use crate::engine::world::World;
use crate::model::{Because, StepId};

/// One step before another, by one rule.
#[derive(Clone, Copy)]
pub struct Tie {
    /// The place of the first step in the order of steps.
    pub first: u32,
    /// The place of the step that waits.
    pub then: u32,
    /// The rule.
    pub why: Why,
    /// The two changes, by number.
    pub between: (u32, u32),
}

/// All edges between steps, by waiting step, each rule of a pair once; `place` says where a step stands.
pub fn ties(batches: &Batches, edges: &[Edge], place: &[u32]) -> Vec<Tie> {
    let at = |number: u32| batches.step_of[number as usize];
    let crossing = edges.iter().filter(|edge| at(edge.first) != at(edge.then)).map(|edge| Tie {
        first: place[at(edge.first) as usize],
        then: place[at(edge.then) as usize],
        why: edge.why,
        between: (edge.first, edge.then),
    });
    let serial = batches.serial.iter().map(|&(first, then)| Tie {
        first: place[first as usize],
        then: place[then as usize],
        why: Why::Serial,
        between: (batches.steps[first as usize][0], batches.steps[then as usize][0]),
    });
    let mut found: Vec<Tie> = crossing.chain(serial).collect();
    found.sort_by_key(|tie| (tie.then, tie.first, tie.why.rule(), tie.between));
    found.dedup_by_key(|tie| (tie.then, tie.first, tie.why.rule()));
    found
}

/// The edges that do not follow from others: the needs of each step, and why.
///
/// An edge follows from others where a longer way leads from its first step to its last. The way is looked
/// for backwards, never below the first need, and for [`BUDGET`] steps at most: small plans come out
/// reduced completely, in large ones an edge too many may stay, which does no harm. An edge that waits for a
/// reading stays always: the longer way may not.
pub fn reduce(steps: usize, ties: Vec<Tie>) -> Vec<Tie> {
    let mut starts = vec![0; steps + 1];
    for tie in &ties {
        starts[tie.then as usize + 1] += 1;
    }
    for at in 0..steps {
        starts[at + 1] += starts[at];
    }
    let mut search = Search { ties: &ties, starts: &starts, seen: vec![0; steps], open: Vec::new() };
    let mut kept = Vec::with_capacity(ties.len());
    for step in 0..steps {
        search.mark(step);
        let own = &ties[starts[step]..starts[step + 1]];
        for pair in own.chunk_by(|a, b| a.first == b.first) {
            let read_back = pair.iter().any(|tie| tie.why.read_back());
            if read_back || search.seen[pair[0].first as usize] != step as u32 + 1 {
                kept.extend(pair.iter().filter(|tie| worth_telling(tie, pair)));
            }
        }
    }
    kept
}

/// That two steps write one target needs no telling where a rule says the same.
fn worth_telling(tie: &Tie, pair: &[Tie]) -> bool {
    pair.len() == 1 || !matches!(tie.why, Why::Serial)
}

/// How many edges are followed for one step at most.
const BUDGET: usize = 512;

struct Search<'t> {
    ties: &'t [Tie],
    starts: &'t [usize],
    /// The last step (from 1) on the way to which a step was seen.
    seen: Vec<u32>,
    open: Vec<u32>,
}

impl Search<'_> {
    /// Marks what `step` waits for by a way of two edges or more.
    fn mark(&mut self, step: usize) {
        let own = &self.ties[self.starts[step]..self.starts[step + 1]];
        let (Some(lowest), stamp) = (own.first().map(|tie| tie.first), step as u32 + 1) else { return };
        self.open.clear();
        self.open.extend(own.chunk_by(|a, b| a.first == b.first).skip(1).map(|pair| pair[0].first));
        let mut budget = BUDGET;
        while let Some(from) = self.open.pop() {
            for tie in &self.ties[self.starts[from as usize]..self.starts[from as usize + 1]] {
                if tie.first >= lowest && self.seen[tie.first as usize] != stamp {
                    self.seen[tie.first as usize] = stamp;
                    self.open.push(tie.first);
                }
                budget -= 1;
                if budget == 0 {
                    return;
                }
            }
        }
    }
}

/// The reasons of each step, and its needs, by place.
pub fn reasons(world: &World<'_>, steps: usize, ties: &[Tie]) -> Vec<(Vec<StepId>, Vec<Because>)> {
    let mut found: Vec<(Vec<StepId>, Vec<Because>)> = vec![Default::default(); steps];
    for tie in ties {
        let (first, before) = (StepId(tie.first + 1), StepId(tie.then + 1));
        let needs = &mut found[tie.then as usize].0;
        if needs.last() != Some(&first) {
            needs.push(first);
        }
        found[tie.first as usize].1.push(Because {
            rule: tie.why.rule().to_owned(),
            before,
            text: tie.why.text(),
            read_back: tie.why.read_back(),
            between: (world.change(tie.between.0).id, world.change(tie.between.1).id),
        });
    }
    found
}
