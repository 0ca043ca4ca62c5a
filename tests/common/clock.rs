//! Time for tests: under a paused runtime it stands still while anybody works and leaps when all wait, else it passes.

#![allow(dead_code, reason = "each test uses its part")]

use std::time::Duration;

use rosterctl::port::{BoxFuture, Clock};

/// The runtime's time.
pub struct TestClock(tokio::time::Instant);

impl TestClock {
    pub fn new() -> Self {
        Self(tokio::time::Instant::now())
    }
}

impl Clock for TestClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }
    fn chance(&self) -> f64 {
        0.5
    }
}

/// Runs `work` under virtual time.
pub fn in_virtual_time<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    runtime.expect("a runtime").block_on(work)
}
