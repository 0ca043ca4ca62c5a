//! What the published schema accepts and rejects.

use serde_json::json;

use super::super::sections::ROSTER;
use crate::providers::kit::schema::accepts;

#[test]
fn the_schema_accepts_what_the_page_shows() {
    let file = json!({
        "profiles": { "technician": { "role": "standard", "remote_support": "named", "companies": ["North"] } },
        "users": {
            "ana@acme.example": { "first_name": "Ana", "last_name": "S", "profile": "technician", "service_desk": [] },
            "ben@acme.example": { "role": "administrator", "remote_support": "none", "priority": 1 },
            "eva@acme.example": { "role": "standard", "companies": "all", "state": "suspended" },
        },
        "companies": {
            "North": { "portal": true, "settings": { "session_recording": true, "language": "en-US" } },
            "South": { "settings": {}, "data_key": { "env": "SOUTH_DATA_KEY" }, "state": "absent" },
        },
        "contacts": { "Night watch": { "companies": "North", "methods": [{ "email": "n@acme.example" }, { "sms": "+351 210" }] } },
        "account": { "settings": { "session_recording": false, "navigation_color": "#1f6feb" } },
    });
    assert!(accepts(&ROSTER, &file));
}

#[test]
fn the_schema_rejects_what_a_schema_can() {
    for file in [
        json!({ "users": { "ana": {} } }),
        json!({ "users": { "ana@x": { "role": "owner" } } }),
        json!({ "users": { "ana@x": { "remote_support": ["named", "shared"] } } }),
        json!({ "companies": { "North": { "settings": { "navigation_color": "#000000" } } } }),
        json!({ "companies": { "North": { "data_key": "s3cret" } } }),
        json!({ "companies": { "North": { "data_key": { "env": "A", "file": "b" } } } }),
        json!({ "contacts": { "a": { "methods": [{ "fax": "1" }] } } }),
        json!({ "contacts": { "a": { "methods": [{ "email": "a@x", "sms": "+3512" }] } } }),
        json!({ "account": { "modules": [] } }),
        json!({ "queues": {} }),
    ] {
        assert!(!accepts(&ROSTER, &file), "{file}");
    }
}
