//! `check`: what reads alone tell of a tenant. The emulator with each switch flipped is told apart by it, or the switch stands
//! in the list of those that no read settles; nothing is written; and what leaves the house names nobody.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};

use common::World;
use common::process::{PROGRAM, Server, both, code, example, moved, out};
use rosterctl::model::{Kind, Survey, Tenant, Verdict};
use rosterctl::providers::{goto, scim};
use serde_json::{Value, json};

const GOTO: &str = "tenant: acme\nprovider: goto\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";
const SCIM: &str = "tenant: acme\nprovider: scim\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

/// A tenant of forty in which every question has an answer.
fn goto_state() -> Value {
    let user = |n: usize| {
        let mut user = json!({
            "key": (1000 + n).to_string(), "email": format!("u{:02}@acme.example", n * 7 % 40),
            "first_name": "F", "last_name": "L", "licenses": ["101"], "extension": (1000 + n).to_string(),
            "signed_in": n % 3 != 2,
        });
        if n == 1 || n == 2 {
            user["queues"] = json!([{ "queue": "support-calls", "role": "agent" }]);
        }
        user
    };
    let mut users: Vec<Value> = (1..40).map(user).collect();
    users.push(json!({ "key": "1000", "email": "it@acme.example", "first_name": "I", "last_name": "T",
                       "roles": ["SUPER_USER"], "signed_in": true }));
    json!({
        "provider": "goto",
        "account": { "key": "8887380153236031176", "name": "Acme" },
        "caller": "it@acme.example",
        "contact_center": { "seats": 10 },
        "licenses": [
            { "key": "101", "description": "GoTo Connect Standard", "products": ["JIVE"], "seats": 50 },
            { "key": "102", "description": "GoTo Webinar", "products": ["G2W"], "seats": 2 },
        ],
        "role_sets": [{ "id": "rs1", "name": "Auditor", "permissions": ["RUN_REPORTS"] },
                      { "id": "rs2", "name": "Desk", "permissions": ["MANAGE_USERS"] }],
        "queues": [{ "id": "7d0c0001", "name": "support-calls", "kind": "call", "extension": "6001" }],
        "users": users,
    })
}

fn scim_state() -> Value {
    let user = |n: usize| {
        json!({ "id": format!("u{n}"), "user_name": format!("u{n}@acme.example"),
                "name": { "given": "F", "family": "L" } })
    };
    json!({
        "provider": "scim",
        "users": (1..6).map(user).collect::<Vec<_>>(),
        "groups": [{ "id": "g1", "display_name": "Support", "members": ["u1@acme.example", "u2@acme.example"] }],
    })
}

fn flipped(mut state: Value, name: &str, value: &str) -> Value {
    state["switches"] =
        json!({ name: serde_json::from_str::<Value>(value).expect("an alternative is JSON") });
    state
}

/// What a check of a tenant in `state` tells, whose roster manages what `people` declares.
async fn survey(tenant: &str, people: &str, state: Value) -> Survey {
    let (tenant, desired) = World::from_state(state.clone()).desired(tenant, people);
    look(&tenant, &desired.kinds, state).await
}

async fn look(tenant: &Tenant, kinds: &BTreeSet<Kind>, state: Value) -> Survey {
    let world = World::from_state(state);
    let survey = world.reader(tenant).survey(kinds).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(world.writes(), 0, "a check writes nothing");
    survey
}

/// How an assumption stands, and why.
fn answer<'s>(survey: &'s Survey, id: &str) -> Option<(Verdict, &'s str)> {
    survey.assumptions.iter().find(|own| own.id == id).map(|own| (own.verdict, own.seen.as_str()))
}

/// Answers that look the same to every read: who is a supervisor, no GET tells.
const SAME_TO_EVERY_READ: &[(&str, &str)] = &[("queue_user_items", r#""everyone""#)];

#[tokio::test]
async fn every_switch_of_goto_is_told_apart_or_no_read_settles_it() {
    let (tenant, desired) =
        World::from_state(goto_state()).desired(GOTO, "users: { u07@acme.example: {} }\n");
    let look = async |state| look(&tenant, &desired.kinds, state).await;
    // Lines of others are hidden from whoever is no Super admin.
    let mut of_admin = goto_state();
    of_admin["users"][39]["roles"] = json!(["MANAGE_ACCOUNT"]);
    let (usual, shown_to_admin) = (look(goto_state()).await, look(of_admin.clone()).await);
    let mut wrong = Vec::new();
    for switch in goto::emulator::SWITCHES {
        let hidden = switch.name == "foreign_lines";
        let (state, usual) = if hidden { (&of_admin, &shown_to_admin) } else { (&goto_state(), &usual) };
        let beyond = usual.beyond.iter().any(|own| own.id == switch.name);
        let before = answer(usual, switch.name).map(|own| own.0);
        if before.is_some() == beyond || before == Some(Verdict::Contradicted) {
            wrong.push(format!("{}: {before:?}, and a reason: {beyond}", switch.name));
        }
        for other in switch.alternatives.iter().filter(|_| before.is_some()) {
            let survey = look(flipped(state.clone(), switch.name, other)).await;
            let after = answer(&survey, switch.name).map(|own| own.0);
            if (after == before) != SAME_TO_EVERY_READ.contains(&(switch.name, other)) {
                wrong.push(format!("{} at {other}: {:?}", switch.name, answer(&survey, switch.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_switch_of_scim_is_told_apart_or_no_read_settles_it() {
    let people = "users: { u1@acme.example: { first_name: F } }\n";
    let (tenant, desired) = World::from_state(scim_state()).desired(SCIM, people);
    let usual = look(&tenant, &desired.kinds, scim_state()).await;
    let mut wrong = Vec::new();
    for switch in scim::emulator::SWITCHES {
        let beyond = usual.beyond.iter().any(|own| own.id == switch.name);
        let before = answer(&usual, switch.name);
        if before.is_none() != beyond {
            wrong.push(format!("{}: neither or both of a probe and a reason", switch.name));
        }
        for other in switch.alternatives.iter().filter(|_| !beyond) {
            let mut state = flipped(scim_state(), switch.name, other);
            if switch.name == "etag_header_without_support" {
                state["service"] = json!({ "etag": false });
            }
            let after = look(&tenant, &desired.kinds, state).await;
            if answer(&after, switch.name).map(|own| own.0) != Some(Verdict::Contradicted) {
                wrong.push(format!("{} at {other}: {:?}", switch.name, answer(&after, switch.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_right_that_the_roster_needs_and_the_caller_lacks_is_missing() {
    let people = "users: { u07@acme.example: { licenses: [GoTo Connect Standard], role: Admin } }\n";
    let held = async |roles: Value| {
        let mut state = goto_state();
        state["users"][39]["roles"] = roles;
        let survey = survey(GOTO, people, state).await;
        survey.rights.iter().map(|right| (right.to, right.held)).collect::<Vec<_>>()
    };
    assert!(held(json!(["SUPER_USER"])).await.iter().all(|(_, held)| *held == Some(true)));
    let admin = held(json!(["MANAGE_ACCOUNT"])).await;
    let missing: Vec<_> = admin.iter().filter(|(_, held)| *held == Some(false)).map(|(to, _)| *to).collect();
    assert_eq!(missing, ["write roles of administrators and custom roles"]);
}

// The command, as its user has it.

fn check(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .env("GOTO_CLIENT_ID", "any")
        .env("GOTO_CLIENT_SECRET", "any")
        .env("GOTO_PAT", "any")
        .env("ROSTERCTL_TEST_SECRET", "any")
        .output()
        .expect("the program runs")
}

/// Every text and every key of `value` that is longer than a letter.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|one| texts(one, found)),
        Value::Object(fields) => fields.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

#[test]
fn a_report_names_nobody_and_a_check_writes_nothing() {
    let live = example("leaver").join("live.yaml");
    let server = Server::start(&live);
    let folder = moved("leaver", &server.address);
    let output = check(folder.path(), &["--report", "out/report.json"]);
    assert_eq!(code(&output), 0, "{}", both(&output));
    let (_, log) = server.ask("GET", "/_sandbox/requests", "");
    let log = log.as_array().expect("a list");
    assert!(log.len() > 20 && log.iter().all(|entry| entry["mutates"] == false));
    let report = fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
    let (_, state) = server.ask("GET", "/_sandbox/state", "");
    let mut personal = BTreeSet::from([server.address.clone()]);
    for part in ["account", "caller", "users", "groups", "queues", "licenses", "role_sets"] {
        texts(&state[part], &mut personal);
    }
    let words =
        ["JIVE", "G2M", "G2W", "G2T", "call", "inbox", "outbound", "agent", "supervisor", "SUPER_USER"];
    let named: Vec<&String> = personal
        .iter()
        .filter(|text| text.len() > 3 && !words.contains(&text.as_str()))
        .filter(|text| {
            report.contains(&format!("\"{text}\"")) || (text.contains('@') && report.contains(text.as_str()))
        })
        .collect();
    assert!(named.is_empty(), "{named:?}\n{report}");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!((&report["report"], &report["endpoint"]), (&json!("check"), &json!("base URL")));
}

#[test]
fn a_check_tells_names_at_home() {
    let folder = example("goto");
    let output = check(&folder, &["--format", "json"]);
    assert_eq!(code(&output), 0, "{}", both(&output));
    let told: Value = serde_json::from_str(&out(&output)).expect("a document");
    assert!(told["names"]["license_products"].as_array().is_some_and(|all| !all.is_empty()), "{told}");
    assert_eq!(told["calls"]["written"], 0);
}

#[test]
fn what_cannot_be_read_ends_with_1() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    let short = r#"[{"match":{"method":"GET","path":"/admin/rest/v1/accounts/*/users"},"do":"empty_list","times":9}]"#;
    server.ask("POST", "/_sandbox/faults", short);
    let output = check(folder.path(), &[]);
    assert_eq!(code(&output), 1, "{}", both(&output));
    assert!(both(&output).contains("could not be read whole"), "{}", both(&output));
}
