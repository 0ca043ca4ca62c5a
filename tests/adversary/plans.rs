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

/// How many documents every run of the suite judges; each plan is edited `EDITS` times.
const USUAL: usize = 600;
const EDITS: usize = 12;
/// Plans with more changes have too many states to look at all of them.
const MOST: usize = 8;

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
    /// Those that are unsafe, whatever the prover says, and of them those that only half of a step shows.
    bad: usize,
    inside: usize,
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
        tally.inside += usize::from(found.as_ref().is_some_and(|found| found.halves == Halves::InsideAStep));
        if let Some(Found { halves, text }) = found.filter(|_| accepted) {
            tally.wrong.push(format!("goto:{seed} after {edits:?}: {halves:?}: {text}"));
        }
    }
}

/// Judges at least `most` documents, of seeds from `from` on, on all cores.
fn all(from: u64, most: usize) -> Tally {
    let (next, all) = (AtomicU64::new(from), Mutex::new(Tally::default()));
    let work = || loop {
        let mut own = Tally::default();
        one(next.fetch_add(1, Ordering::Relaxed), &mut own);
        let mut all = all.lock().expect("no worker panics");
        all.judged += own.judged;
        all.accepted += own.accepted;
        all.bad += own.bad;
        all.inside += own.inside;
        all.wrong.extend(own.wrong);
        if all.judged >= most {
            break;
        }
    };
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
    all.into_inner().expect("no worker panics")
}

#[test]
fn the_prover_accepts_no_plan_that_can_be_left_unsafe() {
    let most = crate::number("ROSTERCTL_PLANS").map_or(USUAL, |own| usize::try_from(own).expect("a count"));
    let from = crate::number("ROSTERCTL_ADVERSARY_FROM").unwrap_or(1);
    let Tally { judged, accepted, bad, inside, wrong } = all(from, most);
    println!(
        "{judged} documents: {accepted} accepted, {bad} unsafe, {inside} of them by half of a step alone"
    );
    assert!(
        wrong.is_empty(),
        "{} wrongly accepted:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(10)].join("\n")
    );
    // Edits that are all refused, or none of which does harm, would show nothing.
    let told = format!("{accepted} accepted, {bad} unsafe, {inside} by half of a step, of {judged}");
    assert!(most < USUAL || (accepted > 200 && bad > 50 && inside > 5), "{told}");
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
    merged.steps = vec![StepLine { changes, parts: None, ..steps[0].clone() }];
    assert_eq!(judged(&merged), Some(Halves::InsideAStep));
}
