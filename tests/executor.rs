//! The executor against a made-up vendor under virtual time: order, read-back, retries, doubt, interruption.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use rosterctl::engine::Verdict;
use rosterctl::model::{
    Absence, Action, Addr, Attributes, Because, Carrier, Change, ChangeId, ErrorKind, Kind, Outcome,
    Performed, Plan, Reason, Reversibility, Standing, Step, StepId, VendorError,
};
use rosterctl::run::{Command, Executor, Input, Policy};

/// A plan from lines such as `s3 after s1, s2!`: an exclamation mark asks for a read-back. Each step has one
/// change of its own number; `by hand` makes it manual, `rests` has it rest on an absence.
fn plan(lines: &[&str]) -> Plan {
    let mut plan = Plan::default();
    for (number, line) in (1..).zip(lines) {
        let (_, after) = line.split_once(" after ").unwrap_or((line, ""));
        let after = after.trim_end_matches(" rests");
        let needs: Vec<(u32, [bool; 2])> = after
            .split(", ")
            .filter(|need| !need.is_empty())
            .map(|need| {
                let held = [need.ends_with('!'), need.ends_with('?')];
                (need.trim_matches(['s', '!', '?']).parse().expect("a step's number"), held)
            })
            .collect();
        plan.changes.push(change(number));
        for (need, [read_back, yields]) in &needs {
            let because = Because {
                rule: "E-1".into(),
                before: StepId(number),
                text: "",
                read_back: *read_back,
                yields: *yields,
                between: (ChangeId(*need), ChangeId(number)),
            };
            plan.steps[*need as usize - 1].because.push(because);
        }
        plan.steps.push(Step {
            id: StepId(number),
            changes: vec![ChangeId(number)],
            parts: vec![vec![ChangeId(number)]],
            needs: needs.iter().map(|(need, _)| StepId(*need)).collect(),
            carrier: if line.contains("by hand") { Carrier::Manual } else { Carrier::Api },
            calls: 1,
            shape: "set",
            because: Vec::new(),
            absent: if line.contains("rests") { vec![absence(number)] } else { Vec::new() },
            stays: Vec::new(),
        });
    }
    plan
}

fn absence(number: u32) -> Absence {
    let standing = Standing::Part("user");
    let (change, kind, value) = (ChangeId(number), Kind("thing"), "ana".into());
    Absence { change, kind, standing, value, rule: "E-1", text: "", waits: true }
}

fn change(number: u32) -> Change {
    Change {
        id: ChangeId(number),
        addr: Addr::new(Kind("thing"), format!("t{number}")),
        action: Action::Create,
        before: None,
        after: Some(Attributes::new()),
        reversibility: Reversibility::Reversible,
        source: None,
        reason: Reason::Declared,
        priority: 100,
    }
}

/// What the vendor does with one try of a step.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Does {
    Fine,
    Refuses,
    IsFull,
    BreaksBefore,
    BreaksAfter,
    LosesBefore,
    LosesAfter,
}

/// From this try on, `does` is asked about readings.
const READING: u32 = 1_000;

/// A vendor under virtual time: each write takes 100 ms, and is seen `lag` after it was made.
struct Vendor<'a> {
    plan: &'a Plan,
    now: Duration,
    made: BTreeMap<ChangeId, Duration>,
    lag: Duration,
    log: Vec<String>,
    readings: u32,
    does: Box<dyn FnMut(u32, u32) -> Does + 'a>,
}

impl Vendor<'_> {
    fn begin(&mut self, step: StepId, tries: u32) -> Performed {
        for because in
            self.plan.steps.iter().flat_map(|own| own.because.iter().map(move |because| (own, because)))
        {
            let (own, because) = because;
            if own.id == step && because.yields {
                assert!(
                    !self.log.contains(&because.before.to_string()),
                    "{step} began after what waits for it"
                );
            }
            if because.before == step && !because.yields {
                let made = own.changes.iter().filter_map(|change| self.made.get(change)).next();
                let made = *made.unwrap_or_else(|| panic!("{step} began before {}", own.id));
                assert!(
                    !because.read_back || made + self.lag <= self.now,
                    "{step} began before a read showed {}",
                    own.id
                );
            }
        }
        self.log.push(format!("{step}"));
        let does = (self.does)(step.0, tries);
        if matches!(does, Does::Fine | Does::BreaksAfter | Does::LosesAfter) {
            self.made.entry(ChangeId(step.0)).or_insert(self.now);
        }
        let error = |kind| Performed::Failed(VendorError::new(kind, "as the test says"));
        match does {
            Does::Fine => Performed::Done,
            Does::Refuses => error(ErrorKind::Invalid),
            Does::IsFull => error(ErrorKind::RateLimited),
            Does::BreaksBefore | Does::BreaksAfter => error(ErrorKind::Busy),
            Does::LosesBefore | Does::LosesAfter => error(ErrorKind::Lost),
        }
    }

    /// A person is asked: `Fine` does it and says so, `LosesBefore` says so and did nothing, all else is a no.
    fn ask(&mut self, step: StepId, again: bool) -> Input {
        self.log.push(format!("{step} by hand{}", if again { " again" } else { "" }));
        let does = (self.does)(step.0, u32::from(again));
        if does == Does::Fine {
            self.made.entry(ChangeId(step.0)).or_insert(self.now);
        }
        Input::Said(step, matches!(does, Does::Fine | Does::LosesBefore))
    }

    /// What steps rest on is read again, for the `n`th time as try `READING + n`: there is nothing (`Fine`), there is something
    /// (`Refuses`), it cannot be read (`IsFull`), a list looks empty (`BreaksBefore`), or what is there is left (`LosesAfter`).
    fn read_again(&mut self, steps: &[StepId]) -> Input {
        let names: Vec<String> = steps.iter().map(StepId::to_string).collect();
        self.log.push(format!("reads for {}", names.join(" ")));
        self.readings += 1;
        let tries = READING + self.readings;
        let verdict = |does| match does {
            Does::Fine => Verdict::Clear,
            Does::Refuses => Verdict::Found("there".into()),
            Does::IsFull => Verdict::Doubt("unread".into()),
            Does::BreaksBefore => Verdict::Empty("empty".into()),
            _ => Verdict::Left("left".into()),
        };
        Input::ReadAgain(steps.iter().map(|step| (*step, verdict((self.does)(step.0, tries)))).collect())
    }

    fn look(&self, asked: &[ChangeId]) -> Input {
        let seen =
            |change: &&ChangeId| self.made.get(change).is_some_and(|made| *made + self.lag <= self.now);
        let settled = asked.iter().filter(seen).copied().collect();
        Input::Seen { settled, unmade: BTreeSet::new(), undone: BTreeSet::new() }
    }
}

struct Ran {
    outcomes: BTreeMap<StepId, Outcome>,
    log: Vec<String>,
    made: BTreeSet<u32>,
    confirmed: usize,
    touched: usize,
    left: Vec<StepId>,
}

const POLICY: Policy = Policy {
    parallelism: 3,
    first_pause: Duration::from_millis(200),
    longest_pause: Duration::from_secs(5),
    confirm_limit: Duration::from_secs(60),
    settle_limit: Duration::from_secs(10),
    word_limit: Duration::from_secs(10),
};

/// Runs `plan`; `stop_after` interrupts when so many steps have begun.
fn run<'a>(
    plan: &'a Plan,
    lag: u64,
    does: impl FnMut(u32, u32) -> Does + 'a,
    stop_after: Option<usize>,
    mut chance: impl FnMut() -> f64,
) -> Ran {
    let mut vendor = Vendor {
        plan,
        now: Duration::ZERO,
        made: BTreeMap::new(),
        lag: Duration::from_millis(lag),
        log: Vec::new(),
        readings: 0,
        does: Box::new(does),
    };
    let mut executor = Executor::new(plan.clone(), POLICY);
    let mut flight: BTreeMap<(Duration, u32), Input> = BTreeMap::new();
    let (mut input, mut number, mut stopped) = (Input::Begin, 0, false);
    loop {
        let commands = executor.next(vendor.now, chance(), input);
        let mut wake = None;
        for command in commands {
            number += 1;
            let back = (vendor.now + Duration::from_millis(100), number);
            match command {
                Command::Finish => {
                    flight.retain(|_, input| !matches!(input, Input::Said(..)));
                    assert!(flight.is_empty(), "nothing but a question is in flight at the end");
                    return ran(&executor, vendor);
                }
                Command::WakeAt(until) => wake = Some(until),
                Command::Perform { step, tries } => {
                    let performed = vendor.begin(step, tries);
                    flight.insert(back, Input::Answered(step, performed));
                }
                Command::Look(asked) => drop(flight.insert(back, vendor.look(&asked))),
                Command::ReadAgain(steps) => drop(flight.insert(back, vendor.read_again(&steps))),
                Command::Ask { step, again } => drop(flight.insert(back, vendor.ask(step, again))),
            }
        }
        assert_few_at_once(&flight);
        if !stopped && stop_after.is_some_and(|limit| vendor.log.len() >= limit) {
            stopped = true;
            input = Input::Interrupted;
            continue;
        }
        let next = flight.first_key_value().map(|((at, _), _)| *at);
        input = match (next, wake) {
            (Some(at), Some(until)) if until < at => {
                vendor.now = vendor.now.max(until);
                Input::Woke
            }
            (Some(at), _) => {
                vendor.now = at;
                flight.pop_first().expect("just seen").1
            }
            (None, Some(until)) => {
                vendor.now = vendor.now.max(until);
                Input::Woke
            }
            (None, None) => panic!("the executor neither works nor waits nor ends"),
        };
        assert!(vendor.now < Duration::from_secs(3600), "the run does not end");
    }
}

fn assert_few_at_once(flight: &BTreeMap<(Duration, u32), Input>) {
    let running = flight.values().filter(|input| matches!(input, Input::Answered(..))).count();
    assert!(running <= POLICY.parallelism, "{running} steps at once");
    let asked = flight.values().filter(|input| matches!(input, Input::Said(..))).count();
    assert!(asked <= 1, "one question at a time");
}

fn ran(executor: &Executor, vendor: Vendor<'_>) -> Ran {
    let made = vendor.made.keys().map(|change| change.0).collect();
    let (confirmed, touched) = (executor.confirmed().len(), executor.touched().len());
    let left = executor.left().keys().copied().collect();
    Ran { outcomes: executor.outcomes(), log: vendor.log, made, confirmed, touched, left }
}

fn words(ran: &Ran) -> Vec<String> {
    ran.outcomes
        .iter()
        .map(|(step, outcome)| match outcome {
            Outcome::Done => format!("{step} done"),
            Outcome::Failed(_) => format!("{step} failed"),
            Outcome::Unknown(_) => format!("{step} unknown"),
            Outcome::Skipped { because } => format!("{step} skipped for {because}"),
            Outcome::Waiting => format!("{step} waits"),
            Outcome::NotTried => format!("{step} not tried"),
            Outcome::Partly(_) => format!("{step} partly"),
        })
        .collect()
}

#[test]
fn a_failed_step_skips_what_waits_for_it_and_nothing_else() {
    let plan = plan(&["s1", "s2 after s1", "s3 after s2", "s4"]);
    let ran = run(&plan, 0, |step, _| if step == 1 { Does::Refuses } else { Does::Fine }, None, || 0.5);
    assert_eq!(words(&ran), ["s1 failed", "s2 skipped for s1", "s3 skipped for s2", "s4 done"]);
    assert_eq!((ran.confirmed, ran.touched), (1, 1));
}

#[test]
fn what_yields_waits_for_the_end_of_what_comes_first_whatever_that_is() {
    let plan = plan(&["s1", "s2 after s1?", "s3 by hand", "s4 after s3?", "s5 after s2?"]);
    let log = ["s1", "s2", "s5"];
    let fails = |step, _| if step == 1 || step == 3 { Does::Refuses } else { Does::Fine };
    let ran = run(&plan, 0, fails, None, || 0.5);
    assert_eq!(words(&ran), ["s1 failed", "s2 done", "s3 waits", "s4 done", "s5 done"]);
    assert_eq!(ran.log.iter().filter(|step| log.contains(&step.as_str())).collect::<Vec<_>>(), log);
}

#[test]
fn a_read_back_edge_holds_until_a_read_shows_the_change() {
    let plan = plan(&["s1", "s2 after s1!", "s3 after s1"]);
    let ran = run(&plan, 3_000, |_, _| Does::Fine, None, || 0.5);
    assert_eq!(words(&ran), ["s1 done", "s2 done", "s3 done"]);
    assert_eq!(ran.log, ["s1", "s3", "s2"], "what needs no read does not wait for it");
}

#[test]
fn what_no_read_confirms_in_time_holds_its_successors_back() {
    let plan = plan(&["s1", "s2 after s1!"]);
    let ran = run(&plan, 600_000, |_, _| Does::Fine, None, || 0.5);
    assert_eq!(words(&ran), ["s1 done", "s2 skipped for s1"]);
    assert_eq!((ran.confirmed, ran.touched), (0, 1), "done, and not called verified");
}

#[test]
fn a_lost_create_is_settled_by_reading_and_never_sent_again() {
    let plan = plan(&["s1", "s2 after s1"]);
    for (does, lag, ends) in [
        (Does::LosesAfter, 0, ["s1 done", "s2 done"]),
        (Does::LosesAfter, 4_000, ["s1 done", "s2 done"]),
        (Does::LosesBefore, 0, ["s1 unknown", "s2 skipped for s1"]),
    ] {
        let ran = run(&plan, lag, |step, _| if step == 1 { does } else { Does::Fine }, None, || 0.5);
        assert_eq!(words(&ran), ends);
        assert_eq!(ran.log.iter().filter(|step| *step == "s1").count(), 1);
    }
}

/// What a look at `T` seconds shows of a create in doubt, and what is done then.
fn after_a_look(at: u64, unmade: bool) -> (Vec<Command>, Option<Outcome>) {
    let (step, create) = (StepId(1), ChangeId(1));
    let mut executor = Executor::new(plan(&["s1"]), POLICY);
    let seconds = Duration::from_secs;
    assert_eq!(executor.next(seconds(0), 0.5, Input::Begin), [Command::Perform { step, tries: 0 }]);
    let lost = Performed::Failed(VendorError::new(ErrorKind::Lost, "504"));
    executor.next(seconds(1), 0.5, Input::Answered(step, lost));
    let unmade = unmade.then_some(create).into_iter().collect();
    let seen = Input::Seen { settled: BTreeSet::new(), unmade, undone: BTreeSet::new() };
    let commands = executor.next(seconds(at), 0.5, seen);
    (commands, executor.outcomes().remove(&step))
}

#[test]
fn a_create_in_doubt_is_sent_again_only_where_a_whole_reading_after_the_lag_shows_that_it_is_not_there() {
    let (commands, outcome) = after_a_look(5, true);
    assert!(matches!(commands[..], [Command::WakeAt(_)]), "listings may lag: {commands:?}");
    assert!(matches!(outcome, Some(Outcome::Unknown(_))), "{outcome:?}");
    let (commands, outcome) = after_a_look(11, true);
    assert!(matches!(commands[..], [Command::WakeAt(_)]), "it rests, then it is sent again: {commands:?}");
    assert_eq!(outcome, Some(Outcome::NotTried));
    let (commands, outcome) = after_a_look(11, false);
    assert_eq!(commands, [Command::Finish], "no proof, no second try");
    assert!(matches!(outcome, Some(Outcome::Unknown(_))), "{outcome:?}");
}

#[test]
fn a_step_that_broke_is_looked_for_and_then_tried_again() {
    let plan = plan(&["s1"]);
    for (does, calls) in [(Does::BreaksBefore, 2), (Does::BreaksAfter, 1), (Does::IsFull, 2)] {
        let ran = run(&plan, 0, |_, tries| if tries == 0 { does } else { Does::Fine }, None, || 0.5);
        assert_eq!(words(&ran), ["s1 done"], "{does:?}");
        assert_eq!(ran.log.len(), calls, "{does:?}");
    }
    let ran = run(&plan, 0, |_, _| Does::BreaksBefore, None, || 0.5);
    assert_eq!(words(&ran), ["s1 failed"]);
    assert_eq!(ran.log.len(), 5, "a dead vendor is not asked without end");
}

#[test]
fn what_a_person_has_to_do_waits_and_holds_what_needs_it() {
    let plan = plan(&["s1 by hand", "s2 after s1", "s3"]);
    let no = |step, _| if step == 1 { Does::Refuses } else { Does::Fine };
    let ran = run(&plan, 0, no, None, || 0.5);
    assert_eq!(words(&ran), ["s1 waits", "s2 skipped for s1", "s3 done"]);
}

#[test]
fn what_a_person_says_counts_when_reading_shows_it() {
    let plan = plan(&["s1 by hand", "s2 after s1!", "s3"]);
    let ran = run(&plan, 2_000, |_, _| Does::Fine, None, || 0.5);
    assert_eq!(words(&ran), ["s1 done", "s2 done", "s3 done"]);
    assert_eq!((ran.confirmed, ran.touched), (3, 3));
}

#[test]
fn who_says_so_and_did_nothing_is_asked_again_and_nothing_builds_on_it() {
    let plan = plan(&["s1 by hand", "s2 after s1!"]);
    // The first word is empty; asked again, the person says that it is for later.
    let does = |step, again| match (step, again) {
        (1, 0) => Does::LosesBefore,
        (1, _) => Does::Refuses,
        _ => Does::Fine,
    };
    let ran = run(&plan, 0, does, None, || 0.5);
    assert_eq!(words(&ran), ["s1 waits", "s2 skipped for s1"]);
    assert_eq!(ran.log, ["s1 by hand", "s1 by hand again"]);
}

#[test]
fn where_no_reading_shows_anything_the_word_stands_and_is_never_verified() {
    let mut plan = plan(&["s1 by hand", "s2 by hand after s1!"]);
    plan.unreadable.insert(Kind("thing"));
    let ran = run(&plan, 0, |_, _| Does::LosesBefore, None, || 0.5);
    assert_eq!(words(&ran), ["s1 done", "s2 done"]);
    assert_eq!((ran.confirmed, ran.touched), (0, 0), "there is nothing to verify");
}

#[test]
fn an_interrupted_run_finishes_what_is_in_flight_and_begins_nothing() {
    let lines: Vec<String> = (1..=10).map(|number| format!("s{number}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = plan(&lines);
    let ran = run(&plan, 0, |_, _| Does::Fine, Some(1), || 0.5);
    assert_eq!(ran.log.len(), 3, "three were under way");
    assert_eq!(ran.outcomes.values().filter(|outcome| **outcome == Outcome::Done).count(), 3);
    assert_eq!(ran.outcomes.values().filter(|outcome| **outcome == Outcome::NotTried).count(), 7);
}

/// A small generator of numbers, so that a seed is a run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn random_lines(dice: &mut Dice) -> Vec<String> {
    (1..=1 + dice.roll(14))
        .map(|number| {
            let needs: BTreeSet<u64> =
                (0..dice.roll(3)).filter(|_| number > 1).map(|_| 1 + dice.roll(number - 1)).collect();
            let needs: Vec<String> = needs
                .into_iter()
                .map(|need| format!("s{need}{}", ["!", "", "", "?"][dice.roll(4) as usize]))
                .collect();
            let hand = if dice.roll(12) == 0 { " by hand" } else { "" };
            match needs.is_empty() {
                true => format!("s{number}{hand}"),
                false => format!("s{number}{hand} after {}", needs.join(", ")),
            }
        })
        .collect()
}

#[test]
fn random_runs_keep_the_order_say_what_is_true_and_replay_from_their_seed() {
    for seed in 1..=20_000u64 {
        let once = random_run(seed);
        if seed % 100 == 0 {
            assert_eq!(once, random_run(seed), "seed {seed} replays");
        }
    }
}

/// The order, the pace and the end are asserted while it runs (see `Vendor::begin` and `run`).
fn random_run(seed: u64) -> (Vec<String>, Vec<String>) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let lines = random_lines(&mut dice);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = plan(&lines);
    let lag = [0, 0, 500, 2_000][dice.roll(4) as usize];
    let mut faults = Dice(dice.roll(u64::MAX) | 1);
    let mut lost = BTreeSet::new();
    let does = |step: u32, _: u32| {
        assert!(!lost.contains(&step), "seed {seed}: s{step} was sent again after its answer was lost");
        let does = match faults.roll(20) {
            0 => Does::Refuses,
            1 => Does::IsFull,
            2 => Does::BreaksBefore,
            3 => Does::BreaksAfter,
            4 => Does::LosesBefore,
            5 => Does::LosesAfter,
            _ => Does::Fine,
        };
        // A person who says so and did nothing is asked again; a call is never sent again.
        let by_hand = lines[step as usize - 1].contains("by hand");
        if !by_hand && matches!(does, Does::LosesBefore | Does::LosesAfter) {
            lost.insert(step);
        }
        does
    };
    let mut jitter = Dice(seed | 1);
    let ran = run(&plan, lag, does, None, move || jitter.roll(1000) as f64 / 1000.0);
    for (step, outcome) in &ran.outcomes {
        let made = ran.made.contains(&step.0);
        match outcome {
            Outcome::Done => assert!(made, "seed {seed}: {step} is called done and is not"),
            Outcome::Skipped { .. } | Outcome::Waiting => {
                assert!(!made, "seed {seed}: {step} was done by nobody")
            }
            Outcome::NotTried => panic!("seed {seed}: {step} was forgotten"),
            Outcome::Failed(_) | Outcome::Unknown(_) | Outcome::Partly(_) => {}
        }
    }
    assert_eq!(ran.confirmed, ran.touched, "seed {seed}: everything done is read back");
    (words(&ran), ran.log)
}

#[test]
fn what_a_step_rests_on_is_read_right_before_it_and_once_for_all_that_have_come_to_it() {
    let plan = plan(&["s1", "s2", "s3 after s1! rests", "s4 after s2! rests", "s5 after s3"]);
    let ran = run(&plan, 500, |_, _| Does::Fine, None, || 0.5);
    assert_eq!(ran.log, ["s1", "s2", "reads for s3 s4", "s3", "s4", "s5"]);
    assert!(words(&ran).iter().all(|word| word.ends_with("done")), "{:?}", words(&ran));
}

#[test]
fn a_step_whose_absence_is_none_is_not_carried_out() {
    let plan = plan(&["s1", "s2 after s1 rests", "s3 after s2", "s4 after s1 rests"]);
    let does = |step, tries| if step == 2 && tries > READING { Does::Refuses } else { Does::Fine };
    let ran = run(&plan, 0, does, None, || 0.5);
    assert_eq!(words(&ran), ["s1 done", "s2 failed", "s3 skipped for s2", "s4 done"]);
    assert_eq!(ran.log, ["s1", "reads for s2 s4", "s4"]);
}

#[test]
fn a_list_that_looks_empty_and_was_not_is_believed_at_the_second_reading_and_one_that_cannot_be_read_never() {
    let plan = plan(&["s1 after  rests", "s2 after  rests"]);
    let does = |step, tries: u32| match (step, tries > READING) {
        (_, false) => Does::Fine,
        (1, true) => Does::BreaksBefore,
        _ => Does::IsFull,
    };
    let ran = run(&plan, 0, does, None, || 0.5);
    assert_eq!(words(&ran), ["s1 done", "s2 failed"]);
    assert_eq!(
        ran.log.get(..4).unwrap_or_default(),
        ["reads for s1 s2", "reads for s1 s2", "s1", "reads for s2"]
    );
    assert!(ran.log.len() < 60, "the pauses grow: {}", ran.log.len());
}

#[test]
fn what_ends_access_goes_on_and_what_is_left_is_told() {
    let plan = plan(&["s1 after  rests"]);
    let does = |_, tries| if tries > READING { Does::LosesAfter } else { Does::Fine };
    let ran = run(&plan, 0, does, None, || 0.5);
    assert_eq!((words(&ran), ran.left), (vec!["s1 done".to_owned()], vec![StepId(1)]));
}

#[test]
fn a_run_that_is_stopped_reads_no_more_and_leaves_the_step() {
    let plan = plan(&["s1", "s2 after s1 rests"]);
    let ran = run(&plan, 0, |_, _| Does::Fine, Some(1), || 0.5);
    assert_eq!(words(&ran), ["s1 done", "s2 not tried"]);
}

#[test]
fn a_step_that_is_tried_again_is_read_for_again() {
    let plan = plan(&["s1 after  rests"]);
    let does = |_, tries: u32| match tries {
        0 => Does::IsFull,
        1 => Does::BreaksBefore,
        // What came in the meantime shows at the third reading.
        tries if tries == READING + 3 => Does::Refuses,
        _ => Does::Fine,
    };
    let ran = run(&plan, 0, does, None, || 0.5);
    assert_eq!(ran.log, ["reads for s1", "s1", "reads for s1", "s1", "reads for s1"]);
    assert_eq!(words(&ran), ["s1 failed"]);
}
