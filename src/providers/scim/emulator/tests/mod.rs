//! Stories about the emulator: a state, requests, answers.

mod discovery;
mod filters;
mod lists;
mod patches;
mod states;
mod switches;
mod writes;

use std::time::Duration;

use serde_json::{Value, json};

use super::ScimEmulator;
use super::schema::ENTERPRISE_URN;
use super::state::Tenant;
use crate::wire::emulator::tests::{self, Reply, laid_over};
use crate::wire::{Emulator, Method, Plane, Request};

const USER_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

type Server = tests::Server<Tenant>;

impl Reply {
    /// Status and word, for refusals.
    fn refusal(&self) -> (u16, &str) {
        (self.status, self.body["scimType"].as_str().unwrap_or_default())
    }

    /// The names of the resources in a list.
    fn names(&self) -> Vec<&str> {
        let list = self.body["Resources"].as_array().map_or(&[][..], Vec::as_slice);
        let name = |own: &'_ Value| own.get("userName").or_else(|| own.get("displayName")).is_some();
        assert!(list.iter().all(name), "{}", self.body);
        list.iter().map(|own| own["userName"].as_str().or(own["displayName"].as_str()).unwrap()).collect()
    }
}

impl Server {
    fn new(state: Value) -> Self {
        Self::of(state, |path| format!("/scim/v2{}", path.replace(' ', "%20").replace('"', "%22")))
    }

    /// The usual fixture with `patch` laid over its top level.
    fn with(patch: Value) -> Self {
        Self::new(laid_over(fixture(), patch))
    }

    fn usual() -> Self {
        Self::new(fixture())
    }

    fn switched(switches: Value) -> Self {
        Self::with(json!({ "switches": switches }))
    }

    fn serving(service: Value) -> Self {
        Self::with(json!({ "service": service }))
    }

    /// A PATCH with these operations.
    fn patch(&mut self, path: &str, operations: Value) -> Reply {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        self.ask(Method::Patch, path, Some(body))
    }

    /// The resource at `path`.
    fn read(&mut self, path: &str) -> Value {
        let told = self.get(path);
        assert_eq!(told.status, 200, "{}", told.body);
        told.body
    }

    /// The identifiers of a group's members.
    fn members(&mut self, group: &str) -> Vec<String> {
        let told = self.read(&format!("/Groups/{group}"));
        let list = told["members"].as_array().cloned().unwrap_or_default();
        list.iter().map(|own| own["value"].as_str().unwrap().to_owned()).collect()
    }
}

/// A user as a client sends it.
fn user(name: &str, more: Value) -> Value {
    laid_over(json!({ "schemas": [USER_URN, ENTERPRISE_URN], "userName": name }), more)
}

/// A group as a client sends it.
fn group(name: &str, members: &[&str]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    json!({ "schemas": [GROUP_URN], "displayName": name, "members": members })
}

/// Three people and two groups.
fn fixture() -> Value {
    json!({
        "provider": "scim",
        "users": [
            { "id": "u1", "user_name": "ana@acme.example", "external_id": "ana", "active": true,
              "name": { "given": "Ana", "family": "Lund" }, "display_name": "Ana Lund", "title": "Lead",
              "locale": "en-US", "timezone": "Europe/Berlin",
              "emails": [{ "value": "ana@acme.example", "type": "work", "primary": true },
                         { "value": "ana@home.example", "type": "home" }],
              "roles": ["admin"], "entitlements": [{ "value": "Pro", "type": "license" }],
              "enterprise": { "employee_number": "7", "department": "Support", "cost_center": "4130",
                              "division": "EMEA", "organization": "Acme" } },
            { "id": "u2", "user_name": "bob@acme.example", "active": true, "display_name": "Bob",
              "enterprise": { "department": "Sales", "manager": "ana@acme.example" } },
            { "id": "u3", "user_name": "cleo@acme.example", "active": false, "display_name": "Cleo",
              "more": { "nickName": "C", "name": { "middleName": "X" } } },
        ],
        "groups": [
            { "id": "g1", "display_name": "Support", "external_id": "support",
              "members": ["ana@acme.example", "bob@acme.example", "cleo@acme.example"] },
            { "id": "g2", "display_name": "Everybody", "members": ["g1"] },
        ],
    })
}
