//! What a plan is held to: how much there is of each pool, and how many each floor asks for.

use std::collections::BTreeMap;

use crate::model::{Desired, FloorRule, Observation, Pool};

/// The bounds of a plan. A way out of a knot is the same bounds with one of them moved.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The pools.
    pub pools: Vec<Pool>,
    /// The least of each floor, by its name; what is not here asks for nothing.
    pub least: BTreeMap<String, u64>,
    /// How many more there are of what a floor counts than were seen.
    pub more: BTreeMap<String, u64>,
}

/// What there is too little of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scarce {
    /// A pool, by its name.
    Pool(String),
    /// A floor, and its value.
    Floor(&'static FloorRule, String),
}

impl Scarce {
    /// Its name, as people read it.
    pub fn words(&self) -> String {
        match self {
            Self::Pool(name) => format!("pool `{name}`"),
            Self::Floor(keep, value) => format!("floor `{}`", keep.name(value)),
        }
    }
}

/// How many more seats are tried at most before a pool is no way out.
const MOST_SEATS: u64 = 3;

impl Terms {
    /// As the roster and the live state have it.
    pub fn of(desired: &Desired, observed: &Observation) -> Self {
        Self { pools: observed.pools.clone(), least: desired.floors.clone(), more: BTreeMap::new() }
    }

    /// What could be different, so that more of this is there: each in words, the least first of what is the
    /// same with other numbers.
    pub fn ways(&self, scarce: &Scarce) -> Vec<Vec<(String, Self)>> {
        match scarce {
            Scarce::Pool(name) => {
                vec![
                    (1..=MOST_SEATS)
                        .map(|count| (seats(name, count), self.with_seats(name, count)))
                        .collect(),
                ]
            }
            Scarce::Floor(keep, value) => {
                let mut ways = vec![vec![(about(keep.another, value), self.with_another(&keep.name(value)))]];
                ways.extend(
                    keep.gap.map(|gap| vec![(about(gap, value), self.without_floor(&keep.name(value)))]),
                );
                ways
            }
        }
    }

    fn with_seats(&self, name: &str, count: u64) -> Self {
        let mut terms = self.clone();
        for pool in terms.pools.iter_mut().filter(|pool| pool.name == name) {
            pool.capacity += count;
        }
        terms
    }

    fn with_another(&self, floor: &str) -> Self {
        let mut terms = self.clone();
        *terms.more.entry(floor.to_owned()).or_default() += 1;
        terms
    }

    fn without_floor(&self, floor: &str) -> Self {
        let mut terms = self.clone();
        terms.least.remove(floor);
        terms
    }
}

fn seats(name: &str, count: u64) -> String {
    match count {
        1 => format!("one more seat of `{name}`"),
        _ => format!("{count} more seats of `{name}`"),
    }
}

fn about(words: &str, value: &str) -> String {
    if value.is_empty() { words.to_owned() } else { format!("{words} `{value}`") }
}
