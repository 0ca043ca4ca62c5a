//! The largest flow through a network, and the cut that proves it the largest: Dinic's algorithm, without
//! recursion, so that a chain of any length fits.

/// Capacity without end.
pub const ENDLESS: i64 = i64::MAX / 4;

/// A network over numbers; 0 is the source and 1 the sink.
pub struct Network {
    /// The first edge out of each node, plus one.
    first: Vec<u32>,
    /// The next edge out of the same node, plus one.
    next: Vec<u32>,
    to: Vec<u32>,
    /// What may still flow. Edge e and its way back are e and e ^ 1.
    room: Vec<i64>,
}

/// The source.
pub const SOURCE: u32 = 0;
/// The sink.
pub const SINK: u32 = 1;

impl Network {
    /// A network without edges.
    pub fn new(size: usize) -> Self {
        Self { first: vec![0; size], next: Vec::new(), to: Vec::new(), room: Vec::new() }
    }

    /// Lets so much flow from one node to another.
    pub fn join(&mut self, from: u32, to: u32, room: i64) {
        for (from, to, room) in [(from, to, room), (to, from, 0)] {
            self.next.push(self.first[from as usize]);
            self.to.push(to);
            self.room.push(room);
            self.first[from as usize] = self.to.len() as u32;
        }
    }

    /// Sends as much as can flow from the source to the sink, and says how much that is.
    pub fn fill(&mut self) -> i64 {
        let mut total = 0;
        loop {
            let levels = self.levels();
            if levels[SINK as usize] == 0 {
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
        levels[SOURCE as usize] = 1;
        let mut row = vec![SOURCE];
        let mut at = 0;
        while let Some(&node) = row.get(at) {
            at += 1;
            let mut edge = self.first[node as usize];
            while edge != 0 {
                let e = edge as usize - 1;
                let to = self.to[e];
                if self.room[e] > 0 && levels[to as usize] == 0 {
                    levels[to as usize] = levels[node as usize] + 1;
                    row.push(to);
                }
                edge = self.next[e];
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
                node = way.last().map_or(SOURCE, |edge| self.to[*edge]);
                continue;
            }
            let arc = arcs[node as usize];
            if arc == 0 {
                let Some(edge) = way.pop() else { return total };
                node = self.to[edge ^ 1];
                arcs[node as usize] = self.next[edge];
                continue;
            }
            let edge = arc as usize - 1;
            let to = self.to[edge];
            if self.room[edge] > 0 && levels[to as usize] == levels[node as usize] + 1 {
                way.push(edge);
                node = to;
            } else {
                arcs[node as usize] = self.next[edge];
            }
        }
    }

    /// Sends what a whole way can carry, and cuts the way back to before its first full edge.
    fn push(&mut self, way: &mut Vec<usize>) -> i64 {
        let most = way.iter().map(|edge| self.room[*edge]).min().unwrap_or(0);
        for &edge in way.iter() {
            self.room[edge] -= most;
            self.room[edge ^ 1] += most;
        }
        let full = way.iter().position(|edge| self.room[*edge] == 0).unwrap_or(0);
        way.truncate(full);
        most
    }
}
