//! Pools: where takes could run over before anything is freed, a step that takes waits for a step that
//! frees. A plan with room gets no such edge. Floors, the same thing with the sign turned, belong here, too.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::edges::{Edge, Why};
use super::knots::Knots;
use crate::engine::graph::Graph;
use crate::engine::seats::{Demand, demands};
use crate::engine::world::World;
use crate::model::{Findings, Observation, PoolLine};

/// Adds to `edges` what keeps every pool within its bound in every order, sets aside what cannot be kept so
/// and says how each pool goes over the plan.
///
/// The edges are found by walking the changes once in an order in which takes come as late as they can: the
/// takes that find no room are chained, one to one, to what was freed before them. Every edge points
/// forward in that walk, so no circle can come of it; and any part of the plan that is done holds at most
/// the room and the frees that the done takes waited for, so the bound holds however the plan runs.
pub fn chain(
    world: &World<'_>,
    observed: &Observation,
    edges: &mut Vec<Edge>,
    knots: &mut Knots,
    findings: &mut Findings,
) -> Vec<PoolLine> {
    let mut waiting = BTreeMap::new();
    let found = demands(world, &observed.pools, &|number| knots.free(number));
    let tight: Vec<&Demand<'_>> = found.iter().filter(|one| one.takes.len() as u64 > one.room()).collect();
    if !tight.is_empty() {
        let pairs: Vec<(u32, u32)> = edges.iter().map(|edge| (edge.first, edge.then)).collect();
        let graph = Graph::new(world.changes.len(), &pairs);
        let mut walk = Walk::new(&graph, &tight, knots);
        walk.run();
        let Walk { chained, counts, stuck, .. } = walk;
        edges.extend(chained);
        waiting = tight.iter().zip(counts).map(|(one, count)| (&*one.pool.name, count)).collect();
        if !stuck.is_empty() {
            knots.tie(world, &graph, &stuck, "no seat comes free for these before they are done", findings);
        }
    }
    let found = demands(world, &observed.pools, &|number| knots.free(number));
    found.iter().map(|one| line(one, waiting.get(&*one.pool.name).copied().unwrap_or(0))).collect()
}

/// How a pool goes: at most on the way are all takes that wait for no seat.
fn line(demand: &Demand<'_>, waiting: u64) -> PoolLine {
    let (before, takes) = (demand.pool.taken, demand.takes.len() as u64);
    let unchained = takes.saturating_sub(waiting).min(if waiting > 0 { demand.room() } else { takes });
    PoolLine {
        pool: demand.pool.name.clone(),
        capacity: demand.pool.capacity,
        before,
        after: demand.after(),
        peak: before + unchained,
    }
}

/// One walk over the changes, takes as late as they can come.
struct Walk<'w, 'a> {
    graph: &'w Graph,
    pools: &'w [&'w Demand<'a>],
    /// For each change the takes and frees that it is a member of: pool and number.
    takes: BTreeMap<u32, Vec<(usize, usize)>>,
    frees: BTreeMap<u32, Vec<(usize, usize)>>,
    /// Which changes lead to a free: they go first among those that take.
    leads: Vec<bool>,
    incoming: Vec<u32>,
    ready: VecDeque<u32>,
    /// Takes that are ready, for each pool that they wait for.
    queues: Vec<BTreeSet<(bool, u32)>>,
    state: Vec<State>,
    chained: Vec<Edge>,
    /// How many takes of each pool wait for a free.
    counts: Vec<u64>,
    stuck: Vec<u32>,
}

/// A pool during the walk.
struct State {
    /// How many may come that need not wait.
    room: u64,
    /// What was freed and is not chained to a take.
    freed: VecDeque<usize>,
    taken: Vec<bool>,
    left: Vec<usize>,
}

impl<'w, 'a> Walk<'w, 'a> {
    fn new(graph: &'w Graph, pools: &'w [&'w Demand<'a>], knots: &Knots) -> Self {
        let incoming = graph.incoming();
        let free = |number: &u32| incoming[*number as usize] == 0 && knots.free(*number);
        let ready = (0..graph.size() as u32).filter(free).collect();
        let state = pools.iter().map(|pool| State {
            room: pool.room(),
            freed: VecDeque::new(),
            taken: vec![false; pool.takes.len()],
            left: pool.frees.iter().map(Vec::len).collect(),
        });
        Self {
            graph,
            pools,
            takes: members(pools.iter().map(|pool| &pool.takes)),
            frees: members(pools.iter().map(|pool| &pool.frees)),
            leads: leading(graph, pools),
            ready,
            queues: vec![BTreeSet::new(); pools.len()],
            state: state.collect(),
            chained: Vec::new(),
            counts: vec![0; pools.len()],
            stuck: Vec::new(),
            incoming,
        }
    }

    fn run(&mut self) {
        loop {
            while let Some(number) = self.ready.pop_front() {
                match self.blocked(number) {
                    Some(pool) => drop(self.queues[pool].insert((!self.leads[number as usize], number))),
                    None => self.pass(number),
                }
            }
            let Some(number) = self.next_take() else { break };
            self.pass(number);
        }
        self.stuck = self.queues.iter().flatten().map(|(_, number)| *number).collect();
        self.stuck.sort_unstable();
    }

    /// The first pool that a change takes from and has not taken from yet: takes always queue first.
    fn blocked(&self, number: u32) -> Option<usize> {
        let takes = self.takes.get(&number)?;
        takes.iter().find(|(pool, take)| !self.state[*pool].taken[*take]).map(|(pool, _)| *pool)
    }

    /// The first of the takes that find a seat in all their pools.
    fn next_take(&mut self) -> Option<u32> {
        for pool in 0..self.pools.len() {
            while self.state[pool].seats() > 0
                && let Some((late, number)) = self.queues[pool].pop_first()
            {
                match self.full_elsewhere(number) {
                    Some(other) => drop(self.queues[other].insert((late, number))),
                    None => return Some(number),
                }
            }
        }
        None
    }

    fn full_elsewhere(&self, number: u32) -> Option<usize> {
        let mut takes = self.takes.get(&number)?.iter();
        takes
            .find(|(pool, take)| !self.state[*pool].taken[*take] && self.state[*pool].seats() == 0)
            .map(|(pool, _)| *pool)
    }

    /// Counts a change as done.
    fn pass(&mut self, number: u32) {
        for (pool, take) in self.takes.get(&number).cloned().unwrap_or_default() {
            if !std::mem::replace(&mut self.state[pool].taken[take], true) {
                self.seat(pool, take);
                self.follow(pool, take);
            }
        }
        for &(pool, free) in self.frees.get(&number).map_or(&[][..], Vec::as_slice) {
            let state = &mut self.state[pool];
            state.left[free] -= 1;
            if state.left[free] == 0 {
                state.freed.push_back(free);
            }
        }
        for &to in self.graph.after(number) {
            self.incoming[to as usize] -= 1;
            if self.incoming[to as usize] == 0 {
                self.ready.push_back(to);
            }
        }
    }

    /// What else makes the same unit take from this pool need not queue for it any more.
    fn follow(&mut self, pool: usize, take: usize) {
        for number in &self.pools[pool].takes[take] {
            if self.queues[pool].remove(&(!self.leads[*number as usize], *number)) {
                self.ready.push_back(*number);
            }
        }
    }

    /// Gives a take its seat: one that is free from the start, or one that somebody frees.
    fn seat(&mut self, pool: usize, take: usize) {
        let state = &mut self.state[pool];
        if state.room > 0 {
            state.room -= 1;
            return;
        }
        let Some(free) = state.freed.pop_front() else { return };
        self.counts[pool] += 1;
        let demand = self.pools[pool];
        for &first in &demand.frees[free] {
            let why = Why::Seat(demand.rule);
            self.chained.extend(demand.takes[take].iter().map(|&then| Edge { first, then, why }));
        }
    }
}

impl State {
    fn seats(&self) -> u64 {
        self.room + self.freed.len() as u64
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

/// Which changes come before something that frees a seat.
fn leading(graph: &Graph, pools: &[&Demand<'_>]) -> Vec<bool> {
    let back: Vec<(u32, u32)> = (0..graph.size() as u32)
        .flat_map(|from| graph.after(from).iter().map(move |to| (*to, from)))
        .collect();
    let frees = pools.iter().flat_map(|pool| pool.frees.iter().flatten().copied());
    Graph::new(graph.size(), &back).reach(frees)
}
