//! The prover and the planner, which share nothing, agree.

use proptest::prelude::*;
use rosterctl::engine;
use rosterctl::model::{ByHand, Carrier, Desired, Document, Held, Hold, Observation, Plan, StepId, Withheld};
use rosterctl::report;

use crate::chance::{Watch, offices, run};
use crate::office::OFFICE;
use crate::told::{document, live, plan_by, told, wanted};

/// The prover, which shares nothing with the planner, finds every plan of it safe. Of an edge that it finds to
/// be one too many, no order without that edge shows a bad state.
fn proved(plan: &mut Plan, (seen, desired): (&Observation, &Desired), dice: &[usize]) {
    let proof = engine::prove(&OFFICE, &Document::of(plan));
    assert!(proof.is_proved(), "{:#?}\n{}", proof.broken(), told(plan).join("\n"));
    let printed = document(plan);
    let read = Document { plan: None, ..Document::of(plan) };
    assert_eq!(report::document(&printed).unwrap(), read, "what is printed is what is proved");
    for invariant in &proof.safety().invariants {
        let pool = plan.pools.iter().find(|pool| format!("pool {}", pool.pool) == invariant.name);
        assert!(pool.is_none_or(|pool| invariant.worst <= pool.peak as i64), "{invariant:?} beyond {pool:?}");
    }
    for (step, at) in every_need(plan) {
        let mut edited = plan.clone();
        edited.steps[step].needs.remove(at);
        if engine::prove(&OFFICE, &Document::of(&edited)).is_proved() {
            // An order with fewer edges may use more of a pool than was said, if never more than there is.
            edited.pools.iter_mut().for_each(|pool| pool.peak = pool.capacity.max(pool.before));
            let watch = Watch::new(&edited, seen, desired);
            for turn in 0..6 {
                let end = run(&watch, &edited, &dice[turn..]);
                assert!(end.is_ok(), "s{}: {end:?}\n{}", step + 1, told(&edited).join("\n"));
            }
        }
    }
}

fn every_need(plan: &Plan) -> Vec<(usize, usize)> {
    let steps = plan.steps.iter().enumerate();
    steps.flat_map(|(step, own)| (0..own.needs.len()).map(move |at| (step, at))).collect()
}

/// Without an edge of a kind that nothing else stands in for, the prover finds the plan broken.
#[test]
fn the_prover_misses_every_edge_that_matters() {
    let cases = [
        ("office:N-1", "", "person ana; badge ana/blue; team A; team_member A/ana"),
        ("office:N-2", "team A; team A/B", "gone team A; gone team A/B"),
        (
            "office:N-3",
            "room hall; person ana",
            "person ana; badge ana/blue doors=ROOMS; seat hall/ana/agent",
        ),
        (
            "office:N-4",
            "room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent",
            "person bob; only badge person bob; only seat person bob",
        ),
        (
            "office:E-2",
            "room hall; person ana; badge ana/blue doors=ROOMS",
            "line ana number=1; seat hall/ana/agent",
        ),
        (
            "office:U-1",
            "person ana; person bob; line bob number=10",
            "line ana number=10; line bob number=11",
        ),
        (
            "office:P-1",
            "pool blue 1 1; person ana; person bob; badge bob/blue",
            "person ana; badge ana/blue; person bob; only badge person bob",
        ),
        (
            "office:P-2",
            "pool desks 1 1; room hall; room inbox; person ana; badge ana/blue doors=ROOMS
             person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent; seat inbox/bob/agent",
            "person ana; seat hall/ana/agent; person bob; only seat person bob",
        ),
    ];
    for (rule, before, after) in cases {
        let (seen, desired) = (live(before), wanted(after));
        let plan = plan_by(&OFFICE, &seen, &desired, &Held::new());
        assert!(engine::prove(&OFFICE, &Document::of(&plan)).is_proved(), "{rule}");
        let mut dropped = 0;
        for (step, at) in every_need(&plan) {
            let (first, then) = (plan.steps[step].needs[at], plan.steps[step].id);
            let because = &plan.step(first).because;
            if !because.iter().any(|because| because.before == then && because.rule == rule) {
                continue;
            }
            let mut edited = plan.clone();
            edited.steps[step].needs.remove(at);
            let proof = engine::prove(&OFFICE, &Document::of(&edited));
            assert!(!proof.is_proved(), "{rule}: {then} after {first}\n{}", told(&plan).join("\n"));
            dropped += 1;
        }
        assert!(dropped > 0, "{rule}: no such edge\n{}", told(&plan).join("\n"));
    }
}

/// A plan in which an order matters, and the same without that order.
fn careful_and_careless() -> (Plan, Plan) {
    let before = "pool blue 1 1; person ana; person bob; badge bob/blue";
    let after = "person ana; badge ana/blue; person bob; only badge person bob";
    let plan = plan_by(&OFFICE, &live(before), &wanted(after), &Held::new());
    let mut careless = plan.clone();
    careless.steps.iter_mut().for_each(|step| step.needs.clear());
    (plan, careless)
}

#[test]
fn a_plan_that_is_proved_is_approved() {
    let (plan, _) = careful_and_careless();
    let proof = engine::prove(&OFFICE, &Document::of(&plan));
    let approved = engine::approve(plan.clone(), &proof).unwrap();
    assert_eq!(approved.plan().steps, plan.steps);
}

#[test]
fn a_plan_that_is_not_proved_is_not_approved() {
    let (_, careless) = careful_and_careless();
    let proof = engine::prove(&OFFICE, &Document::of(&careless));
    let refused = engine::approve(careless, &proof).unwrap_err().sorted();
    assert_eq!(refused.iter().map(|finding| &*finding.code).collect::<Vec<_>>(), ["R-040"]);
    assert!(refused[0].text.starts_with("not safe in every state on the way"), "{refused:?}");
}

#[test]
fn a_plan_is_not_approved_by_the_proof_of_another_one() {
    let (plan, careless) = careful_and_careless();
    let proof = engine::prove(&OFFICE, &Document::of(&plan));
    let refused = engine::approve(careless, &proof).unwrap_err().sorted();
    assert_eq!(refused[0].text, "the proof is of another plan");
}

/// The prover does not read who carries a step out or by which call; the proof is of this very plan all the same.
#[test]
fn a_plan_that_differs_in_what_is_not_proved_is_not_approved_either() {
    let (plan, _) = careful_and_careless();
    let proof = engine::prove(&OFFICE, &Document::of(&plan));
    type Edit = (&'static str, fn(&mut Plan));
    let edits: [Edit; 6] = [
        ("carrier", |plan| plan.steps[0].carrier = Carrier::Exec),
        ("shape", |plan| plan.steps[0].shape = "another call"),
        ("rule", |plan| plan.steps.iter_mut().for_each(|step| step.because.clear())),
        ("unreadable", |plan| plan.unreadable.extend([OFFICE.kinds[0].kind])),
        ("by hand", |plan| drop(plan.by_hand.insert(StepId(1), ByHand::default()))),
        ("withheld", |plan| {
            let change = plan.changes[0].clone();
            plan.withheld.push(Withheld { change, hold: Hold::default() });
        }),
    ];
    for (what, edit) in edits {
        let mut edited = plan.clone();
        edit(&mut edited);
        let refused = engine::approve(edited, &proof).unwrap_err().sorted();
        assert_eq!(refused[0].text, "the proof is of another plan", "{what}");
    }
}

/// A document that was saved says nothing of calls and carriers: its proof approves nothing.
#[test]
fn the_proof_of_a_saved_document_approves_no_plan() {
    let (plan, _) = careful_and_careless();
    let printed = document(&plan);
    let proof = engine::prove(&OFFICE, &report::document(&printed).unwrap());
    assert!(proof.is_proved());
    assert!(engine::approve(plan, &proof).is_err());
}

/// What is found and proved is put on record in the plan after it is made.
#[test]
fn a_plan_with_its_proof_on_record_is_approved() {
    let (mut plan, _) = careful_and_careless();
    let proof = engine::prove(&OFFICE, &Document::of(&plan));
    proof.record(&mut plan);
    assert!(plan.safety.proved);
    assert!(engine::approve(plan, &proof).is_ok());
}

#[test]
fn a_plan_that_fits_nothing_together_is_not_approved() {
    let (mut plan, _) = careful_and_careless();
    plan.steps.pop();
    let proof = engine::prove(&OFFICE, &Document::of(&plan));
    let refused = engine::approve(plan, &proof).unwrap_err().sorted();
    let said = |text: &str| refused.iter().any(|finding| finding.text.contains(text));
    assert!(said("its document cannot be judged") && said("is in no step"), "{refused:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_is_proved((seen, desired) in offices(), dice in prop::collection::vec(any::<usize>(), 40)) {
        let mut plan = plan_by(&OFFICE, &seen, &desired, &Held::new());
        proved(&mut plan, (&seen, &desired), &dice);
    }
}
