//! Floors and knots: what comes first where a floor would be passed, how small a knot is, which ways out are
//! named; and that without any one kind of edge some plan goes wrong.

use std::collections::{BTreeMap, BTreeSet};

use proptest::strategy::Strategy;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rosterctl::model::{Addr, Attributes, Changes, Desired, Observation, Plan, Value};
use rosterctl::model::{Held, Hold};

use crate::chance::{Watch, offices, run};
use crate::office::{OFFICE, call};
use crate::told::{addr, check, plan, plan_by, told};

#[test]
fn a_replacement_comes_before_the_last_one_goes() {
    let seen = "room hall; person ana; badge ana/blue doors=ROOMS; person bob; badge bob/blue doors=ROOMS
        seat hall/bob/agent";
    let wish = "person ana; seat hall/ana/agent; person bob; only seat person bob; floor sitters of hall 1";
    check(seen, wish, &["s1 + seat hall/ana/agent", "s2 - seat hall/bob/agent, after s1"]);
    let plan = plan(seen, wish);
    let because = &plan.steps[0].because[0];
    assert_eq!((because.rule.as_str(), because.read_back), ("office:K-2", true));
    let floor = &plan.floors[0];
    assert_eq!((floor.floor.as_str(), floor.least, floor.before, floor.after), ("sitters of hall", 1, 1, 1));
}

#[test]
fn above_the_floor_nothing_waits() {
    let seen = "room hall; person ana; badge ana/blue doors=ROOMS; person bob; badge bob/blue doors=ROOMS
        seat hall/bob/agent; person cleo; badge cleo/blue doors=ROOMS; seat hall/cleo/agent";
    let wish = "person ana; seat hall/ana/agent; person bob; only seat person bob; floor sitters of hall";
    let free = ["s1 + seat hall/ana/agent", "s2 - seat hall/bob/agent"];
    let tied = ["s1 + seat hall/ana/agent", "s2 - seat hall/bob/agent, after s1"];
    check(seen, &format!("{wish} 0"), &free);
    check(seen, &format!("{wish} 1"), &free);
    check(seen, &format!("{wish} 2"), &tied);
    // Two there are before and after: no more is asked for.
    check(seen, &format!("{wish} 9"), &tied);
}

#[test]
fn nobody_leaves_whose_replacement_is_withheld() {
    check(
        "pool blue 1 1; room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent; person ana",
        "person ana; badge ana/blue doors=ROOMS; seat hall/ana/agent; person bob; only seat person bob
         floor sitters of hall 1",
        &[
            "withheld + badge ana/blue: R-036",
            "withheld + seat hall/ana/agent: R-036",
            "withheld - seat hall/bob/agent: R-036",
            "R-036 blue",
        ],
    );
}

#[test]
fn privileges_go_first_only_as_far_as_floors_allow() {
    // Ana gives up title and seat; the title may go once Bob is boss.
    check(
        "room hall; person ana; badge ana/blue doors=ROOMS; seat hall/ana/agent; title ana title=boss
         person bob; title bob title=staff",
        "person ana; title ana title=staff; only seat person ana; person bob; title bob title=boss
         floor bosses 1",
        &["s1 ~ title bob", "s2 ~ title ana, after s1", "s3 - seat hall/ana/agent, after s2"],
    );
    // Zoe is made boss on the seat that Ana leaves, so Ana leaves the seat first: the preference yields.
    check(
        "pool blue 1 1; room hall; person ana; badge ana/blue doors=ROOMS; seat hall/ana/agent
         title ana title=boss",
        "person ana; title ana title=staff; only seat person ana; only badge person ana
         person zoe; badge zoe/blue doors=ROOMS; title zoe title=boss; floor bosses 1",
        &[
            "s1 - seat hall/ana/agent",
            "s2 - badge ana/blue, after s1",
            "s3 + badge zoe/blue, + person zoe, + title zoe, after s2",
            "s4 ~ title ana, after s3",
        ],
    );
}

#[test]
fn a_knot_names_what_is_scarce_and_only_ways_out_that_work() {
    let seen = "pool blue 1 1; room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent
        person ana";
    let wish = "person ana name=Ana; badge ana/blue doors=ROOMS; seat hall/ana/agent; person bob
        only badge person bob; only seat person bob; floor sitters of hall 1";
    let plan = plan(seen, wish);
    assert_eq!(
        told(&plan),
        [
            "s1 ~ person ana",
            "withheld + badge ana/blue: R-032",
            "withheld - badge bob/blue: R-032",
            "withheld + seat hall/ana/agent: R-032",
            "withheld - seat hall/bob/agent: R-032",
            "R-032 badge ana/blue",
        ]
    );
    assert_eq!(
        plan.findings[0].hint.as_deref(),
        Some(
            "each of these is a way out: one more seat of `blue`; another sitter for `hall`; `empty: true` on `hall`"
        )
    );
}

#[test]
fn of_two_knots_each_is_told_and_the_rest_goes_on() {
    let pair = |one: &str, two: &str, first: &str, second: &str| {
        (
            format!("person {one}; person {two}; badge {one}/{first}; badge {two}/{second}"),
            format!(
                "person {one}; person {two}; badge {one}/{second}; only badge person {one}
                 badge {two}/{first}; only badge person {two}"
            ),
        )
    };
    let (a, b) = (pair("a", "b", "red", "blue"), pair("c", "d", "gold", "grey"));
    let pools = "pool red 1 1; pool blue 1 1; pool gold 1 1; pool grey 1 1";
    let plan =
        plan(&format!("{pools}; {}; {}; person e", a.0, b.0), &format!("{}; {}; person e name=Ed", a.1, b.1));
    assert_eq!(plan.steps.len(), 1);
    assert_eq!(plan.withheld.len(), 8);
    let hints: Vec<&str> = plan.findings.iter().filter_map(|one| one.hint.as_deref()).collect();
    assert_eq!(
        hints,
        [
            "each of these is a way out: one more seat of `blue`; one more seat of `red`",
            "each of these is a way out: one more seat of `grey`; one more seat of `gold`",
        ]
    );
}

/// The knots of a plan: the finding's hint, and the changes that it names, by what writes them.
fn knots(plan: &Plan) -> Vec<(String, Vec<Vec<Addr>>)> {
    let all = plan.changes.iter().chain(plan.withheld.iter().map(|one| &one.change)).cloned();
    let all = Changes::new(all.collect());
    let own = plan.findings.iter().filter(|finding| finding.code == "R-032");
    let found = own.map(|finding| {
        let hint = finding.hint.clone().unwrap();
        let reason = format!("{}; {hint}", finding.text);
        let mut calls: BTreeMap<String, Vec<Addr>> = BTreeMap::new();
        for one in plan.withheld.iter().filter(|one| one.hold.reason == reason) {
            calls.entry(call(&one.change, &all).target).or_default().push(one.change.addr.clone());
        }
        (hint, calls.into_values().collect())
    });
    found.collect()
}

/// The office with one way out taken.
fn taken_way(way: &str, seen: &Observation, desired: &Desired) -> (Observation, Desired) {
    let (mut seen, mut desired) = (seen.clone(), desired.clone());
    let name = way.split('`').rev().nth(1).unwrap_or_default().to_owned();
    if way.contains("more seat") {
        let count: u64 = way.split(' ').next().unwrap().parse().unwrap_or(1);
        seen.pools.iter_mut().filter(|pool| pool.name == name).for_each(|pool| pool.capacity += count);
    } else if way.starts_with("`empty: true`") {
        desired.floors.remove(&format!("sitters of {name}"));
    } else {
        seen.resources.insert(addr("person", "zoe"), Attributes::new());
        let doors = Attributes::new().with("doors", Value::set(["ROOMS"]));
        seen.resources.insert(addr("badge", "zoe/master"), doors);
        let more = match way.strip_prefix("another sitter for ") {
            Some(_) => (addr("seat", &format!("{name}/zoe/agent")), Attributes::new()),
            None => (addr("title", "zoe"), Attributes::new().with("title", Value::text("boss"))),
        };
        seen.resources.insert(more.0, more.1);
    }
    (seen, desired)
}

fn judge_knots(seen: &Observation, desired: &Desired) -> Result<usize, String> {
    let plan = plan_by(&OFFICE, seen, desired, &Held::new());
    let found = knots(&plan);
    for (hint, calls) in &found {
        let mine: BTreeSet<&Addr> = calls.iter().flatten().collect();
        let hold = |one: &Addr| (one.clone(), Hold { code: "X".to_owned(), ..Hold::default() });
        for call in calls.iter().filter(|_| calls.len() > 1) {
            let others = plan.withheld.iter().map(|one| &one.change.addr).filter(|addr| !mine.contains(addr));
            let held: Held = others.chain(call).map(hold).collect();
            let without = plan_by(&OFFICE, seen, desired, &held);
            // Another knot may come of it, with others; but the rest of this one is none.
            let still = knots(&without).into_iter();
            if still.map(|(_, calls)| calls.concat()).any(|own| own.iter().all(|addr| mine.contains(addr))) {
                return Err(format!(
                    "without {call:?} still\n{}\nof\n{}\n{:#?}",
                    told(&without).join("\n"),
                    told(&plan).join("\n"),
                    plan.findings
                ));
            }
        }
        let ways =
            hint.strip_prefix("each of these is a way out: ").into_iter().flat_map(|ways| ways.split("; "));
        for way in ways {
            let (seen, desired) = taken_way(way, seen, desired);
            let with = plan_by(&OFFICE, &seen, &desired, &Held::new());
            if let Some(one) = with.withheld.iter().find(|one| mine.contains(&one.change.addr)) {
                return Err(format!("{way} is none: {}\n{}", one.change.addr, told(&with).join("\n")));
            }
        }
    }
    Ok(found.len())
}

fn random_offices(count: usize) -> Vec<(Observation, Desired)> {
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), dice);
    let offices = offices();
    (0..count).map(|_| offices.new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn no_step_of_a_knot_can_be_left_out_and_every_way_out_that_is_named_works() {
    let mut count = 0;
    for (seen, desired) in random_offices(1_500) {
        match judge_knots(&seen, &desired) {
            Ok(found) => count += found,
            Err(wrong) => panic!("{wrong}\n{seen:#?}\n{desired:#?}"),
        }
    }
    assert!(count > 20, "only {count} knots were seen");
}

/// The plan without the edges of one rule, as if the planner did not know it.
fn without(plan: &Plan, rule: &str) -> Plan {
    let mut plan = plan.clone();
    for at in 0..plan.steps.len() {
        let id = plan.steps[at].id;
        let step = &mut plan.steps[at];
        let gone: Vec<_> = step.because.iter().filter(|own| own.rule == rule).map(|own| own.before).collect();
        step.because.retain(|own| own.rule != rule);
        let still: BTreeSet<_> = step.because.iter().map(|own| own.before).collect();
        for before in gone.into_iter().filter(|before| !still.contains(before)) {
            let waiting = plan.steps.iter_mut().find(|step| step.id == before).unwrap();
            waiting.needs.retain(|need| *need != id);
        }
    }
    plan
}

#[test]
fn without_any_one_kind_of_edge_some_plan_goes_wrong() {
    let rules = [
        "office:N-1",
        "office:N-2",
        "office:N-3",
        "office:N-4",
        "office:P-1",
        "office:P-2",
        "office:K-1",
        "office:K-2",
        "office:U-1",
    ];
    const ENOUGH: usize = 3;
    let mut broken: BTreeMap<&str, usize> = rules.iter().map(|rule| (*rule, 0)).collect();
    let offices = random_offices(400);
    let dice: Vec<usize> = (0..40).map(|roll| roll * 7 + 3).collect();
    for (seen, desired) in &offices {
        let plan = plan_by(&OFFICE, seen, desired, &Held::new());
        let watch = Watch::new(&plan, seen, desired);
        let open: Vec<&str> = rules.into_iter().filter(|rule| broken[rule] < ENOUGH).collect();
        for rule in open {
            let less = without(&plan, rule);
            let orders = [dice.clone(), dice.iter().map(|roll| roll * roll).collect(), vec![usize::MAX]];
            let wrong = orders.iter().any(|dice| run(&watch, &less, dice).is_err());
            *broken.get_mut(rule).unwrap() += usize::from(wrong);
        }
    }
    let harmless: Vec<_> = broken.iter().filter(|(_, count)| **count == 0).collect();
    assert!(harmless.is_empty(), "nothing goes wrong without {harmless:?}: {broken:?}");
}

#[test]
fn where_no_pool_and_no_floor_binds_no_edge_of_theirs_exists() {
    for (mut seen, mut desired) in random_offices(400) {
        seen.pools.iter_mut().for_each(|pool| pool.capacity += 1_000);
        desired.floors.clear();
        let plan = plan_by(&OFFICE, &seen, &desired, &Held::new());
        let edges = plan.steps.iter().flat_map(|step| &step.because);
        let scarce = edges.filter(|own| own.rule.starts_with("office:P") || own.rule.starts_with("office:K"));
        assert_eq!(scarce.count(), 0, "{}", told(&plan).join("\n"));
    }
}
