//! Looking: what a read must confirm, what is in doubt, and the verification at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::slots::{Slot, State};
use super::{Command, Executor};
use crate::model::{Carrier, ChangeId, ErrorKind, Outcome};

/// What the executor looks for.
#[derive(Debug, Default)]
pub(super) struct Looking {
    /// Changes that are asked for by the look that is under way.
    pub asked: Vec<ChangeId>,
    /// Done changes that a read must confirm, and since when they wait.
    pub confirm: BTreeMap<ChangeId, Duration>,
    /// Changes that a read has confirmed.
    pub confirmed: BTreeSet<ChangeId>,
    /// Looks that brought nothing new, for the back-off.
    pub fruitless: u32,
    /// When the next look may begin.
    pub next: Duration,
}

/// What a look showed of what it was asked for.
#[derive(Clone, Copy)]
struct Shown<'a> {
    asked: &'a BTreeSet<ChangeId>,
    /// What is as wanted.
    settled: &'a BTreeSet<ChangeId>,
    /// What is surely not made.
    unmade: &'a BTreeSet<ChangeId>,
}

impl Executor {
    /// Waits for a read that shows what the step made. False where nothing of it is left to be shown.
    pub(super) fn hold_for_read(&mut self, at: usize, now: Duration) -> bool {
        let mut made = self.slots.get(at).map(Slot::done_changes).unwrap_or_default();
        made.retain(|change| !self.looking.confirmed.contains(change) && !self.is_unreadable(*change));
        for change in &made {
            self.looking.confirm.entry(*change).or_insert(now);
            self.looking.next = self.looking.next.min(now);
        }
        !made.is_empty()
    }

    pub(super) fn seen(
        &mut self,
        now: Duration,
        chance: f64,
        settled: &BTreeSet<ChangeId>,
        unmade: &BTreeSet<ChangeId>,
    ) {
        let asked = std::mem::take(&mut self.looking.asked);
        let found = asked.iter().filter(|change| settled.contains(change)).count();
        self.looking.fruitless = if found > 0 { 0 } else { self.looking.fruitless + 1 };
        self.looking.next = now + self.policy.look_pause(self.looking.fruitless);
        for change in asked.iter().filter(|change| settled.contains(change)) {
            self.looking.confirmed.insert(*change);
            self.looking.confirm.remove(change);
        }
        let asked: BTreeSet<ChangeId> = asked.into_iter().collect();
        let steps: BTreeSet<usize> =
            asked.iter().filter_map(|change| self.step_of.get(change).copied()).collect();
        for at in steps {
            self.settle(at, (now, chance), Shown { asked: &asked, settled, unmade });
            self.release_confirmed(at, now);
        }
    }

    /// A step in doubt, after a look: it took effect, or it did not (yet).
    fn settle(&mut self, at: usize, (now, chance): (Duration, f64), shown: Shown<'_>) {
        let Some(slot) = self.slots.get(at) else { return };
        let State::Settling(since, tries, error) = &slot.state else { return };
        let (since, tries, error) = (*since, *tries, error.clone());
        let changes = &slot.changes;
        if !changes.iter().all(|change| shown.asked.contains(change)) {
            return;
        }
        if changes.iter().all(|change| shown.settled.contains(change)) {
            return self.end(at, Outcome::Done, now);
        }
        if slot.carrier == Carrier::Manual {
            return self.ask_again(at, now, since);
        }
        // A part of a step that was made is no proof against the rest: the writer reads afresh what is there.
        let known = |change: &ChangeId| shown.settled.contains(change) || shown.unmade.contains(change);
        let by_program = slot.carrier == Carrier::Exec;
        let limit = if by_program { self.policy.word_limit } else { self.policy.settle_limit };
        match error.kind {
            // Its answer was lost: only reading may settle it, and reading may lag.
            ErrorKind::Lost if now < since + limit => {}
            ErrorKind::Lost if by_program || !changes.iter().all(known) => {
                self.end(at, Outcome::Unknown(error), now);
            }
            _ => self.rest_or_fail(now, chance, at, tries, error),
        }
    }

    pub(super) fn release_confirmed(&mut self, at: usize, now: Duration) {
        let made = |slot: &&Slot| matches!(slot.state, State::Over(Outcome::Done | Outcome::Partly(_)));
        let Some(slot) = self.slots.get(at).filter(made) else { return };
        let changes = slot.done_changes();
        let late = changes.iter().any(|change| {
            let since = self.looking.confirm.get(change);
            since.is_some_and(|since| now >= *since + self.policy.confirm_limit)
        });
        let shown = |change| self.looking.confirmed.contains(&change) || self.is_unreadable(change);
        let all = changes.iter().all(|change| shown(*change));
        if !late && !all {
            return;
        }
        let because = slot.id;
        let held: Vec<usize> =
            slot.after.iter().filter(|next| next.read_back && !next.released).map(|next| next.step).collect();
        for next in held {
            match all {
                true => self.release(at, next),
                false => self.end(next, Outcome::Skipped { because }, now),
            }
        }
        if late {
            for change in changes {
                self.looking.confirm.remove(&change);
            }
        }
    }

    /// Whether a read has to confirm something yet.
    pub(super) fn is_looking(&self) -> bool {
        !self.looking.asked.is_empty() || !self.looking.confirm.is_empty()
    }

    /// Begins a look where something waits for one and none is under way.
    pub(super) fn look(&mut self, now: Duration, commands: &mut Vec<Command>, wake: &mut Option<Duration>) {
        let doubtful = self.doubtful.iter().filter_map(|at| self.slots.get(*at));
        let mut wanted: BTreeSet<ChangeId> = doubtful.flat_map(|slot| &slot.changes).copied().collect();
        wanted.extend(self.looking.confirm.keys());
        self.ask(now, wanted, commands, wake);
    }

    pub(super) fn ask(
        &mut self,
        now: Duration,
        wanted: BTreeSet<ChangeId>,
        commands: &mut Vec<Command>,
        wake: &mut Option<Duration>,
    ) {
        if wanted.is_empty() || !self.looking.asked.is_empty() {
            return;
        }
        if self.looking.next > now {
            *wake = Some(wake.map_or(self.looking.next, |wake| wake.min(self.looking.next)));
            return;
        }
        self.looking.asked = wanted.into_iter().collect();
        commands.push(Command::Look(self.looking.asked.clone()));
    }

    /// Whether all is over; the last thing is to read back what was touched.
    pub(super) fn is_over(
        &mut self,
        now: Duration,
        commands: &mut Vec<Command>,
        wake: &mut Option<Duration>,
    ) -> bool {
        if self.running > 0 || !self.looking.asked.is_empty() || !self.again.asked.is_empty() {
            return false;
        }
        if self.interrupted {
            return true;
        }
        if self.open > 0 {
            return false;
        }
        let open: BTreeSet<ChangeId> =
            self.touched().into_iter().filter(|change| !self.looking.confirmed.contains(change)).collect();
        if open.is_empty() {
            return true;
        }
        let since = *self.verifying.get_or_insert_with(|| {
            // The first look of the verification does not wait for the back-off of earlier ones.
            self.looking.next = now;
            self.looking.fruitless = 0;
            now
        });
        if now >= since + self.policy.confirm_limit {
            return true;
        }
        self.ask(now, open, commands, wake);
        false
    }
}
