//! The seats of tight pools while a plan is walked: who takes which, and whose seat it was. A floor is the
//! same with the sign turned: who goes takes of what is above it, who comes gives.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::{Edge, Why};
use crate::engine::terms::Scarce;

/// A pool or a floor that could be passed: how much there is above what must stay, what changes take of it
/// and what they give.
pub struct Account {
    /// Which it is.
    pub scarce: Scarce,
    /// Why what takes waits for what gives.
    pub why: Why,
    /// How much may be taken before anything is given.
    pub room: u64,
    /// What takes one each: the numbers of all changes that make it take.
    pub takes: Vec<Vec<u32>>,
    /// What gives one each, once all of the changes are made.
    pub frees: Vec<Vec<u32>>,
}

impl Account {
    /// Whether more could be taken than there is.
    pub fn is_tight(&self) -> bool {
        self.takes.len() as u64 > self.room
    }
}

/// The tight pools and floors during a walk, and what came of it.
pub struct Seats<'p> {
    /// The pools and floors.
    pub pools: &'p [Account],
    /// For each change the takes and frees that it is a member of: pool and number.
    takes: BTreeMap<u32, Vec<(usize, usize)>>,
    /// The same for what is freed.
    pub frees: BTreeMap<u32, Vec<(usize, usize)>>,
    /// The pools as they are on the way.
    pub states: Vec<State>,
    /// Takes that wait for a free.
    pub chained: Vec<Edge>,
    /// How many takes of each pool wait for a free.
    pub counts: Vec<u64>,
}

/// One pool during a walk.
pub struct State {
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
pub enum Late {
    /// The program does all of it.
    No,
    /// A person does.
    Yes,
}

impl State {
    /// How many may come now.
    pub fn seats(&self) -> u64 {
        self.room + self.freed.len() as u64
    }
}

impl<'p> Seats<'p> {
    /// All pools as they are before the plan.
    pub fn new(pools: &'p [Account]) -> Self {
        let states = pools.iter().map(|pool| State {
            room: pool.room,
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
    pub fn wanted(&self, node: &[u32]) -> impl Iterator<Item = (usize, usize)> {
        let takes = node.iter().filter_map(|number| self.takes.get(number)).flatten();
        takes.copied().filter(|(pool, take)| !self.states[*pool].taken[*take])
    }

    /// The first pool that has not as many seats as a node takes.
    pub fn lacking(&self, node: &[u32]) -> Option<usize> {
        let mut wanted: Vec<(usize, usize)> = self.wanted(node).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut pools = wanted.chunk_by(|a, b| a.0 == b.0);
        pools.find(|takes| self.states[takes[0].0].seats() < takes.len() as u64).map(|takes| takes[0].0)
    }

    /// Gives the takes of a node their seats, then counts what it frees.
    pub fn pass(&mut self, node: &[u32], late: Late) {
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

    /// For each free of a pool that is not made yet, one of the changes among `left` that it waits for.
    pub fn unmade(&self, pool: usize, left: &dyn Fn(u32) -> bool) -> Vec<u32> {
        let frees = self.pools[pool].frees.iter();
        frees.filter_map(|free| free.iter().copied().find(|number| left(*number))).collect()
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
        let Account { why, takes, frees, .. } = &self.pools[pool];
        for &first in &frees[free] {
            self.chained.extend(takes[take].iter().map(|&then| Edge { first, then, why: *why }));
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
