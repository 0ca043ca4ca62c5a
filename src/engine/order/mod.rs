//! From differences to a partial order of steps.
//!
//! Edges between changes come from needs in both directions, from the numbered edges of the rule book, from
//! values that change hands, and from pools. Changes are then gathered into the calls that carry them, and
//! the edges become edges between steps. Whatever order of steps respects them is right.

mod batch;
#[cfg(test)]
mod batch_tests;
mod because;
mod edges;
mod knots;
mod nodes;
mod number;
mod pools;
mod seating;
mod units;
mod walk;

use batch::Batches;
use knots::Knots;
use units::Units;

use super::graph::Graph;
use super::world::World;
use super::{Book, Sorted};
use crate::model::{Change, Changes, Findings, Observation, Plan, Step, StepId};

/// Makes the plan: batches, order, reasons, pools. Changes that wait for each other in a circle are withheld
/// with what waits for them; the rest of the plan goes on.
pub fn order(book: &Book<'_>, sorted: Sorted, observed: &Observation, mut findings: Findings) -> Plan {
    let Sorted { kept, mut withheld } = sorted;
    let world = World::new(book.catalogue, &kept, observed);
    let size = world.changes.len();
    let mut edges = edges::edges(&world);
    let mut knots = Knots::find(&world, &edges, &mut findings);
    knots::settle(size, &mut edges, &knots);
    let mut units = Units::new(book, &world, &kept);
    let pools = pools::chain(&world, observed, &units, &mut edges, &mut knots, &mut findings);
    edges.retain(|edge| knots.free(edge.first) && knots.free(edge.then));
    units.gather(&world, &knots);

    let batches = batch::batch(&mut units, &edges);
    let steps = steps(book, &world, &units, &batches, &edges);

    withheld.extend(knots.withheld(&world));
    withheld.sort_by(|a, b| a.change.addr.cmp(&b.change.addr));
    let changes = done(kept, &batches);
    Plan {
        changes,
        steps,
        withheld,
        findings: findings.sorted(),
        incomplete: observed.incomplete.clone(),
        pools,
        ..Plan::default()
    }
}

/// The steps, numbered, each with what it waits for and why it comes first.
fn steps(
    book: &Book<'_>,
    world: &World<'_>,
    units: &Units,
    batches: &Batches,
    edges: &[edges::Edge],
) -> Vec<Step> {
    let order = number::number(world, batches, &between(batches, edges));
    let mut place = vec![0; order.len()];
    for (at, step) in (0..).zip(&order) {
        place[*step as usize] = at;
    }
    let ties = because::reduce(order.len(), because::ties(batches, edges, &place));
    let reasons = because::reasons(world, order.len(), &ties);
    let numbered = (1..).zip(&order).zip(reasons);
    numbered
        .map(|((id, step), (needs, because))| {
            let members = &batches.steps[*step as usize];
            let group = &units.groups[batches.groups[*step as usize] as usize];
            let changes: Vec<&Change> = members.iter().map(|&number| world.change(number)).collect();
            Step {
                id: StepId(id),
                changes: changes.iter().map(|change| change.id).collect(),
                needs,
                executor: group.executor,
                calls: (book.cost)(group.shape, &changes),
                shape: group.shape,
                because,
            }
        })
        .collect()
}

/// The graph of steps.
fn between(batches: &Batches, edges: &[edges::Edge]) -> Graph {
    let at = |number: u32| batches.step_of[number as usize];
    let crossing =
        edges.iter().map(|edge| (at(edge.first), at(edge.then))).filter(|(first, then)| first != then);
    let mut pairs: Vec<(u32, u32)> = crossing.chain(batches.serial.iter().copied()).collect();
    pairs.sort_unstable();
    pairs.dedup();
    Graph::new(batches.steps.len(), &pairs)
}

/// The changes that are in steps.
fn done(kept: Changes, batches: &Batches) -> Vec<Change> {
    let mut step_of = batches.step_of.iter();
    let (kept, _) = kept.split(|_| step_of.next().is_some_and(|step| *step != units::NOBODY));
    kept.into_vec()
}
