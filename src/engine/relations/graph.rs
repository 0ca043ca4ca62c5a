//! A graph of numbers, in two arrays.

use petgraph::graph::{DiGraph, NodeIndex};

use super::number::{Countdown, Number, Table};

/// Which numbers come after which.
#[derive(Clone)]
pub struct Graph<N> {
    /// Where the edges of each number begin in `next`, and of the one after the last.
    start: Vec<u32>,
    next: Vec<N>,
}

impl<N> Default for Graph<N> {
    fn default() -> Self {
        Self { start: Vec::new(), next: Vec::new() }
    }
}

impl<N: Number> Graph<N> {
    /// A graph over the numbers below `size`, in linear time.
    pub fn new(size: usize, edges: &[(N, N)]) -> Self {
        let mut start = vec![0; size + 1];
        for (from, _) in edges {
            if let Some(count) = start.get_mut(from.index() + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for count in &mut start {
            before += *count;
            *count = before;
        }
        let mut free = start.clone();
        let mut next = vec![N::new(0); edges.len()];
        for (from, to) in edges {
            let Some(at) = free.get_mut(from.index()) else { continue };
            if let Some(own) = next.get_mut(*at as usize) {
                *own = *to;
            }
            *at += 1;
        }
        Self { start, next }
    }

    /// How many numbers it is over.
    pub fn size(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// All numbers.
    pub fn numbers(&self) -> impl Iterator<Item = N> + use<N> {
        (0..self.size()).map(N::new)
    }

    /// What comes after `node`, in the order in which the edges were given.
    pub fn after(&self, node: N) -> &[N] {
        let from = self.start.get(node.index()).copied().unwrap_or_default();
        let to = self.start.get(node.index() + 1).copied().unwrap_or(from);
        self.next.get(from as usize..to as usize).unwrap_or_default()
    }

    /// How many edges lead to each number.
    pub fn incoming(&self) -> Countdown<N> {
        Countdown::new(self.size(), self.next.iter().copied())
    }

    /// Marks everything that is reached from `from`, itself included.
    pub fn reach(&self, from: impl IntoIterator<Item = N>) -> Table<N, bool> {
        let mut reached = Table::filled(self.size(), false);
        let mut open: Vec<N> = from.into_iter().collect();
        while let Some(node) = open.pop() {
            if reached.mark(node) {
                open.extend_from_slice(self.after(node));
            }
        }
        reached
    }

    /// The circles: sets of two or more numbers that all reach each other, each sorted, by first number.
    /// Linear; where there is no circle the graph is only peeled once.
    pub fn circles(&self) -> Vec<Vec<N>> {
        let mut incoming = self.incoming();
        let mut open: Vec<N> = incoming.free().collect();
        while let Some(node) = open.pop() {
            open.extend(self.after(node).iter().filter(|to| incoming.release(**to)));
        }
        let rest: Vec<N> = incoming.waiting().collect();
        let mut circles: Vec<Vec<N>> =
            self.components(&rest).into_iter().filter(|one| one.len() > 1).collect();
        circles.sort();
        circles
    }

    /// The strongly connected components of the part of the graph that `nodes` (sorted) are.
    pub fn components(&self, nodes: &[N]) -> Vec<Vec<N>> {
        let mut part: DiGraph<N, ()> = DiGraph::new();
        for &node in nodes {
            part.add_node(node);
        }
        for (at, &node) in nodes.iter().enumerate() {
            for to in self.after(node) {
                if let Ok(found) = nodes.binary_search(to) {
                    part.add_edge(NodeIndex::new(at), NodeIndex::new(found), ());
                }
            }
        }
        // Tarjan's walk in petgraph recurses and would overflow on long chains; Kosaraju's does not.
        let found = petgraph::algo::kosaraju_scc(&part);
        let sorted = found.into_iter().map(|one| {
            let mut one: Vec<N> = one.into_iter().filter_map(|at| part.node_weight(at).copied()).collect();
            one.sort_unstable();
            one
        });
        sorted.collect()
    }
}
