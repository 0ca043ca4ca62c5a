//! What the published schema accepts and rejects.

use serde_json::{Value, json};

use super::super::sections::ROSTER;
use crate::providers::kit::schema::accepts;

#[test]
fn the_schema_accepts_what_can_be_said_and_rejects_what_cannot() {
    let user = |keys: Value| json!({ "users": { "ana@x.example": keys } });
    for keys in [
        json!({}),
        json!({ "first_name": "Ana", "title": [], "manager": ["bob"], "profile": "agent", "priority": 1 }),
        json!({ "licenses": "none", "roles": [], "groups": ["A/b"], "state": "absent", "external_id": "1" }),
        json!({ "title": "none" }),
    ] {
        assert!(accepts(&ROSTER, &user(keys.clone())), "{keys}");
    }
    for keys in [
        json!({ "licence": [] }),
        json!({ "licenses": "Voice" }),
        json!({ "title": ["a", "b"] }),
        json!({ "title": null }),
        json!({ "state": "gone" }),
        json!({ "notify": true }),
        json!({ "external_id": [] }),
        json!(null),
    ] {
        assert!(!accepts(&ROSTER, &user(keys.clone())), "{keys}");
    }
    for file in [
        json!({ "people": {} }),
        json!({ "users": { "a/b": {} } }),
        json!({ "groups": { "A": { "members": "ana" } } }),
        json!({ "profiles": { "a": { "first_name": "Ana" } } }),
    ] {
        assert!(!accepts(&ROSTER, &file), "{file}");
    }
    let all = json!({
        "profiles": { "a": { "department": "D", "licenses": ["x"], "groups": ["G"] } },
        "groups": { "G": {}, "H": { "members": [] }, "I": { "state": "absent" } },
    });
    assert!(accepts(&ROSTER, &all));
}

#[test]
fn the_schema_says_what_each_key_means() {
    let schema = serde_json::to_value(ROSTER.schema()).expect("a schema is plain data");
    for (name, property) in schema["$defs"]["User"]["properties"].as_object().expect("users have keys") {
        assert!(property["description"].is_string(), "{name}: {property}");
    }
}
