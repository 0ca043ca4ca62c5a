//! All that comes before something else: rules, then pools and floors. Where pools could run over, or floors
//! be passed, what takes waits for what gives. A plan with room gets no such edge.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::{Edge, Why, edges};
use super::nodes::Nodes;
use super::seating::{Account, Seats};
use super::tangle::{Tangle, circle};
use super::units::Units;
use super::walk::{Times, walk};
use crate::engine::floors::{Floor, floors};
use crate::engine::graph::Graph;
use crate::engine::seats::{Demand, demands, holdings};
use crate::engine::terms::{Scarce, Terms};
use crate::engine::world::World;
use crate::model::{FloorLine, Holding, PoolLine};

/// The whole order of changes, and how pools and floors go over the plan.
pub struct Woven {
    /// What comes before what. There is no circle.
    pub edges: Vec<Edge>,
    /// The pools, by name.
    pub pools: Vec<PoolLine>,
    /// The floors that are touched, by name.
    pub floors: Vec<FloorLine>,
    /// Who held how much before, of pools that count people.
    pub held: Vec<Holding>,
}

/// Finds an order in which every rule, every pool and every floor holds however the plan runs.
///
/// # Errors
/// What finds no place in any order that was tried.
pub fn weave(world: &World<'_>, units: &Units, terms: &Terms) -> Result<Woven, Tangle> {
    let mut edges = edges(world);
    if let Some(tangle) = circle(world, units, &edges) {
        return Err(tangle);
    }
    settle(world.changes.len(), &mut edges);
    let demands = demands(world, &terms.pools, &|_| true);
    let floors = floors(world, terms);
    let accounts: Vec<Account> =
        demands.iter().map(seats_of).chain(floors.iter().map(room_of)).filter(Account::is_tight).collect();
    let waiting =
        if accounts.is_empty() { BTreeMap::new() } else { chain(world, units, &accounts, &mut edges)? };
    let lines = demands.iter().map(|one| line(one, waiting.get(&*one.pool.name).copied().unwrap_or(0)));
    Ok(Woven {
        edges,
        pools: lines.collect(),
        floors: floors.iter().map(Floor::line).collect(),
        held: holdings(world, &terms.pools),
    })
}

fn seats_of(demand: &Demand<'_>) -> Account {
    Account {
        scarce: Scarce::Pool(demand.pool.name.clone()),
        why: Why::Seat(demand.rule),
        room: demand.room(),
        takes: demand.takes.clone(),
        frees: demand.frees.clone(),
    }
}

/// Who goes takes of what is above the floor, who comes gives.
fn room_of(floor: &Floor<'_>) -> Account {
    let each = |numbers: &[u32]| numbers.iter().map(|number| vec![*number]).collect();
    Account {
        scarce: floor.scarce(),
        why: Why::Floor(floor.keep),
        room: floor.room(),
        takes: each(&floor.lost),
        frees: each(&floor.gained),
    }
}

/// Drops preferences that would close a circle.
fn settle(size: usize, edges: &mut Vec<Edge>) {
    if !edges.iter().any(|edge| edge.why.preference()) {
        return;
    }
    let mut circle_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (circle, members) in Graph::new(size, &pairs(edges)).circles().into_iter().enumerate() {
        circle_of.extend(members.into_iter().map(|number| (number, circle)));
    }
    edges.retain(|edge| {
        let circle = circle_of.get(&edge.first);
        !edge.why.preference() || circle.is_none() || circle != circle_of.get(&edge.then)
    });
}

fn pairs(edges: &[Edge]) -> Vec<(u32, u32)> {
    edges.iter().map(|edge| (edge.first, edge.then)).collect()
}

/// Adds to `edges` what keeps every account within its bound in every order, drops the preferences that stand
/// in the way of it, and tells how many takes of each pool wait.
///
/// The edges are found by walking the changes once in an order in which takes come as late as they can: the
/// takes that find no room are chained, one to one, to what was given before them. Every edge points forward
/// in that walk, so no circle can come of it; and any part of the plan that is done took at most the room
/// and what the done takes waited for, so the bound holds however the plan runs.
///
/// The walk goes from call to call, so that an exchange within one call stays one. Where that gets stuck,
/// preferences yield; where it is stuck still, it goes on from change to change.
fn chain(
    world: &World<'_>,
    units: &Units,
    accounts: &[Account],
    edges: &mut Vec<Edge>,
) -> Result<BTreeMap<String, u64>, Tangle> {
    let size = world.changes.len();
    let all = pairs(edges);
    let rules: Vec<Edge> = edges.iter().filter(|edge| !edge.why.preference()).copied().collect();
    let rules = pairs(&rules);
    let (mut seats, mut when) = (Seats::new(accounts), Times::new(size));
    let whole = Nodes::of_units(units, &all, &|_| true);
    let mut rest = walk(&whole, units, &all, &mut seats, &mut when);
    if !rest.is_empty() {
        let left: BTreeSet<u32> = rest.iter().copied().collect();
        let whole = Nodes::of_units(units, &rules, &|number| left.contains(&number));
        rest = walk(&whole, units, &rules, &mut seats, &mut when);
        rest = walk(&Nodes::single(size, rest), units, &rules, &mut seats, &mut when);
    }
    if !rest.is_empty() {
        return Err(Tangle::find(world, units, &rules, &seats, &rest));
    }
    edges.retain(|edge| !edge.why.preference() || when.fits(edge.first, edge.then));
    edges.extend(seats.chained);
    let counts = accounts.iter().zip(seats.counts);
    Ok(counts
        .filter_map(|(account, count)| match &account.scarce {
            Scarce::Pool(name) => Some((name.clone(), count)),
            Scarce::Floor(..) => None,
        })
        .collect())
}

/// How a pool goes: at most on the way are all takes that wait for no seat.
fn line(demand: &Demand<'_>, waiting: u64) -> PoolLine {
    let (before, takes) = (demand.pool.taken, demand.takes.len() as u64);
    PoolLine {
        pool: demand.pool.name.clone(),
        capacity: demand.pool.capacity,
        before,
        after: demand.after(),
        peak: before + takes.saturating_sub(waiting),
    }
}
