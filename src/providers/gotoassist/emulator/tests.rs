//! Stories about the emulator: a state, requests, answers. The documented listings as section 8.1 tells them.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::testing::account;
use super::GotoassistEmulator;
use crate::wire::{Emulator, Method, Plane, Request, Response};

struct Server(GotoassistEmulator);

impl Server {
    fn with(patch: Value) -> Self {
        let mut state = account();
        state.as_object_mut().unwrap().extend(patch.as_object().unwrap().clone());
        Self(GotoassistEmulator::new(state).unwrap())
    }

    fn ask(&mut self, method: Method, path: &str, body: Option<Value>) -> (u16, Value, Response) {
        let path = path.replacen("/A", "/assumed/gotoassist/v1", 1).replacen("/G", "/G2A/rest/v1", 1);
        let mut request = Request::new(Plane("any"), method, path).header("authorization", "Bearer t");
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = self.0.handle(&request, Duration::ZERO);
        (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null), answer)
    }

    fn get(&mut self, path: &str) -> (u16, Value) {
        let (status, body, _) = self.ask(Method::Get, path, None);
        (status, body)
    }
}

#[test]
fn companies_are_listed_as_the_sheet_says() {
    let companies: Vec<Value> = (1..=60).map(|id| json!({ "id": id, "name": format!("c{id:02}") })).collect();
    let mut server = Server::with(json!({ "companies": companies, "users": [], "contacts": [] }));
    let (status, body) = server.get("/G/companies");
    assert_eq!(
        (status, &body["totalNumCompanies"], body["companies"].as_array().unwrap().len()),
        (200, &json!(60), 50)
    );
    assert_eq!(body["companies"][0], json!({ "companyId": 1, "companyName": "c01" }));
    let (_, body) = server.get("/G/companies?offset=50&limit=50");
    assert_eq!(body["companies"].as_array().unwrap().len(), 10);
    let (_, body) = server.get("/G/companies?q=C1&sortField=companyName&sortOrder=desc&limit=1");
    assert_eq!(
        (&body["companies"][0]["companyName"], &body["totalNumCompanies"]),
        (&json!("c19"), &json!(10))
    );
    for (path, expected) in [
        ("/G/companies?limit=51", 400),
        ("/G/companies?limit=0", 400),
        ("/G/companies?sortField=size", 400),
        ("/G/companies?q=nothing", 404),
        ("/G/companies?offset=60", 404),
        ("/G/companies/1/machines", 404),
        ("/G/companies/999/machines", 404),
        ("/G/users", 404),
    ] {
        assert_eq!(server.get(path).0, expected, "{path}");
    }
    assert_eq!(server.ask(Method::Post, "/G/companies", None).0, 405);
}

#[test]
fn a_caller_without_a_seat_gets_401_and_one_with_few_companies_a_short_list() {
    assert_eq!(Server::with(json!({ "caller": "co@x.example" })).get("/G/companies").0, 401);
    let mut bob = Server::with(json!({ "caller": "bob@x.example", "users": [
        { "email": "bob@x.example", "remote_support": "shared", "companies": ["HQ"] }] }));
    let (_, body) = bob.get("/G/companies");
    assert_eq!(body["totalNumCompanies"], 1);
    assert_eq!(bob.get("/G/companies/1/machines").1["totalNumMachines"], 1);
    assert_eq!(bob.get("/G/companies/2/machines").0, 404, "none, or none that the caller may see");
    assert_eq!(bob.ask(Method::Post, "/A/companies", Some(json!({ "name": "New" }))).0, 403);
}

#[test]
fn every_answer_of_the_assumed_contract_names_it_and_no_other_does() {
    let mut server = Server::with(json!({}));
    for (path, named) in [("/A/me", true), ("/A/nothing", true), ("/G/companies", false), ("/nothing", false)]
    {
        let (_, _, answer) = server.ask(Method::Get, path, None);
        assert_eq!(answer.find_header("x-contract"), named.then_some("assumed-gotoassist/1"), "{path}");
    }
}

#[test]
fn what_the_account_does_not_allow_is_refused() {
    let access = |role: &str, seat: &str, companies: Value| {
        Some(json!({ "role": role, "remoteSupport": seat, "serviceDesk": "none", "companies": companies }))
    };
    let mut server = Server::with(json!({}));
    let put = "/A/users/eve%40x.example/access";
    for (method, path, body, expected) in [
        (Method::Put, put, access("standard", "none", json!([])), 400),
        (Method::Put, put, access("standard", "none", json!(["Nowhere"])), 400),
        (Method::Put, put, access("owner", "none", json!(["HQ"])), 400),
        (Method::Put, put, access("standard", "named", json!(["HQ"])), 204),
        (Method::Put, "/A/users/nobody%40x.example/access", access("standard", "none", json!(["HQ"])), 404),
        (Method::Delete, "/A/companies/HQ", None, 409),
        (Method::Delete, "/A/companies/Nowhere", None, 404),
        (Method::Post, "/A/companies", Some(json!({ "name": "HQ" })), 409),
        (Method::Put, "/A/companies/HQ/settings", Some(json!({ "navigationColor": "#000000" })), 400),
        (Method::Put, "/A/contacts/Bob%20B", Some(json!({ "companies": "*", "methods": [] })), 409),
        (
            Method::Put,
            "/A/contacts/Watch",
            Some(json!({ "companies": "*", "methods": [{ "kind": "fax", "value": "1" }] })),
            400,
        ),
        (Method::Put, "/A/settings/logo", Some(json!({ "value": "x" })), 404),
        (Method::Post, "/A/users", Some(json!({ "email": "eve@x.example" })), 409),
    ] {
        assert_eq!(server.ask(method, path, body.clone()).0, expected, "{path} {body:?}");
    }
    let full = json!({ "seats": { "remote_support": { "named": 1, "shared": 0 } } });
    assert_eq!(
        Server::with(full.clone()).ask(Method::Put, put, access("standard", "named", json!(["HQ"]))).0,
        409
    );
    assert_eq!(Server::with(full).ask(Method::Put, put, access("standard", "shared", json!(["HQ"]))).0, 409);
}

#[test]
fn the_last_active_administrator_stays() {
    let users = json!([{ "email": "it@x.example", "role": "administrator", "remote_support": "named" },
        { "email": "new@x.example", "role": "administrator", "active": false }]);
    let mut server = Server::with(json!({ "caller": "x@y.example", "users": users, "contacts": [] }));
    assert_eq!(server.ask(Method::Delete, "/A/users/it%40x.example", None).0, 409);
    assert_eq!(server.ask(Method::Delete, "/A/users/new%40x.example", None).0, 204);
}

#[test]
fn the_state_comes_back_as_it_went_in() {
    let mut state = account();
    let emulator = GotoassistEmulator::new(state.clone()).unwrap();
    let saved = emulator.state();
    assert_eq!(GotoassistEmulator::new(saved.clone()).unwrap().state(), saved);
    for (field, value) in [("provider", json!("goto")), ("queues", json!([])), ("companies", json!([]))] {
        let before = std::mem::replace(&mut state[field], value);
        assert!(GotoassistEmulator::new(state.clone()).is_err(), "{field}");
        state[field] = before;
        if state[field].is_null() {
            state.as_object_mut().unwrap().shift_remove(field);
        }
    }
}

#[test]
fn an_unknown_token_an_expired_one_and_too_many_calls_are_turned_away() {
    let mut server = Server::with(json!({ "calls_per_second": 2 }));
    assert_eq!(server.get("/A/me").0, 200);
    server.0.expire_tokens();
    assert_eq!(server.get("/A/me").0, 401);
    assert_eq!(server.get("/A/me").0, 429);
    let mut strict = Server::with(json!({ "credentials": { "tokens": ["good"] } }));
    assert_eq!(strict.get("/A/me").0, 401);
    let mut grant =
        Request::new(Plane("any"), Method::Post, "/oauth/token").header("authorization", "Basic aWQ6czM=");
    grant.body = b"grant_type=personal_access_token&pat=bad".to_vec();
    assert_eq!(strict.0.handle(&grant, Duration::ZERO).status, 400);
    grant.body = b"grant_type=personal_access_token&pat=good".to_vec();
    assert_eq!(strict.0.handle(&grant, Duration::ZERO).status, 200);
}
