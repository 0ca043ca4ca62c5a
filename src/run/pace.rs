//! Whose turn it is: one limiter per plane, pauses that a vendor asks for, and a budget for second tries.
//!
//! [`Traffic`] decides and knows no clock; [`Pacer`] is the thin shell that waits.

use std::collections::{BTreeMap, VecDeque};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{Either, select};
use tokio::sync::watch;

use crate::port::{Again, Answer, BoxFuture, Clock, Halted, Pace, Plane};

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
/// The longest `Retry-After` that is waited for; beyond it the call is given up (contract, section 3).
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// How long a run waits in a row, without any good answer, before it gives up (contract, section 3).
const LONGEST_ROW: Duration = Duration::from_secs(15 * 60);
/// Trouble so long after the trouble before it begins a new row: a pause and a call without an answer are shorter.
const ROW_GAP: Duration = Duration::from_secs(3 * 60);
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
    /// When the time of the run is over, by `clock`.
    deadline: Option<Duration>,
    stop: Stop,
}

/// How fast calls leave on a plane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rate {
    /// As fast as they come. The plane is closed as any other where the vendor says 429.
    Unlimited,
    /// At most so many a second.
    Most(u32),
    /// The vendor allows so many a second, and eight tenths of it are used: others call the same vendor too.
    Shared(u32),
}

/// Tells a run that nothing is to be waited for any more.
#[derive(Clone)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    /// Ends all pauses that a vendor asked for, and lets no new one begin. Calls that may leave at once still do, so
    /// that what is in flight comes to its end.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    async fn asked(&self) {
        let mut stop = self.0.subscribe();
        if stop.wait_for(|asked| *asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Pacer {
    /// A pacer for these planes, each at its rate. A plane that is not named is not limited.
    pub fn new(clock: Arc<dyn Clock>, planes: impl IntoIterator<Item = (Plane, Rate)>) -> Self {
        let lanes: BTreeMap<_, _> =
            planes.into_iter().map(|(plane, rate)| (plane, Lane::new(rate))).collect();
        let lines = lanes.keys().map(|plane| (*plane, tokio::sync::Mutex::default())).collect();
        let stop = Stop(Arc::new(watch::Sender::new(false)));
        Self { clock, lines, traffic: Mutex::new(Traffic::new(lanes)), deadline: None, stop }
    }

    /// The same for a run whose time is over at `deadline`, by its clock.
    #[must_use]
    pub fn until(mut self, deadline: Option<Duration>) -> Self {
        self.deadline = deadline;
        self
    }

    /// What stops the run.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Waits, but no longer than until the run is stopped or its time is over. Whether it waited to the end.
    async fn wait(&self, time: Duration) -> bool {
        if self.stop.is_asked() {
            return false;
        }
        let until = self.clock.now() + time;
        let cut = self.deadline.is_some_and(|deadline| deadline < until);
        let time = if cut { until_then(self.deadline, self.clock.now()) } else { time };
        match select(self.clock.sleep(time), pin!(self.stop.asked())).await {
            Either::Left(_) => !cut,
            Either::Right(_) => false,
        }
    }

    /// Why no call may leave now, where none may.
    fn halted(&self, wait: Duration) -> Option<Halted> {
        if self.deadline.is_some_and(|deadline| deadline <= self.clock.now()) {
            return Some(OVER.into());
        }
        if self.traffic().gave_up {
            let minutes = LONGEST_ROW.as_secs() / 60;
            return Some(format!("no good answer came for {minutes} minutes, and no more is waited for"));
        }
        if wait > LONGEST_WAIT {
            let (asked, most) = (wait.as_secs(), LONGEST_WAIT.as_secs());
            return Some(format!(
                "the vendor asks to wait {asked} s more, and at most {most} s are waited for"
            ));
        }
        (wait > SECOND && self.stop.is_asked())
            .then(|| "the run was stopped while the vendor had it wait".into())
    }

    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        // Nothing is left half done where a holder panicked: each call of `Traffic` is one small update.
        self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pace for Pacer {
    fn turn(&self, plane: Plane) -> BoxFuture<'_, Result<(), Halted>> {
        Box::pin(async move {
            let _first = match self.lines.get(&plane) {
                Some(line) => Some(line.lock().await),
                None => None,
            };
            loop {
                if let Some(why) = self.halted(Duration::ZERO) {
                    return Err(why);
                }
                // The moment of leaving is taken after the wait, so a late wake-up cannot crowd a window.
                let turn = self.traffic().leave(plane, self.clock.now());
                let Err(wait) = turn else { return Ok(()) };
                if let Some(why) = self.halted(wait) {
                    return Err(why);
                }
                // The ordinary pace holds also where the run was stopped: what is in flight is let to its end.
                if wait <= SECOND {
                    self.clock.sleep(wait).await;
                } else {
                    self.wait(wait).await;
                }
            }
        })
    }

    fn pause(&self, wait: Duration) -> BoxFuture<'_, bool> {
        Box::pin(self.wait(wait))
    }

    fn over(&self) -> BoxFuture<'_, Halted> {
        Box::pin(async move {
            let Some(deadline) = self.deadline else { return std::future::pending().await };
            self.clock.sleep(until_then(Some(deadline), self.clock.now())).await;
            OVER.into()
        })
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

/// What is said of a call that the end of the run's time kept back or cut off.
const OVER: &str = "the time of the run is over (--deadline)";

/// How long it is until `deadline`.
fn until_then(deadline: Option<Duration>, now: Duration) -> Duration {
    deadline.map_or(Duration::ZERO, |deadline| deadline.saturating_sub(now))
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
    /// Since when, and until when, there was nothing but trouble.
    row: Option<(Duration, Duration)>,
    /// Whether such a row lasted for too long.
    gave_up: bool,
}

impl Traffic {
    fn new(lanes: BTreeMap<Plane, Lane>) -> Self {
        Self { lanes, budget: BUDGET, budget_too_many: BUDGET_TOO_MANY, row: None, gave_up: false }
    }

    /// Takes note of whether an answer was good, for the length of what is waited in a row.
    fn follow(&mut self, answer: Answer, now: Duration) {
        self.row = match (answer, self.row) {
            (Answer::Fine, _) => None,
            (_, Some((since, last))) if now <= last + ROW_GAP => Some((since, now)),
            (_, _) => Some((now, now)),
        };
        self.gave_up |= self.row.is_some_and(|(since, last)| last - since >= LONGEST_ROW);
    }

    /// Lets one call leave at `now`, or says how long to wait before asking again.
    fn leave(&mut self, plane: Plane, now: Duration) -> Result<(), Duration> {
        self.lanes.get_mut(&plane).map_or(Ok(()), |lane| lane.leave(now))
    }

    /// Takes note of an answer: a good one earns second tries, a 429 pauses its plane.
    fn heed(&mut self, plane: Plane, answer: Answer, now: Duration, chance: f64) {
        self.follow(answer, now);
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
    windows: Vec<(usize, Duration)>,
    /// When the last calls left, oldest first; no more than the larger window holds.
    left: VecDeque<Duration>,
    closed_until: Duration,
    /// Pauses for 429 since the last good answer.
    refusals: u32,
}

impl Lane {
    fn new(rate: Rate) -> Self {
        let windows = match rate {
            Rate::Unlimited => Vec::new(),
            Rate::Most(most) => vec![(most.max(1) as usize, SECOND)],
            Rate::Shared(allowed) => {
                let allowed = allowed.max(1);
                let used = (allowed.saturating_mul(SHARE) / 10).max(1);
                // Calls that left in two bursts one second apart can arrive closer together. So the vendor's own
                // allowance is kept as well over as long as it takes to use it up at our rate.
                let wide = SECOND.mul_f64(f64::from(allowed) / f64::from(used));
                vec![(used as usize, SECOND), (allowed as usize, wide)]
            }
        };
        Self { windows, left: VecDeque::new(), closed_until: Duration::ZERO, refusals: 0 }
    }

    fn leave(&mut self, now: Duration) -> Result<(), Duration> {
        let mut free = self.closed_until;
        for (most, window) in self.windows.iter().copied() {
            let at = self.left.len().checked_sub(most);
            if let Some(left) = at.and_then(|at| self.left.get(at)) {
                free = free.max(*left + window);
            }
        }
        if free > now {
            return Err(free - now);
        }
        let kept = self.windows.iter().map(|(most, _)| *most).max().unwrap_or(0);
        self.left.push_back(now);
        if self.left.len() > kept {
            self.left.pop_front();
        }
        Ok(())
    }

    /// Closes the plane after a 429. Calls that were refused together ask for one pause, not for many.
    fn slow_down(&mut self, asked: Option<Duration>, now: Duration, chance: f64) {
        let until = match asked {
            // However long: a lane that is closed for longer than may be waited gives its calls up.
            Some(wait) => now.saturating_add(wait),
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
