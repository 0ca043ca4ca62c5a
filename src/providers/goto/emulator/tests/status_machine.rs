//! The state machine of a person's status: every transition that an interface can cause (3.2).

use super::*;

const PERSON: &str = "/A/users/2001";

/// A tenant with one person `2001` as `fields` say.
fn tenant(fields: Value) -> Vendor {
    let mut person = json!({ "key": "2001", "email": "p@acme.example" });
    for (name, value) in fields.as_object().unwrap() {
        person[name] = value.clone();
    }
    let mut users = fixture()["users"].clone();
    users.as_array_mut().unwrap().push(person);
    Vendor::with(json!({ "users": users }))
}

#[test]
fn status_follows_from_licenses_role_and_sign_in() {
    for (fields, status) in [
        (json!({}), "SUSPENDED"),
        (json!({ "signed_in": true }), "SUSPENDED"),
        (json!({ "licenses": ["101"] }), "INVITED"),
        (json!({ "roles": ["RUN_REPORTS"] }), "INVITED"),
        (json!({ "role_set": "Auditor" }), "INVITED"),
        (json!({ "licenses": ["101"], "signed_in": true }), "ACTIVE"),
        (json!({ "roles": ["MANAGE_ACCOUNT"], "signed_in": true }), "ACTIVE"),
        (json!({ "role_set": "rs1", "signed_in": true, "last_sign_in_days": 90 }), "ACTIVE"),
        (json!({ "licenses": ["101"], "signed_in": true, "last_sign_in_days": 91 }), "INACTIVE"),
        (json!({ "signed_in": true, "last_sign_in_days": 91 }), "SUSPENDED"),
        (json!({ "licenses": ["101"], "declined_transfer": true }), "SUSPENDED"),
        (json!({ "managed_groups": ["501"], "signed_in": true }), "SUSPENDED"),
    ] {
        assert_eq!(tenant(fields.clone()).status("2001"), status, "{fields}");
    }
}

#[test]
fn writes_move_a_person_from_status_to_status() {
    let signed_in = |mut fields: Value| {
        fields["signed_in"] = json!(true);
        fields
    };
    let licensed = json!({ "licenses": ["101"] });
    let admin = json!({ "roles": ["MANAGE_ACCOUNT"], "licenses": ["101"] });
    let bare_admin = json!({ "roles": ["MANAGE_ACCOUNT"] });
    for (number, fields, write, status) in [
        (10, signed_in(licensed.clone()), json!({ "licenseKeys": [] }), "SUSPENDED"),
        (11, signed_in(admin), json!({ "licenseKeys": [] }), "ACTIVE"),
        (12, signed_in(bare_admin), json!({ "adminRoles": [] }), "SUSPENDED"),
        (13, signed_in(json!({})), json!({ "licenseKeys": ["101"] }), "ACTIVE"),
        (13, json!({}), json!({ "adminRoles": ["RUN_REPORTS"] }), "INVITED"),
        (14, licensed, json!({ "licenseKeys": [], "adminRoles": [] }), "SUSPENDED"),
    ] {
        let mut vendor = tenant(fields);
        assert_eq!(vendor.put(PERSON, write.clone()).status, 204, "{number}");
        assert_eq!(vendor.status("2001"), status, "{number}: {write}");
    }
}

#[test]
fn a_created_person_is_invited_or_at_once_suspended() {
    for (request, status, mails) in [
        (json!({ "licenseKeys": ["101"] }), "INVITED", 1),
        (json!({ "adminRoles": ["RUN_REPORTS"] }), "INVITED", 1),
        (json!({}), "SUSPENDED", 0),
        (json!({ "licenseKeys": ["101"], "suppressEmail": true }), "INVITED", 0),
        (json!({ "licenseKeys": ["101"], "suppressEmail": false }), "INVITED", 1),
    ] {
        let mut vendor = Vendor::new(fixture());
        let mut body = request.clone();
        body["users"] = json!([{ "email": "new@acme.example", "firstName": "N", "lastName": "W" }]);
        let told = vendor.post("/A/users", body);
        assert_eq!(
            (told.status, &told.body),
            (201, &json!([{ "key": "1004", "email": "new@acme.example" }]))
        );
        assert_eq!(vendor.status("1004"), status, "{request}");
        assert_eq!(vendor.emulator.outbox().len(), mails, "{request}");
        assert_eq!(vendor.user("1004")["inviteCount"], 1);
    }
}

#[test]
fn a_person_with_a_profile_elsewhere_is_invited_to_transfer_and_holds_a_seat() {
    let profile =
        json!({ "key": "77", "email": "far@acme.example", "first_name": "Far", "last_name": "Away" });
    let mut vendor = Vendor::with(json!({ "elsewhere": [profile] }));
    let body =
        json!({ "users": [{ "email": "far@acme.example", "firstName": "X" }], "licenseKeys": ["101"] });
    assert_eq!(vendor.post("/A/users", body).body[0]["key"], "77");
    assert_eq!((vendor.status("77").as_str(), &vendor.user("77")["firstName"]), ("INVITED", &json!("Far")));
    assert_eq!(vendor.emulator.outbox()[0]["kind"], "transfer");
    assert_eq!(vendor.get("/A/licenses").body["results"][0]["userCount"], 2);
}

#[test]
fn a_deleted_person_is_gone_and_comes_back_with_key_and_name_only() {
    let mut vendor = Vendor::new(fixture());
    assert_eq!(vendor.delete("/A/users/1002").status, 204);
    assert_eq!(vendor.get("/A/users/1002").status, 404);
    assert_eq!(vendor.get("/A/licenses").body["results"][0]["userCount"], 0);
    let body = json!({ "users": [{ "email": "BOB@acme.example", "firstName": "Robert" }] });
    assert_eq!(vendor.post("/A/users", body).body[0]["key"], "1002");
    let bob = vendor.user("1002");
    assert_eq!((&bob["firstName"], &bob["status"]), (&json!("Bob"), &json!("SUSPENDED")));
    assert!(bob.get("licenseKeys").is_none() && bob.get("groupKey").is_none());
    assert_eq!(vendor.emulator.state().get("deleted_users"), None);
}
