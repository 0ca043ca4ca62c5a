//! Whose turn it is: one limiter per plane, pauses that a vendor asks for, and a budget for second tries.
//!
//! [`Traffic`] decides and knows no clock; [`Pacer`] is the thin shell that waits.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::port::{Again, Answer, BoxFuture, Clock, Pace, Plane};

/// The window in which vendors count calls.
const SECOND: Duration = Duration::from_secs(1);
/// How often a read is sent at most, the first time included.
const MOST_TRIES: u32 = 5;
/// The same where the vendor says 429: it is alive and asks for patience.
const MOST_TRIES_TOO_MANY: u32 = 9;
/// Second tries that a run has to spend before any success earned some: eight reads in flight, four each.
const BUDGET: f64 = 32.0;
/// The same for 429, where a whole plane is slowed down anyway.
const BUDGET_TOO_MANY: f64 = 100.0;
/// What one good answer earns: one second try in ten calls is sustained, more is a sick service.
const EARNED: f64 = 0.1;
/// The longest `Retry-After` that is waited for; beyond it the call is given up.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// A pause after a 429 is at least this long, whatever the jitter says.
const SHORTEST_PAUSE: Duration = Duration::from_millis(200);
/// Share of the vendor's allowance that is used, in tenths: others call the same vendor too.
const SHARE: u32 = 8;

/// Paces all calls of a run: [`Pace`] over a [`Clock`].
pub struct Pacer {
    clock: Arc<dyn Clock>,
    /// Those who wait for a plane stand in line here, first come first served.
    lines: BTreeMap<Plane, tokio::sync::Mutex<()>>,
    traffic: Mutex<Traffic>,
}

impl Pacer {
    /// A pacer for these planes, each with the number of calls a second that the vendor allows; eight
    /// tenths of it are used. A plane that is not named is not limited.
    pub fn new(clock: Arc<dyn Clock>, planes: impl IntoIterator<Item = (Plane, u32)>) -> Self {
        let lanes: BTreeMap<_, _> =
            planes.into_iter().map(|(plane, allowed)| (plane, Lane::new(allowed))).collect();
        let lines = lanes.keys().map(|plane| (*plane, tokio::sync::Mutex::default())).collect();
        Self { clock, lines, traffic: Mutex::new(Traffic::new(lanes)) }
    }

    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        // Nothing is left half done where a holder panicked: each call of `Traffic` is one small update.
        self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pace for Pacer {
    fn turn(&self, plane: Plane) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let Some(line) = self.lines.get(&plane) else { return };
            let _first = line.lock().await;
            loop {
                // The moment of leaving is taken after the wait, so a late wake-up cannot crowd a window.
                let turn = self.traffic().leave(plane, self.clock.now());
                match turn {
                    Ok(()) => return,
                    Err(wait) => self.clock.sleep(wait).await,
                }
            }
        })
    }

    fn pause(&self, wait: Duration) -> BoxFuture<'_, ()> {
        self.clock.sleep(wait)
    }

    fn after(&self, plane: Plane, attempt: u32, answer: Answer) -> Again {
        let (now, chance) = (self.clock.now(), self.clock.chance());
        self.traffic().after(plane, attempt, answer, now, chance)
    }

    fn heed(&self, plane: Plane, answer: Answer) {
        let (now, chance) = (self.clock.now(), self.clock.chance());
        self.traffic().heed(plane, answer, now, chance);
    }
}

/// How long to wait before the try after `attempt` (from 1): exponential, capped, with full jitter.
/// `chance` is from 0 up to 1.
pub fn backoff(attempt: u32, chance: f64) -> Duration {
    const FIRST: Duration = Duration::from_millis(500);
    const LONGEST: Duration = Duration::from_secs(20);
    let doubled = FIRST.saturating_mul(1 << attempt.saturating_sub(1).min(10));
    doubled.min(LONGEST).mul_f64(chance.clamp(0.0, 1.0))
}

/// The decisions, as a function of what happened and of the time.
struct Traffic {
    lanes: BTreeMap<Plane, Lane>,
    budget: f64,
    budget_too_many: f64,
}

impl Traffic {
    fn new(lanes: BTreeMap<Plane, Lane>) -> Self {
        Self { lanes, budget: BUDGET, budget_too_many: BUDGET_TOO_MANY }
    }

    /// Lets one call leave at `now`, or says how long to wait before asking again.
    fn leave(&mut self, plane: Plane, now: Duration) -> Result<(), Duration> {
        self.lanes.get_mut(&plane).map_or(Ok(()), |lane| lane.leave(now))
    }

    /// Takes note of an answer: a good one earns second tries, a 429 pauses its plane.
    fn heed(&mut self, plane: Plane, answer: Answer, now: Duration, chance: f64) {
        match answer {
            Answer::Fine => {
                self.budget = (self.budget + EARNED).min(BUDGET);
                self.budget_too_many = (self.budget_too_many + EARNED).min(BUDGET_TOO_MANY);
                if let Some(lane) = self.lanes.get_mut(&plane) {
                    lane.refusals = 0;
                }
            }
            Answer::TooMany(asked) => {
                if let Some(lane) = self.lanes.get_mut(&plane) {
                    lane.slow_down(asked, now, chance);
                }
            }
            Answer::Trouble(_) => {}
        }
    }

    /// Takes note of an answer to a read and decides whether it is asked again.
    fn after(&mut self, plane: Plane, attempt: u32, answer: Answer, now: Duration, chance: f64) -> Again {
        self.heed(plane, answer, now, chance);
        let (asked, most, budget) = match answer {
            Answer::Fine => return Again::No,
            Answer::TooMany(asked) => (asked, MOST_TRIES_TOO_MANY, &mut self.budget_too_many),
            Answer::Trouble(asked) => (asked, MOST_TRIES, &mut self.budget),
        };
        if attempt >= most || *budget < 1.0 || asked.is_some_and(|wait| wait > LONGEST_WAIT) {
            return Again::No;
        }
        *budget -= 1.0;
        // After a 429 the plane's own pause holds the call back; any other trouble is waited out here.
        let paused = self.lanes.get(&plane).map_or(Duration::ZERO, |lane| lane.closed_until);
        Again::After(match answer {
            Answer::TooMany(_) => paused.saturating_sub(now),
            _ => asked.unwrap_or_else(|| backoff(attempt, chance)),
        })
    }
}

/// One plane: who left when, and until when it is closed.
struct Lane {
    /// At most so many calls in so long a window, each of them.
    windows: [(usize, Duration); 2],
    /// When the last calls left, oldest first; no more than the larger window holds.
    left: VecDeque<Duration>,
    closed_until: Duration,
    /// Pauses for 429 since the last good answer.
    refusals: u32,
}

impl Lane {
    fn new(allowed: u32) -> Self {
        let allowed = allowed.max(1);
        let used = (allowed.saturating_mul(SHARE) / 10).max(1);
        // Calls that left in two bursts one second apart can arrive closer together. So the vendor's own
        // allowance is kept as well over as long as it takes to use it up at our rate.
        let wide = SECOND.mul_f64(f64::from(allowed) / f64::from(used));
        Self {
            windows: [(used as usize, SECOND), (allowed as usize, wide)],
            left: VecDeque::new(),
            closed_until: Duration::ZERO,
            refusals: 0,
        }
    }

    fn leave(&mut self, now: Duration) -> Result<(), Duration> {
        let mut free = self.closed_until;
        for (most, window) in self.windows {
            let at = self.left.len().checked_sub(most);
            if let Some(left) = at.and_then(|at| self.left.get(at)) {
                free = free.max(*left + window);
            }
        }
        if free > now {
            return Err(free - now);
        }
        self.left.push_back(now);
        if self.left.len() > self.windows[1].0 {
            self.left.pop_front();
        }
        Ok(())
    }

    /// Closes the plane after a 429. Calls that were refused together ask for one pause, not for many.
    fn slow_down(&mut self, asked: Option<Duration>, now: Duration, chance: f64) {
        let until = match asked {
            Some(wait) => now + wait.min(LONGEST_WAIT),
            None if self.closed_until > now => return,
            None => {
                self.refusals = self.refusals.saturating_add(1);
                now + backoff(self.refusals.saturating_add(1), chance).max(SHORTEST_PAUSE)
            }
        };
        self.closed_until = self.closed_until.max(until);
    }
}

#[cfg(test)]
mod tests;
