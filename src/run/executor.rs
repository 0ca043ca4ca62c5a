//! The executor: a state machine without I/O. Answers and time go in, the next calls come out. It decides
//! nothing that the plan has decided: it only keeps the order, tries again where that is safe, and writes
//! down what came of each step.
//!
//! What is safe to try again is decided here and nowhere below: a call that did not leave, a 429 and a
//! "not yet" are repeated; after a 5xx or the lost answer of a PUT or DELETE the effect is looked for before the
//! step is tried again (a writer reads afresh each time); a create that may have happened is looked for until the vendor's
//! lag is over, and sent again only where a whole reading then shows that it did not happen, and never where it could come
//! to be twice.

mod again;
mod asking;
mod looking;
mod policy;
mod slots;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use again::Again;
use asking::Asking;
use looking::Looking;

use crate::engine::Verdict;
use crate::model::{Carrier, ChangeId, ErrorKind, Outcome, Performed, Plan, StepId, VendorError};
pub use policy::Policy;
use slots::{Slot, State, index, slots};

/// What happened.
#[derive(Clone, Debug)]
pub enum Input {
    /// The run begins.
    Begin,
    /// A writer is back.
    Answered(StepId, Performed),
    /// A look is back, of the changes that were asked for.
    Seen {
        /// Those that are as wanted.
        settled: BTreeSet<ChangeId>,
        /// Those of which a whole reading shows that they are not made.
        unmade: BTreeSet<ChangeId>,
        /// Those that were in doubt, and of which the program that carries them out says that it did not.
        undone: BTreeSet<ChangeId>,
    },
    /// A reading is back that was made before steps that rest on absence: what it says of each.
    ReadAgain(BTreeMap<StepId, Verdict>),
    /// No look can be had any more: the vendor has the run wait for longer than it may, or its time is over.
    Halted,
    /// A person is back: whether they say that the step is done.
    Said(StepId, bool),
    /// The time that was asked for has come.
    Woke,
    /// The person wants to stop: what is in flight is finished, nothing else is begun.
    Interrupted,
}

/// What is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Carry a step out; it was tried `tries` times before.
    Perform {
        /// The step.
        step: StepId,
        /// How often it was tried before.
        tries: u32,
    },
    /// Ask a person for a step. One question is open at a time.
    Ask {
        /// The step.
        step: StepId,
        /// Whether they said that it is done, and reading does not show it.
        again: bool,
    },
    /// Look whether these changes are as wanted. One look is under way at a time.
    Look(Vec<ChangeId>),
    /// Read again what these steps take for not being there. One such reading is under way at a time.
    ReadAgain(Vec<StepId>),
    /// Come back at this time at the latest.
    WakeAt(Duration),
    /// All is over; nothing is in flight.
    Finish,
}

/// The state of one run.
#[derive(Debug)]
pub struct Executor {
    plan: Plan,
    policy: Policy,
    slots: Vec<Slot>,
    step_of: BTreeMap<ChangeId, usize>,
    /// Steps that may begin, and those that rest until a time.
    ready: BTreeSet<usize>,
    resting: BTreeSet<(Duration, usize)>,
    /// Steps whose effect is in doubt.
    doubtful: BTreeSet<usize>,
    /// How many steps are not over.
    open: usize,
    looking: Looking,
    asking: Asking,
    again: Again,
    running: usize,
    interrupted: bool,
    /// Whether no look can be had any more.
    halted: bool,
    verifying: Option<Duration>,
    finished: bool,
}

impl Executor {
    /// A run of `plan` that has not begun.
    pub fn new(plan: Plan, policy: Policy) -> Self {
        let slots = slots(&plan);
        let places = plan.steps.iter().enumerate();
        let step_of = places.flat_map(|(at, step)| step.changes.iter().map(move |change| (*change, at)));
        Self {
            step_of: step_of.collect(),
            ready: BTreeSet::new(),
            resting: BTreeSet::new(),
            doubtful: BTreeSet::new(),
            open: slots.len(),
            plan,
            policy,
            slots,
            looking: Looking::default(),
            asking: Asking::default(),
            again: Again::default(),
            running: 0,
            interrupted: false,
            halted: false,
            verifying: None,
            finished: false,
        }
    }

    /// Takes in what happened at `now` and says what is to be done. `chance` is a number from 0 up to 1.
    pub fn next(&mut self, now: Duration, chance: f64, input: Input) -> Vec<Command> {
        match input {
            Input::Begin => self.begin(),
            Input::Answered(step, performed) => self.answered(now, chance, index(step), performed),
            Input::Seen { settled, unmade, undone } => {
                // First what is known: the look and the questions may have taken longer than a doubt may last.
                self.undone(now, chance, &undone);
                self.seen(now, chance, &settled, &unmade);
            }
            Input::ReadAgain(verdicts) => self.seen_again(now, &verdicts),
            // What is in doubt stays so: nothing else will settle it.
            Input::Halted => {
                self.looking.asked.clear();
                self.again.asked.clear();
                self.interrupted = true;
                self.halted = true;
            }
            Input::Said(step, done) => self.said(index(step), done, now),
            Input::Woke => {}
            Input::Interrupted => self.interrupted = true,
        }
        self.commands(now)
    }

    /// What came of each step; of those that are not over, that they were not tried.
    pub fn outcomes(&self) -> BTreeMap<StepId, Outcome> {
        let outcome = |slot: &Slot| match &slot.state {
            State::Over(outcome) => outcome.clone(),
            State::Settling(_, _, error) => Outcome::Unknown(error.clone()),
            _ => Outcome::NotTried,
        };
        let said = |slot: &Slot| match (slot.carrier, &slot.state) {
            // A run that was interrupted leaves a question open, never a doubt.
            (Carrier::Manual, State::Ready(_) | State::Settling(..)) => Outcome::Waiting,
            _ => outcome(slot),
        };
        self.slots.iter().map(|slot| (slot.id, said(slot))).collect()
    }

    /// The changes that reading must show at the end: those of steps that were carried out.
    pub fn touched(&self) -> Vec<ChangeId> {
        self.made().into_iter().filter(|change| !self.is_unreadable(*change)).collect()
    }

    /// The changes that were made as far as somebody says, and that no reading can show.
    pub fn believed(&self) -> Vec<ChangeId> {
        self.made().into_iter().filter(|change| self.is_unreadable(*change)).collect()
    }

    /// Whether it is not known if the step of `change` took effect.
    pub fn is_doubtful(&self, change: ChangeId) -> bool {
        self.step_of.get(&change).is_some_and(|at| self.doubtful.contains(at))
    }

    /// What was found when it was read again, and kept no step from going on.
    pub fn left(&self) -> &BTreeMap<StepId, String> {
        &self.again.left
    }

    fn made(&self) -> Vec<ChangeId> {
        let mut made: Vec<ChangeId> = self.slots.iter().flat_map(Slot::done_changes).collect();
        made.sort();
        made
    }

    fn is_unreadable(&self, change: ChangeId) -> bool {
        !self.plan.unreadable.is_empty() && self.plan.unreadable.contains(&self.plan.change(change).addr.kind)
    }

    /// The changes that reading has shown.
    pub fn confirmed(&self) -> &BTreeSet<ChangeId> {
        &self.looking.confirmed
    }

    fn begin(&mut self) {
        for at in 0..self.slots.len() {
            if self.slots.get(at).is_some_and(|slot| slot.state == State::Blocked(0)) {
                self.make_ready(at);
            }
        }
    }

    /// A step may begin, once what it takes for not being there is read again.
    fn make_ready(&mut self, at: usize) {
        if self.rests_on_absence(at) { self.wait_again(at, 0) } else { self.begin_at(at, 0) }
    }

    /// A step may begin, after so many tries.
    fn begin_at(&mut self, at: usize, tries: u32) {
        let Some(slot) = self.slots.get_mut(at) else { return };
        slot.state = State::Ready(tries);
        match slot.carrier {
            Carrier::Manual => self.asking.open.insert((at, false)),
            Carrier::Api | Carrier::Exec => self.ready.insert(at),
        };
    }

    /// Puts a step into a state.
    fn set(&mut self, at: usize, state: State) {
        if let Some(slot) = self.slots.get_mut(at) {
            slot.state = state;
        }
    }

    fn answered(&mut self, now: Duration, chance: f64, at: usize, performed: Performed) {
        let Some(State::Running(tries)) = self.slots.get(at).map(|slot| &slot.state) else { return };
        let tries = *tries + 1;
        self.running -= 1;
        match performed {
            Performed::Done => self.end(at, Outcome::Done, now),
            Performed::Partly(failed) => self.end(at, Outcome::Partly(failed), now),
            Performed::Failed(error) => match error.kind {
                ErrorKind::RateLimited | ErrorKind::Unreachable | ErrorKind::NotYet => {
                    self.rest_or_fail(now, chance, at, tries, error);
                }
                ErrorKind::Busy | ErrorKind::Lost => {
                    self.set(at, State::Settling(now, tries, error));
                    self.doubtful.insert(at);
                    self.looking.next = self.looking.next.min(now);
                }
                _ => self.end(at, Outcome::Failed(error), now),
            },
        }
    }

    fn rest_or_fail(&mut self, now: Duration, chance: f64, at: usize, tries: u32, error: VendorError) {
        if tries >= self.policy.most_tries(error.kind) || self.interrupted {
            return self.end(at, Outcome::Failed(error), now);
        }
        let until = now + self.policy.pause(tries, chance);
        self.set(at, State::Resting(until, tries));
        self.doubtful.remove(&at);
        self.resting.insert((until, at));
    }

    /// A step is over: what waits for it is released, held for a read, or skipped.
    fn end(&mut self, at: usize, outcome: Outcome, now: Duration) {
        let mut ending = vec![(at, outcome)];
        while let Some((at, outcome)) = ending.pop() {
            let Some(slot) = self.slots.get(at).filter(|slot| !slot.is_over()) else { continue };
            let failed = slot.not_made(&outcome);
            let whole = failed.len() == slot.changes.len();
            let because = slot.id;
            let edges: Vec<(usize, bool, bool)> = slot
                .after
                .iter()
                .map(|next| (next.step, next.read_back, (whole && !next.yields) || next.needs_any(&failed)))
                .collect();
            self.close(at, outcome);
            for (next, read_back, broken) in edges {
                match (broken, read_back) {
                    (true, _) => ending.push((next, Outcome::Skipped { because })),
                    (false, true) if self.hold_for_read(at, now) => {}
                    (false, _) => self.release(at, next),
                }
            }
        }
    }

    fn close(&mut self, at: usize, outcome: Outcome) {
        self.set(at, State::Over(outcome));
        self.open -= 1;
        self.ready.remove(&at);
        self.doubtful.remove(&at);
    }

    /// One of the things that `next` waits for has come.
    fn release(&mut self, at: usize, next: usize) {
        let edge =
            self.slots.get_mut(at).and_then(|slot| slot.after.iter_mut().find(|edge| edge.step == next));
        if edge.is_none_or(|edge| std::mem::replace(&mut edge.released, true)) {
            return;
        }
        let next_slot = self.slots.get_mut(next).map(|slot| &mut slot.state);
        let Some(State::Blocked(left)) = next_slot else { return };
        *left -= 1;
        if *left == 0 {
            self.make_ready(next);
        }
    }

    fn commands(&mut self, now: Duration) -> Vec<Command> {
        if self.finished {
            return Vec::new();
        }
        let mut commands = Vec::new();
        while let Some((until, at)) = self.resting.first().copied()
            && until <= now
        {
            self.resting.remove(&(until, at));
            let tries = self.slots.get(at).map_or(0, |slot| slot.tries());
            if self.rests_on_absence(at) { self.wait_again(at, tries) } else { self.begin_at(at, tries) }
        }
        while self.running < self.policy.parallelism
            && !self.interrupted
            && let Some(at) = self.ready.pop_first()
        {
            let Some(slot) = self.slots.get_mut(at) else { continue };
            let State::Ready(tries) = slot.state else { continue };
            slot.state = State::Running(tries);
            self.running += 1;
            commands.push(Command::Perform { step: slot.id, tries });
        }
        self.ask_person(&mut commands);
        let mut wake = self.resting.first().map(|(until, _)| *until);
        if !self.halted {
            self.look(now, &mut commands, &mut wake);
        }
        self.read_again(now, &mut commands, &mut wake);
        if self.is_over(now, &mut commands, &mut wake) {
            self.finished = true;
            return vec![Command::Finish];
        }
        commands.extend(wake.map(Command::WakeAt));
        commands
    }
}
