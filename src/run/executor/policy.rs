//! How patient a run is.

use std::time::Duration;

use crate::model::ErrorKind;

/// How many steps run at once, how often a call is tried, how long reading may take to show what was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Steps under way at once.
    pub parallelism: usize,
    /// The first pause before a step is tried again; doubled each time, with full jitter.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// How long reading may take to confirm what was done, in mid-run and at the end.
    pub confirm_limit: Duration,
    /// How long a create in doubt is looked for: as long as the vendor's listings may lag behind its writes.
    pub settle_limit: Duration,
    /// How long reading may take to show what a person says is done, or what a program of the user's own may have done.
    pub word_limit: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            parallelism: 4,
            first_pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(20),
            confirm_limit: Duration::from_secs(60),
            settle_limit: Duration::from_secs(60),
            word_limit: Duration::from_secs(10),
        }
    }
}

impl Policy {
    /// The policy towards a vendor whose readings lag for so long at most.
    pub fn of(lag: Duration) -> Self {
        Self { confirm_limit: lag, settle_limit: lag, ..Self::default() }
    }

    /// How often a step is tried at most when it keeps ending so.
    pub fn most_tries(&self, kind: ErrorKind) -> u32 {
        match kind {
            // What was written elsewhere before shows up here late: the vendor copies at its own pace.
            ErrorKind::NotYet => 12,
            ErrorKind::RateLimited => 8,
            _ => 5,
        }
    }

    /// The pause after `tries` tries: full jitter over a capped exponential.
    pub fn pause(&self, tries: u32, chance: f64) -> Duration {
        let ceiling = self.first_pause.saturating_mul(1 << tries.min(16)).min(self.longest_pause);
        // Never quite nothing, so that a queue of equals does not come back at once.
        ceiling.mul_f64(0.1 + 0.9 * chance.clamp(0.0, 1.0))
    }

    /// The pause before the next look after `fruitless` looks that showed nothing new.
    pub fn look_pause(&self, fruitless: u32) -> Duration {
        match fruitless {
            0 => Duration::ZERO,
            _ => self.first_pause.saturating_mul(1 << fruitless.min(16)).min(self.longest_pause / 4),
        }
    }
}
