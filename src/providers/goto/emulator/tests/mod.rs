//! Stories about the emulator: a state, requests, answers.

mod connect;
mod desk;
mod oauth;
mod reads;
mod rolesets_and_groups;
mod sessions;
mod status_machine;
mod switches;
mod writes;

use std::time::Duration;

use serde_json::{Value, json};

use super::GotoEmulator;
use super::state::Tenant;
use crate::wire::emulator::tests::{Reply, Server, laid_over};
use crate::wire::{Emulator, Method, Plane, Request};

type Vendor = Server<Tenant>;

impl Vendor {
    fn new(state: Value) -> Self {
        Self::of(state, |path| {
            let path = path.replacen("/A", "/admin/rest/v1/accounts/8887380153236031176", 1);
            path.replacen("/Q", "/_emulator/contact-center/v1/accounts/8887380153236031176", 1)
        })
    }

    /// The usual fixture with `patch` laid over its top level.
    fn with(patch: Value) -> Self {
        Self::new(laid_over(fixture(), patch))
    }

    fn switched(switches: Value) -> Self {
        Self::with(json!({ "switches": switches }))
    }

    fn patch(&mut self, path: &str, body: Value) -> Reply {
        self.ask(Method::Patch, path, Some(body))
    }

    /// The user with this key, as the Admin API tells it.
    fn user(&mut self, key: &str) -> Value {
        let told = self.get(&format!("/A/users/{key}"));
        assert_eq!(told.status, 200, "{}", told.body);
        told.body
    }

    fn status(&mut self, key: &str) -> String {
        self.user(key)["status"].as_str().unwrap().to_owned()
    }

    /// A user of the state, by e-mail.
    fn entry(&self, email: &str) -> Value {
        let state = self.emulator.state();
        let users = state["users"].as_array().unwrap();
        users.iter().find(|user| user["email"] == email).cloned().unwrap_or(Value::Null)
    }
}

/// The contract's example, with a second license, two more queues, and no limit.
fn fixture() -> Value {
    json!({
        "provider": "goto",
        "account": { "key": "8887380153236031176", "name": "Acme" },
        "caller": "it@acme.example",
        "contact_center": { "seats": 10 },
        "licenses": [
            { "key": "101", "description": "GoTo Connect Standard", "products": ["JIVE"], "seats": 3 },
            { "key": "102", "description": "GoTo Webinar", "products": ["G2W", "G2M"], "seats": 2 },
        ],
        "role_sets": [{ "id": "rs1", "name": "Auditor", "permissions": ["RUN_REPORTS"] }],
        "groups": [{ "key": "501", "name": "EMEA" }, { "key": "502", "name": "Support", "parent": "501" }],
        "queues": [
            { "id": "7d0c0001", "name": "support-calls", "kind": "call", "extension": "6001" },
            { "id": "7d0c0002", "name": "support-inbox", "kind": "inbox" },
            { "id": "7d0c0003", "name": "campaign", "kind": "outbound" },
        ],
        "users": [
            { "key": "1001", "email": "it@acme.example", "first_name": "I", "last_name": "T",
              "roles": ["SUPER_USER"], "signed_in": true },
            { "key": "1002", "email": "bob@acme.example", "first_name": "Bob", "last_name": "B",
              "licenses": ["101"], "group": "502", "signed_in": true, "extension": "1002",
              "queues": [{ "queue": "support-calls", "role": "agent" }] },
            { "key": "1003", "email": "Eve+x@acme.example", "first_name": "Eve", "last_name": "E" },
        ],
        "limits": { "calls_per_second": 0 },
    })
}

#[test]
fn a_state_comes_back_as_it_was_given() {
    let vendor = Vendor::new(fixture());
    let state = vendor.emulator.state();
    let mut again = GotoEmulator::new(state.clone()).unwrap();
    assert_eq!(again.state(), state);
    again.replace(state.clone()).unwrap();
    assert_eq!(again.state(), state);
    for (name, given) in fixture().as_object().unwrap() {
        if name != "users" && name != "account" && name != "queues" {
            assert_eq!(&state[name], given, "{name}");
        }
    }
    assert_eq!(state["users"][1], fixture()["users"][1]);
}

#[test]
fn a_state_after_many_writes_loads_to_the_same_state() {
    let mut vendor = Vendor::new(fixture());
    vendor.post("/A/users", json!({ "users": [{ "email": "n@acme.example" }], "licenseKeys": ["101"] }));
    let id = vendor
        .get("/voice-admin/v1/extensions?accountKey=8887380153236031176&type=DIRECT_EXTENSION")
        .body["items"][0]["id"]
        .clone();
    vendor
        .patch(&format!("/voice-admin/v1/extensions/{}", id.as_str().unwrap()), json!({ "number": "4711" }));
    vendor.delete("/A/users/1002");
    vendor.put("/A/rolesets/rs1/users?filter=key%20eq%20%221003%22", json!({}));
    let state = vendor.emulator.state();
    assert_eq!(GotoEmulator::new(state.clone()).unwrap().state(), state);
    assert_eq!(state["deleted_users"][0]["email"], "bob@acme.example");
}

#[test]
fn a_state_whose_deleted_people_were_in_a_group_that_is_gone_loads_again() {
    let mut vendor = Vendor::new(fixture());
    assert_eq!(vendor.delete("/A/users/1002").status, 204);
    assert_eq!(vendor.delete("/A/groups/502").status, 204);
    let state = vendor.emulator.state();
    assert_eq!(state["deleted_users"][0]["group"], Value::Null);
    assert_eq!(GotoEmulator::new(state.clone()).unwrap().state(), state);
}

#[test]
fn what_is_wrong_with_a_state_is_told_with_its_place() {
    for (patch, text) in [
        (json!({ "users": [{ "email": "a@x", "quues": [] }] }), "users[0]: unknown field `quues`"),
        (
            json!({ "users": [{ "email": "a@x", "licenses": ["9"] }] }),
            "users: `a@x`: no license has the key `9`",
        ),
        (json!({ "users": [{ "email": "a@x", "group": "9" }] }), "users: `a@x`: no group has the key `9`"),
        (json!({ "users": [{ "email": "a@x", "role_set": "z" }] }), "no role set has the id or the name `z`"),
        (
            json!({ "users": [{ "email": "a@x", "queues": [{ "queue": "q", "role": "agent" }] }] }),
            "no queue has the id or the name `q`",
        ),
        (json!({ "users": [{ "email": "a@x" }, { "email": "A@x" }] }), "is listed twice"),
        (json!({ "users": {} }), "users: a list is expected"),
        (json!({ "groups": [{ "key": "1", "name": "a", "parent": "1" }] }), "is its own ancestor"),
        (json!({ "groups": [{ "key": "1", "name": "a", "parent": "2" }] }), "the parent `2` is not there"),
        (json!({ "provider": "scim" }), "not of `scim`"),
        (json!({ "switches": { "lag": 1 } }), "unknown field `lag`"),
        (json!({ "extensions": [{ "number": "6001" }] }), "is listed twice"),
        (json!({ "account": { "began_at": "yesterday" } }), "account.began_at"),
        (json!({ "bogus": 1 }), "unknown field `bogus`"),
    ] {
        let state = laid_over(laid_over(fixture(), json!({ "users": [] })), patch);
        let error = GotoEmulator::new(state).err().unwrap_or_default();
        assert!(error.contains(text), "{error} does not say {text}");
    }
}

#[test]
fn an_empty_state_is_a_tenant_with_nobody() {
    let mut vendor = Vendor::new(json!({}));
    assert_eq!(vendor.get("/A/users").body, json!({ "fromIndex": 0, "toIndex": 0, "total": 0 }));
    assert_eq!(vendor.get("/admin/rest/v1/me").body["adminRoles"][0], "SUPER_USER");
}

#[test]
fn keys_may_be_written_as_numbers_and_are_never_rounded() {
    let vendor = Vendor::with(json!({
        "caller": null,
        "users": [{ "key": 9_007_199_254_740_993_u64, "email": "a@x", "extension": 1005 }],
    }));
    assert_eq!(vendor.entry("a@x")["key"], "9007199254740993");
    assert_eq!(vendor.entry("a@x")["extension"], "1005");
}

#[test]
fn ten_calls_a_second_pass_on_each_plane() {
    let mut vendor =
        Vendor::with(json!({ "limits": { "calls_per_second": 10 }, "switches": { "retry_after": 1 } }));
    for _ in 0..10 {
        assert_eq!(vendor.get("/admin/rest/v1/me").status, 200);
    }
    let refused = vendor.get("/admin/rest/v1/me");
    assert_eq!((refused.status, refused.whole.find_header("retry-after")), (429, Some("1")));
    let connect = vendor.get("/users/v1/me");
    assert_eq!(connect.status, 200);
    vendor.now += Duration::from_millis(100);
    assert_eq!(vendor.get("/admin/rest/v1/me").status, 200);
    assert_eq!(vendor.get("/admin/rest/v1/me").status, 429);
}

#[test]
fn the_schema_accepts_every_state_and_refuses_what_the_loader_refuses() {
    let schema = serde_json::to_value(crate::providers::goto::emulator::state_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let numbers = json!({ "users": [{ "key": 7, "email": "a@x", "extension": 1005 }], "switches": {} });
    for good in [fixture(), Vendor::new(fixture()).emulator.state(), json!({}), numbers] {
        assert!(
            validator.is_valid(&good),
            "{:?}",
            validator.iter_errors(&good).map(|e| e.to_string()).next()
        );
    }
    for bad in [
        json!({ "bogus": 1 }),
        json!({ "users": [{ "key": "1" }] }),
        json!({ "users": [{ "email": "a@x", "quues": [] }] }),
        json!({ "switches": { "to_index": "maybe" } }),
        json!({ "queues": [{ "name": "q", "kind": "fax" }] }),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
        assert!(GotoEmulator::new(bad.clone()).is_err(), "{bad}");
    }
}
