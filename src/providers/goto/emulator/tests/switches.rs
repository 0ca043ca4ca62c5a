//! Every switch: both answers.

use super::*;
use crate::providers::goto::emulator::{SWITCHES, Switches};

const EXTENSIONS: &str = "/voice-admin/v1/extensions?accountKey=8887380153236031176";
const CONNECTED: &str = "/users/v1/users?accountKey=8887380153236031176";
const BOB: &str = "filter=email%20eq%20%22bob@acme.example%22";
const NOBODY: &str = "filter=email%20eq%20%22no@acme.example%22";

/// A vendor with the switch `name` at `value`.
fn at(name: &str, value: Value) -> Vendor {
    Vendor::switched(json!({ name: value }))
}

/// A vendor that Eve asks, who has one right.
fn as_eve(right: &str, switches: Value) -> Vendor {
    let mut state = laid_over(fixture(), json!({ "caller": "Eve+x@acme.example", "switches": switches }));
    state["users"][2]["roles"] = json!([right]);
    Vendor::new(state)
}

fn joiner(licenses: Value) -> Value {
    json!({ "users": [{ "email": "n@acme.example", "firstName": "N" }], "licenseKeys": licenses })
}

#[test]
fn every_row_has_a_switch_and_every_alternative_is_another_answer() {
    let usual = serde_json::to_value(Switches::default()).unwrap();
    let rows: std::collections::BTreeSet<u8> =
        SWITCHES.iter().filter_map(|switch| switch.rule.strip_prefix("row ")?.parse().ok()).collect();
    assert!((1..=32).all(|row| rows.contains(&row)), "{rows:?}");
    assert_eq!(SWITCHES.len(), usual.as_object().unwrap().len());
    for switch in SWITCHES {
        assert!(!switch.alternatives.is_empty());
        for other in switch.alternatives {
            let other: Value = serde_json::from_str(other).unwrap();
            let flipped: Switches = serde_json::from_value(json!({ switch.name: other })).unwrap();
            let flipped = serde_json::to_value(flipped).unwrap();
            assert_eq!(flipped[switch.name], other);
            assert_ne!(flipped[switch.name], usual[switch.name], "{}", switch.name);
            let vendor = at(switch.name, other.clone());
            assert_eq!(vendor.emulator.state()["switches"][switch.name], other);
        }
    }
}

#[test]
fn row_1_the_invented_prefix_is_served_or_not() {
    for (on, status) in [(true, 200), (false, 404)] {
        assert_eq!(at("queue_api", json!(on)).get("/Q/queues").status, status);
    }
}

#[test]
fn row_2_the_users_of_a_call_queue() {
    for (answer, count, extension) in
        [("agents", 1, true), ("keys_only", 1, false), ("everyone", 2, true), ("logged_in", 0, false)]
    {
        let mut vendor = at("queue_user_items", json!(answer));
        vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
        vendor.put("/Q/queues/7d0c0001/members/1003", json!({ "roles": ["SUPERVISOR"] }));
        let told = vendor.get("/voice-admin/v1/call-queues/7d0c0001/users").body;
        let items = told["items"].as_array().unwrap();
        assert_eq!(items.len(), count, "{answer}");
        assert_eq!(
            items.first().is_some_and(|item| item.get("extensionId").is_some()),
            extension,
            "{answer}"
        );
    }
}

#[test]
fn row_3_the_number_field_of_a_call_queue() {
    for (answer, field) in [("extension_number", "extensionNumber"), ("number", "number")] {
        let path = "/voice-admin/v1/call-queues?accountKey=8887380153236031176";
        assert_eq!(at("queue_number_field", json!(answer)).get(path).body["items"][0][field], "6001");
    }
}

#[test]
fn row_4_membership_and_the_license() {
    for (on, status) in [(true, 400), (false, 200)] {
        let mut vendor = at("membership_needs_license", json!(on));
        let told = vendor.put("/Q/queues/7d0c0002/members/1003", json!({ "roles": ["AGENT"] }));
        assert_eq!(told.status, status);
    }
}

#[test]
fn row_5_paths_for_one_license() {
    let mut vendor = at("license_paths", json!(true));
    assert_eq!(vendor.ask(Method::Put, "/A/users/1003/licenses/101", None).status, 204);
    assert_eq!(vendor.entry("Eve+x@acme.example")["extension"], "1000");
    assert_eq!(vendor.delete("/A/users/1003/licenses/101").status, 204);
    assert_eq!(vendor.user("1003").get("licenseKeys"), None);
    let mut vendor = at("license_paths", json!(false));
    assert_eq!(vendor.ask(Method::Put, "/A/users/1003/licenses/101", None).status, 404);
}

#[test]
fn row_6_what_a_put_does_with_licenses() {
    for (answer, body, held) in [
        ("replace", json!({ "licenseKeys": ["102"] }), json!(["102"])),
        ("replace", json!({ "firstName": "X" }), json!(["101"])),
        ("add", json!({ "licenseKeys": ["102"] }), json!(["101", "102"])),
        ("add", json!({ "licenseKeys": [] }), Value::Null),
        ("absent_clears", json!({ "firstName": "X" }), Value::Null),
        ("absent_clears", json!({ "licenseKeys": ["102"] }), json!(["102"])),
    ] {
        let mut vendor = at("put_licenses", json!(answer));
        vendor.put("/A/users/1002", body);
        assert_eq!(vendor.user("1002")["licenseKeys"], held, "{answer}");
    }
}

#[test]
fn row_7_no_seat_left() {
    for (answer, status, pointer, code) in [
        ("conflict", 409, "/errors/0/code", Some("license.seats.exceeded")),
        ("bad_request", 400, "/errorCode", Some("LICENSE_FULL")),
        ("bought", 204, "/errorCode", None),
    ] {
        let mut vendor = at("no_seat", json!(answer));
        let mut state = vendor.emulator.state();
        state["licenses"][0]["seats"] = json!(1);
        vendor.emulator.replace(state).unwrap();
        let told = vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
        assert_eq!((told.status, told.body.pointer(pointer).and_then(Value::as_str)), (status, code));
    }
}

#[test]
fn row_8_an_unknown_license() {
    for (answer, status) in [("bad_request", 400), ("not_found", 404), ("ignored", 204)] {
        let mut vendor = at("unknown_license", json!(answer));
        assert_eq!(vendor.put("/A/users/1002", json!({ "licenseKeys": ["101", "9"] })).status, status);
        assert_eq!(vendor.user("1002")["licenseKeys"], json!(["101"]));
    }
}

#[test]
fn row_9_page_sizes() {
    let mut vendor = Vendor::switched(json!({ "default_page_size": 1, "max_page_size": 2 }));
    assert_eq!(vendor.get("/A/users").body["toIndex"], 1);
    assert_eq!(vendor.get("/A/users?pageSize=100").body["toIndex"], 2);
}

#[test]
fn row_10_what_to_index_counts() {
    for (answer, to) in [("exclusive", 3), ("inclusive", 2)] {
        assert_eq!(at("to_index", json!(answer)).get("/A/users").body["toIndex"], to);
    }
}

#[test]
fn row_11_keys_as_texts_or_numbers() {
    let mut vendor = at("keys_as", json!("numbers"));
    let bob = vendor.user("1002");
    assert_eq!(
        (&bob["key"], &bob["licenseKeys"], &bob["groupKeyPath"]),
        (&json!(1002), &json!([101]), &json!([501, 502]))
    );
    let me = vendor.get("/admin/rest/v1/me").whole.body;
    assert!(String::from_utf8(me).unwrap().contains("\"accountKey\":8887380153236031176"));
    assert_eq!(vendor.post("/A/groups", json!({ "name": "G" })).body, json!(503));
    assert_eq!(vendor.get(CONNECTED).body["items"][0]["userKey"], "1002");
}

#[test]
fn row_12_filter_grammar_and_plus() {
    let scim = format!("/A/users?{BOB}");
    let classic = "/A/users?filter=(email=%22bob@acme.example%22)";
    for (answer, first, second) in [("both", 200, 200), ("scim", 200, 400), ("classic", 400, 200)] {
        let mut vendor = at("filter_grammar", json!(answer));
        assert_eq!((vendor.get(&scim).status, vendor.get(classic).status), (first, second), "{answer}");
    }
    let plus = "/A/users?filter=email+eq+%22bob@acme.example%22";
    assert_eq!(at("plus_sign", json!("plus")).get(plus).status, 400);
    assert_eq!(at("plus_sign", json!("space")).get(plus).body["total"], 1);
}

#[test]
fn row_13_the_order_of_lists() {
    let mut vendor = at("list_order", json!("email"));
    let told = vendor.get("/A/users?sort=key&attributes=key").body;
    assert_eq!(told["results"], json!([{ "key": "1002" }, { "key": "1003" }, { "key": "1001" }]));
}

#[test]
fn row_14_bulk_sizes() {
    let mut vendor = Vendor::switched(json!({ "bulk_create": 1, "bulk_keys": 1 }));
    let two = json!({ "users": [{ "email": "a@x" }, { "email": "b@x" }] });
    assert_eq!(vendor.post("/A/users", two).status, 400);
    assert_eq!(vendor.put("/A/users/1002,1003", json!({})).status, 400);
}

#[test]
fn row_15_all_or_nothing_by_default() {
    for (on, status, key) in [(true, 400, None), (false, 201, Some("1004"))] {
        let mut vendor = at("all_or_nothing", json!(on));
        let told = vendor.post("/A/users", json!({ "users": [{ "email": "a@x" }, { "email": "bad" }] }));
        assert_eq!((told.status, told.body[0]["key"].as_str()), (status, key));
        assert_eq!(vendor.entry("a@x").is_null(), on);
    }
}

#[test]
fn row_16_the_status_of_success() {
    for (answer, status) in [("no_content", 204), ("ok", 200)] {
        let mut vendor = at("write_status", json!(answer));
        assert_eq!(vendor.put("/A/users/1002", json!({ "firstName": "X" })).status, status);
        assert_eq!(vendor.ask(Method::Put, "/A/groups/501/users/1002", None).status, status);
        assert_eq!(vendor.delete("/A/users/1002").status, status);
    }
}

#[test]
fn row_17_a_person_of_another_account() {
    for (answer, status) in [("joins", 201), ("conflict", 409)] {
        let mut vendor = Vendor::with(json!({
            "switches": { "foreign_email": answer },
            "elsewhere": [{ "key": "77", "email": "n@acme.example" }],
        }));
        assert_eq!(vendor.post("/A/users", joiner(json!([]))).status, status);
    }
}

#[test]
fn row_18_what_revival_restores() {
    for (answer, key, licenses, group) in [
        ("key_and_name", "1002", Value::Null, Value::Null),
        ("everything", "1002", json!(["101"]), json!("502")),
        ("nothing", "1004", Value::Null, Value::Null),
    ] {
        let mut vendor = at("revival", json!(answer));
        vendor.delete("/A/users/1002");
        let told = vendor.post("/A/users", json!({ "users": [{ "email": "bob@acme.example" }] }));
        assert_eq!(told.body[0]["key"], key, "{answer}");
        let bob = vendor.user(key);
        assert_eq!((&bob["licenseKeys"], &bob["groupKey"]), (&licenses, &group), "{answer}");
    }
}

#[test]
fn row_19_a_deleted_person_leaves_the_queues_or_stays_in_them() {
    let mut vendor = at("delete_clears_queues", json!(false));
    vendor.delete("/A/users/1002");
    let members = vendor.get("/Q/queues/7d0c0001/members").body;
    assert_eq!(members["items"], json!([{ "userKey": "1002", "roles": ["AGENT"] }]));
    let state = vendor.emulator.state();
    assert_eq!(GotoEmulator::new(state.clone()).unwrap().state(), state);
    assert_eq!(vendor.delete("/Q/queues/7d0c0001/members/1002").status, 204);
    assert_eq!(vendor.get("/Q/queues/7d0c0001/members").body["items"], json!([]));
}

#[test]
fn row_20_the_last_super_admin() {
    for (answer, status) in [("refused", 403), ("allowed", 204)] {
        assert_eq!(at("last_admin", json!(answer)).delete("/A/users/1001").status, status);
    }
}

#[test]
fn row_21_role_sets() {
    for (answer, status) in [("exclusive", 409), ("replaced", 204)] {
        let mut vendor = at("role_kinds", json!(answer));
        vendor.put("/A/users/1002", json!({ "adminRoles": ["RUN_REPORTS"] }));
        assert_eq!(vendor.put(&format!("/A/rolesets/rs1/users?{BOB}"), json!({})).status, status);
        let held = vendor.put("/A/users/1002", json!({ "adminRoles": ["MANAGE_USERS"] })).status;
        assert_eq!(held, 204, "{answer}");
        assert_eq!(vendor.user("1002").get("roleSets"), None, "{answer}");
    }
    for (answer, status) in [("not_found", 404), ("succeeds", 204)] {
        let mut vendor = at("no_match", json!(answer));
        assert_eq!(vendor.put(&format!("/A/rolesets/rs1/users?{NOBODY}"), json!({})).status, status);
    }
    let told = at("role_set_permissions", json!(false)).get("/A/rolesets").body;
    assert_eq!(told["results"][0].get("permissions"), None);
}

#[test]
fn row_22_a_group_with_members() {
    for (answer, status) in [("ungroups", 204), ("refused", 409)] {
        let mut vendor = at("full_group", json!(answer));
        assert_eq!(vendor.delete("/A/groups/502").status, status);
        assert_eq!(vendor.user("1002").get("groupKey").is_none(), status == 204);
    }
}

#[test]
fn row_23_a_second_group() {
    for (answer, status, group) in [("moves", 204, "501"), ("conflict", 409, "502")] {
        let mut vendor = at("second_group", json!(answer));
        assert_eq!(vendor.ask(Method::Put, "/A/groups/501/users/1002", None).status, status);
        assert_eq!(vendor.user("1002")["groupKey"], group);
    }
}

#[test]
fn row_24_an_unknown_role() {
    for (answer, status) in [("bad_request", 400), ("ignored", 204)] {
        let mut vendor = at("unknown_role", json!(answer));
        assert_eq!(vendor.put("/A/users/1002", json!({ "adminRoles": ["BOSS"] })).status, status);
    }
}

#[test]
fn row_25_connect_lags_behind_by_seconds_or_requests() {
    let connected = |vendor: &mut Vendor| vendor.get(CONNECTED).body["items"].as_array().unwrap().len();
    let mut vendor = at("connect_lag_seconds", json!(2));
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    vendor.put("/A/users/1002", json!({ "licenseKeys": [] }));
    vendor.now = Duration::from_millis(1_999);
    assert_eq!(vendor.get(CONNECTED).body["items"][0]["userKey"], "1002");
    let early = vendor.put("/Q/queues/7d0c0002/members/1003", json!({ "roles": ["AGENT"] }));
    assert_eq!(early.body["errorCode"], "INVALID_USER_KEY");
    vendor.now = Duration::from_secs(2);
    assert_eq!(vendor.get(CONNECTED).body["items"][0]["userKey"], "1003");
    let late = vendor.put("/Q/queues/7d0c0002/members/1003", json!({ "roles": ["AGENT"] }));
    assert_eq!(late.status, 200);
    let mut vendor = at("connect_lag_requests", json!(2));
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    assert_eq!([connected(&mut vendor), connected(&mut vendor), connected(&mut vendor)], [1, 1, 2]);
}

#[test]
fn row_26_what_a_refused_call_is_told() {
    let refused =
        |vendor: &Vendor| vendor.emulator.too_many(&Request::new(Plane("any"), Method::Get, "/users/v1/me"));
    assert_eq!(refused(&at("retry_after", json!(3))).find_header("retry-after"), Some("3"));
    let usual = refused(&at("retry_after", Value::Null));
    assert_eq!(
        (usual.find_header("retry-after"), usual.body.clone()),
        (None, br#"{"errorCode":"TOO_MANY_REQUESTS"}"#.to_vec())
    );
}

#[test]
fn row_27_when_refresh_tokens_change() {
    let refresh = |vendor: &mut Vendor, token: &str| {
        let body = format!("grant_type=refresh_token&client_id=c&refresh_token={token}").into_bytes();
        vendor.send(&Request { body, ..Request::new(Plane("any"), Method::Post, "/oauth/token") })
    };
    let mut vendor = Vendor::switched(json!({ "rotation": "always", "old_refresh_token_stays": false }));
    assert!(refresh(&mut vendor, "r").body["refresh_token"].is_string());
    assert_eq!(refresh(&mut vendor, "r").body["error"], "invalid_grant");
    let mut vendor = at("rotation", json!("never"));
    refresh(&mut vendor, "r");
    vendor.now = Duration::from_secs(2_500_000);
    assert_eq!(refresh(&mut vendor, "r").body.get("refresh_token"), None);
}

#[test]
fn row_28_an_expired_token() {
    for (answer, status) in [("forbidden", 403), ("unauthorized", 401)] {
        let mut vendor = at("expired_token", json!(answer));
        vendor.get("/A/users");
        vendor.emulator.expire_tokens();
        assert_eq!(vendor.get("/A/users").status, status);
    }
}

#[test]
fn row_29_a_key_that_is_no_number() {
    for (answer, status) in [("bad_gateway", 502), ("not_found", 404)] {
        assert_eq!(at("odd_key", json!(answer)).get("/A/users/bob").status, status);
    }
}

#[test]
fn row_30_lists_lag_behind_writes_and_single_reads_do_not() {
    let mut vendor = at("stale_lists", json!(3));
    vendor.post("/A/users", joiner(json!([])));
    assert_eq!(vendor.user("1004")["firstName"], "N");
    let totals: Vec<Value> = (0..3).map(|_| vendor.get("/A/users").body["total"].clone()).collect();
    assert_eq!(totals, [json!(3), json!(3), json!(4)]);
}

#[test]
fn row_31_invited_people_and_seats() {
    for (on, taken) in [(true, 1), (false, 0)] {
        let mut vendor = at("invited_hold_seats", json!(on));
        vendor.post("/A/users", joiner(json!(["102"])));
        assert_eq!(vendor.get("/A/licenses").body["results"][1]["userCount"], taken);
    }
}

#[test]
fn row_32_the_last_sign_in() {
    assert!(at("last_sign_in", json!(true)).user("1002")["lastSignInDate"].is_number());
    assert_eq!(at("last_sign_in", json!(false)).user("1002").get("lastSignInDate"), None);
}

#[test]
fn our_own_switches() {
    let mut vendor = at("connect_makes_extension", json!(false));
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    assert_eq!(vendor.entry("Eve+x@acme.example").get("extension"), None);

    let mut vendor = at("license_loss_clears_queues", json!(true));
    vendor.put("/A/users/1002", json!({ "licenseKeys": [] }));
    assert_eq!(vendor.entry("bob@acme.example").get("queues"), None);

    let mut vendor = Vendor::with(
        json!({ "contact_center": { "seats": 1 }, "switches": { "contact_center_overage": false } }),
    );
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    assert_eq!(vendor.put("/Q/admins/1003", json!({})).status, 400);
    assert_eq!(vendor.put("/Q/admins/1002", json!({})).status, 200);

    for (on, mails) in [(true, 1), (false, 0)] {
        let mut vendor = at("product_change_mails", json!(on));
        vendor.put("/A/users/1002", json!({ "licenseKeys": ["101"], "firstName": "X" }));
        assert_eq!(vendor.emulator.outbox().len(), 0);
        vendor.put("/A/users/1002", json!({ "licenseKeys": ["102"] }));
        assert_eq!(vendor.emulator.outbox().len(), mails);
    }

    let mut vendor = at("getting_started_mails", json!(true));
    let mut body = joiner(json!(["102"]));
    body["suppressEmail"] = json!(true);
    vendor.post("/A/users", body);
    let kinds: Vec<Value> = vendor.emulator.outbox().iter().map(|mail| mail["kind"].clone()).collect();
    assert_eq!(kinds, [json!("getting_started"), json!("getting_started")]);

    let mut vendor = at("existing_user", json!("conflict"));
    let told = vendor.post("/A/users", json!({ "users": [{ "email": "bob@acme.example" }] }));
    assert_eq!((told.status, &told.body["errors"][0]["code"]), (409, &json!("user.name.conflict")));

    let mut vendor = at("email_change", json!(true));
    assert_eq!(vendor.put("/A/users/1002", json!({ "email": "rob@acme.example" })).status, 204);
    assert_eq!(vendor.put("/A/users/1002", json!({ "email": "it@acme.example" })).status, 409);
    assert_eq!(vendor.user("1002")["email"], "rob@acme.example");

    let mut vendor = at("empty_lists", json!("sent"));
    assert_eq!(vendor.user("1003")["licenseKeys"], json!([]));

    let mut vendor = at("group_names", json!("in_account"));
    assert_eq!(vendor.post("/A/groups", json!({ "name": "Support" })).status, 409);
    assert_eq!(
        at("group_names", json!("per_parent")).post("/A/groups", json!({ "name": "Support" })).status,
        201
    );

    let mut vendor = at("unknown_fields", json!(true));
    assert!(vendor.user("1002").get("futureField").is_some());
    assert!(vendor.get(EXTENSIONS).body["items"][0].get("futureField").is_some());
}

#[test]
fn short_lists_come_in_pages_or_not() {
    let paths = ["/A/licenses?offset=0&pageSize=1", "/A/rolesets?offset=0&pageSize=1"];
    for path in paths {
        assert_eq!(at("short_lists", json!("paged")).get(path).body["results"].as_array().unwrap().len(), 1);
        let whole = at("short_lists", json!("whole")).get(path).body;
        assert_eq!(json!(whole["results"].as_array().unwrap().len()), whole["total"], "{path}");
        assert!(at("short_lists", json!("bare")).get(path).body.is_array(), "{path}");
    }
}

#[test]
fn custom_roles_are_given_by_super_admins_or_by_admins() {
    for (answer, status) in [("super_admin", 403), ("admin", 204)] {
        let mut vendor = as_eve("MANAGE_USERS", json!({ "role_set_right": answer }));
        assert_eq!(vendor.put(&format!("/A/rolesets/rs1/users?{BOB}"), json!({})).status, status, "{answer}");
    }
}

#[test]
fn a_group_is_made_below_its_parent_or_at_the_top() {
    for (answer, path) in [("read", json!(["501", "503"])), ("ignored", json!(["503"]))] {
        let mut vendor = at("parent_key", json!(answer));
        assert_eq!(vendor.post("/A/groups", json!({ "name": "New", "parentKey": "501" })).status, 201);
        assert_eq!(vendor.get("/A/groups/503").body["keyPath"], path);
    }
}

#[test]
fn the_query_of_connect_users() {
    for (demanded, status) in [(true, 400), (false, 200)] {
        let mut vendor = at("users_need_account", json!(demanded));
        assert_eq!(vendor.get("/users/v1/users").status, status);
    }
    let path = "/users/v1/users?accountKey=8887380153236031176&pageSize=1";
    for (answer, status, more) in [("ignored", 200, false), ("read", 200, true), ("refused", 400, false)] {
        let mut vendor = at("users_page_size", json!(answer));
        vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
        let told = vendor.get(path);
        assert_eq!((told.status, told.body.get("nextPageMarker").is_some()), (status, more), "{answer}");
    }
}

#[test]
fn lines_of_others_and_the_ids_of_lines() {
    for (answer, status) in [("not_found", 404), ("forbidden", 403)] {
        let mut vendor = as_eve("MANAGE_ACCOUNT", json!({ "foreign_lines": answer }));
        assert_eq!(vendor.get("/users/v1/users/1002/lines").status, status);
    }
    for (answer, status) in [("extensions", 200), ("own", 404)] {
        let mut vendor = at("line_ids", json!(answer));
        let id = vendor.get("/users/v1/users/1002/lines").body["items"][0]["id"].clone();
        let path = format!("/voice-admin/v1/extensions/{}", id.as_str().unwrap());
        assert_eq!(vendor.get(&path).status, status);
    }
}

#[test]
fn the_code_of_a_violation_and_the_buckets() {
    for (answer, code) in [("bad_request", "BAD_REQUEST"), ("constraint_violation", "CONSTRAINT_VIOLATION")] {
        let told = at("violation_code", json!(answer)).get("/voice-admin/v1/extensions");
        assert_eq!((told.status, told.body["errorCode"].as_str()), (400, Some(code)));
        assert!(told.body["constraintViolations"].is_array());
    }
    for (answer, status) in [("api", 200), ("host", 429)] {
        let mut vendor = Vendor::with(
            json!({ "limits": { "calls_per_second": 1 }, "switches": { "limits_per": answer } }),
        );
        assert_eq!(vendor.get("/users/v1/me").status, 200);
        assert_eq!(vendor.get("/voice-admin/v1/accounts").status, status, "{answer}");
    }
}
