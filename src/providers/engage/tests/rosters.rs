//! What a roster may say, and what it wants.

use serde_json::{Value as Json, json};

use super::super::labels::TABLE;
use super::*;
use crate::model::{Carrier, Runbook, WritePath};
use crate::providers::kit::testing::labels::{FOREIGN, unspoken};

fn check(text: &str, expected: &[&str]) {
    assert_eq!(codes(&compiled(&tenant(), text).1), expected, "{text}");
}

#[test]
fn mistakes_are_told_by_their_rule() {
    check("users: { ana: {} }", &["refuse engage:E-017"]);
    check("users: { ana@x.example: {}, Ana@x.example: {} }", &["refuse engage:E-017"]);
    check("users: { ana@x.example: { role: chief } }", &["refuse engage:E-023"]);
    check("users: { ana@x.example: { role: [administrator, editor] } }", &["refuse engage:E-025"]);
    check("users: { ana@x.example: { role: [agent, dispatcher] } }", &["refuse engage:E-025"]);
    check("users: { ana@x.example: { role: [] } }", &["refuse engage:E-025"]);
    check("users: { ana@x.example: { first_name: ' ' } }", &["refuse engage:E-016"]);
    check("users: { ana@x.example: { password: x } }", &["refuse R-005"]);
    check("users: { ana@x.example: { skills: [{ name: a, level: 3 }] } }", &["refuse R-006"]);
    check("users: { ana@x.example: { role: editor, skills: [a] } }", &["warn engage:E-040"]);
    check("skills: { a: {} }\nusers: { ana@x.example: { skills: [b] } }", &["refuse engage:E-038"]);
    check(
        "skills: { a: { state: absent } }\nusers: { ana@x.example: { skills: [a] } }",
        &["refuse engage:E-038"],
    );
    check("skills: { a: {}, A: {} }", &["refuse engage:E-038"]);
    check("skills: { ' a': {} }", &["refuse engage:E-038"]);
    check("projects: { a: {} }\nusers: { ana@x.example: { projects: [b] } }", &["refuse engage:E-036"]);
    check("users: { ana@x.example: { projects: [whatever], skills: [any] } }", &[]);
}

#[test]
fn who_takes_over_stays_and_is_somebody_else() {
    let to = |to: &str| {
        format!(
            "users: {{ ana@x.example: {{ state: absent, reassign_to: {to} }}, bob@x.example: {{ state: suspended }} }}"
        )
    };
    check(&to("ana@x.example"), &["refuse engage:E-027"]);
    check(&to("Bob@x.example"), &["refuse engage:E-027"]);
    check(&to("eva@x.example"), &["refuse R-017"]);
    check(&to("unassigned"), &[]);
}

#[test]
fn a_name_in_webchat_is_cleared_by_null_or_nothing_and_else_left_alone() {
    for (keys, wanted) in [
        ("{ webchat_name: null }", "active=true webchat_name="),
        ("{ webchat_name: ~ }", "active=true webchat_name="),
        ("{ webchat_name: '' }", "active=true webchat_name="),
        ("{ webchat_name: '5' }", "active=true webchat_name=5"),
        ("{}", "active=true"),
    ] {
        let (desired, findings) = compiled(&tenant(), &format!("users: {{ ana@x.example: {keys} }}"));
        assert_eq!(codes(&findings), [""; 0], "{keys}");
        assert_eq!(wants(&desired), [format!("user ana@x.example {wanted}")], "{keys}");
    }
    check("users: { ana@x.example: { webchat_name: 5 } }", &["refuse R-006"]);
    check("users: { ana@x.example: { role: null } }", &["refuse R-008"]);
}

#[test]
fn a_roster_wants_what_it_says_and_nothing_else() {
    let text = "skills: { pt: { required: true } }\nusers:\n  Ana@x.example: { role: [editor, agent], skills: [pt], projects: [], webchat_name: '' }";
    let (desired, findings) = compiled(&tenant(), text);
    assert_eq!(codes(&findings), [""; 0]);
    assert_eq!(
        wants(&desired),
        [
            "skill pt required=true",
            "user ana@x.example active=true role=agent_editor spelled=Ana@x.example webchat_name=",
            "user_skill pt/ana@x.example",
            "closed user_project user=ana@x.example",
            "closed user_skill user=ana@x.example",
        ]
    );
    let floors: Vec<(&str, u64)> =
        desired.floors.iter().map(|(name, least)| (name.as_str(), *least)).collect();
    assert_eq!(floors, [("administrators", 1), ("holders of pt", 1)]);
}

#[test]
fn the_schema_says_the_same() {
    let schema = serde_json::to_value(PORTAL.roster.schema()).expect("a schema is plain data");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    let user = |keys: Json| json!({ "users": { "ana@acme.example": keys } });
    for file in [
        user(
            json!({ "first_name": "Ana", "last_name": "Lima", "role": "Editor | Despachante", "projects": ["Support"] }),
        ),
        user(
            json!({ "role": ["agent", "editor"], "skills": "none", "webchat_name": "", "two_factor": true }),
        ),
        user(json!({ "webchat_name": null })),
        user(json!({ "state": "absent", "reassign_to": "unassigned", "priority": 1, "profile": "p" })),
        json!({ "profiles": { "p": { "role": "agent", "skills": [] } }, "skills": { "pt": {}, "x": { "state": "absent" } } }),
        json!({ "projects": { "Support": {} }, "skills": { "pt": { "required": true } } }),
    ] {
        assert!(validator.is_valid(&file), "{file}");
    }
    for file in [
        user(json!({ "role": "chief" })),
        user(json!({ "role": null })),
        user(json!({ "password": "x" })),
        user(json!({ "first_name": " " })),
        user(json!({ "webchat_name": 5 })),
        user(json!({ "skills": [{ "pt": 3 }] })),
        user(json!({ "state": "gone" })),
        json!({ "users": { "ana": {} } }),
        json!({ "skills": { "pt": { "level": 2 } } }),
        json!({ "projects": { "Support": { "id": "p_1" } } }),
        json!({ "teams": {} }),
    ] {
        assert!(!validator.is_valid(&file), "{file}");
    }
    let keys = schema["$defs"]["User"]["properties"].as_object().expect("users have keys");
    for (name, property) in keys {
        assert!(property["description"].is_string(), "{name}: {property}");
    }
}

fn vetted(tenant: &Tenant) -> Vec<String> {
    let mut findings = Findings::default();
    (PORTAL.check_tenant)(tenant, &mut findings);
    codes(&findings.sorted())
}

#[test]
fn the_tenant_is_judged() {
    assert_eq!(vetted(&tenant()), [""; 0]);
    assert_eq!(
        vetted(&with_settings("{ caller: it@x.example, auto_routing: true, reopen_minutes: 60 }")),
        [""; 0]
    );
    assert_eq!(vetted(&with_settings("{ caller: it }")), ["refuse engage:E-017"]);
    assert_eq!(vetted(&with_settings("{ retention: 3 }")), ["refuse R-005"]);
    let at = |endpoint: Endpoint| Tenant { endpoint, ..tenant() };
    assert_eq!(vetted(&at(Endpoint::Base("http://127.0.0.1:1".into()))), ["refuse R-009"]);
    assert_eq!(vetted(&at(Endpoint::Vendor)), [""; 0], "there is nobody to show a token to");
    let mut vendor = at(Endpoint::Vendor);
    vendor.writes.insert("users".into(), (WritePath::Api, place(1)));
    vendor.writes.insert("projects".into(), (WritePath::Manual, place(2)));
    assert_eq!(vetted(&vendor), ["refuse R-005", "refuse engage:V-41"]);
}

#[test]
fn at_the_vendor_everything_is_done_by_hand_and_nothing_can_be_read() {
    let vendor = Tenant { endpoint: Endpoint::Vendor, ..tenant() };
    for spec in CATALOGUE.kinds.iter().filter(|spec| spec.kind.0 != "project") {
        assert_eq!(PORTAL.carrier(&vendor, spec.kind), Carrier::Manual, "{}", spec.kind);
        assert_eq!(PORTAL.carrier(&tenant(), spec.kind), Carrier::Api, "{}", spec.kind);
        assert!(!(PORTAL.readable)(&vendor, spec.kind) && (PORTAL.readable)(&tenant(), spec.kind));
    }
    assert!((PORTAL.readable)(&vendor, kind("project")), "a kind that is referred to is incomplete instead");
}

/// What may be done to people, skills and conversations, with every role.
const DONE: [&[&str]; 3] = [
    &[
        "+ user ana@x; first_name=Ana; last_name=Lima; role=dispatcher_editor; webchat_name=A",
        "+ user_skill pt/ana@x",
        "+ user_project support/ana@x",
        "~ user bob@x; active=false; role=editor; two_factor=true; webchat_name=",
        "- user_skill pt/bob@x",
        "~ conversations bob@x; assigned_to=ana@x",
        "+ skill en",
        "- skill pt",
    ],
    &["- user bob@x", "- user_skill pt/bob@x"],
    &[
        "~ user eva@x; active=true; role=administrator; two_factor=false; webchat_name=Eva",
        "~ user kim@x; role=agent",
        "~ user lea@x; role=dispatcher",
        "~ user max@x; role=agent_editor",
    ],
];

fn live() -> Observation {
    observed(&[
        "user bob@x; role=agent; active=true",
        "user eva@x; role=editor; active=false; two_factor=true",
        "user kim@x; role=editor",
        "user lea@x; role=editor",
        "user max@x; role=editor",
        "user_skill pt/bob@x",
        "skill pt",
        "conversations bob@x; assigned_to=bob@x",
    ])
}

/// The runbooks of all that may be done.
fn books(tenant: &Tenant) -> Vec<Runbook> {
    let mut books = Vec::new();
    for lines in DONE {
        let all = changes(&live(), lines);
        books.extend(all.iter().map(|change| (PORTAL.runbook)(tenant, change, &all)));
    }
    books
}

#[test]
fn every_change_has_clicks_and_something_to_look_at() {
    let vendor = Tenant { endpoint: Endpoint::Vendor, ..tenant() };
    for runbook in books(&vendor) {
        assert!(runbook.place.starts_with("Sinch Engage > "), "{runbook:?}");
        assert!(!runbook.clicks.is_empty() && !runbook.checks.is_empty(), "{runbook:?}");
        let mut texts = runbook.clicks.iter().chain(&runbook.checks);
        assert!(texts.all(|text| !text.ends_with('.')), "{runbook:?}");
    }
    let all = changes(&live(), DONE[0]);
    let clicks = |who: &str| {
        let user = all.iter().find(|change| change.addr.to_string() == format!("user {who}"));
        (PORTAL.runbook)(&vendor, user.expect("they are there"), &all).clicks.join("; ")
    };
    let bob = clicks("bob@x");
    assert!(
        bob.starts_with("Search for `bob@x` in the list; Set the toggle of the row to inactive"),
        "{bob}"
    );
    let ana = clicks("ana@x");
    let order =
        ["Add user at the top right", "toggle to active", "Under Roles choose", "`support`", "`pt`", "Save"];
    assert!(order.map(|words| ana.find(words).expect(words)).is_sorted(), "{ana}");
}

#[test]
fn every_label_is_said_as_the_portal_says_it_and_marked_where_no_page_does() {
    for (language, word) in FOREIGN.into_iter().zip(["pt-BR", "es"]) {
        let books = books(&with_settings(&format!("{{ labels: {word} }}")));
        assert_eq!(unspoken(&books, TABLE, language), [""; 0]);
    }
    let place = books(&with_settings("{ labels: pt-BR }"))[0].place.clone();
    assert!(place.starts_with("Sinch Engage > "), "{place}");
}

#[test]
fn at_the_vendor_nobody_is_added_without_a_role_either() {
    let vendor = Tenant { endpoint: Endpoint::Vendor, ..tenant() };
    let role = |role: &str| format!("users: {{ ana@x.example: {{ first_name: A, last_name: B{role} }} }}");
    let met = Met::new(&vendor, &[], &role(""), &[]);
    assert_eq!(met.held(), ["user ana@x.example: engage:E-022"]);
    let met = Met::new(&vendor, &[], &role(", role: agent"), &[]);
    assert_eq!(codes(&met.findings), [""; 0]);
    let confirmed = ["user ana@x.example; first_name=A; last_name=B; role=agent"];
    assert_eq!(codes(&Met::new(&vendor, &confirmed, &role(""), &[]).findings), [""; 0]);
}
