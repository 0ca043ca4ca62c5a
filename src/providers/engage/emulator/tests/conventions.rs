//! The conventions of section 5.1 and the shape of a person (section 5.3).

use super::*;

#[test]
fn every_answer_says_by_which_contract_it_was_made() {
    let mut server = Server::new(json!({}));
    for path in ["/account", "/users", "/nowhere", "/users/u_9"] {
        let answer = server.get(path);
        let marks: Vec<_> = answer.whole.headers.iter().filter(|(name, _)| name == "x-contract").collect();
        assert_eq!(marks.len(), 1, "{path}");
        assert_eq!(marks[0].1, "assumed-engage/1");
    }
    let answer = server.get("/nowhere");
    assert_eq!(answer.outcome(), (404, "not_found"));
    assert!(answer.body["error"]["request_id"].is_string());
}

#[test]
fn only_an_administrators_token_is_let_in() {
    let mut server = Server::new(json!({ "tokens": ["x"] }));
    assert_eq!(server.get("/account").status, 200);
    let bare = Request::new(Plane("any"), Method::Get, "/assumed/engage/v1/account");
    assert_eq!(server.send(&bare).outcome(), (401, "unauthorized"));
    assert_eq!(server.send(&bare.clone().header("authorization", "Bearer y")).status, 401);
    let mut agent = Server::new(json!({ "caller": "ana@acme.example" }));
    assert_eq!(agent.get("/users").outcome(), (403, "forbidden"));
}

#[test]
fn an_unknown_field_is_refused() {
    let mut server = Server::new(json!({}));
    let mut body = newcomer("eva@acme.example");
    body["password"] = json!("secret");
    let answer = server.post("/users", body);
    assert_eq!(
        (answer.outcome(), &answer.body["error"]["field"]),
        ((400, "unknown_field"), &json!("password"))
    );
    assert_eq!(server.patch("/users/u_ana", json!({ "skills": [] })).outcome(), (400, "unknown_field"));
    assert_eq!(server.patch("/account", json!({ "name": "x" })).outcome(), (400, "unknown_field"));
    let account = server.patch("/account", json!({ "two_factor_required": true }));
    assert_eq!((account.status, &account.body["two_factor_required"]), (200, &json!(true)));
}

#[test]
fn lists_come_in_pages_under_a_cursor_that_dies() {
    let mut server = Server::new(json!({}));
    let first = server.get("/users?limit=2");
    assert_eq!(first.body["items"].as_array().map(Vec::len), Some(2));
    let next = format!("/users?limit=2&cursor={}", first.body["next_cursor"].as_str().expect("a cursor"));
    server.now = Duration::from_secs(599);
    let second = server.get(&next);
    assert_eq!(
        (second.body["items"][0]["id"].as_str(), &second.body["next_cursor"]),
        (Some("u_bob"), &Value::Null)
    );
    server.now = Duration::from_secs(600);
    assert_eq!(server.get(&next).outcome(), (400, "cursor_expired"));
    for limit in ["0", "101", "x"] {
        assert_eq!(server.get(&format!("/users?limit={limit}")).status, 400);
    }
}

#[test]
fn people_are_found_by_what_they_hold() {
    let mut server = Server::new(json!({}));
    server.patch("/users/u_bob", json!({ "active": false }));
    for (query, ids) in [
        ("skill_id=s_pt", vec!["u_ana"]),
        ("project_id=p_1", vec!["u_ana", "u_bob"]),
        ("active=false", vec!["u_bob"]),
        ("email=bob%40acme.example&active=true", vec![]),
    ] {
        let answer = server.get(&format!("/users?{query}"));
        let items = answer.body["items"].as_array().expect("a list");
        let found: Vec<&str> = items.iter().filter_map(|user| user["id"].as_str()).collect();
        assert_eq!(found, ids, "{query}");
    }
}

#[test]
fn a_key_brings_the_first_answer_again() {
    let mut server = Server::new(json!({}));
    server.headers.push(("idempotency-key", "k1".into()));
    let first = server.post("/users", newcomer("eva@acme.example"));
    let again = server.post("/users", newcomer("eva@acme.example"));
    assert_eq!((first.status, &first.body), (201, &again.body));
    assert_eq!(server.emulator.outbox().len(), 1, "nobody is invited twice");
    assert_eq!(server.post("/users", newcomer("fay@acme.example")).outcome(), (409, "idempotency_mismatch"));
    server.now = Duration::from_secs(24 * 60 * 60);
    assert_eq!(server.post("/users", newcomer("fay@acme.example")).status, 201);
}

#[test]
fn too_many_calls_wait() {
    let mut server = Server::new(json!({ "limits": { "calls_per_second": 10 } }));
    let statuses: Vec<u16> = (0..22).map(|_| server.get("/account").status).collect();
    assert_eq!(statuses[..20], [200; 20]);
    assert_eq!(statuses[20..], [429; 2]);
    server.now = Duration::from_secs(1);
    assert_eq!((0..11).filter(|_| server.get("/account").status == 200).count(), 10);
}

#[test]
fn seats_and_fields_of_a_new_person_are_judged() {
    let mut server = Server::new(json!({}));
    for (field, value, outcome) in [
        ("role", json!("chief"), (400, "invalid_role")),
        ("role", Value::Null, (400, "invalid_role")),
        ("project_ids", json!(["p_9"]), (400, "unknown_project")),
        ("first_name", json!(" "), (400, "missing_field")),
        ("email", json!("eva"), (400, "invalid_value")),
    ] {
        let mut body = newcomer("eva@acme.example");
        body[field] = value;
        assert_eq!(server.post("/users", body).outcome(), outcome, "{field}");
    }
    assert_eq!(server.post("/users", newcomer("e1@acme.example")).status, 201);
    assert_eq!(server.post("/users", newcomer("e2@acme.example")).status, 201);
    assert_eq!(server.post("/users", newcomer("e3@acme.example")).outcome(), (409, "no_seat"));
}

#[test]
fn a_person_looks_as_the_contract_shows() {
    let mut server = Server::new(json!({}));
    server.now = Duration::from_secs(60);
    let answer = server.post("/users", newcomer("Eva@acme.example"));
    assert_eq!(answer.whole.find_header("etag"), Some("\"1\""));
    let expected = json!({
        "id": "u_1", "version": 1, "email": "Eva@acme.example", "first_name": "Eva", "last_name": "Ro",
        "webchat_name": null, "role": "agent", "active": true, "two_factor": false, "status": "invited",
        "project_ids": ["p_1"], "skill_ids": ["s_pt"], "created_at": "2026-01-01T00:01:00Z",
        "invitation": { "sent_at": "2026-01-01T00:01:00Z", "accepted_at": null, "expires_at": "2026-01-15T00:01:00Z" },
    });
    assert_eq!(answer.body, expected);
    server.post("/_emulator/engage/v1/users/u_1/accept", json!({}));
    assert_eq!(server.get("/users/u_1").body["status"], "active");
}

#[test]
fn skills_are_unique_whatever_their_case() {
    let mut server = Server::new(json!({}));
    assert_eq!(server.post("/skills", json!({ "name": "portuguese" })).outcome(), (409, "skill_exists"));
    assert_eq!(server.post("/skills", json!({ "name": "" })).status, 400);
    assert_eq!(server.post("/skills", json!({ "name": "x".repeat(81) })).status, 400);
    let renamed = server.patch("/skills/s_pt", json!({ "name": "PORTUGUESE" }));
    assert_eq!(
        (renamed.status, &renamed.body["id"], &renamed.body["version"]),
        (200, &json!("s_pt"), &json!(2))
    );
}

#[test]
fn the_state_is_what_a_fixture_says() {
    let server = Server::new(json!({}));
    let state = server.emulator.state();
    let again = EngageEmulator::new(state.clone()).expect("its own state is a good one");
    assert_eq!(again.state(), state);
    for (wrong, text) in [
        (json!({ "provider": "goto" }), "provider: this is the emulator of `engage`, not of `goto`"),
        (json!({ "users": [{ "email": "a@x", "role": "chief" }] }), "users[0]: role: `chief` is none of"),
        (
            json!({ "users": [{ "email": "a@x", "role": "agent", "skills": ["none"] }] }),
            "users[0].skills: no skill `none`",
        ),
        (
            json!({ "users": [{ "email": "a@x", "role": "agent" }, { "email": "A@x", "role": "agent" }] }),
            "users: `a@x` is listed twice",
        ),
        (json!({ "users": [{ "mail": "a@x" }] }), "users[0]: unknown field `mail`"),
    ] {
        let error = EngageEmulator::new(wrong).err().unwrap_or_default();
        assert!(error.starts_with(text), "{error}");
    }
}
