//! Phone numbers and desk phones.

use super::*;

const NUMBERS: &str = "/voice-admin/v1/phone-numbers?accountKey=8887380153236031176";
const DEVICES: &str = "/voice-admin/v1/devices?accountKey=8887380153236031176";

/// The usual fixture with a number that leads to Bob, and his desk phone.
fn phones() -> Value {
    json!({
        "phone_numbers": [{ "id": "n1", "number": "+49301002", "to": "1002" }],
        "device_models": [{ "id": "polycom.vvx250", "name": "VVX 250" }],
        "devices": [{ "id": "d1", "mac": "00-04-f2-00-00-01", "model": "polycom.vvx250", "user": "bob@acme.example" },
                    { "id": "d2", "mac": "0004F2000002", "model": "polycom.vvx250", "standalone": true }],
    })
}

fn check(vendor: &mut Vendor, path: &str, body: Value, status: u16, code: &str) {
    let told = vendor.patch(path, body.clone());
    assert_eq!((told.status, &told.body["errorCode"]), (status, &json!(code)), "{body}");
}

#[test]
fn a_number_is_routed_to_an_extension_or_nowhere() {
    let mut vendor = Vendor::with(phones());
    let told = vendor.get(NUMBERS).body["items"][0].clone();
    assert_eq!((&told["number"], &told["routeTo"]["type"]), (&json!("+49301002"), &json!("EXTENSION")));
    let queue = json!({ "routeTo": { "id": "7d0c0001", "type": "EXTENSION" } });
    let path = "/voice-admin/v1/phone-numbers/n1";
    assert_eq!(vendor.patch(path, queue).body["routeTo"]["id"], "7d0c0001");
    assert_eq!(vendor.patch(path, json!({ "routeTo": null })).body.get("routeTo"), None);
    assert!(vendor.emulator.state()["phone_numbers"][0].get("to").is_none());
    check(&mut vendor, path, json!({ "routeTo": { "id": "none", "type": "EXTENSION" } }), 400, "INVALID_ID");
    check(
        &mut vendor,
        path,
        json!({ "routeTo": { "id": "n1", "type": "PHONE_NUMBER" } }),
        400,
        "INVALID_TYPE",
    );
    check(&mut vendor, "/voice-admin/v1/phone-numbers/n9", json!({}), 404, "NOT_FOUND");
    assert_eq!(vendor.get("/voice-admin/v1/phone-numbers").status, 400, "the account is asked for");
}

#[test]
fn a_device_is_added_and_given_to_one_person() {
    let mut vendor = Vendor::with(phones());
    let told = vendor.get(DEVICES).body["items"][0].clone();
    let shown = [&told["macAddress"], &told["modelName"], &told["assignedUserKey"]];
    assert_eq!(shown, [&json!("0004F2000001"), &json!("VVX 250"), &json!("1002")]);
    assert_eq!(
        vendor.get("/voice-admin/v1/devices/d1").body,
        json!({ "id": "d1" }),
        "the single reading is brief"
    );
    assert_eq!(vendor.get("/voice-admin/v1/device-models").body["items"][0]["id"], "polycom.vvx250");
    let path = "/voice-admin/v1/devices/d1";
    for (path, body, code) in [
        (path, json!({ "assignedUserKey": "1002", "name": "x" }), "ASSIGNMENTS_MUST_BE_ALONE"),
        (path, json!({ "assignedUserKey": "9" }), "INVALID_USER_KEY"),
        (path, json!({ "assignedUserKey": "1003" }), "INVALID_USER_LICENSE"),
        (path, json!({ "modelId": "none" }), "INVALID_MODEL"),
        ("/voice-admin/v1/devices/d2", json!({ "assignedUserKey": "1002" }), "INVALID_DEVICE_TYPE"),
    ] {
        check(&mut vendor, path, body, 400, code);
    }
    let account = "8887380153236031176";
    let body = |mac: &str| json!({ "accountKey": account, "name": "Lab", "macAddress": mac, "modelId": "polycom.vvx250" });
    let told = vendor.post("/voice-admin/v1/devices", body("0004F2000009"));
    assert_eq!((told.status, &told.body["macAddress"]), (201, &json!("0004F2000009")));
    let again = vendor.post("/voice-admin/v1/devices", body("00:04:f2:00:00:09"));
    assert_eq!((again.status, &again.body["errorCode"]), (409, &json!("MAC_ADDRESS_EXISTS")));
    assert_eq!(
        vendor.post("/voice-admin/v1/devices", body("0004F2")).body["errorCode"],
        "MALFORMED_MAC_ADDRESS"
    );
    assert_eq!(vendor.patch(path, json!({ "assignedUserKey": null })).body.get("assignedUserKey"), None);
    let mut other = Vendor::with(laid_over(phones(), json!({ "switches": { "device_takes_null": false } })));
    check(&mut other, path, json!({ "assignedUserKey": null }), 400, "INVALID_USER_KEY");
}

#[test]
fn a_deleted_person_leaves_phone_and_route_behind() {
    let mut vendor = Vendor::with(phones());
    assert_eq!(vendor.delete("/A/users/1002").status, 204);
    let state = vendor.emulator.state();
    assert_eq!(state["devices"][0].get("user"), None);
    assert_eq!(state["phone_numbers"][0]["to"], "1002");
}

#[test]
fn a_secondary_user_may_be_promoted_and_types_may_be_passed_over() {
    let promoted = |switches: Value| {
        let mut vendor = Vendor::with(json!({ "switches": switches }));
        vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
        let extensions = "/voice-admin/v1/extensions?accountKey=8887380153236031176&pageSize=100";
        let items = vendor.get(extensions).body["items"].clone();
        let id = |number: &str| {
            let found = items.as_array().unwrap().iter().find(|item| item["number"] == number);
            format!("/voice-admin/v1/extensions/{}", found.unwrap()["id"].as_str().unwrap())
        };
        vendor.patch(&id("1000"), json!({ "assignedPrimaryUserKey": null }));
        vendor.patch(&id("1002"), json!({ "assignedSecondaryUserKeys": ["1003"] }));
        vendor.patch(&id("1002"), json!({ "assignedPrimaryUserKey": null }));
        let of_type =
            vendor.get(&format!("{extensions}&type=RING_GROUP")).body["items"].as_array().unwrap().len();
        (vendor.get(&id("1002")).body.get("assignedPrimaryUserKey").cloned(), of_type)
    };
    assert_eq!(promoted(json!({})), (None, 0));
    assert_eq!(promoted(json!({ "promotes_secondary": true })).0, Some(json!("1003")));
    assert!(promoted(json!({ "extension_types": false })).1 > 1);
}
