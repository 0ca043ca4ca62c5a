//! What a walk over a plan does at once: calls, or single changes.

use std::collections::BTreeSet;

use super::units::{NOBODY, Units};
use crate::engine::graph::Graph;

/// What is done at once during a walk: sets of changes.
pub struct Nodes {
    /// The changes of each node.
    pub members: Vec<Vec<u32>>,
    /// The node of each change; [`NOBODY`] for what is not walked.
    pub of: Vec<u32>,
}

impl Nodes {
    /// A node for each unit, and for each change of units that wait for each other in a circle.
    /// Only of changes for which `left` holds.
    pub fn of_units(units: &Units, edges: &[(u32, u32)], left: &dyn Fn(u32) -> bool) -> Self {
        let between = |number: u32| units.of[number as usize];
        let pairs: Vec<(u32, u32)> = edges
            .iter()
            .map(|(first, then)| (between(*first), between(*then)))
            .filter(|(first, then)| first != then)
            .collect();
        let circles = Graph::new(units.units.len(), &pairs).circles();
        let split: BTreeSet<u32> = circles.into_iter().flatten().collect();
        let mut nodes = Self { members: Vec::new(), of: vec![NOBODY; units.of.len()] };
        for (number, unit) in (0..).zip(&units.units) {
            let members: Vec<u32> = unit.members.iter().copied().filter(|member| left(*member)).collect();
            if members.is_empty() {
                continue;
            }
            if split.contains(&number) {
                members.into_iter().for_each(|member| nodes.add(vec![member]));
            } else {
                nodes.add(members);
            }
        }
        nodes
    }

    /// A node for each of these changes, of so many.
    pub fn single(size: usize, numbers: Vec<u32>) -> Self {
        let mut nodes = Self { members: Vec::new(), of: vec![NOBODY; size] };
        numbers.into_iter().for_each(|number| nodes.add(vec![number]));
        nodes
    }

    fn add(&mut self, members: Vec<u32>) {
        for member in &members {
            self.of[*member as usize] = self.members.len() as u32;
        }
        self.members.push(members);
    }
}
