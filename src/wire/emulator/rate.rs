//! How many calls a server takes.

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many calls a second a server takes, as a state file says it; 0, and nothing written, is no limit (contract,
/// section 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Rate(pub u32);

/// The share of a server's calls that one call counts against.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// How many calls a second on average; 0 is no limit.
    pub a_second: u32,
    /// How many calls may come at once.
    pub burst: u32,
}

impl Lane {
    /// A lane in which a second's calls may come at once.
    pub fn even(name: impl Into<String>, a_second: u32) -> Self {
        Self { name: name.into(), a_second, burst: a_second }
    }
}

/// A token bucket for each lane: what it holds, and since when.
#[derive(Default)]
pub struct Buckets(BTreeMap<String, (f64, Duration)>);

impl Buckets {
    /// Whether one more call may pass.
    pub fn let_in(&mut self, lane: Lane, now: Duration) -> bool {
        if lane.a_second == 0 {
            return true;
        }
        let most = f64::from(lane.burst);
        let (held, since) = self.0.entry(lane.name).or_insert((most, now));
        let earned = now.saturating_sub(*since).as_secs_f64() * f64::from(lane.a_second);
        *held = (*held + earned).min(most);
        *since = now;
        // A hair less than one is one: time is summed up in binary fractions.
        let passes = *held >= 1.0 - 1e-9;
        if passes {
            *held -= 1.0;
        }
        passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_takes_its_burst_and_then_its_rate() {
        let mut buckets = Buckets::default();
        let mut passes = |name: &str, at: u64| {
            let lane = Lane { name: name.into(), a_second: 2, burst: 3 };
            buckets.let_in(lane, Duration::from_millis(at))
        };
        assert_eq!([0, 0, 0, 0].map(|at| passes("a", at)), [true, true, true, false]);
        assert!(passes("b", 0), "another lane has a bucket of its own");
        assert_eq!([499, 500, 501].map(|at| passes("a", at)), [false, true, false]);
        assert!((0..100).all(|_| Buckets::default().let_in(Lane::even("a", 0), Duration::ZERO)));
    }
}
