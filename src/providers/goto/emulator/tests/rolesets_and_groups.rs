//! Custom roles and groups.

use super::*;

const BOB: &str = "filter=email%20eq%20%22bob@acme.example%22";

#[test]
fn a_custom_role_is_given_and_taken_by_filter() {
    let mut vendor = Vendor::new(fixture());
    assert_eq!(vendor.put(&format!("/A/rolesets/rs1/users?{BOB}"), json!({})).status, 204);
    assert_eq!(vendor.user("1002")["roleSets"], json!(["rs1"]));
    let list = vendor.get("/A/rolesets").body;
    let set = json!({ "id": "rs1", "name": "Auditor", "permissions": ["RUN_REPORTS"], "userCount": 1 });
    assert_eq!(list["results"], json!([set]));
    assert_eq!(vendor.delete(&format!("/A/users/rolesets?{BOB}")).status, 204);
    assert_eq!(vendor.user("1002").get("roleSets"), None);
}

#[test]
fn the_kinds_of_role_exclude_each_other() {
    let mut vendor = Vendor::new(fixture());
    vendor.put("/A/users/1002", json!({ "adminRoles": ["RUN_REPORTS"] }));
    let told = vendor.put(&format!("/A/rolesets/rs1/users?{BOB}"), json!({}));
    assert_eq!((told.status, &told.body["errors"][0]["code"]), (409, &json!("role.conflict")));
    vendor.put("/A/users/1002", json!({ "adminRoles": [] }));
    assert_eq!(vendor.put(&format!("/A/rolesets/rs1/users?{BOB}"), json!({})).status, 204);
    assert_eq!(vendor.put("/A/users/1002", json!({ "adminRoles": ["RUN_REPORTS"] })).status, 409);
}

#[test]
fn a_write_by_filter_needs_a_filter_and_somebody_who_matches() {
    let mut vendor = Vendor::new(fixture());
    assert_eq!(vendor.put("/A/rolesets/rs1/users", json!({})).status, 400);
    assert_eq!(vendor.delete("/A/users/rolesets").status, 400);
    let nobody = "filter=email%20eq%20%22no@acme.example%22";
    let told = vendor.put(&format!("/A/rolesets/rs1/users?{nobody}"), json!({}));
    assert_eq!((told.status, &told.body["errors"][0]["code"]), (404, &json!("user.not.found")));
    assert_eq!(vendor.put(&format!("/A/rolesets/none/users?{BOB}"), json!({})).status, 404);
}

#[test]
fn a_custom_role_can_be_made_and_changed() {
    let mut vendor = Vendor::new(fixture());
    let told = vendor.post("/A/rolesets", json!({ "name": "Desk", "permissions": ["MANAGE_USERS"] }));
    assert_eq!((told.status, &told.body["name"]), (201, &json!("Desk")));
    let id = told.body["id"].as_str().unwrap().to_owned();
    assert_eq!(vendor.put(&format!("/A/rolesets/{id}"), json!({ "name": "Help" })).status, 204);
    assert_eq!(vendor.post("/A/rolesets", json!({ "name": "Help" })).status, 409);
    assert_eq!(vendor.post("/A/rolesets", json!({ "name": "X", "permissions": ["BOSS"] })).status, 400);
}

#[test]
fn a_group_is_made_renamed_joined_left_and_deleted() {
    let mut vendor = Vendor::new(fixture());
    let told = vendor.post("/A/groups", json!({ "name": "Sales", "parentKey": 501 }));
    assert_eq!((told.status, &told.body), (201, &json!("503")));
    assert_eq!(vendor.put("/A/groups/503", json!({ "name": "Field" })).status, 204);
    assert_eq!(vendor.get("/A/groups/503").body["namePath"], json!(["EMEA", "Field"]));
    assert_eq!(vendor.ask(Method::Put, "/A/groups/503/users/1003", None).status, 204);
    assert_eq!(vendor.user("1003")["groupNamePath"], json!(["EMEA", "Field"]));
    assert_eq!(vendor.delete("/A/users/1003/groups").status, 204);
    assert_eq!(vendor.user("1003").get("groupKey"), None);
    assert_eq!(vendor.delete("/A/groups/503").status, 204);
    assert_eq!(vendor.get("/A/groups/503").status, 404);
}

#[test]
fn group_writes_are_refused_with_their_codes() {
    let mut vendor = Vendor::new(fixture());
    for (body, status, code) in [
        (json!({}), 400, "group.name.required"),
        (json!({ "name": "EMEA" }), 409, "group.name.conflict"),
        (json!({ "name": "X", "parentKey": "9" }), 404, "group.not.found"),
    ] {
        let told = vendor.post("/A/groups", body);
        assert_eq!((told.status, &told.body["errors"][0]["code"]), (status, &json!(code)));
    }
    assert_eq!(vendor.delete("/A/groups/501").status, 409);
    assert_eq!(vendor.ask(Method::Put, "/A/groups/502/users/9", None).status, 404);
}
