//! Circles among changes: a preference yields, everything else is a knot.

use std::collections::BTreeMap;

use super::edges::Edge;
use crate::engine::graph::Graph;
use crate::engine::say;
use crate::engine::withhold::{Blame, set};
use crate::engine::world::World;
use crate::model::{Addr, Finding, Findings, Withheld};

/// What cannot be done in any order, and why.
#[derive(Default)]
pub struct Knots {
    blames: BTreeMap<u32, Blame>,
}

impl Knots {
    /// Whether a change is not part of a knot and does not wait for one.
    pub fn free(&self, number: u32) -> bool {
        !self.blames.contains_key(&number)
    }

    /// Finds circles of rules. Their changes are set aside with all that waits for them: R-032.
    pub fn find(world: &World<'_>, edges: &[Edge], findings: &mut Findings) -> Self {
        let rules: Vec<(u32, u32)> =
            edges.iter().filter(|edge| !edge.why.preference()).map(|edge| (edge.first, edge.then)).collect();
        let graph = Graph::new(world.changes.len(), &rules);
        let mut knots = Self::default();
        for circle in graph.circles() {
            knots.tie(world, &graph, &circle, "these wait for each other", findings);
        }
        knots
    }

    /// Sets `members` aside, with everything that waits for them in `graph`.
    pub fn tie(
        &mut self,
        world: &World<'_>,
        graph: &Graph,
        members: &[u32],
        why: &str,
        findings: &mut Findings,
    ) {
        let names: Vec<&Addr> = members.iter().map(|&number| &world.change(number).addr).collect();
        let place = members.iter().find_map(|&number| world.change(number).source);
        let finding = say::knot(&names, why, place);
        let blame = self.knot(&finding, members);
        findings.push(finding);
        let mut open = members.to_vec();
        while let Some(from) = open.pop() {
            for &to in graph.after(from) {
                if self.free(to) {
                    self.blames.insert(to, blame.beyond(&world.change(from).addr));
                    open.push(to);
                }
            }
        }
    }

    fn knot(&mut self, finding: &Finding, members: &[u32]) -> Blame {
        let blame = Blame::of(finding);
        for &number in members {
            self.blames.insert(number, blame.clone());
        }
        blame
    }

    /// The changes set aside, for the plan.
    pub fn withheld(&self, world: &World<'_>) -> Vec<Withheld> {
        self.blames.iter().map(|(&number, blame)| set(world.change(number).clone(), blame.clone())).collect()
    }
}

/// Drops edges to and from knots, and preferences that would close a circle of those that are left.
pub fn settle(size: usize, edges: &mut Vec<Edge>, knots: &Knots) {
    edges.retain(|edge| knots.free(edge.first) && knots.free(edge.then));
    if !edges.iter().any(|edge| edge.why.preference()) {
        return;
    }
    let pairs: Vec<(u32, u32)> = edges.iter().map(|edge| (edge.first, edge.then)).collect();
    let mut circle_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (circle, members) in Graph::new(size, &pairs).circles().into_iter().enumerate() {
        circle_of.extend(members.into_iter().map(|number| (number, circle)));
    }
    edges.retain(|edge| {
        let circle = circle_of.get(&edge.first);
        !edge.why.preference() || circle.is_none() || circle != circle_of.get(&edge.then)
    });
}
