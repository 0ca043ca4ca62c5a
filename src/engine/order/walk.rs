//! One walk over a plan in which takes come as late as they can, and every take finds its seat.

use std::collections::{BTreeSet, VecDeque};

use super::nodes::Nodes;
use super::seating::{Late, Seats};
use super::units::{NOBODY, Units};
use crate::engine::graph::Graph;
use crate::model::Carrier;

/// Walks the nodes, takes as late as they can come, and says which changes could not be reached: their
/// takes, or what they wait for, find no seat. `when` counts on for every node and tells when its changes
/// came.
pub fn walk(
    nodes: &Nodes,
    units: &Units,
    edges: &[(u32, u32)],
    seats: &mut Seats<'_>,
    when: &mut Times,
) -> Vec<u32> {
    let at = |number: u32| nodes.of[number as usize];
    let pairs: Vec<(u32, u32)> = edges
        .iter()
        .map(|(first, then)| (at(*first), at(*then)))
        .filter(|(first, then)| first != then && *first != NOBODY && *then != NOBODY)
        .collect();
    let graph = Graph::new(nodes.members.len(), &pairs);
    let incoming = graph.incoming();
    let first = (0..graph.size() as u32).filter(|node| incoming[*node as usize] == 0);
    let mut walk = Walk {
        ready: first.collect(),
        leads: leading(nodes, &pairs, seats),
        late: waiting_for_people(nodes, units, &graph),
        queues: vec![BTreeSet::new(); seats.pools.len()],
        open: BTreeSet::new(),
        passed: vec![false; graph.size()],
        when,
        nodes,
        incoming,
        graph,
        seats,
    };
    walk.run();
    let left = walk.passed.iter().zip(&nodes.members).filter(|(passed, _)| !**passed);
    let mut left: Vec<u32> = left.flat_map(|(_, members)| members).copied().collect();
    left.sort_unstable();
    left
}

/// When each change came in a walk.
pub struct Times {
    next: u32,
    of: Vec<u32>,
}

impl Times {
    /// Of so many changes, none of which came.
    pub fn new(size: usize) -> Self {
        Self { next: 0, of: vec![u32::MAX; size] }
    }

    /// Whether the first came before the second, or both at once.
    pub fn fits(&self, first: u32, then: u32) -> bool {
        self.of[first as usize] <= self.of[then as usize]
    }

    fn note(&mut self, members: &[u32]) {
        members.iter().for_each(|number| self.of[*number as usize] = self.next);
        self.next += 1;
    }
}

struct Walk<'w, 'p> {
    nodes: &'w Nodes,
    graph: Graph,
    seats: &'w mut Seats<'p>,
    when: &'w mut Times,
    /// Which nodes lead to a free: they go first among those that take.
    leads: Vec<bool>,
    late: Vec<bool>,
    incoming: Vec<u32>,
    ready: VecDeque<u32>,
    /// Takes that are ready, for the pool that they wait for.
    queues: Vec<BTreeSet<(bool, u32)>>,
    /// The pools in which something may wait that finds a seat by now.
    open: BTreeSet<usize>,
    passed: Vec<bool>,
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        loop {
            while let Some(node) = self.ready.pop_front() {
                let wanted = self.seats.wanted(&self.nodes.members[node as usize]).next();
                match wanted {
                    Some((pool, _)) => self.queue(pool, node),
                    None => self.pass(node),
                }
            }
            let Some(node) = self.next_take() else { break };
            self.pass(node);
        }
    }

    fn queue(&mut self, pool: usize, node: u32) {
        let place = self.place(node);
        self.queues[pool].insert(place);
        self.open.insert(pool);
    }

    /// Where a node stands in a queue: what leads to a free goes first.
    fn place(&self, node: u32) -> (bool, u32) {
        (!self.leads[node as usize], node)
    }

    /// The first of the takes that find a seat in all their pools.
    fn next_take(&mut self) -> Option<u32> {
        while let Some(pool) = self.open.pop_first() {
            let mut behind = Vec::new();
            while self.seats.states[pool].seats() > 0
                && let Some((_, node)) = self.queues[pool].pop_first()
            {
                match self.seats.lacking(&self.nodes.members[node as usize]) {
                    Some(other) if other == pool => behind.push(node),
                    Some(other) => self.queue(other, node),
                    None => {
                        self.open.insert(pool);
                        self.put_back(pool, behind);
                        return Some(node);
                    }
                }
            }
            self.put_back(pool, behind);
        }
        None
    }

    fn put_back(&mut self, pool: usize, nodes: Vec<u32>) {
        for node in nodes {
            let place = self.place(node);
            self.queues[pool].insert(place);
        }
    }

    fn pass(&mut self, node: u32) {
        self.passed[node as usize] = true;
        let late = if self.late[node as usize] { Late::Yes } else { Late::No };
        let nodes = self.nodes;
        let members = &nodes.members[node as usize];
        let seated: Vec<(usize, usize)> = self.seats.wanted(members).collect();
        self.seats.pass(members, late);
        self.when.note(members);
        let freed = members.iter().filter_map(|number| self.seats.frees.get(number)).flatten();
        self.open.extend(freed.map(|(pool, _)| *pool));
        for (pool, take) in seated {
            self.follow(pool, take);
        }
        for &to in self.graph.after(node) {
            self.incoming[to as usize] -= 1;
            if self.incoming[to as usize] == 0 {
                self.ready.push_back(to);
            }
        }
    }

    /// What else makes the same unit take from this pool need not queue for it any more.
    fn follow(&mut self, pool: usize, take: usize) {
        for number in &self.seats.pools[pool].takes[take] {
            let node = self.nodes.of[*number as usize];
            if node == NOBODY {
                continue;
            }
            let place = self.place(node);
            if self.queues[pool].remove(&place) {
                self.ready.push_back(node);
            }
        }
    }
}

/// Which nodes come before one that frees a seat, or free one themselves.
fn leading(nodes: &Nodes, pairs: &[(u32, u32)], seats: &Seats<'_>) -> Vec<bool> {
    let back: Vec<(u32, u32)> = pairs.iter().map(|(first, then)| (*then, *first)).collect();
    let frees = seats.frees.keys().map(|number| nodes.of[*number as usize]).filter(|node| *node != NOBODY);
    Graph::new(nodes.members.len(), &back).reach(frees)
}

/// Which nodes a person does, or come after one that a person does.
fn waiting_for_people(nodes: &Nodes, units: &Units, graph: &Graph) -> Vec<bool> {
    let manual = |node: &u32| {
        let first = nodes.members[*node as usize].first();
        let unit = first.map(|number| &units.units[units.of[*number as usize] as usize]);
        unit.is_some_and(|unit| unit.carrier == Carrier::Manual)
    };
    graph.reach((0..graph.size() as u32).filter(manual))
}
