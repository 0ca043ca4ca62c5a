//! What is wanted meets what was seen.

use super::super::super::contract;
use super::super::super::testing::{codes, compiled, observed, tenant, wants};
use super::super::PORTAL;
use crate::engine::Unaligned;
use crate::model::{Addr, Desired, Finding, Findings, Observation, Tenant};

/// What came of a meeting.
struct Met {
    desired: Desired,
    observed: Observation,
    findings: Vec<Finding>,
    /// Each as `user ana@x: R-034`.
    held: Vec<String>,
    ack: Option<String>,
}

fn met(tenant: &Tenant, text: &str, live: &[&str], acks: &[String]) -> Met {
    let (mut desired, told) = compiled(tenant, text);
    assert!(told.iter().all(|it| it.severity != crate::model::Severity::Refuse), "{told:#?}");
    let mut observed = observed(live);
    let mut findings = Findings::default();
    let sides = Unaligned { desired: &mut desired, observed: &mut observed, acks };
    let held = crate::run::align(&PORTAL, tenant, sides, &mut findings);
    let ack = held.values().find_map(|hold| hold.ack.clone());
    let held = held.iter().map(|(addr, hold)| format!("{addr}: {}", hold.code)).collect();
    Met { desired, observed, findings: findings.sorted(), held, ack }
}

#[track_caller]
fn check(text: &str, live: &[&str], found: &[&str], held: &[&str]) -> Met {
    let met = met(&tenant(), text, live, &[]);
    assert_eq!(codes(&met.findings), found, "{text}\n{:#?}", met.findings);
    assert_eq!(met.held, held, "{text}");
    met
}

const ANA: &str = "ana@x: { first_name: Ana, last_name: Souza, licenses: [Voice]";
const VOICE: &str = "license_product Voice; products={JIVE}; license_key=101";

#[test]
fn a_license_learns_what_it_carries() {
    let met = check(&format!("users: {{ {ANA} }} }}"), &[VOICE], &[], &[]);
    assert!(wants(&met.desired).contains(&"license ana@x/Voice license_key=101 products=[JIVE]".to_owned()));
}

#[test]
fn somebody_new_has_names_and_something_to_sign_in_for() {
    check(&format!("users: {{ {ANA} }} }}"), &[], &[], &[]);
    check("users: { ana@x: { licenses: [Voice] } }", &[], &["refuse R-009"], &["user ana@x: R-009"]);
    check("users: { ana@x: { licenses: [Voice] } }", &["user ana@x"], &[], &[]);
    check("users: { ana@x: { first_name: A, last_name: S } }", &[], &["warn goto:G-008"], &[]);
    check("users: { ana@x: { first_name: A, last_name: S, role: Auditor } }", &[], &[], &[]);
}

#[test]
fn nobody_is_created_to_leave() {
    for (state, found) in [("suspended", &["note goto:G-103"] as &[&str]), ("absent", &[])] {
        let text = format!("users: {{ bob@x: {{ first_name: B, last_name: B, group: A, state: {state} }} }}");
        let gone = check(&text, &["user ana@x"], found, &[]);
        assert!(gone.desired.resources.is_empty());
        let live = check(&text, &["user bob@x"], &[], &[]);
        assert_eq!(live.desired.resources.len(), 3);
    }
}

#[test]
fn the_key_settles_who_somebody_is() {
    let ana = format!("users: {{ {ANA}, id: '7' }} }}");
    check(&ana, &["user ana@x; id=7"], &[], &[]);
    check(&ana, &["user ana@x; id=8"], &["refuse R-034"], &["user ana@x: R-034"]);
    check(&ana, &["user ana@x; id=8", "user eva@x; id=7"], &["refuse R-034"], &["user ana@x: R-034"]);
    check(&ana, &[], &[], &[]);
    let both = format!("users: {{ {ANA}, id: '7' }}, eva@x: {{}} }}");
    check(&both, &["user eva@x; id=7"], &["refuse R-034"], &["user ana@x: R-034"]);
}

#[test]
fn somebody_renamed_at_the_vendor_is_the_same_person() {
    let live = [
        "user eva@x; id=7",
        "license eva@x/Voice/EU",
        "role eva@x; role=Member",
        "group_member A/B/eva@x",
        "queue_member a/b/eva@x/agent",
        "extension eva@x; number=1010",
    ];
    let met = check(
        &format!("users: {{ {ANA}, id: '7' }} }}"),
        &live,
        &["warn goto:G-005"],
        &["user ana@x: goto:G-005"],
    );
    let seen: Vec<String> = met.observed.resources.keys().map(Addr::to_string).collect();
    let expected = [
        "extension ana@x",
        "group_member A/B/ana@x",
        "license ana@x/Voice/EU",
        "queue_member a/b/ana@x/agent",
        "role ana@x",
        "user ana@x",
    ];
    assert_eq!(seen, expected);
    assert!(met.findings[0].text.contains("eva@x"));
}

#[test]
fn a_rename_that_the_vendor_knows_is_nothing_to_do() {
    let dora = "users: { dora@x: { was: old@x, first_name: D, last_name: N, licenses: [Voice] } }";
    let met = check(dora, &["user dora@x; id=7"], &[], &[]);
    assert_eq!(wants(&met.desired)[1], "user dora@x first_name=D last_name=N");
    check(dora, &[], &[], &[]);
    check(dora, &["user dora@x; id=7", "user old@x; id=8"], &["refuse R-034"], &["user dora@x: R-034"]);
}

#[test]
fn a_replacement_waits_until_it_is_acknowledged() {
    let keys = "was: old@x, first_name: D, last_name: N, licenses: [Voice]";
    let live = ["user old@x; id=7"];
    let held = ["user dora@x: R-035", "user old@x: R-035"];
    for id in ["", ", id: '7'"] {
        let text = format!("users: {{ dora@x: {{ {keys}{id} }} }}");
        let waits = check(&text, &live, &["refuse R-035"], &held);
        let ack = waits.ack.expect("somebody can acknowledge it");
        assert!(ack.starts_with("REP-") && ack.len() == 7, "{ack}");
        assert_eq!(waits.findings[0].ack.as_ref(), Some(&ack));

        let goes_on = met(&tenant(), &text, &live, &[ack]);
        assert!(goes_on.held.is_empty() && goes_on.findings.is_empty());
        let lines = wants(&goes_on.desired);
        assert!(lines.contains(&"gone user old@x (replaced)".to_owned()), "{lines:?}");
        assert!(lines.contains(&"user dora@x first_name=D last_name=N (replaced)".to_owned()), "{lines:?}");
    }
    let other = format!("users: {{ dora@x: {{ {keys}, id: '8' }} }}");
    check(&other, &live, &["refuse R-034"], &["user dora@x: R-034"]);
}

#[test]
fn an_acknowledgement_is_of_one_tenant_and_one_person() {
    let text = "users: { dora@x: { was: old@x, first_name: D, last_name: N, licenses: [Voice] } }";
    let ack = |name: &str, id: &str| {
        let tenant = Tenant { name: name.into(), ..tenant() };
        met(&tenant, text, &[&format!("user old@x; id={id}")], &[]).ack
    };
    assert_eq!(ack("acme", "7"), ack("acme", "7"));
    assert_ne!(ack("acme", "7"), ack("other", "7"));
    assert_ne!(ack("acme", "7"), ack("acme", "8"));
}

#[test]
fn a_name_that_the_directory_owns_is_left_alone() {
    let text = format!("users: {{ {ANA} }} }}");
    let locked = "user ana@x; first_name=Anna; last_name=Souza; locked={name}";
    let met = check(&text, &[locked], &["warn goto:G-615"], &[]);
    assert!(wants(&met.desired).contains(&"user ana@x".to_owned()));
    check(&text, &["user ana@x; first_name=Ana; last_name=Souza; locked={email,name}"], &[], &[]);
    check(&text, &["user ana@x; first_name=Anna; last_name=Souza"], &[], &[]);
}

#[test]
fn a_queue_of_another_kind_is_another_queue() {
    let text = "queues: { a: { kind: call } }";
    check(text, &["queue a; kind=call"], &[], &[]);
    check(text, &["queue a; kind=inbox"], &["refuse goto:G-701"], &["queue a: goto:G-701"]);
    check("queues: { a: {} }", &["queue a; kind=inbox"], &[], &[]);
}

#[test]
fn contact_center_people_are_counted_once_each() {
    let live = [
        "queue_member a/ana@x/agent",
        "queue_member a/ana@x/supervisor",
        "queue_member b/ana@x/agent",
        "contact_center_admin ana@x",
        "contact_center_admin bob@x",
    ];
    let with = |seats| Tenant { own: contract::written(seats, 2), ..tenant() };
    let pools = |tenant: &Tenant| {
        let pools = met(tenant, "{}", &live, &[]).observed.pools;
        pools.into_iter().map(|pool| (pool.name, pool.capacity, pool.taken)).collect::<Vec<_>>()
    };
    assert_eq!(pools(&tenant()), []);
    assert_eq!(pools(&with(0)), []);
    assert_eq!(pools(&with(10)), [("contact_center".to_owned(), 12, 2)]);
}
