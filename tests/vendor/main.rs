//! The guide for authors of providers, proved: the made-up vendor that was written from it runs the whole program in
//! memory, with a list of providers of its own. It climbs from the first member to the odd corners; after each state
//! everything is read back, a second plan is empty, and nothing more is written.

mod club;
#[path = "../common/mod.rs"]
mod common;
mod guide;
mod ladder;

use club::CLUB;
use common::{World, in_virtual_time, lines, yaml};
use rosterctl::model::{Outcome, Plan, Step};
use rosterctl::providers::Provider;
use serde_json::{Value, json};

/// The list of providers that runs here: nothing of it stands in `src/providers`.
static OWN: &[&Provider] = &[&CLUB];

const TENANT: &str = "tenant: club\nprovider: club\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

const LIVE: &str = "
provider: club
caller: it@club.example
stock: { Gold: 2, Silver: 80 }
members:
  - { id: a1, email: It@club.example, name: Ida Toth, steward: true }
  - { id: a2, email: two@club.example, name: Tom Two, steward: true, badges: [Gold] }
  - { id: a3, email: Old@club.example, name: Olaf Old, badges: [Gold, Silver] }
";

/// The club as it begins, with a switch that is not as usual.
fn world(switch: Option<(&str, Value)>) -> World {
    let mut state = yaml(LIVE);
    if let Some((name, value)) = switch {
        state["switches"] = json!({ name: value });
    }
    World::among(OWN, state, Box::new(|_| {}))
}

/// The members of a roster.
fn roster(members: &[&str]) -> String {
    format!("members:\n{}\n", members.iter().map(|own| format!("  {own}\n")).collect::<String>())
}

/// What a plan withholds: code and address.
fn withheld(plan: &Plan) -> Vec<String> {
    plan.withheld.iter().map(|own| format!("{} {}", own.hold.code, own.change.addr)).collect()
}

/// The rules by which others wait for a change.
fn rules_after(plan: &Plan, addr: &str) -> Vec<String> {
    let of = |step: &&Step| step.changes.iter().any(|change| plan.change(*change).addr.to_string() == addr);
    let step = plan.steps.iter().find(of).expect("a step");
    step.because.iter().map(|because| because.rule.to_string()).collect()
}

#[test]
fn a_badge_comes_back_before_another_member_gets_it() {
    in_virtual_time(async {
        let world = world(None);
        let people = roster(&["two@club.example: { badges: [] }", "it@club.example: { badges: [Gold] }"]);
        let applied = world.apply(TENANT, &people, 4).await;
        assert_eq!(rules_after(&applied.plan, "badge two@club.example/Gold"), ["club:C-08"]);
        applied.all_verified("a full pool");
    });
}

#[test]
fn a_badge_of_which_none_is_left_waits_and_the_rest_goes_on() {
    in_virtual_time(async {
        let world = world(None);
        let people = roster(&["ana@club.example: { name: Ana, badges: [Gold, Silver] }"]);
        let applied = world.apply(TENANT, &people, 4).await;
        assert_eq!(withheld(&applied.plan), ["R-036 badge ana@club.example/Gold"]);
        assert_eq!(lines(&applied.plan), ["+ badge ana@club.example/Silver", "+ member ana@club.example"]);
        applied.all_verified("what is not scarce");
    });
}

#[test]
fn a_badge_that_the_club_does_not_have_is_a_finding_with_a_way_out() {
    in_virtual_time(async {
        let plan = world(None).plan(TENANT, &roster(&["two@club.example: { badges: [Golf] }"])).await.plan;
        let found = plan.findings.iter().find(|own| own.code == "club:C-07").expect("a finding");
        assert_eq!(found.text, "no badge is called `Golf`");
        assert_eq!(found.hint.as_deref(), Some("did you mean `Gold`?"));
        assert!(withheld(&plan).contains(&"club:C-07 badge two@club.example/Golf".into()));
    });
}

/// The same roster with an answer that is lost on the way: the member is found, not made a second time.
#[test]
fn a_member_is_made_once_whatever_becomes_of_the_answer() {
    for fault in ["drop_before", "drop_after", "truncate"] {
        in_virtual_time(async {
            let world = world(None);
            let matching = json!({ "method": "POST", "path": "/v1/members" });
            world.sandbox.add_faults(json!([{ "match": matching, "do": fault }])).expect("a fault");
            let people = roster(&["ana@club.example: { name: Ana, badges: [Silver] }"]);
            world.apply(TENANT, &people, 4).await;
            let second = world.apply(TENANT, &people, 4).await;
            assert!(second.ending.outcomes.values().all(|outcome| *outcome == Outcome::Done), "{fault}");
            let made = world.sandbox.outbox().len();
            assert_eq!(made, 1, "{fault}: one welcome");
        });
    }
}

/// A listing that hides somebody (C-11), or is a moment old: whoever is missing there is neither made nor removed.
#[test]
fn nothing_is_decided_by_a_listing_that_is_not_whole() {
    in_virtual_time(async {
        let world = world(Some(("lists_suspended", json!(false))));
        let people = roster(&["two@club.example: { state: suspended }"]);
        world.apply(TENANT, &people, 4).await.all_verified("the last state that can be seen");
        let people = roster(&["two@club.example: { name: Tom }", "ana@club.example: { name: Ana }"]);
        let applied = world.apply(TENANT, &people, 4).await;
        assert_eq!(lines(&applied.plan), [""; 0]);
        assert_eq!(
            withheld(&applied.plan),
            ["R-031 member ana@club.example", "R-031 member two@club.example"]
        );
    });
}

/// The guards are rows of the catalogue; the vendor has no code for them.
#[test]
fn the_tokens_owner_and_the_last_steward_stay() {
    in_virtual_time(async {
        let caller = roster(&["it@club.example: { steward: false }"]);
        assert_eq!(
            withheld(&world(None).plan(TENANT, &caller).await.plan),
            ["club:C-10 member it@club.example"]
        );
        let tenant = format!("{TENANT}guards: {{ floors: {{ admins: 2 }} }}\n");
        let second = roster(&["two@club.example: { state: suspended }"]);
        assert_eq!(
            withheld(&world(None).plan(&tenant, &second).await.plan),
            ["club:C-10 member two@club.example"]
        );
        let nameless = roster(&["ana@club.example: {}"]);
        assert_eq!(
            withheld(&world(None).plan(TENANT, &nameless).await.plan),
            ["club:C-05 member ana@club.example"]
        );
    });
}

/// Who writes a kind is the tenant's word; the vendor only says how a person does it.
#[test]
fn what_a_tenant_writes_by_hand_has_a_runbook() {
    in_virtual_time(async {
        let tenant = format!("{TENANT}writes: {{ badges: manual }}\n");
        let plan = world(None).plan(&tenant, &roster(&["old@club.example: { badges: [] }"])).await.plan;
        let runbooks: Vec<_> = plan.by_hand.values().flat_map(|own| &own.runbooks).collect();
        let clicks: Vec<&str> = runbooks.iter().flat_map(|own| &own.clicks).map(String::as_str).collect();
        assert_eq!(
            clicks,
            [
                "Open `old@club.example` and take back `Gold`",
                "Open `old@club.example` and take back `Silver`"
            ]
        );
        assert!(runbooks.iter().all(|own| own.place == "Club > Members" && !own.checks.is_empty()));
    });
}
