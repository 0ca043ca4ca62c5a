//! Writing users over the Admin API.

use super::*;

#[test]
fn a_list_of_licenses_is_written_as_a_whole_and_stays_where_it_is_not_named() {
    let mut vendor = Vendor::new(fixture());
    vendor.put("/A/users/1002", json!({ "firstName": "Rob" }));
    assert_eq!(vendor.user("1002")["licenseKeys"], json!(["101"]));
    vendor.put("/A/users/1002", json!({ "licenseKeys": [102] }));
    assert_eq!(vendor.user("1002")["licenseKeys"], json!(["102"]));
    assert_eq!(vendor.user("1002")["products"], json!(["G2M", "G2W"]));
    vendor.put("/A/users/1002", json!({ "licenseKeys": [] }));
    assert_eq!(vendor.user("1002").get("licenseKeys"), None);
    assert_eq!(vendor.user("1002")["firstName"], "Rob");
}

#[test]
fn bad_bodies_are_refused_and_change_nothing() {
    for (path, body, status, code) in [
        ("/A/users/1002", json!({ "key": "1002" }), 400, "key.not.allowed"),
        ("/A/users/1002", json!({ "licenseKeys": ["9"], "firstName": "Z" }), 400, "license.not.found"),
        ("/A/users/1002", json!({ "adminRoles": ["BOSS"] }), 400, "role.invalid"),
        ("/A/users/1002", json!({ "managedGroupKeys": ["9"] }), 404, "group.not.found"),
        ("/A/users/1002", json!({ "email": "other@acme.example" }), 400, "user.email.immutable"),
        ("/A/users/1002", json!({ "firstName": 7 }), 400, "firstName.invalid"),
        ("/A/users/1002,9", json!({ "firstName": "Z" }), 404, "user.not.found"),
        ("/A/users/1002", json!([]), 400, "request.body.invalid"),
    ] {
        let mut vendor = Vendor::new(fixture());
        let before = vendor.emulator.state();
        let told = vendor.put(path, body.clone());
        assert_eq!((told.status, &told.body["errors"][0]["code"]), (status, &json!(code)), "{body}");
        assert_eq!(vendor.emulator.state(), before, "{body}");
    }
}

#[test]
fn seats_run_out_with_a_conflict_and_nothing_is_changed() {
    let mut vendor = Vendor::new(fixture());
    let people: Value = (0..3).map(|number| json!({ "email": format!("n{number}@acme.example") })).collect();
    let body = json!({ "users": people, "licenseKeys": ["101"] });
    let before = vendor.emulator.state();
    let told = vendor.post("/A/users", body.clone());
    let error = &told.body["errors"][0];
    assert_eq!(
        (told.status, &error["code"], &error["value"]),
        (409, &json!("license.seats.exceeded"), &json!("101"))
    );
    assert_eq!((vendor.emulator.state(), vendor.emulator.outbox().len()), (before, 0));
    let told = vendor.post("/A/users?allOrNothing=false", body);
    assert_eq!((told.status, told.body.as_array().unwrap().len()), (201, 2));
    assert_eq!(vendor.emulator.outbox().len(), 2);
}

#[test]
fn a_pool_that_begins_over_its_capacity_may_shrink_and_not_grow() {
    let mut state = fixture();
    state["licenses"][0]["seats"] = json!(0);
    let mut vendor = Vendor::new(state);
    assert_eq!(vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] })).status, 409);
    assert_eq!(vendor.put("/A/users/1002", json!({ "licenseKeys": ["101"], "lastName": "C" })).status, 204);
    assert_eq!(vendor.put("/A/users/1002", json!({ "licenseKeys": [] })).status, 204);
}

#[test]
fn people_who_are_there_already_are_in_the_answer_unchanged() {
    let mut vendor = Vendor::new(fixture());
    let before = vendor.entry("bob@acme.example");
    let people = json!([{ "email": "Bob@Acme.Example", "firstName": "X" }, { "email": "n@acme.example" }]);
    let told = vendor.post("/A/users", json!({ "users": people, "licenseKeys": ["102"] }));
    assert_eq!((told.status, &told.body[0]["key"]), (201, &json!("1002")));
    assert_eq!(vendor.entry("bob@acme.example"), before);
    let outbox = vendor.emulator.outbox();
    assert_eq!((outbox.len(), &outbox[0]["to"]), (1, &json!("n@acme.example")));
}

#[test]
fn one_request_takes_a_hundred_people_and_no_more() {
    let mut vendor = Vendor::new(fixture());
    let people = |count: u64| -> Value {
        json!({ "users": (0..count).map(|n| json!({ "email": format!("n{n}@x.example") })).collect::<Vec<_>>() })
    };
    assert_eq!(vendor.post("/A/users", people(101)).status, 400);
    assert_eq!(vendor.post("/A/users", people(100)).status, 201);
    let keys: Vec<String> = (1004..1105).map(|key: u64| key.to_string()).collect();
    assert_eq!(vendor.delete(&format!("/A/users/{}", keys.join(","))).status, 400);
    assert_eq!(vendor.delete(&format!("/A/users/{}", keys[..100].join(","))).status, 204);
}

#[test]
fn several_people_are_changed_at_once_whole_or_as_far_as_it_goes() {
    let mut vendor = Vendor::new(fixture());
    let told = vendor.put("/A/users/1002,9,1003?allOrNothing=false", json!({ "locale": "pt_BR" }));
    assert_eq!((told.status, told.body), (200, json!([{ "key": "1002" }, { "key": "1003" }])));
    assert_eq!(vendor.delete("/A/users/1002,9").status, 404);
    assert_eq!(vendor.user("1002")["locale"], "pt_BR");
}

#[test]
fn oneself_and_the_last_super_admin_stay() {
    let mut vendor = Vendor::new(fixture());
    for told in [vendor.delete("/A/users/1001"), vendor.put("/A/users/1001", json!({ "adminRoles": [] }))] {
        assert_eq!((told.status, &told.body["error"][0]["code"]), (403, &json!("not.authorized")));
    }
    assert_eq!(vendor.put("/A/users/1002", json!({ "adminRoles": ["SUPER_USER"] })).status, 204);
    assert_eq!(vendor.put("/A/users/1001", json!({ "adminRoles": ["MANAGE_ACCOUNT"] })).status, 204);
    assert_eq!(vendor.put("/A/users/1002", json!({ "adminRoles": [] })).status, 403);
}

#[test]
fn only_a_super_admin_makes_administrators() {
    let mut state = fixture();
    state["users"][2]["roles"] = json!(["MANAGE_ACCOUNT"]);
    state["caller"] = json!("eve+x@acme.example");
    let mut vendor = Vendor::new(state);
    assert_eq!(vendor.put("/A/users/1002", json!({ "adminRoles": ["SUPER_USER"] })).status, 403);
    assert_eq!(vendor.put("/A/users/1001", json!({ "firstName": "X" })).status, 403);
    assert_eq!(vendor.delete("/A/users/1001").status, 403);
    assert_eq!(vendor.put("/A/users/1002", json!({ "adminRoles": ["RUN_REPORTS"] })).status, 204);
    assert_eq!(vendor.delete("/A/users/1002").status, 204);
}

#[test]
fn a_directory_owns_the_names_of_its_people() {
    let mut state = fixture();
    state["users"][1]["directory_managed"] = json!(true);
    let mut vendor = Vendor::new(state);
    assert_eq!(vendor.put("/A/users/1002", json!({ "firstName": "X" })).status, 403);
    assert_eq!(vendor.put("/A/users/1002", json!({ "firstName": "Bob", "licenseKeys": [] })).status, 204);
    assert_eq!(vendor.user("1002")["identityReadOnly"], true);
}

#[test]
fn a_new_connect_license_brings_the_next_free_extension() {
    let mut vendor = Vendor::new(fixture());
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    assert_eq!(vendor.entry("Eve+x@acme.example")["extension"], "1000");
    vendor.put("/A/users/1001", json!({ "licenseKeys": ["101"] }));
    assert_eq!(vendor.entry("it@acme.example")["extension"], "1001");
    // The configuration outlives the license (G-205) and is there again with it.
    vendor.put("/A/users/1003", json!({ "licenseKeys": [] }));
    assert_eq!(vendor.user("1003").get("settings"), None);
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    assert_eq!(vendor.user("1003")["settings"]["JIVE"]["primaryExtensionNumber"], "1000");
}

#[test]
fn a_deletion_takes_everything_and_leaves_the_number_to_nobody() {
    let mut vendor = Vendor::new(fixture());
    vendor.put("/Q/admins/1002", json!({}));
    vendor.delete("/A/users/1002");
    assert_eq!(vendor.get("/Q/queues/7d0c0001/members").body["items"], json!([]));
    assert_eq!(vendor.get("/Q/admins").body["items"], json!([]));
    assert_eq!(vendor.emulator.state()["extensions"][0]["number"], "1002");
}

#[test]
fn losing_the_license_leaves_a_person_in_the_queues() {
    let mut vendor = Vendor::new(fixture());
    vendor.put("/A/users/1002", json!({ "licenseKeys": [] }));
    let members = vendor.get("/Q/queues/7d0c0001/members").body;
    assert_eq!(members["items"], json!([{ "userKey": "1002", "roles": ["AGENT"] }]));
}
