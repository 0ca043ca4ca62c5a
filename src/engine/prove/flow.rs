//! The largest flow through a network, and the cut that proves it the largest: Dinic's algorithm, without
//! recursion, so that a chain of any length fits.

use std::iter::successors;

use crate::engine::relations::number::{Number, Table, number};

/// Capacity without end.
pub const ENDLESS: i64 = i64::MAX / 4;

number! {
    /// The number of a node of a network.
    FlowNode
}

number! {
    /// The number of an arc: arcs come in pairs, each with its way back.
    ArcNo
}

/// How many nodes are not the caller's own: the source and the sink.
const ENDS: usize = 2;

impl FlowNode {
    /// Where all flow comes from.
    pub fn source() -> Self {
        Self::new(0)
    }

    /// Where all flow goes.
    pub fn sink() -> Self {
        Self::new(1)
    }

    /// A node of the caller's own, from zero.
    pub fn inner(index: usize) -> Self {
        Self::new(index + ENDS)
    }
}

impl ArcNo {
    /// The same edge, the other way.
    fn back(self) -> Self {
        Self::new(self.index() ^ 1)
    }
}

/// A network of a source, a sink and inner nodes.
pub struct Network {
    /// The first edge out of each node.
    first: Table<FlowNode, Option<ArcNo>>,
    edges: Table<ArcNo, Arc>,
}

struct Arc {
    to: FlowNode,
    /// What may still flow.
    room: i64,
    /// The next edge out of the same node.
    next: Option<ArcNo>,
}

impl Network {
    /// A network without edges, with so many inner nodes.
    pub fn new(inner: usize) -> Self {
        Self { first: Table::filled(inner + ENDS, None), edges: Table::default() }
    }

    /// Lets so much flow from one node to another.
    pub fn join(&mut self, from: FlowNode, to: FlowNode, room: i64) {
        for (from, to, room) in [(from, to, room), (to, from, 0)] {
            let next = self.first.find(from);
            let edge = self.edges.push(Arc { to, room, next });
            self.first.replace(from, Some(edge));
        }
    }

    /// Sends as much as can flow from the source to the sink, and says how much that is.
    pub fn fill(&mut self) -> i64 {
        let mut total = 0;
        loop {
            let levels = self.levels();
            if level(&levels, FlowNode::sink()) == 0 {
                return total;
            }
            total += self.block(&levels);
        }
    }

    /// Which inner nodes can still be reached from the source: after [`Network::fill`], those on its side of the
    /// smallest cut.
    pub fn side(&self) -> Vec<bool> {
        self.levels().rows().iter().skip(ENDS).map(|level| *level > 0).collect()
    }

    /// How far each node is from the source, from 1; 0 where nothing can flow to it.
    fn levels(&self) -> Table<FlowNode, u32> {
        let mut levels = Table::filled(self.first.len(), 0);
        levels.replace(FlowNode::source(), 1);
        let mut row = vec![(FlowNode::source(), 1)];
        let mut at = 0;
        while let Some(&(node, own)) = row.get(at) {
            at += 1;
            for edge in self.out_of(node).filter(|edge| edge.room > 0) {
                if level(&levels, edge.to) == 0 {
                    levels.replace(edge.to, own + 1);
                    row.push((edge.to, own + 1));
                }
            }
        }
        levels
    }

    /// The edges out of a node.
    fn out_of(&self, node: FlowNode) -> impl Iterator<Item = &Arc> {
        let first = self.first.find(node).and_then(|edge| self.edges.get(edge));
        successors(first, |edge| self.edges.get(edge.next?))
    }

    /// Sends flow along shortest ways until none is left.
    fn block(&mut self, levels: &Table<FlowNode, u32>) -> i64 {
        let mut untried = self.first.clone();
        let mut way: Vec<ArcNo> = Vec::new();
        let (mut node, mut total) = (FlowNode::source(), 0);
        loop {
            if node == FlowNode::sink() {
                total += self.push(&mut way);
                let last = way.last().and_then(|edge| self.edges.get(*edge));
                node = last.map_or(FlowNode::source(), |edge| edge.to);
                continue;
            }
            let edge = untried.find(node).and_then(|number| Some((number, self.edges.get(number)?)));
            let Some((number, edge)) = edge else {
                let Some((from, next)) = way.pop().and_then(|edge| self.before(edge)) else { return total };
                node = from;
                untried.replace(node, next);
                continue;
            };
            if edge.room > 0 && level(levels, edge.to) == level(levels, node) + 1 {
                way.push(number);
                node = edge.to;
            } else {
                untried.replace(node, edge.next);
            }
        }
    }

    /// Where an edge begins, and the next edge out of there.
    fn before(&self, edge: ArcNo) -> Option<(FlowNode, Option<ArcNo>)> {
        Some((self.edges.get(edge.back())?.to, self.edges.get(edge)?.next))
    }

    /// Sends what a whole way can carry, and cuts the way back to before its first full edge.
    fn push(&mut self, way: &mut Vec<ArcNo>) -> i64 {
        let room = |edge: &ArcNo| self.edges.get(*edge).map_or(0, |edge| edge.room);
        let most = way.iter().map(room).min().unwrap_or(0);
        let full = way.iter().position(|edge| room(edge) == most).unwrap_or(0);
        for &edge in way.iter() {
            self.edges.update(edge, |edge| edge.room -= most);
            self.edges.update(edge.back(), |edge| edge.room += most);
        }
        way.truncate(full);
        most
    }
}

fn level(levels: &Table<FlowNode, u32>, node: FlowNode) -> u32 {
    levels.get(node).copied().unwrap_or(0)
}
