//! Plan documents edited in every way, judged by the prover and by looking at every state that a run can be left in.
//! The states are those of the harness's own model of GoTo: the prover never accepts what shows one that is unsafe.

#[path = "plans/edit.rs"]
mod edit;
#[path = "plans/states.rs"]
mod states;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rosterctl::engine;
use rosterctl::model::{Document, Plan, StepLine};
use rosterctl::providers::goto;
use serde_json::json;

use crate::chance::Dice;
use crate::facts::Facts;
use crate::goto::GOTO;
use crate::lies::Shared;
use crate::program::Site;
use crate::trial;
use crate::world::Scenario;
use states::{Found, Halves, unsafe_state};

/// How many tenants are planned for in every run of the suite; each plan is edited `EDITS` times.
const USUAL: u64 = 80;
const EDITS: usize = 12;
/// Plans with more changes have too many states to look at all of them.
const MOST: usize = 8;

/// What is known to be accepted, and why. A row goes when its mend lands.
const KNOWN: &[(Halves, &str)] = &[(
    Halves::InsideAStep,
    "two changes of one step are taken for one effect, so a step that was merged is not seen to half happen",
)];

/// A tenant of the other suite in which nothing goes wrong, with a roster of three people at most.
fn small(seed: u64) -> Scenario {
    let mut scenario = trial::scenario(&GOTO, seed);
    scenario.state["switches"] = json!({});
    let mut dice = Dice::new(seed, "small");
    for queue in scenario.roster["queues"].as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
        // A closed list refers to people who may be left out.
        ["agents", "supervisors"]
            .into_iter()
            .for_each(|list| drop(queue.as_object_mut().expect("a map").remove(list)));
    }
    let users = scenario.roster["users"].as_object_mut().expect("a roster has people");
    while users.len() > 4 {
        let name = users.keys().nth(dice.roll(users.len())).expect("one of them").clone();
        // The caller takes over from leavers.
        if name != "it@acme.example" {
            users.remove(&name);
        }
    }
    scenario
}

/// The plan for a tenant, with what the tenant holds.
fn planned(scenario: &Scenario) -> Option<(Facts, Plan)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    let (facts, plan) = runtime.expect("a runtime").block_on(async {
        let record = Shared::default();
        let site = Site::new(&GOTO, scenario, &record).ok()?;
        Some(((GOTO.read)(&site.state()), site.plan().await?))
    })?;
    (2..=MOST).contains(&plan.changes.len()).then_some((facts, plan))
}

/// What came of the documents of one seed.
#[derive(Default)]
struct Tally {
    judged: usize,
    accepted: usize,
    /// Those that are unsafe, whatever the prover says.
    bad: usize,
    known: Vec<String>,
    wrong: Vec<String>,
}

fn one(seed: u64, tally: &mut Tally) {
    let scenario = small(seed);
    let Some((facts, plan)) = planned(&scenario) else { return };
    let meant = (GOTO.meant)(&scenario, &facts);
    let mut dice = Dice::new(seed, "plans");
    for number in 0..EDITS {
        let mut document = Document::of(&plan);
        document.plan = None;
        let edits: Vec<String> =
            (0..number.min(3)).filter_map(|_| edit::edit(&mut dice, &mut document)).collect();
        let proof = engine::prove(goto::PORTAL.catalogue, &document);
        let accepted = proof.is_proved() && proof.wrong().is_empty();
        let found = unsafe_state(&meant, &facts, &plan, &document);
        tally.judged += 1;
        tally.accepted += usize::from(accepted);
        tally.bad += usize::from(found.is_some());
        let Some(Found { halves, text }) = found.filter(|_| accepted) else { continue };
        let told = format!("goto:{seed} after {edits:?}: {halves:?}: {text}");
        match KNOWN.iter().any(|(known, _)| *known == halves) {
            true => tally.known.push(told),
            false => tally.wrong.push(told),
        }
    }
}

/// Judges the documents of `most` seeds from `from` on, on all cores.
fn all(from: u64, most: u64) -> Tally {
    let (next, all) = (AtomicU64::new(from), Mutex::new(Tally::default()));
    let work = || {
        let mut own = Tally::default();
        let seeds = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        seeds.take_while(|seed| *seed < from + most).for_each(|seed| one(seed, &mut own));
        let mut all = all.lock().expect("no worker panics");
        all.judged += own.judged;
        all.accepted += own.accepted;
        all.bad += own.bad;
        all.known.extend(own.known);
        all.wrong.extend(own.wrong);
    };
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
    all.into_inner().expect("no worker panics")
}

#[test]
fn the_prover_accepts_no_plan_that_can_be_left_unsafe() {
    let most = crate::number("ROSTERCTL_ADVERSARY").unwrap_or(USUAL);
    let from = crate::number("ROSTERCTL_ADVERSARY_FROM").unwrap_or(1);
    let Tally { judged, accepted, bad, known, wrong } = all(from, most);
    println!("{judged} documents: {accepted} accepted, {bad} unsafe, {} of the accepted known", known.len());
    known.iter().take(5).for_each(|told| println!("  known: {told}"));
    KNOWN.iter().filter(|_| known.is_empty()).for_each(|(_, why)| println!("  no longer comes up: {why}"));
    assert!(
        wrong.is_empty(),
        "{} wrongly accepted:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(10)].join("\n")
    );
    // Edits that are all refused, or none of which does harm, would show nothing.
    assert!(most < USUAL || (accepted > 200 && bad > 50), "{accepted} accepted, {bad} unsafe of {judged}");
}

/// A leaver in a queue whose plan is taken apart by hand.
#[test]
fn a_plan_that_can_be_left_unsafe_is_seen() {
    let mut scenario = small(1);
    scenario.roster = json!({ "users": { "ana@acme.example": { "state": "absent" } }, "queues": { "calls": { "allow_gap": true } } });
    scenario.state["groups"] = json!([]);
    scenario.state["users"] = json!([
        { "key": "1", "email": "it@acme.example", "first_name": "I", "last_name": "T", "roles": ["SUPER_USER"], "signed_in": true },
        { "key": "2", "email": "ana@acme.example", "first_name": "A", "last_name": "L", "licenses": ["101"], "signed_in": true,
          "queues": [{ "queue": "calls", "role": "agent" }] },
    ]);
    let (facts, plan) = planned(&scenario).expect("a plan of a few changes");
    let meant = (GOTO.meant)(&scenario, &facts);
    let judged =
        |document: &Document<'_>| unsafe_state(&meant, &facts, &plan, document).map(|found| found.halves);
    let whole = Document::of(&plan);
    assert_eq!(judged(&whole), None);
    let mut loose = whole.clone();
    loose.steps.iter_mut().for_each(|step| step.needs.clear());
    assert_eq!(judged(&loose), Some(Halves::BetweenSteps));
    let mut merged = loose;
    let steps = std::mem::take(&mut merged.steps);
    let changes = steps.iter().flat_map(|step| step.changes.clone()).collect();
    merged.steps = vec![StepLine { changes, ..steps[0].clone() }];
    assert_eq!(judged(&merged), Some(Halves::InsideAStep));
}
