//! What finds no place in any order: changes that wait for each other, by rules or for lack of seats.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::edges::Edge;
use super::seating::Seats;
use super::units::Units;
use crate::engine::graph::Graph;
use crate::engine::terms::Scarce;
use crate::engine::world::World;
use crate::model::Addr;

/// What got stuck, and a part of it that waits for nothing else.
pub struct Tangle {
    /// All changes that got stuck.
    pub stuck: Vec<Addr>,
    /// Some of them that wait for each other, call by call.
    pub knot: Vec<Vec<Addr>>,
    /// What there is too little of for the knot.
    pub scarce: Vec<Scarce>,
}

impl Tangle {
    /// What got stuck in a walk: `rest`, which wait for each other by rules, or for seats that only they free.
    pub fn find(
        world: &World<'_>,
        units: &Units,
        rules: &[(u32, u32)],
        seats: &Seats<'_>,
        rest: &[u32],
    ) -> Self {
        let left = |number: u32| rest.binary_search(&number).is_ok();
        let mut waits: BTreeMap<u32, u32> = BTreeMap::new();
        for (first, then) in rules.iter().filter(|(first, then)| left(*first) && left(*then)) {
            waits.entry(*then).or_insert(*first);
        }
        let ready = rest.iter().filter(|number| !waits.contains_key(number));
        let dry: BTreeMap<u32, usize> =
            ready.filter_map(|number| Some((*number, seats.lacking(&[*number])?))).collect();
        let members = end(&blocked(world, seats, &waits, &dry, &left), rest, world.changes.len());
        let mut scarce: Vec<Scarce> = Vec::new();
        for pool in members.iter().filter_map(|number| dry.get(number)) {
            if !scarce.contains(&seats.pools[*pool].scarce) {
                scarce.push(seats.pools[*pool].scarce.clone());
            }
        }
        Self { stuck: addresses(world, rest), knot: by_call(world, units, &members), scarce }
    }
}

/// A circle of rules, the shortest through its first member.
pub fn circle(world: &World<'_>, units: &Units, edges: &[Edge]) -> Option<Tangle> {
    let rules = edges.iter().filter(|edge| !edge.why.preference()).map(|edge| (edge.first, edge.then));
    let graph = Graph::new(world.changes.len(), &rules.collect::<Vec<_>>());
    let circles = graph.circles();
    let first = circles.first()?;
    let stuck: Vec<u32> = circles.iter().flatten().copied().collect();
    let members = shortest(&graph, first[0]);
    Some(Tangle {
        stuck: addresses(world, &stuck),
        knot: by_call(world, units, &members),
        scarce: Vec::new(),
    })
}

/// The members of the shortest circle through `start`, sorted; there is one.
fn shortest(graph: &Graph, start: u32) -> Vec<u32> {
    let mut from: BTreeMap<u32, u32> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for &to in graph.after(node) {
            if from.contains_key(&to) {
                continue;
            }
            from.insert(to, node);
            open.push_back(to);
        }
        if from.contains_key(&start) {
            break;
        }
    }
    let (mut members, mut at) = (vec![start], start);
    while let Some(&before) = from.get(&at).filter(|before| **before != start) {
        members.push(before);
        at = before;
    }
    members.sort_unstable();
    members
}

/// What each stuck change waits for: by a rule for one other, or for a seat that any of several would free. A
/// pool stands in the graph as a number beyond those of the changes.
fn blocked(
    world: &World<'_>,
    seats: &Seats<'_>,
    waits: &BTreeMap<u32, u32>,
    dry: &BTreeMap<u32, usize>,
    left: &dyn Fn(u32) -> bool,
) -> Graph {
    let size = world.changes.len() as u32;
    let mut pairs: Vec<(u32, u32)> = waits.iter().map(|(then, first)| (*then, *first)).collect();
    pairs.extend(dry.iter().map(|(number, pool)| (*number, size + *pool as u32)));
    let pools: BTreeSet<usize> = dry.values().copied().collect();
    for pool in pools {
        pairs.extend(seats.unmade(pool, left).into_iter().map(|free| (size + pool as u32, free)));
    }
    Graph::new(world.changes.len() + seats.pools.len(), &pairs)
}

/// A part of what is stuck, of so many changes, that waits for nothing outside of it.
fn end(graph: &Graph, rest: &[u32], size: usize) -> Vec<u32> {
    let nodes: Vec<u32> = rest.iter().copied().chain(size as u32..graph.size() as u32).collect();
    let parts = graph.components(&nodes);
    let changes = |part: &[u32]| -> Vec<u32> {
        part.iter().copied().filter(|number| (*number as usize) < size).collect()
    };
    let closed = parts.iter().filter(|part| {
        let mut waits = part.iter().flat_map(|number| graph.after(*number));
        waits.all(|first| part.binary_search(first).is_ok())
    });
    let closed = closed.map(|part| changes(part)).filter(|part| !part.is_empty());
    closed.min_by_key(|part| (part.len(), part.first().copied())).unwrap_or_else(|| rest.to_vec())
}

fn addresses(world: &World<'_>, numbers: &[u32]) -> Vec<Addr> {
    numbers.iter().map(|&number| world.change(number).addr.clone()).collect()
}

fn by_call(world: &World<'_>, units: &Units, members: &[u32]) -> Vec<Vec<Addr>> {
    let mut calls: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &number in members {
        calls.entry(units.of[number as usize]).or_default().push(number);
    }
    let mut calls: Vec<Vec<u32>> = calls.into_values().collect();
    calls.sort_unstable();
    calls.iter().map(|call| addresses(world, call)).collect()
}
