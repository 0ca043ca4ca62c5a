//! What a step takes for not being there is read again right before it: one reading for all steps that have come so far.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::slots::{Slot, State};
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
    /// Since when a reading did not show it, by step.
    since: BTreeMap<usize, Duration>,
    /// How often a reading was not enough, by step, where that is counted.
    readings: BTreeMap<usize, u32>,
    /// Readings in a row that cleared nothing, for the back-off.
    fruitless: u32,
    /// When the next reading may begin.
    next: Duration,
    /// What is there and keeps no step from going on, by step.
    pub left: BTreeMap<StepId, String>,
}

impl Executor {
    /// Whether a step has to wait for a reading.
    pub(super) fn rests_on_absence(&self, at: usize) -> bool {
        self.plan.steps.get(at).is_some_and(|step| !step.absent.is_empty())
    }

    /// A step waits for a reading, after so many tries.
    pub(super) fn wait_again(&mut self, at: usize, tries: u32) {
        self.set(at, State::Unsure(tries));
        self.again.waiting.insert(at);
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
        let mut cleared = false;
        for at in asked {
            let tries = self.slots.get(at).map_or(0, Slot::tries);
            let verdict = self.slots.get(at).and_then(|slot| verdicts.get(&slot.id));
            match verdict.cloned().unwrap_or_else(|| Verdict::Doubt("nothing was read".to_owned())) {
                Verdict::Clear => self.go_on(at, tries, None),
                Verdict::Left(text) => self.go_on(at, tries, Some(text)),
                Verdict::Unsure(_) if self.reads_once_more(at, UNSURE_READINGS) => self.wait_again(at, tries),
                Verdict::Unsure(text) => self.go_on(at, tries, Some(text)),
                Verdict::Found(text) => {
                    self.end(at, Outcome::Failed(VendorError::new(ErrorKind::Conflict, text)), now);
                }
                Verdict::Doubt(text) => self.doubt(at, now, tries, text),
                Verdict::Empty(_) if self.reads_once_more(at, EMPTY_READINGS) => self.wait_again(at, tries),
                Verdict::Empty(_) => self.go_on(at, tries, None),
            }
            cleared |= !self.again.waiting.contains(&at);
        }
        self.again.fruitless = if cleared { 0 } else { self.again.fruitless + 1 };
        self.again.next = now + self.policy.look_pause(self.again.fruitless);
    }

    /// One reading more was not enough; whether there may be another one of so many.
    fn reads_once_more(&mut self, at: usize, most: u32) -> bool {
        let readings = self.again.readings.entry(at).or_default();
        *readings += 1;
        *readings < most
    }

    /// The step goes on; what may be left is told. Another try begins with another reading.
    fn go_on(&mut self, at: usize, tries: u32, left: Option<String>) {
        self.again.since.remove(&at);
        self.again.readings.remove(&at);
        if let Some(step) = self.slots.get(at).map(|slot| slot.id) {
            self.again.left.remove(&step);
            self.again.left.extend(left.map(|text| (step, text)));
        }
        self.begin_at(at, tries);
    }

    /// The reading shows nothing, or lags: another one may show it, for as long as a reading may lag.
    fn doubt(&mut self, at: usize, now: Duration, tries: u32, text: String) {
        let since = *self.again.since.entry(at).or_insert(now);
        if now < since + self.policy.confirm_limit {
            return self.wait_again(at, tries);
        }
        self.end(at, Outcome::Failed(VendorError::new(ErrorKind::NotYet, text)), now);
    }
}
