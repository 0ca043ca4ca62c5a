//! The limits of a plan: how much there is of each pool, and how many each floor asks for.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Desired, FloorRule, Observation, Pool};

/// The limits that a plan must keep. A way out of a knot is the same limits with one of them moved.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The pools.
    pub pools: Vec<Pool>,
    /// The least of each floor, by its name; what is not here asks for nothing.
    pub least: BTreeMap<String, u64>,
    /// Those of the floors that nobody wrote down.
    pub usual: BTreeSet<String>,
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
            Self::Floor(rule, value) => format!("floor `{}`", rule.name(value)),
        }
    }
}

/// How many more seats are tried at most before a pool is no way out.
const MOST_SEATS: u64 = 3;

impl Limits {
    /// As the roster and the live state have it.
    pub fn of(desired: &Desired, observed: &Observation) -> Self {
        let Desired { floors: least, usual, .. } = desired;
        let (least, usual) = (least.clone(), usual.clone());
        Self { pools: observed.pools.clone(), least, usual, more: BTreeMap::new() }
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
            Scarce::Floor(rule, value) => {
                let mut ways = vec![vec![(about(rule.another, value), self.with_another(&rule.name(value)))]];
                ways.extend(
                    rule.gap.map(|gap| vec![(about(gap, value), self.without_floor(&rule.name(value)))]),
                );
                ways
            }
        }
    }

    fn with_seats(&self, name: &str, count: u64) -> Self {
        let mut limits = self.clone();
        for pool in limits.pools.iter_mut().filter(|pool| pool.name == name) {
            pool.capacity += count;
        }
        limits
    }

    fn with_another(&self, floor: &str) -> Self {
        let mut limits = self.clone();
        *limits.more.entry(floor.to_owned()).or_default() += 1;
        limits
    }

    fn without_floor(&self, floor: &str) -> Self {
        let mut limits = self.clone();
        limits.least.remove(floor);
        limits
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
