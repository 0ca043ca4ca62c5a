//! What a step takes for not being there is read again right before it: one reading for all steps that have come so far.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::slots::State;
use super::{Command, Executor};
use crate::engine::Verdict;
use crate::model::{ErrorKind, Outcome, StepId, VendorError};

/// How often a list may look empty that was not, before it is believed.
const EMPTY_READINGS: u32 = 2;
/// How often what ends somebody's access waits for a reading that shows what it rests on.
const UNSURE_READINGS: u32 = 3;

/// The steps that wait for such a reading.
#[derive(Debug, Default)]
pub(super) struct Again {
    /// Steps that have come to it.
    pub waiting: BTreeSet<usize>,
    /// Steps of which the reading that is under way speaks.
    pub asked: BTreeSet<usize>,
    /// Steps of which it showed what they take for not being there.
    clear: BTreeSet<usize>,
    /// Since when a reading did not show it, by step.
    since: BTreeMap<usize, Duration>,
    /// How often a reading was not enough, by step, where that is counted.
    readings: BTreeMap<usize, u32>,
    /// Readings that cleared nothing, for the back-off.
    fruitless: u32,
    /// When the next reading may begin.
    next: Duration,
    /// What is there and keeps no step from going on, by step.
    pub left: BTreeMap<StepId, String>,
}

impl Executor {
    /// Whether a step has to wait for a reading.
    pub(super) fn rests_on_absence(&self, at: usize) -> bool {
        let rests = self.plan.steps.get(at).is_some_and(|step| !step.absent.is_empty());
        rests && !self.again.clear.contains(&at)
    }

    /// Begins a reading where nothing else goes on that could bring more steps to it.
    pub(super) fn read_again(
        &mut self,
        now: Duration,
        commands: &mut Vec<Command>,
        wake: &mut Option<Duration>,
    ) {
        let busy = self.running > 0 || !self.ready.is_empty() || self.is_looking();
        if self.again.waiting.is_empty() || !self.again.asked.is_empty() || busy || self.interrupted {
            return;
        }
        if self.again.next > now {
            *wake = Some(wake.map_or(self.again.next, |wake| wake.min(self.again.next)));
            return;
        }
        self.again.asked = std::mem::take(&mut self.again.waiting);
        let steps = self.again.asked.iter().filter_map(|at| self.slots.get(*at)).map(|slot| slot.id);
        commands.push(Command::ReadAgain(steps.collect()));
    }

    /// Takes in what the reading showed.
    pub(super) fn seen_again(&mut self, now: Duration, verdicts: &BTreeMap<StepId, Verdict>) {
        let asked = std::mem::take(&mut self.again.asked);
        let before = self.again.clear.len();
        for at in asked {
            let verdict = self.slots.get(at).and_then(|slot| verdicts.get(&slot.id));
            match verdict.cloned().unwrap_or_else(|| Verdict::Doubt("nothing was read".to_owned())) {
                Verdict::Clear => self.clear(at),
                Verdict::Left(text) => self.leave(at, text),
                Verdict::Unsure(_) if self.reads_once_more(at, UNSURE_READINGS) => self.wait_again(at),
                Verdict::Unsure(text) => self.leave(at, text),
                Verdict::Found(text) => {
                    self.end(at, Outcome::Failed(VendorError::new(ErrorKind::Conflict, text)), now);
                }
                Verdict::Doubt(text) => self.doubt(at, now, text),
                Verdict::Empty(_) if self.reads_once_more(at, EMPTY_READINGS) => self.wait_again(at),
                Verdict::Empty(_) => self.clear(at),
            }
        }
        self.again.fruitless = if self.again.clear.len() > before { 0 } else { self.again.fruitless + 1 };
        self.again.next = now + self.policy.look_pause(self.again.fruitless);
    }

    /// One reading more was not enough; whether there may be another one of so many.
    fn reads_once_more(&mut self, at: usize, most: u32) -> bool {
        let readings = self.again.readings.entry(at).or_default();
        *readings += 1;
        *readings < most
    }

    /// The step goes on, and what may be left is told.
    fn leave(&mut self, at: usize, text: String) {
        self.again.left.extend(self.slots.get(at).map(|slot| (slot.id, text)));
        self.clear(at);
    }

    fn clear(&mut self, at: usize) {
        self.again.clear.insert(at);
        self.make_ready(at);
    }

    fn wait_again(&mut self, at: usize) {
        self.set(at, State::Unsure);
        self.again.waiting.insert(at);
    }

    /// The reading shows nothing, or lags: another one may show it, for as long as a reading may lag.
    fn doubt(&mut self, at: usize, now: Duration, text: String) {
        let since = *self.again.since.entry(at).or_insert(now);
        if now < since + self.policy.confirm_limit {
            return self.wait_again(at);
        }
        self.end(at, Outcome::Failed(VendorError::new(ErrorKind::NotYet, text)), now);
    }
}
