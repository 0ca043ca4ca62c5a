//! One walk over a plan in which takes come as late as they can, and every take finds its seat.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::edges::{Edge, Why};
use super::units::{NOBODY, Units};
use crate::engine::graph::Graph;
use crate::engine::seats::Demand;
use crate::model::Executor;

/// What is done at once during a walk: sets of changes.
pub struct Nodes {
    /// The changes of each node.
    members: Vec<Vec<u32>>,
    /// The node of each change; [`NOBODY`] for what is not walked.
    of: Vec<u32>,
}

impl Nodes {
    /// A node for each unit, and for each change of units that wait for each other in a circle.
    pub fn of_units(units: &Units, edges: &[(u32, u32)], free: &dyn Fn(u32) -> bool) -> Self {
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
            let members: Vec<u32> = unit.members.iter().copied().filter(|member| free(*member)).collect();
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

/// The tight pools during a walk, and what came of it.
pub struct Seats<'p, 'a> {
    pools: &'p [&'p Demand<'a>],
    /// For each change the takes and frees that it is a member of: pool and number.
    takes: BTreeMap<u32, Vec<(usize, usize)>>,
    frees: BTreeMap<u32, Vec<(usize, usize)>>,
    states: Vec<State>,
    /// Takes that wait for a free.
    pub chained: Vec<Edge>,
    /// How many takes of each pool wait for a free.
    pub counts: Vec<u64>,
}

/// One pool during a walk.
struct State {
    /// How many may come that need not wait.
    room: u64,
    /// What was freed and is not chained to a take; what waits for a person is taken last.
    freed: BTreeSet<(Late, usize, usize)>,
    /// How many were freed so far: the earlier is taken first.
    count: usize,
    taken: Vec<bool>,
    /// How many changes each free still waits for, and whether a person is among them.
    left: Vec<(usize, Late)>,
}

/// Whether a person has to do something before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Late {
    No,
    Yes,
}

impl State {
    fn seats(&self) -> u64 {
        self.room + self.freed.len() as u64
    }
}

impl<'p, 'a> Seats<'p, 'a> {
    /// All pools as they are before the plan.
    pub fn new(pools: &'p [&'p Demand<'a>]) -> Self {
        let states = pools.iter().map(|pool| State {
            room: pool.room(),
            freed: BTreeSet::new(),
            count: 0,
            taken: vec![false; pool.takes.len()],
            left: pool.frees.iter().map(|free| (free.len(), Late::No)).collect(),
        });
        Self {
            states: states.collect(),
            takes: members(pools.iter().map(|pool| &pool.takes)),
            frees: members(pools.iter().map(|pool| &pool.frees)),
            chained: Vec::new(),
            counts: vec![0; pools.len()],
            pools,
        }
    }

    /// The takes of a node that have no seat yet: pool and number.
    fn wanted(&self, node: &[u32]) -> impl Iterator<Item = (usize, usize)> {
        let takes = node.iter().filter_map(|number| self.takes.get(number)).flatten();
        takes.copied().filter(|(pool, take)| !self.states[*pool].taken[*take])
    }

    /// The first pool that has not as many seats as a node takes.
    fn lacking(&self, node: &[u32]) -> Option<usize> {
        let mut wanted: Vec<(usize, usize)> = self.wanted(node).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut pools = wanted.chunk_by(|a, b| a.0 == b.0);
        pools.find(|takes| self.states[takes[0].0].seats() < takes.len() as u64).map(|takes| takes[0].0)
    }

    /// Gives the takes of a node their seats, then counts what it frees.
    fn pass(&mut self, node: &[u32], late: Late) {
        let wanted: Vec<(usize, usize)> = self.wanted(node).collect();
        for (pool, take) in wanted {
            if !std::mem::replace(&mut self.states[pool].taken[take], true) {
                self.seat(pool, take);
            }
        }
        for (pool, free) in node.iter().filter_map(|number| self.frees.get(number)).flatten().copied() {
            let state = &mut self.states[pool];
            let (left, own) = &mut state.left[free];
            *left -= 1;
            *own = late.max(*own);
            if *left == 0 {
                state.freed.insert((*own, state.count, free));
                state.count += 1;
            }
        }
    }

    /// One seat that is free from the start, or one that somebody frees.
    fn seat(&mut self, pool: usize, take: usize) {
        let state = &mut self.states[pool];
        if state.room > 0 {
            state.room -= 1;
            return;
        }
        let Some((_, _, free)) = state.freed.pop_first() else { return };
        self.counts[pool] += 1;
        let demand = self.pools[pool];
        for &first in &demand.frees[free] {
            let why = Why::Seat(demand.rule);
            self.chained.extend(demand.takes[take].iter().map(|&then| Edge { first, then, why }));
        }
    }
}

/// For each change what it is a member of: the pool's number and the unit's.
fn members<'u>(pools: impl Iterator<Item = &'u Vec<Vec<u32>>>) -> BTreeMap<u32, Vec<(usize, usize)>> {
    let mut found: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    for (pool, units) in pools.enumerate() {
        for (unit, numbers) in units.iter().enumerate() {
            for number in numbers {
                found.entry(*number).or_default().push((pool, unit));
            }
        }
    }
    found
}

/// Walks the nodes, takes as late as they can come, and says which changes could not be reached: their
/// takes, or what they wait for, find no seat.
pub fn walk(nodes: &Nodes, units: &Units, edges: &[(u32, u32)], seats: &mut Seats<'_, '_>) -> Vec<u32> {
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
        passed: vec![false; graph.size()],
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

struct Walk<'w, 'p, 'a> {
    nodes: &'w Nodes,
    graph: Graph,
    seats: &'w mut Seats<'p, 'a>,
    /// Which nodes lead to a free: they go first among those that take.
    leads: Vec<bool>,
    late: Vec<bool>,
    incoming: Vec<u32>,
    ready: VecDeque<u32>,
    /// Takes that are ready, for the pool that they wait for.
    queues: Vec<BTreeSet<(bool, u32)>>,
    passed: Vec<bool>,
}

impl Walk<'_, '_, '_> {
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
        self.queues[pool].insert((!self.leads[node as usize], node));
    }

    /// The first of the takes that find a seat in all their pools.
    fn next_take(&mut self) -> Option<u32> {
        for pool in 0..self.queues.len() {
            let mut behind = Vec::new();
            while self.seats.states[pool].seats() > 0
                && let Some((_, node)) = self.queues[pool].pop_first()
            {
                match self.seats.lacking(&self.nodes.members[node as usize]) {
                    Some(other) if other == pool => behind.push(node),
                    Some(other) => self.queue(other, node),
                    None => {
                        behind.into_iter().for_each(|node| self.queue(pool, node));
                        return Some(node);
                    }
                }
            }
            behind.into_iter().for_each(|node| self.queue(pool, node));
        }
        None
    }

    fn pass(&mut self, node: u32) {
        self.passed[node as usize] = true;
        let late = if self.late[node as usize] { Late::Yes } else { Late::No };
        let nodes = self.nodes;
        let members = &nodes.members[node as usize];
        let seated: Vec<(usize, usize)> = self.seats.wanted(members).collect();
        self.seats.pass(members, late);
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
            if node != NOBODY && self.queues[pool].remove(&(!self.leads[node as usize], node)) {
                self.ready.push_back(node);
            }
        }
    }
}

/// Which nodes come before one that frees a seat, or free one themselves.
fn leading(nodes: &Nodes, pairs: &[(u32, u32)], seats: &Seats<'_, '_>) -> Vec<bool> {
    let back: Vec<(u32, u32)> = pairs.iter().map(|(first, then)| (*then, *first)).collect();
    let frees = seats.frees.keys().map(|number| nodes.of[*number as usize]).filter(|node| *node != NOBODY);
    Graph::new(nodes.members.len(), &back).reach(frees)
}

/// Which nodes a person does, or come after one that a person does.
fn waiting_for_people(nodes: &Nodes, units: &Units, graph: &Graph) -> Vec<bool> {
    let manual = |node: &u32| {
        let first = nodes.members[*node as usize].first();
        let unit = first.map(|number| &units.units[units.of[*number as usize] as usize]);
        unit.is_some_and(|unit| unit.executor == Executor::Manual)
    };
    graph.reach((0..graph.size() as u32).filter(manual))
}
