//! Each invariant of the smaller vendors is seen to break.

use serde_json::{Value, json};

use crate::engage::ENGAGE;
use crate::gotoassist::GOTOASSIST;
use crate::scim::SCIM;
use crate::teeth::{Row, check};

#[test]
fn each_invariant_of_scim_is_seen_to_break() {
    let state = json!({
        "caller": "it@acme.example",
        "entitlements": [{ "value": "Voice", "type": "license", "seats": 1 }],
        "users": [
            { "id": "1", "user_name": "it@acme.example", "active": true },
            { "id": "2", "user_name": "ana@acme.example", "active": true, "entitlements": [{ "value": "Voice", "type": "license" }] },
            { "id": "3", "user_name": "bo@acme.example", "active": true, "entitlements": [], "roles": ["Agent"] },
        ],
        "groups": [{ "id": "g", "display_name": "Staff", "members": ["2", "3"] }],
    });
    let voice = json!([{ "value": "Voice", "type": "license" }]);
    let one = json!([state["users"][0], state["users"][1]]);
    let twins = json!([state["groups"][0], { "id": "h", "display_name": "STAFF", "members": [] }]);
    let all = json!({ "users": { "bo@acme.example": { "licenses": ["Voice"], "roles": [] }, "ana@acme.example": { "state": "absent" } } });
    let none = json!({});
    let leaver = json!({ "users": { "bo@acme.example": { "state": "absent" } } });
    let rows: Vec<Row<'_>> = vec![
        (&all, vec![("/users/1/entitlements", json!([])), ("/users/2/entitlements", voice.clone())], &[]),
        (&all, vec![("/users/2/entitlements", voice)], &["crowd", "pool"]),
        (&all, vec![("/users/0/active", json!(false))], &["caller", "undeclared"]),
        (&none, vec![("/groups/0/members", json!(["2"]))], &["undeclared"]),
        (&none, vec![("/users/2/external_id", json!("x"))], &["undeclared"]),
        (&none, vec![("/groups", twins)], &["twice"]),
        (&leaver, vec![("/users/2/roles", json!([])), ("/users/2/active", json!(false))], &[]),
        (&leaver, vec![("/users", one)], &["ghost", "undeclared"]),
    ];
    for (roster, edits, expected) in rows {
        check(&SCIM, [&state, &json!({ "offboarding": "suspend" }), roster], &edits, expected);
    }
}

#[test]
fn each_invariant_of_engage_is_seen_to_break() {
    let state = json!({
        "caller": "it@acme.example", "account": { "seats": { "purchased": 3 } },
        "skills": [{ "id": "s", "name": "Fax / 2" }],
        "users": [
            { "email": "it@acme.example", "role": "administrator", "active": true, "accepted": true, "skills": [] },
            { "email": "ana@acme.example", "role": "administrator", "active": true, "accepted": true, "skills": ["s"], "open_conversations": 2 },
            { "email": "bo@acme.example", "role": "agent", "active": true, "accepted": true, "skills": [] },
        ],
    });
    let more = json!([state["users"][0], state["users"][1], state["users"][2], { "email": "cy@acme.example", "role": "agent", "active": true }]);
    let tenant = json!({ "guards": { "min_admins": 2 } });
    let all = json!({
        "users": { "ana@acme.example": { "state": "absent" }, "bo@acme.example": { "skills": ["Fax / 2"] }, "cy@acme.example": { "role": "agent" } },
        "skills": { "Fax / 2": { "required": true } },
    });
    let none = json!({});
    let rows: Vec<Row<'_>> = vec![
        (&all, vec![("/users/2/skills", json!(["s"]))], &[]),
        (&all, vec![("/users", more)], &["crowd", "pool"]),
        (&all, vec![("/users/1/active", json!(false))], &["floor", "stranded"]),
        (&none, vec![("/users/0/role", json!("agent"))], &["caller", "floor", "undeclared"]),
        (&none, vec![("/users/2/webchat_name", json!("Bo"))], &["undeclared"]),
        (&none, vec![("/skills", json!([]))], &["ghost", "undeclared"]),
        (&none, vec![("/users/2/email", json!("ana@acme.example"))], &["floor", "twice", "undeclared"]),
    ];
    for (roster, edits, expected) in rows {
        check(&ENGAGE, [&state, &tenant, roster], &edits, expected);
    }
}

#[test]
fn each_invariant_of_gotoassist_is_seen_to_break() {
    let state = json!({
        "caller": "it@acme.example", "seats": { "remote_support": { "named": 2 } },
        "companies": [{ "name": "HQ" }, { "name": "Old" }],
        "users": [
            { "email": "it@acme.example", "role": "administrator", "active": true, "remote_support": "named" },
            { "email": "ana@acme.example", "role": "standard", "active": true, "remote_support": "named", "companies": ["HQ", "Old"] },
            { "email": "bo@acme.example", "role": "standard", "active": true, "companies": ["HQ"] },
        ],
    });
    let tenant = json!({ "guards": { "min_admins": 1 }, "offboarding": "suspend" });
    let all = json!({
        "users": { "ana@acme.example": { "state": "absent" }, "bo@acme.example": { "remote_support": "named" } },
        "companies": { "Old": { "state": "absent" } },
    });
    let none = json!({});
    let rows: Vec<Row<'_>> = vec![
        (
            &all,
            vec![("/users/1/remote_support", Value::Null), ("/users/2/remote_support", json!("named"))],
            &[],
        ),
        (&all, vec![("/users/2/remote_support", json!("named"))], &["crowd", "pool"]),
        (&all, vec![("/users/1/companies", json!([]))], &["nobody"]),
        (&all, vec![("/companies", json!([{ "name": "HQ" }]))], &["ghost"]),
        (&none, vec![("/users/1/companies", json!(["HQ"]))], &["undeclared"]),
        (&none, vec![("/users/0/remote_support", Value::Null)], &["caller", "undeclared"]),
        (&none, vec![("/users/0/role", json!("standard"))], &["caller", "floor", "nobody", "undeclared"]),
        (&none, vec![("/users/2/email", json!("ana@acme.example"))], &["twice", "undeclared"]),
    ];
    for (roster, edits, expected) in rows {
        check(&GOTOASSIST, [&state, &tenant, roster], &edits, expected);
    }
}
