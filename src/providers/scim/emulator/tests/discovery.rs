//! What the server says about itself (S-21).

use super::*;

#[test]
fn the_service_announces_what_the_state_says() {
    let mut server =
        Server::serving(json!({ "patch": false, "etag": true, "max_results": 7, "cursor": true }));
    let told = server.read("/ServiceProviderConfig");
    assert_eq!(told["patch"]["supported"], false);
    assert_eq!(told["etag"]["supported"], true);
    assert_eq!(told["filter"], json!({ "supported": true, "maxResults": 7 }));
    assert_eq!(told["pagination"]["cursor"], true);
    assert_eq!(told["pagination"]["maxPageSize"], 7);
    assert_eq!(told["bulk"]["supported"], false);
    assert_eq!(told["authenticationSchemes"][0]["type"], "oauthbearertoken");
}

#[test]
fn types_and_schemas_are_listed_and_found_by_identifier() {
    let mut server = Server::usual();
    let types = server.read("/ResourceTypes");
    assert_eq!(types["totalResults"], 2);
    assert_eq!(types["Resources"][0]["schemaExtensions"][0]["schema"], ENTERPRISE_URN);
    assert_eq!(server.read("/ResourceTypes/Group")["endpoint"], "/Groups");
    let told = server.read(&format!("/Schemas/{USER_URN}"));
    let of = |name: &str| {
        let list = told["attributes"].as_array().unwrap();
        list.iter().find(|own| own["name"] == name).cloned().unwrap()
    };
    let name = of("userName");
    assert_eq!(
        (&name["required"], &name["uniqueness"], &name["caseExact"]),
        (&json!(true), &json!("server"), &json!(false))
    );
    assert_eq!(of("password")["returned"], "never");
    assert_eq!(of("groups")["mutability"], "readOnly");
    assert_eq!(of("emails")["subAttributes"][0]["name"], "value");
    let members = server.read(&format!("/Schemas/{GROUP_URN}"))["attributes"][1].clone();
    assert_eq!(members["subAttributes"][0]["mutability"], "immutable");
}

#[test]
fn discovery_is_read_only_and_takes_no_filter() {
    let mut server = Server::usual();
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
        assert_eq!(server.post(path, json!({})).status, 405, "{path}");
        assert_eq!(server.delete(path).status, 405, "{path}");
        assert_eq!(server.get(&format!("{path}?filter=id pr")).status, 403, "{path}");
    }
    assert_eq!(server.get("/Schemas/urn:none").status, 404);
    assert_eq!(server.get("/Me").status, 501);
    let nowhere = server.get("/Nowhere");
    assert_eq!(nowhere.status, 404);
    assert_eq!(nowhere.body["status"], "404");
    assert_eq!(nowhere.body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
    assert_eq!(nowhere.whole.find_header("content-type"), Some("application/scim+json"));
}

#[test]
fn what_can_be_given_is_listed_where_the_state_names_it() {
    let mut server = Server::with(json!({
        "roles": ["admin", { "value": "agent", "display": "Agent" }],
        "entitlements": [{ "value": "Pro", "type": "license", "seats": 1 }],
    }));
    assert_eq!(server.read("/ResourceTypes")["totalResults"], 4);
    assert_eq!(server.read("/Roles")["Resources"][1]["display"], "Agent");
    let offer = server.read("/Entitlements")["Resources"][0].clone();
    assert_eq!((&offer["value"], &offer["type"]), (&json!("Pro"), &json!("license")));
    assert_eq!(offer["totalAssignmentsPermitted"], 1);
    assert_eq!(offer["totalAssignmentsUsed"], 1);
    let id = offer["id"].as_str().unwrap().to_owned();
    assert_eq!(server.read(&format!("/Entitlements/{id}"))["value"], "Pro");
    assert_eq!(server.post("/Roles", json!({ "value": "x" })).status, 405);
    assert_eq!(Server::usual().get("/Roles").status, 404);
}

#[test]
fn no_other_value_is_taken_and_no_more_than_there_are_seats() {
    let mut server = Server::with(json!({
        "roles": ["admin"],
        "entitlements": [{ "value": "Pro", "type": "license", "seats": 1 }],
    }));
    let give = |server: &mut Server, id: &str, path: &str, value: Value| {
        server.patch(&format!("/Users/{id}"), json!([{ "op": "add", "path": path, "value": [value] }]))
    };
    assert_eq!(give(&mut server, "u2", "roles", json!({ "value": "king" })).refusal(), (400, "invalidValue"));
    let pro = json!({ "value": "Pro", "type": "license" });
    let full = give(&mut server, "u2", "entitlements", pro.clone());
    assert_eq!(full.refusal(), (400, "invalidValue"));
    assert!(full.body["detail"].as_str().unwrap().contains("no free seat"));
    // Who holds what is no longer offered may keep it, and is changed otherwise.
    let mut state = server.emulator.state();
    state["roles"] = json!([]);
    let mut bare = Server::new(state);
    assert_eq!(bare.patch("/Users/u1", json!([{ "op": "remove", "path": "title" }])).status, 200);
    // Who holds it already is no second holder.
    assert_eq!(give(&mut server, "u1", "entitlements", pro.clone()).status, 200);
    server.patch("/Users/u1", json!([{ "op": "remove", "path": "entitlements" }]));
    assert_eq!(give(&mut server, "u2", "entitlements", pro).status, 200);
}
