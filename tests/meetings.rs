//! Meetings, webinars and trainings of somebody who loses them in GoTo: read where the tenant says so, handed on before
//! the license or the account goes, and never lost where they cannot be read.

mod common;

use std::sync::Arc;

use common::{Applied, World, in_virtual_time, yaml};
use rosterctl::model::{Outcome, Plan, StepId};
use rosterctl::port::{BoxFuture, Person};
use rosterctl::sandbox::Sandbox;
use rosterctl::wire::{Method, Plane, Request};
use serde_json::{Value, json};

const TENANT: &str = r#"
tenant: acme
provider: goto
account: "9"
endpoint: sandbox
sandbox: { state: live.yaml }
contact_center: { seats: 10 }
settings: { meetings: api }
"#;

const LIVE: &str = r#"
provider: goto
account: { key: "9", name: Acme }
caller: it@x.example
contact_center: { seats: 10 }
licenses:
  - { key: "101", description: Connect, products: [JIVE], seats: 9 }
  - { key: "103", description: Meeting, products: [G2M], seats: 9 }
  - { key: "104", description: Webinar, products: [G2M, G2W], seats: 9 }
  - { key: "105", description: Training, products: [G2M, G2T], seats: 9 }
queues: [{ id: q1, name: calls, kind: call, extension: "6001" }]
users:
  - { key: "1", email: it@x.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "2", email: co@x.example, first_name: C, last_name: O, roles: [SUPER_USER], signed_in: true }
  - { key: "3", email: ana@x.example, first_name: Ana, last_name: A, licenses: ["104", "105"], signed_in: true }
  - key: "4"
    email: mia@x.example
    first_name: Mia
    last_name: M
    licenses: ["101", "104", "105"]
    signed_in: true
    queues: [{ queue: calls, role: agent }]
    meetings: [{ key: "701", name: Board, starts: "2026-02-01T10:00:00Z" }]
    webinars:
      - { key: "711", name: Launch, starts: "2026-02-02T10:00:00Z" }
      - { key: "712", name: News, starts: "2026-02-03T10:00:00Z", co_organizers: [bob@x.example] }
      - { key: "713", name: Past, starts: "2025-12-01T10:00:00Z" }
    trainings: [{ key: "721", name: Basics, starts: "2026-02-04T10:00:00Z" }]
  - { key: "5", email: bob@x.example, first_name: Bob, last_name: B, licenses: ["101"], signed_in: true }
"#;

const LEAVES: &str = "users: { mia@x.example: { state: suspended, reassign_to: ana@x.example, co_organizer: ana@x.example }, ana@x.example: {} }\n";
const NOBODY_NAMED: &str = "users: { mia@x.example: { state: suspended } }\n";

/// Steps with what they wait for, then what is withheld.
fn told(plan: &Plan) -> Vec<String> {
    common::told(plan, "@x.example")
}

fn texts(plan: &Plan, code: &str) -> Vec<String> {
    let own = plan.findings.iter().filter(|finding| finding.code == code);
    own.map(|finding| finding.text.replace("@x.example", "")).collect()
}

/// The live state with fields of Mia, and switches.
fn live(mia: Value, switches: Value) -> Value {
    let mut state = yaml(LIVE);
    let own = state["users"][3].as_object_mut().expect("Mia");
    own.extend(mia.as_object().expect("fields").clone());
    state["switches"] = switches;
    state
}

fn plan_of(state: Value, tenant: &str, roster: &str) -> Plan {
    in_virtual_time(async { World::from_state(state).plan(tenant, roster).await.plan })
}

fn plan(roster: &str) -> Plan {
    plan_of(yaml(LIVE), TENANT, roster)
}

#[track_caller]
fn check(plan: &Plan, expected: &[&str]) {
    let lines = told(plan);
    assert_eq!(lines, expected, "\n{}\n{:#?}", lines.join("\n"), plan.findings);
}

#[test]
fn what_is_to_come_is_handed_on_before_the_license_goes_and_nothing_else_waits() {
    let plan = plan(LEAVES);
    check(
        &plan,
        &[
            "s1 + co_organizer mia/training/721/ana",
            "s2 + co_organizer mia/webinar/711/ana",
            "s3 + co_organizer mia/webinar/712/ana",
            "s4 + meeting_handover mia",
            "s5 - license mia/Training, after s1 s2 s3 s4",
            "s6 - license mia/Webinar, after s1 s2 s3 s4 s5",
            "s7 - queue_member calls/mia/agent",
            "s8 - license mia/Connect, after s6 s7",
        ],
    );
    assert_eq!(
        texts(&plan, "goto:T-11"),
        ["`mia` has 1 meeting to come (`Board`): somebody reassigns them to `ana` by hand first"]
    );
    assert_eq!(
        texts(&plan, "goto:T-10"),
        [
            "`mia` has 1 training to come (`Basics`): `ana` becomes co-organizer first",
            "`mia` has 2 webinars to come (`Launch`, `News`): `ana` becomes co-organizer first",
        ]
    );
}

#[test]
fn what_nobody_takes_over_stays_with_its_license_and_everything_else_goes() {
    let plan = plan(NOBODY_NAMED);
    check(
        &plan,
        &[
            "s1 - queue_member calls/mia/agent",
            "s2 - license mia/Connect, after s1",
            "withheld - license mia/Training: goto:T-11",
            "withheld - license mia/Webinar: goto:T-11",
        ],
    );
    assert_eq!(texts(&plan, "goto:T-11"), ["`mia` has 1 meeting to come that nobody takes over: `Board`"]);
}

#[test]
fn a_webinar_that_somebody_else_can_hold_is_not_lost() {
    let only_news = json!({ "meetings": [], "trainings": [],
        "webinars": [{ "key": "712", "name": "News", "starts": "2026-02-03T10:00:00Z",
            "co_organizers": ["bob@x.example"] }] });
    let covered = plan_of(live(only_news, json!({})), TENANT, NOBODY_NAMED);
    assert!(texts(&covered, "goto:T-10").is_empty() && covered.withheld.is_empty(), "{:#?}", told(&covered));
    let launch = json!({ "meetings": [], "trainings": [] });
    let alone = plan_of(live(launch, json!({})), TENANT, NOBODY_NAMED);
    assert_eq!(
        texts(&alone, "goto:T-10"),
        ["`mia` has 1 of 2 webinars to come that nobody takes over: `Launch`, `News`"]
    );
    assert_eq!(told(&alone).last().expect("lines"), "withheld - license mia/Webinar: goto:T-10");
}

#[test]
fn where_nothing_is_to_come_nothing_is_said_and_nothing_waits() {
    let past = json!({ "meetings": [{ "key": "1", "name": "Old", "starts": "2025-01-01T10:00:00Z" }],
        "webinars": [{ "key": "2", "name": "Old", "starts": "2025-12-31T10:00:00Z" }], "trainings": [] });
    let plan = plan_of(live(past, json!({})), TENANT, LEAVES);
    check(
        &plan,
        &[
            "s1 - license mia/Training",
            "s2 - license mia/Webinar, after s1",
            "s3 - queue_member calls/mia/agent",
            "s4 - license mia/Connect, after s2 s3",
        ],
    );
    assert!(texts(&plan, "goto:T-10").is_empty() && texts(&plan, "goto:T-11").is_empty());
}

#[test]
fn with_every_other_answer_of_the_vendor_the_plan_withholds_and_loses_nothing() {
    for (name, value) in [("organizer_key", json!("own")), ("organizer_reads", json!(false))] {
        in_virtual_time(async {
            let world = World::from_state(live(json!({}), json!({ name: value })));
            let applied = world.apply(TENANT, LEAVES, 4).await;
            let lines = told(&applied.plan);
            let withheld: Vec<&String> = lines.iter().filter(|line| line.contains("withheld")).collect();
            assert_eq!(withheld.len(), 2, "{name}: {lines:#?}");
            assert!(lines.iter().any(|line| line.contains("- license mia/Connect")), "{name}: {lines:#?}");
            let words = texts(&applied.plan, "goto:T-11").concat();
            assert!(words.contains("cannot be read") && words.contains("40"), "{name}: {words}");
            assert_kept(&world, name);
        });
    }
    in_virtual_time(async {
        let world = World::from_state(live(json!({ "meetings": [] }), json!({ "organizer_writes": false })));
        let applied = world.apply(TENANT, LEAVES, 4).await;
        assert!(
            texts(&applied.plan, "goto:T-10").len() == 2,
            "the plan cannot know: {:#?}",
            told(&applied.plan)
        );
        let failed = applied.ending.outcomes.values().filter(|own| matches!(own, Outcome::Failed(_))).count();
        assert_eq!(failed, 3, "{:#?}", applied.ending.outcomes);
        assert_kept(&world, "organizer_writes");
    });
}

/// Nothing of what is to come is lost, and Connect is gone.
#[track_caller]
fn assert_kept(world: &World, what: &str) {
    let mia = world.sandbox.state()["users"][3].clone();
    assert_eq!(mia["licenses"], json!(["104", "105"]), "{what}");
    assert_eq!(mia["webinars"].as_array().map(Vec::len), Some(3), "{what}: {mia}");
    assert_eq!(mia["trainings"].as_array().map(Vec::len), Some(1), "{what}: {mia}");
}

/// Somebody in the portal, who does to Mia's record whatever they do.
struct Clicks {
    sandbox: Arc<Sandbox>,
    act: fn(&mut Value),
}

impl Person for Clicks {
    fn ask<'a>(&'a self, _: StepId, again: bool) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            if again {
                return false;
            }
            edit(&self.sandbox, self.act).await;
            true
        })
    }
}

/// What somebody does to Mia's record in the portal.
async fn edit(sandbox: &Sandbox, act: fn(&mut Value)) {
    let mut users = sandbox.state()["users"].clone();
    act(&mut users[3]);
    let path = "/_sandbox/state".to_owned();
    let patch = Request::new(Plane("control"), Method::Patch, path).json(&json!({ "users": users }));
    assert_eq!(sandbox.answer(&patch).await.expect("an answer").status, 200);
}

async fn apply(world: &World, tenant: &str, act: fn(&mut Value)) -> Applied {
    let sandbox = world.sandbox.clone();
    let person = move |_, _| -> Box<dyn Person> { Box::new(Clicks { sandbox, act }) };
    world.apply_by(tenant, LEAVES, (4, &[]), person).await
}

#[test]
fn once_somebody_reassigned_the_meetings_the_rest_is_done_verified_and_a_second_plan_is_empty() {
    in_virtual_time(async {
        let world = World::new(LIVE);
        let applied = apply(&world, TENANT, |mia| mia["meetings"] = json!([])).await;
        applied.all_verified("a leaver with meetings");
        let mia = world.sandbox.state()["users"][3].clone();
        assert!(mia["licenses"].is_null(), "{mia}");
        assert_eq!(mia["webinars"][0]["co_organizers"], json!(["ana@x.example"]), "{mia}");
        assert_eq!(mia["webinars"][1]["co_organizers"], json!(["bob@x.example", "ana@x.example"]), "{mia}");
        assert_eq!(mia["trainings"][0]["co_organizers"], json!(["ana@x.example"]), "{mia}");
        let second = world.plan(TENANT, LEAVES).await.plan;
        assert!(second.is_empty(), "{:#?}", told(&second));
    });
}

#[test]
fn while_nobody_reassigns_the_meetings_only_what_ends_them_waits() {
    in_virtual_time(async {
        let world = World::new(LIVE);
        let applied = world.apply(TENANT, LEAVES, 4).await;
        assert!(!applied.ending.verified.is_empty());
        let mia = world.sandbox.state()["users"][3].clone();
        assert_eq!(mia["licenses"], json!(["104", "105"]), "Connect is gone: {mia}");
        assert!(mia["queues"].is_null(), "{mia}");
        assert_eq!(mia["meetings"].as_array().map(Vec::len), Some(1), "{mia}");
        // The next run finds the co-organizers there, and asks for the meetings alone.
        let again = world.plan(TENANT, LEAVES).await.plan;
        let open = [
            "s1 + meeting_handover mia",
            "s2 - license mia/Training, after s1",
            "s3 - license mia/Webinar, after s1 s2",
        ];
        assert_eq!(told(&again), open);
    });
}

#[test]
fn what_is_scheduled_after_the_plan_was_made_keeps_the_license() {
    in_virtual_time(async {
        let world = World::new(LIVE);
        let applied = apply(&world, TENANT, |mia| {
            mia["meetings"] = json!([]);
            let new = json!({ "key": "719", "name": "Sudden", "starts": "2026-03-01T10:00:00Z" });
            mia["webinars"].as_array_mut().expect("webinars").push(new);
        })
        .await;
        let mia = world.sandbox.state()["users"][3].clone();
        assert_eq!(mia["licenses"], json!(["104"]), "Webinar stays, Training goes: {mia}");
        let sudden = mia["webinars"].as_array().is_some_and(|own| own.iter().any(|own| own["key"] == "719"));
        assert!(sudden, "{mia}");
        let told: Vec<String> = applied.ending.outcomes.values().map(|own| format!("{own:?}")).collect();
        assert!(told.concat().contains("E-21"), "{told:#?}");
    });
}

#[test]
fn whoever_is_to_be_deleted_is_suspended_until_all_is_handed_on() {
    in_virtual_time(async {
        let tenant = format!("{TENANT}offboarding: delete\n");
        let absent = LEAVES.replace("suspended", "absent");
        let world = World::new(LIVE);
        let asked = world.plan(&tenant, &absent).await.plan;
        let mut acks = common::asked(&asked);
        acks.dedup();
        assert_eq!(acks.len(), 1, "{:#?}", told(&asked));
        let first = world.apply_with(&tenant, &absent, 4, &acks).await;
        let lines = told(&first.plan);
        assert!(lines.contains(&"withheld - user mia: goto:T-11".to_owned()), "{lines:#?}");
        let mia = world.sandbox.state()["users"][3].clone();
        assert_eq!(mia["licenses"], json!(["104", "105"]), "Connect is gone: {mia}");
        assert!(mia["queues"].is_null(), "{mia}");
        edit(&world.sandbox, |mia| mia["meetings"] = json!([])).await;
        world.apply_with(&tenant, &absent, 4, &acks).await.all_verified("all is handed on");
        assert!(world.plan(&tenant, &absent).await.plan.is_empty(), "she is gone");
        let state = world.sandbox.state();
        assert_eq!(state["deleted_users"][0]["email"], "mia@x.example");
        assert_eq!(state["deleted_users"][0]["webinars"].as_array().map(Vec::len), Some(3), "none is lost");
    });
}

#[test]
fn what_cannot_be_read_holds_the_deletion_and_no_access() {
    let tenant = format!("{TENANT}offboarding: delete\n");
    let state = live(json!({}), json!({ "organizer_reads": false }));
    let plan = plan_of(state, &tenant, "users: { mia@x.example: { state: absent } }\n");
    let lines = told(&plan);
    assert!(lines.iter().any(|line| line.contains("- queue_member calls/mia/agent")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("s2 - license mia/Connect")), "{lines:#?}");
    assert!(lines.contains(&"withheld - license mia/Webinar: goto:T-11".to_owned()), "{lines:#?}");
    assert!(lines.iter().any(|line| line.starts_with("withheld - user mia")), "{lines:#?}");
}

#[test]
fn who_keeps_meetings_in_another_license_hands_on_webinars_alone() {
    let roster = "users: { mia@x.example: { licenses: [Connect, Meeting, Training], co_organizer: ana@x.example }, ana@x.example: {} }\n";
    let lines = told(&plan(roster));
    assert!(!lines.iter().any(|line| line.contains("meeting_handover")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("co_organizer mia/webinar/711/ana")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("training/721")), "{lines:#?}");
}

#[test]
fn nobody_else_is_read_and_without_the_setting_nobody_is() {
    in_virtual_time(async {
        let world = World::new(LIVE);
        world.plan(TENANT, LEAVES).await;
        let read = |world: &World| -> Vec<String> {
            let own = world.requests().into_iter().filter(|entry| entry.path.starts_with("/G2"));
            own.map(|entry| entry.path).collect()
        };
        let paths = read(&world);
        assert!(paths.len() >= 5 && paths.iter().all(|path| path.contains("/organizers/4/")), "{paths:#?}");
        let usual = World::new(LIVE);
        let plan = usual.plan(&TENANT.replace("meetings: api", "meetings: by-hand"), LEAVES).await.plan;
        assert_eq!(read(&usual), Vec::<String>::new());
        let texts = [texts(&plan, "goto:T-10"), texts(&plan, "goto:T-11")].concat();
        assert_eq!(texts.len(), 2, "both are warned about: {texts:#?}");
        assert!(plan.withheld.is_empty());
    });
}

#[test]
fn without_the_setting_what_nobody_looked_at_is_lost() {
    in_virtual_time(async {
        let world = World::new(LIVE);
        let tenant = TENANT.replace("settings: { meetings: api }", "");
        world.apply(&tenant, NOBODY_NAMED, 4).await;
        let mia = world.sandbox.state()["users"][3].clone();
        assert!(mia["meetings"].is_null() && mia["trainings"].is_null(), "{mia}");
        let left: Vec<&Value> =
            mia["webinars"].as_array().expect("some").iter().map(|own| &own["name"]).collect();
        assert_eq!(left, ["News", "Past"], "the one that Bob can hold, and the one that was");
    });
}

#[test]
fn pages_of_webinars_are_read_to_the_end_and_those_of_others_are_left_alone() {
    for switches in [json!({ "webinar_page": 1 }), json!({ "webinars_of_others": true })] {
        let mut state = live(json!({}), switches.clone());
        state["users"][2]["webinars"] = json!([{ "key": "799", "name": "Ana's own",
            "starts": "2026-02-02T10:00:00Z", "co_organizers": ["mia@x.example"] }]);
        assert_eq!(told(&plan_of(state, TENANT, LEAVES)), told(&plan(LEAVES)), "{switches}");
    }
}

#[test]
fn a_list_that_fails_keeps_what_it_is_about_and_nothing_else() {
    for (path, kept) in [
        ("/G2M/**", vec!["mia/Training: goto:T-11", "mia/Webinar: goto:T-11"]),
        ("/G2T/**", vec!["mia/Training: goto:T-10"]),
        ("/G2W/**/webinars", vec!["mia/Webinar: goto:T-10"]),
        ("/G2W/**/coorganizers", vec!["mia/Webinar: goto:T-10"]),
    ] {
        in_virtual_time(async {
            let world = World::new(LIVE);
            let fault = json!({ "match": { "method": "GET", "path": path }, "do": "status", "status": 403 });
            world.sandbox.add_faults(fault).expect("a fault");
            let plan = world.plan(TENANT, LEAVES).await.plan;
            let lines = told(&plan);
            let withheld: Vec<&str> =
                lines.iter().filter_map(|line| line.strip_prefix("withheld - license ")).collect();
            assert_eq!(withheld, kept, "{path}: {lines:#?}");
            assert!(lines.iter().any(|line| line.contains("- license mia/Connect")), "{lines:#?}");
        });
    }
}
