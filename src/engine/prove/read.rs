//! A plan document as the prover takes it: everything in it found by name, and a clear word about everything that
//! does not fit together.

use std::collections::BTreeMap;

use super::resource::{self, Change, ChangeLineNo};
use super::steps::{self, Step, StepLineNo};
use crate::engine::relations::Table;
use crate::model::{Catalogue, Count, Document, FloorBound, PoolBound};

/// What of a document bears on its safety.
pub struct Checked<'d> {
    /// The changes, in the order of the document.
    pub changes: Table<ChangeLineNo, Change<'d>>,
    /// The steps, in the order of the document, which respects what they wait for.
    pub steps: Table<StepLineNo, Step>,
    /// The pools, by name.
    pub pools: BTreeMap<&'d str, Level>,
    /// The floors, by name.
    pub floors: BTreeMap<&'d str, FloorLevel>,
    /// How much each person held before, by pool and person.
    pub held: BTreeMap<(&'d str, &'d str), i64>,
    /// How much no change touches, by what is counted and by person.
    pub untouched: BTreeMap<(&'d str, &'d str), i64>,
}

/// A bound, and how much there was before.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// What must not be passed.
    pub bound: i64,
    /// What there was before; of a pool perhaps more than its bound.
    pub before: i64,
}

/// A floor, and what there was before and is after.
#[derive(Clone, Copy, Debug)]
pub struct FloorLevel {
    /// What is asked for.
    pub least: i64,
    /// What there was before.
    pub before: i64,
    /// What there is after the plan.
    pub after: i64,
    /// Whether nobody wrote it down: those who leave do not count.
    pub usual: bool,
}

/// Finds everything in a document by name.
///
/// # Errors
/// All that does not fit together, each in a line.
pub fn read<'d>(
    document: &'d Document<'d>,
    catalogue: &'static Catalogue,
) -> Result<Checked<'d>, Vec<String>> {
    let mut wrong = Vec::new();
    let changes = resource::read(&document.changes, catalogue, &mut wrong);
    let steps = steps::read(&document.steps, &changes, &mut wrong);
    let read = Checked {
        changes,
        steps,
        pools: pools(&document.pools, &mut wrong),
        floors: floors(&document.floors, &mut wrong),
        held: counts(&document.held, "held", &mut wrong),
        untouched: counts(&document.untouched, "untouched", &mut wrong),
    };
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// A number of things, small enough to be added up.
fn small(number: u64, list: &str, at: usize, wrong: &mut Vec<String>) -> i64 {
    const MOST: i64 = 1_000_000_000_000;
    let number = i64::try_from(number).ok().filter(|number| *number <= MOST);
    number.unwrap_or_else(|| {
        wrong.push(format!("{list}[{at}]: a count beyond 10^12"));
        MOST
    })
}

fn pools<'d>(bounds: &[PoolBound<'d>], wrong: &mut Vec<String>) -> BTreeMap<&'d str, Level> {
    let mut found = BTreeMap::new();
    for (at, own) in bounds.iter().enumerate() {
        let PoolBound { pool, capacity, before } = *own;
        let [capacity, before] = [capacity, before].map(|number| small(number, "pools", at, wrong));
        let level = Level { bound: capacity, before };
        if found.insert(pool, level).is_some() {
            wrong.push(format!("the pool `{pool}` is listed twice"));
        }
    }
    found
}

fn floors<'d>(bounds: &[FloorBound<'d>], wrong: &mut Vec<String>) -> BTreeMap<&'d str, FloorLevel> {
    let mut found = BTreeMap::new();
    for (at, own) in bounds.iter().enumerate() {
        let FloorBound { floor, least, before, after, usual } = *own;
        let [least, before, after] = [least, before, after].map(|number| small(number, "floors", at, wrong));
        let level = FloorLevel { least, before, after, usual };
        if found.insert(floor, level).is_some() {
            wrong.push(format!("the floor `{floor}` is listed twice"));
        }
    }
    found
}

fn counts<'d>(
    counts: &[Count<'d>],
    list: &str,
    wrong: &mut Vec<String>,
) -> BTreeMap<(&'d str, &'d str), i64> {
    let mut found = BTreeMap::new();
    for (at, own) in counts.iter().enumerate() {
        let Count { what, who, count } = *own;
        if found.insert((what, who), small(count, list, at, wrong)).is_some() {
            wrong.push(format!("`{list}` counts `{what}` of `{who}` twice"));
        }
    }
    found
}
