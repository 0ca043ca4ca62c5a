//! The largest flow through a network, and the cut that proves it the largest: Dinic's algorithm, without
//! recursion, so that a chain of any length fits.

/// Capacity without end.
pub const ENDLESS: i64 = i64::MAX / 4;

/// A network over numbers; 0 is the source and 1 the sink.
pub struct Network {
    /// The first edge out of each node, plus one.
    first: Vec<u32>,
    /// Edge e and its way back are e and e ^ 1.
    edges: Vec<Edge>,
}

struct Edge {
    to: u32,
    /// What may still flow.
    room: i64,
    /// The next edge out of the same node, plus one.
    next: u32,
}

/// The source.
pub const SOURCE: u32 = 0;
/// The sink.
pub const SINK: u32 = 1;

impl Network {
    /// A network without edges.
    pub fn new(size: usize) -> Self {
        Self { first: vec![0; size], edges: Vec::new() }
    }

    /// Lets so much flow from one node to another.
    pub fn join(&mut self, from: u32, to: u32, room: i64) {
        for (from, to, room) in [(from, to, room), (to, from, 0)] {
            let own = self.edges.len() as u32 + 1;
            let next = self.first.get_mut(from as usize).map_or(0, |first| std::mem::replace(first, own));
            self.edges.push(Edge { to, room, next });
        }
    }

    /// An edge by its number plus one; none by 0.
    fn edge(&self, number: u32) -> Option<&Edge> {
        self.edges.get((number as usize).checked_sub(1)?)
    }

    fn out_of(&self, node: u32) -> impl Iterator<Item = &Edge> {
        let first = self.first.get(node as usize).and_then(|first| self.edge(*first));
        std::iter::successors(first, |edge| self.edge(edge.next))
    }

    /// Where edge e ends.
    fn to(&self, edge: usize) -> u32 {
        self.edges.get(edge).map_or(SOURCE, |edge| edge.to)
    }

    fn room(&self, edge: usize) -> i64 {
        self.edges.get(edge).map_or(0, |edge| edge.room)
    }

    /// Sends as much as can flow from the source to the sink, and says how much that is.
    pub fn fill(&mut self) -> i64 {
        let mut total = 0;
        loop {
            let levels = self.levels();
            if level(&levels, SINK) == 0 {
                return total;
            }
            total += self.block(&levels);
        }
    }

    /// What can still be reached from the source: after [`Network::fill`], its side of the smallest cut.
    pub fn side(&self) -> Vec<bool> {
        self.levels().iter().map(|level| *level > 0).collect()
    }

    /// How far each node is from the source, from 1; 0 where nothing can flow to it.
    fn levels(&self) -> Vec<u32> {
        let mut levels = vec![0; self.first.len()];
        if let Some(source) = levels.get_mut(SOURCE as usize) {
            *source = 1;
        }
        let mut row = vec![SOURCE];
        let mut at = 0;
        while let Some(&node) = row.get(at) {
            at += 1;
            let far = level(&levels, node) + 1;
            for edge in self.out_of(node).filter(|edge| edge.room > 0) {
                if let Some(level) = levels.get_mut(edge.to as usize).filter(|level| **level == 0) {
                    *level = far;
                    row.push(edge.to);
                }
            }
        }
        levels
    }

    /// Sends flow along shortest ways until none is left.
    fn block(&mut self, levels: &[u32]) -> i64 {
        let mut arcs = self.first.clone();
        let mut way: Vec<usize> = Vec::new();
        let (mut node, mut total) = (SOURCE, 0);
        loop {
            if node == SINK {
                total += self.push(&mut way);
                node = way.last().map_or(SOURCE, |edge| self.to(*edge));
                continue;
            }
            let far = level(levels, node) + 1;
            let Some(arc) = arcs.get_mut(node as usize) else { return total };
            match self.edge(*arc) {
                Some(edge) if edge.room > 0 && level(levels, edge.to) == far => {
                    way.push(*arc as usize - 1);
                    node = edge.to;
                }
                Some(edge) => *arc = edge.next,
                None => {
                    // A dead end: the edge that leads here is left out from now on.
                    let Some(edge) = way.pop() else { return total };
                    node = self.to(edge ^ 1);
                    let next = self.edges.get(edge).map_or(0, |edge| edge.next);
                    if let Some(arc) = arcs.get_mut(node as usize) {
                        *arc = next;
                    }
                }
            }
        }
    }

    /// Sends what a whole way can carry, and cuts the way back to before its first full edge.
    fn push(&mut self, way: &mut Vec<usize>) -> i64 {
        let most = way.iter().map(|edge| self.room(*edge)).min().unwrap_or(0);
        for (edge, more) in way.iter().flat_map(|edge| [(*edge, -most), (edge ^ 1, most)]) {
            if let Some(edge) = self.edges.get_mut(edge) {
                edge.room += more;
            }
        }
        let full = way.iter().position(|edge| self.room(*edge) == 0).unwrap_or(0);
        way.truncate(full);
        most
    }
}

fn level(levels: &[u32], node: u32) -> u32 {
    levels.get(node as usize).copied().unwrap_or(0)
}
