//! Pools: where takes could run over before anything is freed, a step that takes waits for a step that
//! frees. A plan with room gets no such edge. Floors, the same thing with the sign turned, belong here, too.

use std::collections::BTreeMap;

use super::edges::Edge;
use super::knots::Knots;
use super::nodes::Nodes;
use super::seating::Seats;
use super::units::Units;
use super::walk::walk;
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
///
/// The walk goes from call to call, so that an exchange within one call stays one; where that gets stuck
/// (two people exchange the last seats) it goes on from change to change.
pub fn chain(
    world: &World<'_>,
    observed: &Observation,
    units: &Units,
    edges: &mut Vec<Edge>,
    knots: &mut Knots,
    findings: &mut Findings,
) -> Vec<PoolLine> {
    let mut waiting = BTreeMap::new();
    let found = demands(world, &observed.pools, &|number| knots.free(number));
    let tight: Vec<&Demand<'_>> = found.iter().filter(|one| one.takes.len() as u64 > one.room()).collect();
    if !tight.is_empty() {
        let pairs: Vec<(u32, u32)> = edges.iter().map(|edge| (edge.first, edge.then)).collect();
        let mut seats = Seats::new(&tight);
        let whole = Nodes::of_units(units, &pairs, &|number| knots.free(number));
        let rest = walk(&whole, units, &pairs, &mut seats);
        let stuck = walk(&Nodes::single(world.changes.len(), rest), units, &pairs, &mut seats);
        edges.extend(seats.chained);
        waiting = tight.iter().zip(seats.counts).map(|(one, count)| (&*one.pool.name, count)).collect();
        if !stuck.is_empty() {
            let graph = Graph::new(world.changes.len(), &pairs);
            let first = first_of(&graph, &stuck);
            knots.tie(world, &graph, &first, "no seat comes free for these before they are done", findings);
        }
    }
    let found = demands(world, &observed.pools, &|number| knots.free(number));
    found.iter().map(|one| line(one, waiting.get(&*one.pool.name).copied().unwrap_or(0))).collect()
}

/// Those of `stuck` that wait for no other of them.
fn first_of(graph: &Graph, stuck: &[u32]) -> Vec<u32> {
    let after: Vec<u32> = stuck.iter().flat_map(|number| graph.after(*number)).copied().collect();
    let later = graph.reach(after);
    stuck.iter().copied().filter(|number| !later[*number as usize]).collect()
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
