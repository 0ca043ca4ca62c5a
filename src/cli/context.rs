//! What every command gets: the vendors, and how long it may take.

use std::str::FromStr;
use std::time::{Duration, Instant};

use crate::providers::Provider;

/// What every command gets.
#[derive(Clone, Copy)]
pub struct Context {
    /// The vendors.
    pub providers: &'static [&'static Provider],
    /// When the time of the run is over.
    pub deadline: Option<Deadline>,
}

/// A moment at which a run ends, whatever it waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// The moment after `limit` from now.
    pub fn after(limit: Limit) -> Self {
        Self(Instant::now() + limit.0)
    }

    /// How long it is until then.
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// A length of time as people write it: `30s`, `5m`, `1h30m`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit(Duration);

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        let length =
            text.parse::<jiff::SignedDuration>().map_err(|_| "write a time such as 30s, 5m or 1h30m")?;
        let length = length.unsigned_abs();
        match text.trim_start().starts_with('-') || length.is_zero() || length > LONGEST {
            true => Err("the time must be longer than nothing and at most a year".into()),
            false => Ok(Self(length)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_written_as_people_write_it() {
        let seconds = |text: &str| text.parse::<Limit>().map(|limit| limit.0.as_secs());
        assert_eq!(["30s", "5m", "1h30m", "2h"].map(seconds), [Ok(30), Ok(300), Ok(5400), Ok(7200)]);
        for wrong in ["", "30", "soon", "0s", "-5s", "9999999h"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
