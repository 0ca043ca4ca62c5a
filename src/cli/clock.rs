//! Time as it passes.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use crate::port::{BoxFuture, Clock};

/// The system's clock.
pub struct SystemClock {
    start: Instant,
    dice: RandomState,
}

impl SystemClock {
    /// A clock that begins now.
    pub fn new() -> Self {
        Self { start: Instant::now(), dice: RandomState::new() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }

    fn chance(&self) -> f64 {
        // Keyed anew in each process, so that two runs do not come back at the same moments.
        let roll = self.dice.hash_one(self.start.elapsed());
        (roll >> 11) as f64 / (1u64 << 53) as f64
    }
}
