//! All that comes before something else: rules, then pools and floors. Where pools could run over, or floors
//! be passed, what takes waits for what releases. A plan with room gets no such edge.

use std::collections::{BTreeMap, BTreeSet};

use super::capacity::{Allowance, AllowanceNo, Ledger, Nodes, Times, simulate};
use super::deadlock::{Deadlock, circle};
use super::units::Units;
use crate::engine::relations::edges::{pairs, precedences};
use crate::engine::relations::floors::{Floor, floors, replacements};
use crate::engine::relations::number::count;
use crate::engine::relations::pools::{Demand, demands, holdings};
use crate::engine::relations::{ChangeNo, Graph, Limits, Precedence, Scarce, Table, Why, World};
use crate::model::{FloorLine, Holding, PoolLine};

/// The whole order of changes, and how pools and floors go over the plan.
pub struct Constraints {
    /// What comes before what. There is no circle.
    pub edges: Vec<Precedence>,
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
pub fn constrain(world: &World<'_>, units: &Units, limits: &Limits) -> Result<Constraints, Deadlock> {
    let mut edges = precedences(world);
    let floors = floors(world, limits);
    replacements(world, &floors, &mut edges);
    if let Some(deadlock) = circle(world, units, &edges) {
        return Err(deadlock);
    }
    drop_cyclic_preferences(world.size(), &mut edges);
    let demands = demands(world, &limits.pools, &|_| true);
    let allowances = demands.iter().map(of_pool).chain(floors.iter().map(of_floor));
    let tight: Table<AllowanceNo, Allowance> = allowances.filter(Allowance::is_tight).collect();
    let waiting = if tight.len() == 0 {
        BTreeMap::new()
    } else {
        add_capacity_edges(world, units, &tight, &mut edges)?
    };
    let lines = demands.iter().map(|one| line(one, waiting.get(&*one.pool.name).copied().unwrap_or(0)));
    Ok(Constraints {
        edges,
        pools: lines.collect(),
        floors: floors.iter().map(Floor::line).collect(),
        held: holdings(world, &limits.pools),
    })
}

fn of_pool(demand: &Demand<'_>) -> Allowance {
    Allowance {
        scarce: Scarce::Pool(demand.pool.name.clone()),
        why: Why::Seat(demand.rule),
        room: demand.room(),
        debt: demand.debt(),
        takes: demand.takes.iter().cloned().collect(),
        releases: demand.frees.iter().cloned().collect(),
    }
}

/// Who goes takes of what is above the floor, who comes releases it.
fn of_floor(floor: &Floor<'_>) -> Allowance {
    Allowance {
        scarce: floor.scarce(),
        why: Why::Floor(floor.rule),
        room: floor.room(),
        debt: 0,
        takes: floor.lost.iter().map(|change| vec![*change]).collect(),
        releases: floor.gained.iter().map(|change| vec![*change]).collect(),
    }
}

/// Drops preferences that would close a circle.
fn drop_cyclic_preferences(size: usize, edges: &mut Vec<Precedence>) {
    if !edges.iter().any(|edge| edge.why.preference()) {
        return;
    }
    let mut circle_of: BTreeMap<ChangeNo, usize> = BTreeMap::new();
    for (circle, members) in Graph::new(size, &pairs(edges)).circles().into_iter().enumerate() {
        circle_of.extend(members.into_iter().map(|change| (change, circle)));
    }
    edges.retain(|edge| {
        let circle = circle_of.get(&edge.first);
        !edge.why.preference() || circle.is_none() || circle != circle_of.get(&edge.then)
    });
}

/// Adds to `edges` what keeps every pool and floor within its bound in every order, drops the preferences that
/// stand in the way of it, and says how many takes of each pool wait.
///
/// The edges are found by simulating the changes once in an order in which takes come as late as they can: the
/// takes that find no room wait, one for one, for what was released before them. Every edge points forward
/// in that simulation, so no circle can come of it; and any part of the plan that is done took at most the room
/// and what the done takes waited for, so the bound holds however the plan runs.
///
/// The simulation goes from call to call, so that an exchange within one call stays one. Where that gets stuck,
/// preferences yield; where it is stuck still, it goes on from change to change.
fn add_capacity_edges(
    world: &World<'_>,
    units: &Units,
    allowances: &Table<AllowanceNo, Allowance>,
    edges: &mut Vec<Precedence>,
) -> Result<BTreeMap<String, u64>, Deadlock> {
    let size = world.size();
    let all = pairs(edges);
    let rules = edges.iter().filter(|edge| !edge.why.preference());
    let rules: Vec<(ChangeNo, ChangeNo)> = rules.map(|edge| (edge.first, edge.then)).collect();
    let (mut ledger, mut times) = (Ledger::new(allowances), Times::new(size));
    let whole = Nodes::of_units(units, &all, &|_| true);
    let mut rest = simulate(&whole, units, &all, &mut ledger, &mut times);
    if !rest.is_empty() {
        let left: BTreeSet<ChangeNo> = rest.iter().copied().collect();
        let whole = Nodes::of_units(units, &rules, &|change| left.contains(&change));
        rest = simulate(&whole, units, &rules, &mut ledger, &mut times);
        rest = simulate(&Nodes::single(size, rest), units, &rules, &mut ledger, &mut times);
    }
    if !rest.is_empty() {
        return Err(Deadlock::find(world, units, &rules, &ledger, &rest));
    }
    edges.retain(|edge| !edge.why.preference() || times.fits(edge.first, edge.then));
    let counts = ledger.counts().filter_map(|(scarce, count)| match scarce {
        Scarce::Pool(name) => Some((name.clone(), count)),
        Scarce::Floor(..) => None,
    });
    let waiting = counts.collect();
    edges.extend(ledger.waiting);
    Ok(waiting)
}

/// How a pool goes: at most on the way are all takes that wait for no seat. One that starts over its capacity is within
/// it wherever somebody has come; where nobody comes, what is there is the most there is.
fn line(demand: &Demand<'_>, waiting: u64) -> PoolLine {
    let (before, takes) = (demand.pool.taken, count(&demand.takes));
    let let_in = if takes > 0 { demand.debt() } else { 0 };
    PoolLine {
        pool: demand.pool.name.clone(),
        capacity: demand.pool.capacity,
        before,
        after: demand.after(),
        peak: (before + takes).saturating_sub(waiting + let_in),
    }
}
