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
use super::schema::{ENTERPRISE_URN, GROUP_URN, USER_URN};
use crate::wire::{Emulator, Method, Plane, Request, Response};

/// An emulator that is asked as one caller, at a time that the test sets.
struct Server {
    emulator: ScimEmulator,
    now: Duration,
    headers: Vec<(&'static str, String)>,
}

/// What a request is answered with.
struct Told {
    status: u16,
    body: Value,
    whole: Response,
}

impl Told {
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
        let emulator = ScimEmulator::new(state).unwrap();
        Self { emulator, now: Duration::ZERO, headers: Vec::new() }
    }

    /// The usual fixture with `patch` laid over its top level.
    fn with(patch: Value) -> Self {
        let mut state = fixture();
        for (name, value) in patch.as_object().unwrap() {
            state[name] = value.clone();
        }
        Self::new(state)
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

    fn send(&mut self, request: &Request) -> Told {
        let whole = self.emulator.handle(request, self.now);
        let body = serde_json::from_slice(&whole.body).unwrap_or(Value::Null);
        Told { status: whole.status, body, whole }
    }

    fn ask(&mut self, method: Method, path: &str, body: Option<Value>) -> Told {
        let path = format!("/scim/v2{}", path.replace(' ', "%20").replace('"', "%22"));
        let mut request = Request::new(Plane("any"), method, path)
            .header("authorization", "Bearer x")
            .header("host", "scim.example");
        for (name, value) in &self.headers {
            request = request.header(name, value.clone());
        }
        let request = body.iter().fold(request, |request, body| request.json(body));
        self.send(&request)
    }

    fn get(&mut self, path: &str) -> Told {
        self.ask(Method::Get, path, None)
    }

    fn post(&mut self, path: &str, body: Value) -> Told {
        self.ask(Method::Post, path, Some(body))
    }

    fn put(&mut self, path: &str, body: Value) -> Told {
        self.ask(Method::Put, path, Some(body))
    }

    /// A PATCH with these operations.
    fn patch(&mut self, path: &str, operations: Value) -> Told {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        self.ask(Method::Patch, path, Some(body))
    }

    fn delete(&mut self, path: &str) -> Told {
        self.ask(Method::Delete, path, None)
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
    let mut body = json!({ "schemas": [USER_URN, ENTERPRISE_URN], "userName": name });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
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
