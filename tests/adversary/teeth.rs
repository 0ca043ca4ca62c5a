//! Each check of the harness fires: histories made by hand, most of them bad in one way.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::goto::GOTO;
use crate::judge;
use crate::lies::{How, Moment, tell};
use crate::program::{Exit, Said};
use crate::world::{Broken, Scenario, Vendor};

/// The names of the checks that broke.
pub fn names(broken: &[Broken]) -> BTreeSet<&str> {
    broken.iter().map(|own| own.check).collect()
}

fn scenario(state: &Value, tenant: Value, roster: Value) -> Scenario {
    Scenario::peaceful(tenant, state.clone(), roster)
}

/// A roster, what becomes of the tenant, and the checks that break.
pub type Row<'r> = (&'r Value, Vec<(&'static str, Value)>, &'static [&'static str]);

/// Asserts which checks break when a tenant goes from `state` through what `edits` make of it, one after another.
pub fn check(
    vendor: &Vendor,
    [state, tenant, roster]: [&Value; 3],
    edits: &[(&str, Value)],
    expected: &[&str],
) {
    let first = (vendor.read)(state);
    let meant = (vendor.meant)(&scenario(state, tenant.clone(), roster.clone()), &first);
    let mut now = state.clone();
    let mut moments = Vec::new();
    for (pointer, value) in edits {
        let (parent, name) = pointer.rsplit_once('/').expect("a path");
        let parent = now.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer} is not there"));
        parent[name] = value.clone();
        moments.push(Moment { request: "PUT /it".into(), facts: (vendor.read)(&now) });
    }
    let broken = judge::history(vendor, &meant, &first, &moments);
    assert_eq!(names(&broken), expected.iter().copied().collect(), "{edits:?}: {broken:#?}");
}

fn office() -> Value {
    json!({
        "provider": "goto", "caller": "it@acme.example",
        "licenses": [
            { "key": "101", "description": "GoTo Connect Standard", "products": ["JIVE"], "seats": 2 },
            { "key": "103", "description": "GoTo Meeting", "products": ["G2M"], "seats": 9 },
        ],
        "role_sets": [{ "id": "rs1", "name": "Auditor" }],
        "groups": [{ "key": "501", "name": "EMEA" }, { "key": "502", "name": "Old", "parent": "501" }],
        "users": [
            { "key": "1", "email": "it@acme.example", "roles": ["SUPER_USER"], "signed_in": true, "queues": [] },
            { "key": "2", "email": "ana@acme.example", "roles": ["SUPER_USER"], "signed_in": true, "licenses": ["101"],
              "queues": [{ "queue": "calls", "role": "agent" }], "managed_groups": ["502"], "extension": "1002" },
            { "key": "3", "email": "bo@acme.example", "first_name": "Bo", "roles": [], "licenses": ["101"], "queues": [], "group": "501", "extension": "1003" },
            { "key": "4", "email": "cy@acme.example", "roles": [], "licenses": ["103"], "queues": [], "group": "501" },
        ],
    })
}

#[test]
fn each_invariant_of_goto_is_seen_to_break() {
    let tenant = json!({ "offboarding": "suspend", "contact_center": { "seats": 1 }, "guards": { "min_super_admins": 2 } });
    let seat = json!([{ "queue": "calls", "role": "agent" }]);
    let all = json!({ "users": {
        "ana@acme.example": { "licenses": [], "queues": {}, "role": "Member", "first_name": "Ann" },
        "bo@acme.example": { "queues": { "calls": "agent" }, "role": "Auditor", "licenses": ["GoTo Connect Standard", "GoTo Meeting"], "group": "EMEA/Old" },
        "cy@acme.example": { "licenses": ["GoTo Connect Standard"] },
    } });
    let leaver = json!({ "users": { "ana@acme.example": { "state": "absent" } } });
    let quiet: [(&str, Value); 3] = [
        ("/users/2/group", json!("502")),
        ("/users/2/licenses", json!(["101", "103"])),
        ("/users/2/role_set", json!("rs1")),
    ];
    let none = json!({});
    let rows: Vec<Row<'_>> = vec![
        (&all, quiet.to_vec(), &[]),
        (&none, vec![("/users/2/first_name", json!("Rob"))], &["undeclared"]),
        (&none, vec![("/users/2/group", Value::Null)], &["undeclared"]),
        (&all, vec![("/users/1/first_name", json!("Zed"))], &["undeclared"]),
        (&all, vec![("/users/1/licenses", json!([]))], &["unlicensed"]),
        (&all, vec![("/users/3/licenses", json!(["101", "103"]))], &["crowd", "pool"]),
        (&all, vec![("/users/2/queues", seat)], &["crowd", "pool"]),
        (&all, vec![("/users/3/licenses", json!([]))], &["nobody"]),
        (&all, vec![("/users/1/roles", json!([]))], &["floor"]),
        (&none, vec![("/users/1/queues", json!([]))], &["floor", "undeclared"]),
        (&none, vec![("/users/0/roles", json!([]))], &["caller", "floor", "nobody", "undeclared"]),
        (&none, vec![("/users/3/email", json!("bo@acme.example"))], &["twice", "undeclared"]),
        (&none, vec![("/users/2/extension", json!("1002"))], &["twice", "undeclared"]),
        (
            &none,
            vec![("/groups/1/name", json!("EMEA")), ("/groups/1/parent", Value::Null)],
            &["twice", "undeclared"],
        ),
        (&all, vec![("/users/1/managed_groups", json!([]))], &["manages-all", "undeclared"]),
        (&leaver, vec![("/users/1/managed_groups", json!([]))], &["leaver-manages-all", "undeclared"]),
    ];
    for (roster, edits, expected) in rows {
        check(&GOTO, [&office(), &tenant, roster], &edits, expected);
    }
}

#[test]
fn somebody_deleted_in_a_queue_is_seen() {
    let tenant = json!({ "offboarding": "delete", "guards": { "min_super_admins": 1 } });
    let roster = json!({ "users": { "ana@acme.example": { "state": "absent" } }, "queues": { "calls": { "allow_gap": true } } });
    let office = office();
    let rest = json!([office["users"][0], office["users"][2], office["users"][3]]);
    check(&GOTO, [&office, &tenant, &roster], &[("/users", rest.clone())], &["deleted-seated"]);
    check(&GOTO, [&office, &tenant, &roster], &[("/users/1/queues", json!([])), ("/users", rest)], &[]);
}

#[test]
fn a_pool_over_its_capacity_lets_nobody_in() {
    let mut office = office();
    office["users"][3]["licenses"] = json!(["101"]);
    let roster = json!({ "users": {
        "it@acme.example": { "licenses": ["GoTo Connect Standard"] },
        "cy@acme.example": { "licenses": ["GoTo Meeting"] },
    } });
    let takes = ("/users/0/licenses", json!(["101"]));
    let frees = ("/users/3/licenses", json!(["103"]));
    // Three hold two seats: one who frees makes no room for one who takes, and the bound is not passed.
    check(&GOTO, [&office, &json!({}), &roster], &[frees, takes], &["crowd"]);
}

fn said(exit: Exit, planned: usize) -> Said {
    Said { exit, planned, words: Vec::new(), unproved: false, refused: Vec::new() }
}

#[test]
fn an_end_that_is_not_true_is_seen() {
    let roster = json!({ "users": { "bo@acme.example": { "first_name": "Rob" } } });
    let office = office();
    let first = (GOTO.read)(&office);
    let meant = (GOTO.meant)(&scenario(&office, json!({}), roster), &first);
    let ends = |exit, wrote| judge::end(&meant, &first, &said(exit, 1), wrote);
    assert_eq!(names(&ends(Exit::Done, true)), ["untrue"].into());
    assert_eq!(names(&ends(Exit::Partly, true)), BTreeSet::new());
    assert_eq!(names(&ends(Exit::Error, true)), ["error-wrote"].into());
    assert_eq!(names(&ends(Exit::Error, false)), BTreeSet::new());
    let unproved = Said { unproved: true, ..said(Exit::Refused, 1) };
    assert_eq!(names(&judge::end(&meant, &first, &unproved, false)), ["unproved"].into());
}

#[test]
fn a_run_that_does_not_settle_is_seen() {
    assert!(judge::again(&said(Exit::Done, 0), false).is_none());
    for (exit, planned, wrote) in [(Exit::Done, 1, false), (Exit::Done, 0, true), (Exit::Refused, 0, false)] {
        assert!(judge::again(&said(exit, planned), wrote).is_some_and(|own| own.check == "unsettled"));
    }
}

#[test]
fn a_second_welcome_is_seen() {
    let mail = |kind: &str, to: &str| json!({ "kind": kind, "to": to });
    let once = [
        mail("welcome", "a@x"),
        mail("welcome", "b@x"),
        mail("product_change", "a@x"),
        mail("product_change", "a@x"),
    ];
    assert!(judge::mails(&once).is_empty());
    assert_eq!(names(&judge::mails(&[once[0].clone(), once[0].clone()])), ["mail"].into());
}

#[test]
fn lists_are_altered_as_their_lies_say() {
    let list = json!({ "total": 4, "results": [1, 2, 3, 4] });
    for (how, expected) in [
        (How::Short, json!({ "total": 4, "results": [1, 2] })),
        (How::ShortAndSure, json!({ "total": 2, "results": [1, 2] })),
        (How::Doubled, json!({ "total": 4, "results": [1, 2, 3, 4, 1, 2, 3, 4] })),
    ] {
        let mut told = list.clone();
        tell(how, &mut told);
        assert_eq!(told, expected, "{how:?}");
    }
}
