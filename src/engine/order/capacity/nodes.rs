//! What a simulation does at once: calls, or single changes.

use std::collections::BTreeSet;

use crate::engine::order::units::{UnitNo, Units};
use crate::engine::relations::number::number;
use crate::engine::relations::{ChangeNo, Graph, Number, Table};

number! {
    /// The number of a node.
    NodeNo
}

/// Sets of changes, each of which is done at once.
pub struct Nodes {
    /// The changes of each node.
    pub members: Table<NodeNo, Vec<ChangeNo>>,
    /// The node of each change; none for what is left out.
    pub of: Table<ChangeNo, Option<NodeNo>>,
}

impl Nodes {
    /// A node for each unit, and for each change of units that wait for each other in a circle.
    /// Only of changes for which `left` holds.
    pub fn of_units(units: &Units, edges: &[(ChangeNo, ChangeNo)], left: &dyn Fn(ChangeNo) -> bool) -> Self {
        let pairs: Vec<(UnitNo, UnitNo)> = edges
            .iter()
            .filter_map(|(first, then)| units.of(*first).zip(units.of(*then)))
            .filter(|(first, then)| first != then)
            .collect();
        let circles = Graph::new(units.units.len(), &pairs).circles();
        let split: BTreeSet<UnitNo> = circles.into_iter().flatten().collect();
        let mut nodes = Self::none(units.of.len());
        for (number, unit) in units.units.iter() {
            let members: Vec<ChangeNo> =
                unit.members.iter().copied().filter(|member| left(*member)).collect();
            if split.contains(&number) {
                members.into_iter().for_each(|member| nodes.add(vec![member]));
            } else if !members.is_empty() {
                nodes.add(members);
            }
        }
        nodes
    }

    /// A node for each of these changes, of so many.
    pub fn single(size: usize, changes: Vec<ChangeNo>) -> Self {
        let mut nodes = Self::none(size);
        changes.into_iter().for_each(|change| nodes.add(vec![change]));
        nodes
    }

    fn none(size: usize) -> Self {
        Self { members: Table::default(), of: Table::filled(size, None) }
    }

    fn add(&mut self, members: Vec<ChangeNo>) {
        let node = NodeNo::new(self.members.len());
        for member in &members {
            self.of.replace(*member, Some(node));
        }
        self.members.push(members);
    }
}
