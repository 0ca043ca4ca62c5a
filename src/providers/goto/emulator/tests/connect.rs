//! GoTo Connect and the invented prefix.

use super::*;

const EXTENSIONS: &str = "/voice-admin/v1/extensions?accountKey=8887380153236031176";
const QUEUES: &str = "/voice-admin/v1/call-queues?accountKey=8887380153236031176";

fn id_of(vendor: &mut Vendor, number: &str) -> String {
    let items = vendor.get(&format!("{EXTENSIONS}&pageSize=100")).body["items"].clone();
    let found = items.as_array().unwrap().iter().find(|item| item["number"] == number).cloned();
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn users_and_lines_are_told() {
    let mut vendor = Vendor::new(fixture());
    let told = vendor.get("/users/v1/users?accountKey=8887380153236031176").body;
    let items = told["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["userKey"]), (1, &json!("1002")));
    assert_eq!(
        (&items[0]["lines"][0]["number"], &items[0]["lines"][0]["primary"]),
        (&json!("1002"), &json!(true))
    );
    assert_eq!(vendor.get("/users/v1/users/1002/lines").body["items"], items[0]["lines"]);
    assert_eq!(vendor.get("/users/v1/users/bob@acme.example/lines").status, 200);
    assert_eq!(vendor.get("/users/v1/users/1003/lines").status, 404);
    assert_eq!(vendor.get("/users/v1/lines").body, json!({ "items": [] }));
    assert_eq!(vendor.get("/users/v1/users?accountKey=1").body, json!({ "items": [] }));
    assert_eq!(vendor.get("/voice-admin/v1/accounts").body["items"][0]["name"], "Acme");
}

#[test]
fn markers_lead_through_all_pages_and_are_checked() {
    let users: Value = (0..230)
        .map(|n| {
            json!({ "key": (2000 + n).to_string(), "email": format!("u{n}@x"), "licenses": ["101"],
                         "extension": (2000 + n).to_string(),
                         "queues": [{ "queue": "support-calls", "role": "agent" }] })
        })
        .collect();
    let mut vendor = Vendor::with(json!({ "users": users, "caller": null }));
    for (path, count) in [
        ("/users/v1/users?accountKey=8887380153236031176", 230),
        (EXTENSIONS, 231),
        ("/Q/queues/7d0c0001/members?x=y", 230),
        ("/voice-admin/v1/call-queues/7d0c0001/users?x=y", 230),
    ] {
        for size in ["", "&pageSize=100", "&pageSize=7"] {
            let mut seen = std::collections::BTreeSet::new();
            let mut marker = String::new();
            loop {
                let told = vendor.get(&format!("{path}{size}{marker}"));
                let items = told.body["items"].as_array().unwrap().clone();
                assert!(items.iter().all(|item| seen.insert(item.to_string())), "{path}{size}");
                match told.body["nextPageMarker"].as_str() {
                    Some(next) => marker = format!("&pageMarker={next}"),
                    None => break,
                }
            }
            assert_eq!(seen.len(), count, "{path}{size}");
        }
        assert_eq!(vendor.get(&format!("{path}&pageMarker=zz")).status, 400);
        assert_eq!(vendor.get(&format!("{path}&pageSize=0")).status, 400);
    }
}

#[test]
fn extensions_are_made_changed_and_deleted() {
    let mut vendor = Vendor::new(fixture());
    let body = json!({ "accountKey": "8887380153236031176", "name": "Lab", "number": "2000" });
    let told = vendor.post("/voice-admin/v1/extensions", body.clone());
    assert_eq!((told.status, &told.body["type"]), (201, &json!("DIRECT_EXTENSION")));
    let path = format!("/voice-admin/v1/extensions/{}", told.body["id"].as_str().unwrap());
    assert_eq!(vendor.post("/voice-admin/v1/extensions", body).body["errorCode"], "NUMBER_EXISTS");
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    let told = vendor.patch(&path, json!({ "assignedPrimaryUserKey": "1003" }));
    assert_eq!((told.status, &told.body["errorCode"]), (409, &json!("USER_ALREADY_HAS_PRIMARY_EXTENSION")));
    let own = id_of(&mut vendor, "1000");
    vendor.patch(&format!("/voice-admin/v1/extensions/{own}"), json!({ "assignedPrimaryUserKey": null }));
    let told = vendor.patch(&path, json!({ "assignedPrimaryUserKey": "1003", "number": "2001" }));
    assert_eq!((told.status, &told.body["assignedPrimaryUserKey"]), (200, &json!("1003")));
    assert_eq!(vendor.user("1003")["settings"]["JIVE"]["primaryExtensionNumber"], "2001");
    let told = vendor.patch(&path, json!({ "assignedSecondaryUserKeys": ["1002"] }));
    assert_eq!(told.body["assignedSecondaryUserKeys"], json!(["1002"]));
    assert_eq!(vendor.entry("bob@acme.example")["secondary_extensions"], json!(["2001"]));
    assert_eq!(vendor.delete(&path).status, 204);
    assert_eq!(vendor.get(&path).status, 404);
}

#[test]
fn bad_extension_writes_have_their_codes() {
    let mut vendor = Vendor::new(fixture());
    let bob = format!("/voice-admin/v1/extensions/{}", id_of(&mut vendor, "1002"));
    for (path, body, status, code) in [
        (bob.as_str(), json!({ "number": "12" }), 400, "INVALID_NUMBER"),
        (&bob, json!({ "number": "1234567" }), 400, "INVALID_NUMBER"),
        (&bob, json!({ "number": "6001" }), 409, "NUMBER_EXISTS"),
        (&bob, json!({ "assignedPrimaryUserKey": "9" }), 400, "INVALID_USER_KEY"),
        (&bob, json!({ "assignedPrimaryUserKey": "1003" }), 400, "INVALID_USER_LICENSE"),
        ("/voice-admin/v1/extensions/7d0c0001", json!({ "name": "x" }), 400, "INVALID_EXTENSION"),
        ("/voice-admin/v1/extensions/none", json!({ "name": "x" }), 404, "NOT_FOUND"),
    ] {
        let told = vendor.patch(path, body.clone());
        assert_eq!((told.status, &told.body["errorCode"]), (status, &json!(code)), "{body}");
    }
    let list = vendor.get(&format!("{EXTENSIONS}&type=CALL_QUEUE,RING_GROUP")).body;
    assert_eq!((list["items"].as_array().unwrap().len(), &list["items"][0]["number"]), (1, &json!("6001")));
}

#[test]
fn call_queues_are_read_with_their_agents() {
    let mut vendor = Vendor::new(fixture());
    let list = vendor.get(QUEUES).body;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&list["items"][0]["extensionNumber"], &list["items"][0]["type"]),
        (&json!("6001"), &json!("BASIC"))
    );
    let users = vendor.get("/voice-admin/v1/call-queues/7d0c0001/users").body;
    assert_eq!(users["items"][0]["userKey"], "1002");
    vendor.put("/Q/queues/7d0c0001/members/1002", json!({ "roles": ["SUPERVISOR"] }));
    assert_eq!(vendor.get("/voice-admin/v1/call-queues/7d0c0001/users").body["items"], json!([]));
    assert_eq!(vendor.get("/voice-admin/v1/call-queues/7d0c0002/users").status, 404);
}

#[test]
fn membership_is_written_under_the_invented_prefix() {
    let mut vendor = Vendor::new(fixture());
    assert_eq!(vendor.get("/Q/queues").body["items"].as_array().unwrap().len(), 3);
    let inbox = vendor.get("/Q/queues?kind=inbox").body;
    assert_eq!(
        inbox["items"],
        json!([{ "id": "7d0c0002", "kind": "inbox", "name": "support-inbox", "type": "BASIC" }])
    );
    let told = vendor.put("/Q/queues/7d0c0002/members/1002", json!({ "roles": ["SUPERVISOR", "AGENT"] }));
    assert_eq!(
        (told.status, told.body),
        (200, json!({ "userKey": "1002", "roles": ["AGENT", "SUPERVISOR"] }))
    );
    assert_eq!(vendor.get("/Q/queues/7d0c0002/members/1002").status, 200);
    assert_eq!(vendor.delete("/Q/queues/7d0c0002/members/1002").status, 204);
    assert_eq!(vendor.delete("/Q/queues/7d0c0002/members/1002").status, 404);
    for (body, code) in [
        (json!({ "roles": [] }), "CONSTRAINT_VIOLATION"),
        (json!({ "roles": ["BOSS"] }), "CONSTRAINT_VIOLATION"),
        (json!({}), "CONSTRAINT_VIOLATION"),
    ] {
        assert_eq!(vendor.put("/Q/queues/7d0c0002/members/1002", body).body["errorCode"], code);
    }
    let unlicensed = vendor.put("/Q/queues/7d0c0002/members/1003", json!({ "roles": ["AGENT"] }));
    assert_eq!((unlicensed.status, &unlicensed.body["errorCode"]), (400, &json!("INVALID_USER_LICENSE")));
    assert_eq!(vendor.get("/Q/queues?kind=fax").status, 400);
}

#[test]
fn contact_center_admins_are_written_there_too() {
    let mut vendor = Vendor::new(fixture());
    assert_eq!(vendor.put("/Q/admins/1002", json!({})).status, 200);
    assert_eq!(vendor.get("/Q/admins").body["items"], json!([{ "userKey": "1002" }]));
    assert_eq!(vendor.delete("/Q/admins/1002").status, 204);
    assert_eq!(vendor.delete("/Q/admins/1002").status, 404);
    assert_eq!(vendor.put("/Q/admins/1003", json!({})).status, 400);
}

#[test]
fn who_lacks_the_right_sees_empty_lists_and_nothing_single() {
    let mut vendor = Vendor::new(fixture());
    let id = id_of(&mut vendor, "1002");
    let mut state = fixture();
    state["caller"] = json!("eve+x@acme.example");
    state["users"][2]["roles"] = json!(["RUN_REPORTS"]);
    let mut vendor = Vendor::new(state);
    for path in
        [EXTENSIONS, QUEUES, "/users/v1/users?accountKey=8887380153236031176", "/Q/queues", "/Q/admins"]
    {
        let told = vendor.get(path);
        assert_eq!((told.status, &told.body), (200, &json!({ "items": [] })), "{path}");
    }
    assert_eq!(vendor.get(&format!("/voice-admin/v1/extensions/{id}")).status, 404);
    assert_eq!(vendor.get("/Q/queues/7d0c0001/members").status, 404);
    assert_eq!(vendor.put("/Q/admins/1002", json!({})).status, 403);
    assert_eq!(vendor.patch(&format!("/voice-admin/v1/extensions/{id}"), json!({ "name": "x" })).status, 403);
}
