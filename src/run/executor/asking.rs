//! What is asked of people and of programs: steps by hand, and what came of a step in doubt.

use std::collections::BTreeSet;
use std::time::Duration;

use super::slots::State;
use super::{Command, Executor};
use crate::model::{Carrier, ChangeId, ErrorKind, Outcome, VendorError};

/// What is asked of a person.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// Steps that may be done, and whether a person said of them before that they are.
    pub open: BTreeSet<(usize, bool)>,
    /// The step that a person is at.
    pub now: Option<usize>,
}

impl Executor {
    /// Puts one question, where one is open and the person is free.
    pub(super) fn ask_person(&mut self, commands: &mut Vec<Command>) {
        if self.interrupted || self.asking.now.is_some() {
            return;
        }
        if let Some((at, again)) = self.asking.open.pop_first()
            && let Some(slot) = self.slots.get(at)
        {
            self.asking.now = Some(at);
            commands.push(Command::Ask { step: slot.id, again });
        }
    }

    /// A person says whether a step is done. Where reading can show it, it counts when reading shows it.
    pub(super) fn said(&mut self, at: usize, done: bool, now: Duration) {
        self.asking.now = None;
        let Some(slot) = self.slots.get(at) else { return };
        let by_word = slot.changes.iter().all(|change| self.is_unreadable(*change));
        match (done, by_word) {
            (false, _) => self.end(at, Outcome::Waiting, now),
            (true, true) => self.end(at, Outcome::Done, now),
            (true, false) => {
                let error = VendorError::new(ErrorKind::NotYet, "reading does not show it yet");
                self.set(at, State::Settling(now, 0, error));
                self.doubtful.insert(at);
                self.looking.next = self.looking.next.min(now);
            }
        }
    }

    /// Reading does not show what a person says is done: after a while they are asked again.
    pub(super) fn ask_again(&mut self, at: usize, now: Duration, since: Duration) {
        if now < since + self.policy.word_limit && !self.interrupted {
            return;
        }
        self.doubtful.remove(&at);
        self.set(at, State::Ready(0));
        self.asking.open.insert((at, true));
    }

    /// A program says that it did not carry out what was in doubt: it may be run once more.
    pub(super) fn undone(&mut self, now: Duration, chance: f64, changes: &BTreeSet<ChangeId>) {
        for at in self.doubtful.clone() {
            let Some(slot) = self.slots.get(at) else { continue };
            let whole = slot.carrier == Carrier::Exec && slot.changes.iter().all(|own| changes.contains(own));
            if let (true, State::Settling(_, tries, error)) = (whole, &slot.state) {
                let (tries, error) = (*tries, error.clone());
                self.rest_or_fail(now, chance, at, tries, error);
            }
        }
    }
}
