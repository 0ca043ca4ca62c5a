//! From differences to a partial order of steps.
//!
//! What comes before what is found change by change: needs in both directions, the numbered edges of the rule
//! book, values that change hands, pools and floors. Changes are then gathered into the calls that carry them,
//! and what is between changes becomes an edge between steps. Whatever order of steps respects the edges is
//! right. What to leave out is not decided here: an order without a place for something is a [`Deadlock`].

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod constrain;
mod deadlock;

mod capacity;
mod parts;
mod units;

mod batch;
#[cfg(test)]
mod batch_tests;
mod sequence;
mod steps;

pub use deadlock::Deadlock;

use constrain::{Constraints, constrain};
use units::{Groups, Units};

use super::Hooks;
use super::relations::{Limits, World};
use crate::model::{Changes, FloorLine, Holding, Observation, PoolLine, Step};

/// Changes in order: the steps, and how pools and floors go over them.
pub struct Ordered {
    /// The steps, in an order that respects what each waits for.
    pub steps: Vec<Step>,
    /// The pools, by name.
    pub pools: Vec<PoolLine>,
    /// The floors that are touched, by name.
    pub floors: Vec<FloorLine>,
    /// Who held how much before, of pools that count people.
    pub held: Vec<Holding>,
}

/// Puts all changes in order: batches, numbers, reasons, pools, floors.
///
/// # Errors
/// What finds no place in any order.
pub fn order(
    hooks: &Hooks<'_>,
    changes: &Changes,
    observed: &Observation,
    limits: &Limits,
) -> Result<Ordered, Deadlock> {
    let world = World::new(hooks.catalogue, changes, observed);
    let units = Units::new(hooks, &world, changes);
    let Constraints { edges, pools, floors, held } = constrain(&world, &units, limits)?;
    let groups = Groups::gather(&world, &units);
    let batches = batch::batch(&units, &groups, &edges);
    let steps = steps::steps(hooks, &world, &groups, &batches, &edges);
    Ok(Ordered { steps, pools, floors, held })
}

/// What finds no place in any order, where there is something.
pub fn deadlock(
    hooks: &Hooks<'_>,
    changes: &Changes,
    observed: &Observation,
    limits: &Limits,
) -> Option<Deadlock> {
    let world = World::new(hooks.catalogue, changes, observed);
    let units = Units::new(hooks, &world, changes);
    constrain(&world, &units, limits).err()
}
