//! The state file, the token, the pace.

use super::*;

#[test]
fn a_state_comes_back_as_it_was_given() {
    let state = Server::usual().emulator.state();
    for section in ["users", "groups"] {
        assert_eq!(state[section], fixture()[section], "{section}");
    }
    let mut again = ScimEmulator::new(state.clone()).unwrap();
    assert_eq!(again.state(), state);
    again.replace(state.clone()).unwrap();
    assert_eq!(again.state(), state);
}

#[test]
fn a_state_after_many_writes_loads_to_the_same_state() {
    let mut server = Server::usual();
    let phones = json!([{ "value": "+1", "type": "work" }]);
    let made = server.post("/Users", user("dan@acme.example", json!({ "phoneNumbers": phones }))).body;
    server.post("/Groups", group("New", &["u1", made["id"].as_str().unwrap()]));
    server.patch("/Users/u1", json!([{ "op": "remove", "path": "active" }]));
    server.delete("/Users/u2");
    let state = server.emulator.state();
    assert_eq!(ScimEmulator::new(state.clone()).unwrap().state(), state);
    assert_eq!(state["users"][0]["active"], Value::Null);
    assert_eq!(state["users"][2]["more"]["phoneNumbers"], phones);
    assert_eq!(state["groups"][0]["members"], json!(["ana@acme.example", "cleo@acme.example"]));
    assert_eq!(state["groups"][2]["members"], json!(["ana@acme.example", "dan@acme.example"]));
}

#[test]
fn a_password_is_never_kept() {
    let mut server = Server::usual();
    let told = server.post("/Users", user("dan@acme.example", json!({ "password": "hush" })));
    assert_eq!(told.status, 201);
    assert!(!told.body.to_string().contains("hush"));
    assert!(!server.emulator.state().to_string().contains("hush"));
}

#[test]
fn what_is_wrong_with_a_state_is_told_with_its_place() {
    for (patch, text) in [
        (json!({ "users": [{ "user_name": "a", "quues": [] }] }), "users[0]: unknown field `quues`"),
        (json!({ "users": [{ "user_name": "a" }, { "user_name": "A" }] }), "`A` is listed twice"),
        (
            json!({ "users": [{ "id": "1", "user_name": "a" }, { "id": "2", "user_name": "A" }] }),
            "is listed twice",
        ),
        (json!({ "users": [{ "user_name": "" }] }), "a name is empty"),
        (json!({ "users": [{ "user_name": "a", "more": { "shoeSize": 44 } }] }), "no attribute shoeSize"),
        (json!({ "users": [{ "user_name": "a", "enterprise": { "manager": "z" } }] }), "`z` is not there"),
        (json!({ "groups": [{ "display_name": "g", "members": ["z"] }] }), "nobody is `z`"),
        (
            json!({ "groups": [{ "id": "1", "display_name": "g" }, { "id": "1", "display_name": "h" }] }),
            "twice",
        ),
        (json!({ "users": {} }), "users: a list is expected"),
        (json!({ "service": { "page_size": 0 } }), "room for one"),
        (json!({ "provider": "goto" }), "not of `goto`"),
        (json!({ "switches": { "lag": 1 } }), "unknown field `lag`"),
        (json!({ "bogus": 1 }), "unknown field `bogus`"),
    ] {
        let mut state = json!({});
        for (name, value) in patch.as_object().unwrap() {
            state[name] = value.clone();
        }
        let error = ScimEmulator::new(state).err().unwrap_or_default();
        assert!(error.contains(text), "{error} does not say {text}");
    }
}

#[test]
fn the_schema_accepts_every_state_and_refuses_what_the_loader_refuses() {
    let schema = serde_json::to_value(super::super::state_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for good in [fixture(), Server::usual().emulator.state(), json!({}), json!({ "roles": ["a"] })] {
        let errors: Vec<String> = validator.iter_errors(&good).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    for bad in [
        json!({ "bogus": 1 }),
        json!({ "users": [{ "id": "1" }] }),
        json!({ "users": [{ "user_name": "a", "quues": [] }] }),
        json!({ "switches": { "location": "maybe" } }),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
        assert!(ScimEmulator::new(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn identifiers_are_made_from_names_and_never_given_twice() {
    let state = json!({ "users": [{ "user_name": "a@x" }], "groups": [{ "display_name": "a@x" }] });
    let (left, right) = (Server::new(state.clone()).emulator.state(), Server::new(state).emulator.state());
    assert_eq!(left, right);
    assert_ne!(left["users"][0]["id"], left["groups"][0]["id"]);
    let mut server = Server::usual();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..5 {
        let id = server.post("/Users", user("dan@acme.example", json!({}))).body["id"].clone();
        let id = id.as_str().unwrap().to_owned();
        assert!(seen.insert(id.clone()), "{id} twice");
        assert_eq!(server.delete(&format!("/Users/{id}")).status, 204);
    }
}

#[test]
fn a_bearer_token_is_needed_except_for_discovery() {
    let mut server = Server::with(json!({ "tokens": ["good"] }));
    let ask = |server: &mut Server, path: &str, token: &str| {
        let request = Request::new(Plane("any"), Method::Get, path);
        let request = if token.is_empty() { request } else { request.header("authorization", token) };
        server.send(&request).status
    };
    for (path, token, status) in [
        ("/scim/v2/Users", "", 401),
        ("/scim/v2/Users", "Basic good", 401),
        ("/scim/v2/Users", "Bearer bad", 401),
        ("/scim/v2/Users", "Bearer good", 200),
        ("/Users", "bearer good", 200),
        ("/scim/v2/Schemas", "", 200),
    ] {
        assert_eq!(ask(&mut server, path, token), status, "{path} {token}");
    }
    server.emulator.expire_tokens();
    assert_eq!(ask(&mut server, "/Users", "Bearer good"), 401);
    assert_eq!(ask(&mut server, "/Users", "Bearer good"), 200);
}

#[test]
fn a_token_dies_with_its_owner() {
    let mut server = Server::with(json!({ "caller": "ana@acme.example" }));
    assert_eq!(server.get("/Users/u1").status, 200);
    server.patch("/Users/u1", json!([{ "op": "replace", "value": { "active": false } }]));
    assert_eq!(server.get("/Users/u1").status, 401);
}

#[test]
fn too_many_calls_are_refused_with_the_time_to_wait() {
    let mut server = Server::with(json!({ "limits": { "calls_per_second": 2, "retry_after": 3 } }));
    assert_eq!(server.get("/Users").status, 200);
    assert_eq!(server.get("/Users").status, 200);
    let refused = server.get("/Users");
    assert_eq!((refused.status, refused.whole.find_header("retry-after")), (429, Some("3")));
    server.now += Duration::from_millis(500);
    assert_eq!(server.get("/Users").status, 200);
}

#[test]
fn a_stale_list_shows_what_was_there() {
    let mut server = Server::usual();
    server.emulator.remember();
    server.delete("/Users/u3");
    let request =
        Request::new(Plane("any"), Method::Get, "/scim/v2/Users").header("authorization", "Bearer x");
    let stale = server.emulator.stale(&request, Duration::ZERO).unwrap();
    let body: Value = serde_json::from_slice(&stale.body).unwrap();
    assert_eq!(body["totalResults"], 3);
    assert_eq!(server.get("/Users").body["totalResults"], 2);
    let empty = server.emulator.emptied(&request, &stale).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&empty.body).unwrap()["totalResults"], 0);
}

#[test]
fn an_edit_by_other_hands_changes_times_only_where_it_changes_something() {
    let mut server = Server::usual();
    server.now = Duration::from_secs(60);
    server.get("/Users");
    let mut state = server.emulator.state();
    state["users"][1]["display_name"] = json!("Bobby");
    server.emulator.replace(state).unwrap();
    assert_eq!(server.read("/Users/u1")["meta"]["lastModified"], "2026-01-01T00:00:00Z");
    assert_eq!(server.read("/Users/u2")["meta"]["lastModified"], "2026-01-01T00:01:00Z");
    assert_eq!(server.read("/Users/u2")["meta"]["created"], "2026-01-01T00:00:00Z");
}
