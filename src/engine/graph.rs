//! A graph of numbers, in two arrays.

use petgraph::graph::{DiGraph, NodeIndex};

/// Which numbers come after which.
#[derive(Clone, Default)]
pub struct Graph {
    start: Vec<u32>,
    next: Vec<u32>,
}

impl Graph {
    /// A graph over the numbers below `size`, in linear time.
    pub fn new(size: usize, edges: &[(u32, u32)]) -> Self {
        let mut start = vec![0; size + 1];
        for (from, _) in edges {
            start[*from as usize + 1] += 1;
        }
        for at in 0..size {
            start[at + 1] += start[at];
        }
        let mut free = start.clone();
        let mut next = vec![0; edges.len()];
        for (from, to) in edges {
            next[free[*from as usize] as usize] = *to;
            free[*from as usize] += 1;
        }
        Self { start, next }
    }

    /// How many numbers it is over.
    pub fn size(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// What comes after `node`, in the order in which the edges were given.
    pub fn after(&self, node: u32) -> &[u32] {
        let (from, to) = (self.start[node as usize], self.start[node as usize + 1]);
        &self.next[from as usize..to as usize]
    }

    /// How many edges lead to each number.
    pub fn incoming(&self) -> Vec<u32> {
        let mut counts = vec![0; self.size()];
        for to in &self.next {
            counts[*to as usize] += 1;
        }
        counts
    }

    /// Marks everything that is reached from `from`, itself included.
    pub fn reach(&self, from: impl IntoIterator<Item = u32>) -> Vec<bool> {
        let mut reached = vec![false; self.size()];
        let mut open: Vec<u32> = from.into_iter().collect();
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut reached[node as usize], true) {
                open.extend_from_slice(self.after(node));
            }
        }
        reached
    }

    /// The circles: sets of two or more numbers that all reach each other, each sorted, by first number.
    /// Linear; where there is no circle the graph is only peeled once.
    pub fn circles(&self) -> Vec<Vec<u32>> {
        let mut incoming = self.incoming();
        let mut open: Vec<u32> =
            (0..self.size() as u32).filter(|node| incoming[*node as usize] == 0).collect();
        while let Some(node) = open.pop() {
            for &to in self.after(node) {
                incoming[to as usize] -= 1;
                if incoming[to as usize] == 0 {
                    open.push(to);
                }
            }
        }
        let rest: Vec<u32> = (0..self.size() as u32).filter(|node| incoming[*node as usize] > 0).collect();
        let mut circles: Vec<Vec<u32>> =
            self.components(&rest).into_iter().filter(|one| one.len() > 1).collect();
        circles.sort();
        circles
    }

    /// The strongly connected components of the part of the graph that `nodes` (sorted) are.
    pub fn components(&self, nodes: &[u32]) -> Vec<Vec<u32>> {
        let mut part: DiGraph<u32, ()> = DiGraph::new();
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
            let mut one: Vec<u32> = one.into_iter().map(|at| part[at]).collect();
            one.sort_unstable();
            one
        });
        sorted.collect()
    }
}
