//! Time, and whose turn it is.

use std::time::Duration;

use super::seeing::BoxFuture;

/// One of a vendor's interfaces with a call limit of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Plane(pub &'static str);

/// Time, as a thing that tests can turn.
pub trait Clock: Send + Sync {
    /// The time since some fixed moment, never going back.
    fn now(&self) -> Duration;
    /// Comes back after `time`.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
    /// A number from 0 up to 1, for jitter.
    fn chance(&self) -> f64;
}

/// What came of one call, as far as pacing needs to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The vendor answered, whatever it said.
    Fine,
    /// 429, with the vendor's `Retry-After` where it gave one.
    TooMany(Option<Duration>),
    /// A 5xx, or no answer.
    Trouble(Option<Duration>),
}

/// Whether a call that changes nothing is sent once more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Again {
    /// No: the answer stands.
    No,
    /// Yes, after this time.
    After(Duration),
}

/// Why no call leaves any more: in words, for whoever reads the error of a call that was not sent.
pub type Halted = String;

/// Says when a call may leave, and whether a failed read is asked again. One for a whole run; `run` has it.
pub trait Pace: Send + Sync {
    /// Comes back when a call on `plane` may leave: in no window of one second do more leave than the
    /// vendor allows.
    ///
    /// # Errors
    /// Why none may leave any more: the run is stopped, its time is over, or the vendor has it wait for too long.
    fn turn(&self, plane: Plane) -> BoxFuture<'_, Result<(), Halted>>;
    /// Comes back after `wait`, which [`Pace::after`] asked for; false where the run was stopped meanwhile.
    fn pause(&self, wait: Duration) -> BoxFuture<'_, bool>;
    /// Tells what came of the `attempt`th try (from 1) of a call on `plane`, and asks whether to try again.
    /// Only asked for calls that change nothing; a write's second try is the executor's decision.
    fn after(&self, plane: Plane, attempt: u32, answer: Answer) -> Again;
    /// Tells what came of a call that changes something, so that a 429 slows its plane down as well.
    fn heed(&self, _plane: Plane, _answer: Answer) {}
    /// Comes back when the time of the run is over: what is in flight then is given up.
    fn over(&self) -> BoxFuture<'_, Halted> {
        Box::pin(std::future::pending())
    }
}
