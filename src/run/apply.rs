//! Carries an approved plan out: the executor decides, this loop does what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::{self, FuturesUnordered};
use tokio::sync::mpsc;

use super::by_hand::PROGRAM;
use super::executor::{Command, Executor, Input, Policy};
use crate::engine::{Again, Approved, Verdict};
use crate::model::{
    Absence, Action, Addr, Around, Carrier, Change, ChangeId, ErrorKind, Observation, Outcome, Performed,
    Plan, Step, StepId,
};
use crate::port::{BoxFuture, Clock, Person, Portal, ReadScope, Reader, Work, Writer};

/// How many programs are asked at once what came of their steps.
const PROBES: usize = 4;

/// What a run tells while it goes on.
#[derive(Clone, Debug)]
pub enum Event {
    /// A step was begun; it was tried so many times before.
    Began(StepId, u32),
    /// A writer is back with a step: well, or with an error that may be tried again.
    Came(StepId, Result<(), String>),
    /// A person says that a step is done.
    Said(StepId),
    /// So many changes are read back to see what came of them.
    Looking(usize),
    /// What so many steps take for not being there is read again.
    ReadingAgain(usize),
    /// So many changes are confirmed so far.
    Confirmed(usize),
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Ending {
    /// What came of each step.
    pub outcomes: BTreeMap<StepId, Outcome>,
    /// The changes that were carried out and that reading has shown.
    pub verified: Vec<ChangeId>,
    /// The changes that were carried out and that reading has not shown.
    pub unverified: Vec<ChangeId>,
    /// The changes that somebody says are made and that no reading can show: never called verified.
    pub believed: Vec<ChangeId>,
    /// What stays although somebody leaves: it was found too late, and kept no step from going on.
    pub left: Vec<(StepId, String)>,
    /// Whether a person stopped it.
    pub interrupted: bool,
}

/// The outside of a run.
pub struct Outside<'a> {
    /// The rule book, for judging what is read back.
    pub rules: &'a Portal,
    /// Reads the tenant.
    pub reader: &'a dyn Reader,
    /// Writes the tenant.
    pub writer: &'a dyn Writer,
    /// Carries out the steps of programs of the user's own.
    pub programs: &'a dyn Writer,
    /// Whoever does the steps by hand.
    pub person: &'a dyn Person,
    /// Time.
    pub clock: &'a dyn Clock,
    /// Told of what goes on.
    pub watch: &'a (dyn Fn(Event) + Send + Sync),
    /// A message here stops the run after what is in flight.
    pub interrupt: mpsc::Receiver<()>,
}

/// Carries `approved` out. Comes back when nothing is in flight any more.
pub async fn apply(approved: Approved, policy: Policy, outside: Outside<'_>) -> Ending {
    let plan = Arc::new(approved.into_plan());
    let executor = Executor::new((*plan).clone(), policy);
    Run { executor, plan, outside, interrupted: false }.drive().await
}

struct Run<'a> {
    executor: Executor,
    plan: Arc<Plan>,
    outside: Outside<'a>,
    interrupted: bool,
}

type Flight<'a> = FuturesUnordered<BoxFuture<'a, Input>>;

impl<'a> Run<'a> {
    async fn drive(mut self) -> Ending {
        let mut flight: Flight<'a> = FuturesUnordered::new();
        let mut input = Input::Begin;
        loop {
            let now = self.outside.clock.now();
            let mut wake = None;
            for command in self.executor.next(now, self.outside.clock.chance(), input) {
                match command {
                    Command::Finish => return self.ending(),
                    Command::WakeAt(until) => wake = Some(until.saturating_sub(now)),
                    Command::Perform { step, tries } => flight.push(self.perform(step, tries)),
                    Command::Look(changes) => flight.push(self.look(changes)),
                    Command::ReadAgain(steps) => flight.push(self.read_again(steps)),
                    Command::Ask { step, again } => flight.push(self.ask(step, again)),
                }
            }
            input = self.wait(&mut flight, wake).await;
            self.tell(&input);
        }
    }

    /// Waits for whatever comes first: an answer, the time that was asked for, or the person.
    async fn wait(&mut self, flight: &mut Flight<'a>, wake: Option<Duration>) -> Input {
        let clock = self.outside.clock;
        let arrived = async {
            match flight.next().await {
                Some(input) => input,
                None => std::future::pending().await,
            }
        };
        let woke = async {
            match wake {
                Some(time) => clock.sleep(time).await,
                None => std::future::pending().await,
            }
            Input::Woke
        };
        let (interrupted, interrupt) = (self.interrupted, &mut self.outside.interrupt);
        let stopped = async {
            match interrupted {
                false if interrupt.recv().await.is_some() => Input::Interrupted,
                _ => std::future::pending().await,
            }
        };
        let first = select(Box::pin(arrived), select(Box::pin(woke), Box::pin(stopped))).await;
        let input = match first {
            Either::Left((input, _)) => input,
            Either::Right((Either::Left((input, _)) | Either::Right((input, _)), _)) => input,
        };
        self.interrupted |= matches!(input, Input::Interrupted);
        input
    }

    fn perform(&self, step: StepId, tries: u32) -> BoxFuture<'a, Input> {
        (self.outside.watch)(Event::Began(step, tries));
        let plan = self.plan.clone();
        let writer = match plan.step(step).carrier {
            Carrier::Exec => self.outside.programs,
            Carrier::Api | Carrier::Manual => self.outside.writer,
        };
        Box::pin(async move {
            let own = plan.step(step);
            let changes = own.changes.iter().map(|change| Arc::new(plan.change(*change).clone())).collect();
            let work = Work { shape: own.shape, changes, tries, stays: own.stays.clone() };
            Input::Answered(step, writer.perform(&work).await)
        })
    }

    fn ask(&self, step: StepId, again: bool) -> BoxFuture<'a, Input> {
        let person = self.outside.person;
        Box::pin(async move { Input::Said(step, person.ask(step, again).await) })
    }

    /// Reads what `asked` is about and says which of it is as wanted. What cannot be read, or not proven
    /// complete, is not confirmed. Of what a program did or did not, the program may be asked.
    fn look(&self, asked: Vec<ChangeId>) -> BoxFuture<'a, Input> {
        (self.outside.watch)(Event::Looking(asked.len()));
        let (plan, reader, rules) = (self.plan.clone(), self.outside.reader, self.outside.rules);
        let (doubtful, programs) = (self.doubtful(&asked), self.outside.programs);
        Box::pin(async move {
            let changes: Vec<_> = asked.iter().map(|change| plan.change(*change)).collect();
            let view = ReadScope::Only(changes.iter().map(|change| change.addr.clone()).collect());
            let seen = match reader.observe(&view).await {
                Err(error) if error.kind == ErrorKind::Halted => return Input::Halted,
                seen => seen.ok(),
            };
            let (mut settled, mut unmade) = (BTreeSet::new(), BTreeSet::new());
            for change in changes {
                match seen.as_ref().map(|seen| shown(&plan, rules, change, seen)) {
                    Some(Shown::Made) => drop(settled.insert(change.id)),
                    Some(Shown::Unmade) => drop(unmade.insert(change.id)),
                    Some(Shown::Unclear) | None => {}
                }
            }
            let undone = ask_programs(&plan, programs, doubtful, &mut settled).await;
            Input::Seen { settled, unmade, undone }
        })
    }

    /// Reads again what `steps` take for not being there: each list once, for all of them.
    fn read_again(&self, steps: Vec<StepId>) -> BoxFuture<'a, Input> {
        (self.outside.watch)(Event::ReadingAgain(steps.len()));
        let (plan, reader, rules) = (self.plan.clone(), self.outside.reader, self.outside.rules);
        Box::pin(async move {
            let steps: Vec<&Step> = steps.into_iter().map(|step| plan.step(step)).collect();
            let places: BTreeSet<Around> =
                steps.iter().flat_map(|step| &step.absent).map(Absence::around).collect();
            let seen = match reader.observe(&ReadScope::Around(places.into_iter().collect())).await {
                Ok(seen) => seen,
                Err(error) if error.kind == ErrorKind::Halted => return Input::Halted,
                Err(error) => {
                    let verdict =
                        Verdict::Doubt(format!("what it rests on could not be read again: {error}"));
                    return Input::ReadAgain(steps.iter().map(|step| (step.id, verdict.clone())).collect());
                }
            };
            let again = Again::new(rules.catalogue, &plan, &steps, &seen);
            Input::ReadAgain(steps.iter().map(|step| (step.id, again.verdict(step))).collect())
        })
    }

    /// Those of `asked` that are in doubt and that a program carries out.
    fn doubtful(&self, asked: &[ChangeId]) -> Vec<ChangeId> {
        let by_program = |change: &ChangeId| {
            let mut steps = self.plan.steps.iter().filter(|step| step.carrier == Carrier::Exec);
            steps.any(|step| step.changes.contains(change))
        };
        asked.iter().copied().filter(|one| self.executor.is_doubtful(*one)).filter(by_program).collect()
    }

    fn tell(&self, input: &Input) {
        let watch = self.outside.watch;
        match input {
            Input::Answered(step, Performed::Failed(error)) => {
                watch(Event::Came(*step, Err(error.to_string())))
            }
            Input::Answered(step, _) => watch(Event::Came(*step, Ok(()))),
            Input::Seen { settled, .. } => watch(Event::Confirmed(settled.len())),
            Input::Said(step, true) => watch(Event::Said(*step)),
            Input::Said(_, false)
            | Input::ReadAgain(_)
            | Input::Begin
            | Input::Woke
            | Input::Interrupted
            | Input::Halted => {}
        }
    }

    fn ending(self) -> Ending {
        let confirmed = self.executor.confirmed();
        let (seen, unseen): (Vec<_>, Vec<_>) =
            self.executor.touched().into_iter().partition(|change| confirmed.contains(change));
        Ending {
            outcomes: self.executor.outcomes(),
            verified: seen,
            unverified: unseen,
            believed: self.executor.believed(),
            left: self.executor.left().iter().map(|(step, text)| (*step, text.clone())).collect(),
            interrupted: self.interrupted,
        }
    }
}

/// What a reading shows of a change.
enum Shown {
    /// It is as wanted.
    Made,
    /// It is surely not made: what was to come is not in a whole listing and could not come twice, what was to change or go
    /// is there as it was.
    Unmade,
    /// It cannot be told.
    Unclear,
}

fn shown(plan: &Plan, rules: &Portal, change: &Change, seen: &Observation) -> Shown {
    let Addr { kind, .. } = &change.addr;
    let whole = !seen.incomplete.contains_key(kind);
    let own = seen.resources.get(&change.addr);
    if plan.unreadable.contains(kind) || (change.after.is_none() && !whole) {
        return Shown::Unclear;
    }
    let unmade = match change.action {
        // What belongs to a person is there once: a login is, and a set holds each thing once. What has a name alone (a
        // group, a skill) may get a twin, and a listing may lag for longer than anybody knows: it is never sent again.
        Action::Create => own.is_none() && rules.catalogue.subject_of(&change.addr).is_some(),
        Action::Update | Action::Delete => own.is_some(),
    };
    match rules.is_settled(change, own) {
        true => Shown::Made,
        false if whole && unmade => Shown::Unmade,
        false => Shown::Unclear,
    }
}

/// Asks the programs of the user's own what came of the changes in doubt: those that they did not make. Where no
/// reading can show it, their word settles it; where one can, only reading proves that it is done.
async fn ask_programs(
    plan: &Plan,
    programs: &dyn Writer,
    doubtful: Vec<ChangeId>,
    settled: &mut BTreeSet<ChangeId>,
) -> BTreeSet<ChangeId> {
    let open: Vec<ChangeId> = doubtful.into_iter().filter(|id| !settled.contains(id)).collect();
    let asked = open.into_iter().map(|id| async move {
        let changes = vec![Arc::new(plan.change(id).clone())];
        (id, programs.probe(&Work { shape: PROGRAM, changes, tries: 0, stays: Vec::new() }).await)
    });
    // Each may take as long as a program may: a slow one must not hold the others up.
    let mut answers = stream::iter(asked).buffer_unordered(PROBES);
    let mut undone = BTreeSet::new();
    while let Some((id, answer)) = answers.next().await {
        let unreadable = plan.unreadable.contains(&plan.change(id).addr.kind);
        match answer {
            Some(true) if unreadable => drop(settled.insert(id)),
            Some(false) => drop(undone.insert(id)),
            Some(true) | None => {}
        }
    }
    undone
}
