//! From differences to a partial order of steps.
//!
//! Edges between changes come from needs in both directions, from the numbered edges of the rule book, from
//! values that change hands, from pools and from floors. Changes are then gathered into the calls that carry them, and
//! the edges become edges between steps. Whatever order of steps respects them is right.

mod batch;
#[cfg(test)]
mod batch_tests;
mod because;
mod edges;
mod nodes;
mod number;
mod seating;
mod standing;
mod tangle;
mod units;
mod walk;
mod weave;

pub use edges::numbered_rules;
pub use tangle::Tangle;

use batch::Batches;
use units::Units;
use weave::{Woven, weave};

use super::Hooks;
use super::graph::Graph;
use super::terms::Terms;
use super::withhold::Sorted;
use super::world::World;
use crate::model::{Because, Carrier};
use crate::model::{Change, Findings, Observation, Plan, Step, StepId};

/// Makes the plan: batches, order, reasons, pools, floors.
///
/// # Errors
/// What finds no place in any order, with the differences as they were sorted.
pub fn order(
    book: &Hooks<'_>,
    sorted: Sorted,
    observed: &Observation,
    terms: &Terms,
    findings: Findings,
) -> Result<Plan, (Sorted, Tangle)> {
    let world = World::new(book.catalogue, &sorted.kept, observed);
    let mut units = Units::new(book, &world, &sorted.kept);
    let Woven { edges, pools, floors, held } = match weave(&world, &units, terms) {
        Ok(woven) => woven,
        Err(tangle) => return Err((sorted, tangle)),
    };
    units.gather(&world);
    let batches = batch::batch(&mut units, &edges);
    let steps = steps(book, &world, &units, &batches, &edges);
    let Sorted { kept, withheld } = sorted;
    Ok(Plan {
        changes: kept.into_vec(),
        steps,
        withheld,
        findings: findings.sorted(),
        incomplete: observed.incomplete.clone(),
        pools,
        floors,
        held,
        ..Plan::default()
    })
}

/// What finds no place in any order, where there is something.
pub fn tangled(book: &Hooks<'_>, sorted: &Sorted, observed: &Observation, terms: &Terms) -> Option<Tangle> {
    let world = World::new(book.catalogue, &sorted.kept, observed);
    let units = Units::new(book, &world, &sorted.kept);
    weave(&world, &units, terms).err()
}

/// The steps, numbered, each with what it waits for and why it comes first.
fn steps(
    book: &Hooks<'_>,
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
            let carrier = group.carrier;
            // Only a vendor's own answer is proof: what others say they did is read before anything builds on it.
            let word = carrier != Carrier::Api;
            let because: Vec<Because> =
                because.into_iter().map(|one| Because { read_back: one.read_back || word, ..one }).collect();
            Step {
                id: StepId(id),
                changes: changes.iter().map(|change| change.id).collect(),
                needs,
                carrier,
                calls: if word { 0 } else { (book.cost)(group.shape, &changes) },
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
