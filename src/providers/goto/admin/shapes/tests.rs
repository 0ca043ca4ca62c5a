//! What the published schema accepts and rejects.

use serde_json::{Value, json};

use super::ROSTER;

fn valid(file: &Value) -> Result<(), String> {
    let schema = serde_json::to_value(ROSTER.schema()).expect("a schema is plain data");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    match validator.iter_errors(file).next() {
        None => Ok(()),
        Some(error) => Err(error.to_string()),
    }
}

fn user(keys: Value) -> Value {
    json!({ "users": { "ana@acme.example": keys } })
}

#[test]
fn the_schema_accepts_what_the_contract_shows() {
    let file = json!({
        "profiles": { "support-agent": {
            "role": "Member", "group": "EMEA/Support", "licenses": ["GoTo Connect Standard"],
            "queues": { "support-calls": "agent", "support-inbox": "agent" },
        } },
        "users": {
            "ana.souza@acme.example": {
                "first_name": "Ana", "last_name": "Souza", "profile": "support-agent",
                "queues": { "support-calls": ["agent", "supervisor"], "support-inbox": "none" },
                "extension": "1010", "priority": 1, "licenses": "none", "notify": "none",
            },
            "bruno.lima@acme.example": { "state": "suspended" },
            "carla.reis@acme.example": { "state": "absent", "reassign_to": "ana.souza@acme.example" },
            "dora.nunes@acme.example": { "was": "dora.prado@acme.example", "id": "1007" },
        },
        "queues": {
            "support-calls": { "kind": "call", "min_agents": 1, "allow_gap": true },
            "escalations": { "kind": "call", "agents": ["ana.souza@acme.example"], "supervisors": [] },
        },
        "groups": { "EMEA": {}, "EMEA/Support": { "state": "present" } },
        "role_sets": { "Auditor": {} },
    });
    assert_eq!(valid(&file), Ok(()));
    for keys in [
        json!({ "group": [], "extension": [], "queues": {}, "licenses": [] }),
        json!({ "group": ["EMEA"], "extension": ["1010"], "queues": { "a": [] } }),
        json!({ "locale": "en_US", "time_zone": "America/New_York", "contact_center_admin": true }),
    ] {
        assert_eq!(valid(&user(keys)), Ok(()));
    }
}

#[test]
fn the_schema_rejects_what_a_schema_can() {
    let long = "x".repeat(33);
    for keys in [
        json!({ "licences": [] }),
        json!({ "first_name": long }),
        json!({ "first_name": "" }),
        json!({ "licenses": "GoTo Meeting" }),
        json!({ "licenses": null }),
        json!({ "licenses": [4] }),
        json!({ "queues": { "a": "chief" } }),
        json!({ "queues": ["a"] }),
        json!({ "queues": { "a": null } }),
        json!({ "extension": "12" }),
        json!({ "extension": 1010 }),
        json!({ "extension": ["1010", "1011"] }),
        json!({ "group": ["EMEA", "APAC"] }),
        json!({ "contact_center_admin": "yes" }),
        json!({ "priority": -1 }),
        json!({ "state": "gone" }),
        json!({ "state": "none" }),
        json!({ "locale": "english" }),
        json!({ "time_zone": "not a zone" }),
        json!({ "id": 1007 }),
        json!(null),
    ] {
        assert!(valid(&user(keys.clone())).is_err(), "{keys}");
    }
    for file in [
        json!({ "people": {} }),
        json!({ "users": { "ana": {} } }),
        json!({ "users": [] }),
        json!({ "queues": { "a": { "kind": "chat" } } }),
        json!({ "queues": { "a": { "agents": ["ana"] } } }),
        json!({ "queues": { "a": { "agents": "ana@acme.example" } } }),
        json!({ "groups": { "a": { "state": "suspended" } } }),
        json!({ "role_sets": { "a": { "permissions": [] } } }),
        json!({ "profiles": { "a": { "first_name": "Ana" } } }),
        json!({ "profiles": { "a": { "licenses": "none" } } }),
    ] {
        assert!(valid(&file).is_err(), "{file}");
    }
}

#[test]
fn the_schema_says_what_each_key_means() {
    let schema = serde_json::to_value(ROSTER.schema()).expect("a schema is plain data");
    let user = &schema["$defs"]["User"]["properties"];
    for (name, property) in user.as_object().expect("users have keys") {
        assert!(property["description"].is_string(), "{name}: {property}");
    }
}
