//! POST, PUT, DELETE, versions, bulk.

use super::*;

#[test]
fn a_resource_is_created_with_identifier_meta_and_location() {
    let mut server = Server::usual();
    server.now = Duration::from_millis(1500);
    let told = server.post("/Users", user("Dan@acme.example", json!({ "id": "mine", "externalId": "dan" })));
    assert_eq!(told.status, 201);
    let id = told.body["id"].as_str().unwrap();
    assert_ne!(id, "mine");
    assert_eq!(told.body["active"], true);
    assert_eq!(told.body["externalId"], "dan");
    let location = format!("http://scim.example/scim/v2/Users/{id}");
    assert_eq!(told.whole.find_header("location"), Some(location.as_str()));
    assert_eq!(
        told.body["meta"],
        json!({ "resourceType": "User", "created": "2026-01-01T00:00:01.5Z",
                "lastModified": "2026-01-01T00:00:01.5Z", "location": location })
    );
    assert_eq!(told.whole.find_header("content-type"), Some("application/scim+json"));
}

#[test]
fn a_name_is_taken_whatever_its_case() {
    let mut server = Server::usual();
    let told = server.post("/Users", user("ANA@acme.example", json!({})));
    assert_eq!(told.refusal(), (409, "uniqueness"));
    let told = server
        .patch("/Users/u2", json!([{ "op": "replace", "path": "userName", "value": "Ana@ACME.example" }]));
    assert_eq!(told.refusal(), (409, "uniqueness"));
    // One's own name in another case is no conflict, and groups may share a name.
    let told = server
        .patch("/Users/u1", json!([{ "op": "replace", "path": "userName", "value": "ANA@acme.example" }]));
    assert_eq!(told.status, 200);
    assert_eq!(server.post("/Groups", group("Support", &[])).status, 201);
}

#[test]
fn what_does_not_fit_the_schema_is_refused() {
    let mut server = Server::usual();
    for (more, word) in [
        (json!({ "userName": "" }), "invalidValue"),
        (json!({ "userName": null }), "invalidValue"),
        (json!({ "userName": 7 }), "invalidValue"),
        (json!({ "active": "True" }), "invalidValue"),
        (json!({ "emails": "x@x" }), "invalidValue"),
        (
            json!({ "emails": [{ "value": "a", "primary": true }, { "value": "b", "primary": true }] }),
            "invalidValue",
        ),
        (json!({ "name": "Ana" }), "invalidValue"),
        (json!({ "shoeSize": 44 }), "invalidSyntax"),
        (json!({ "name": { "shoeSize": 44 } }), "invalidSyntax"),
        (json!({ "schemas": [] }), "invalidSyntax"),
        (json!({ "schemas": [USER_URN, "urn:none"] }), "invalidSyntax"),
        (json!({ ENTERPRISE_URN: { "manager": { "value": "nobody" } } }), "invalidValue"),
    ] {
        let told = server.post("/Users", user("dan@acme.example", more.clone()));
        assert_eq!(told.refusal(), (400, word), "{more}");
    }
    assert_eq!(server.post("/Groups", group("G", &["nobody"])).refusal(), (400, "invalidValue"));
    assert_eq!(server.post("/Groups", json!({ "schemas": [GROUP_URN] })).refusal(), (400, "invalidValue"));
    let request = Request::new(Plane("any"), Method::Post, "/Users").header("authorization", "Bearer x");
    assert_eq!(server.send(&request).refusal(), (400, "invalidSyntax"));
    assert_eq!(server.send(&request.header("content-type", "text/plain")).status, 415);
    assert_eq!(server.get("/Users").body["totalResults"], 3);
}

#[test]
fn names_of_attributes_ignore_case_and_read_only_ones_are_left_out() {
    let mut server = Server::usual();
    let body = json!({ "SCHEMAS": [USER_URN], "USERNAME": "dan@acme.example", "Name": { "GIVENNAME": "Dan" },
                       "groups": [{ "value": "g1" }], "meta": { "created": "1999" }, "title": null, "roles": [] });
    let told = server.post("/Users", body);
    assert_eq!(told.status, 201, "{}", told.body);
    assert_eq!(told.body["name"], json!({ "givenName": "Dan" }));
    assert_eq!(told.body.get("title"), None);
    assert_eq!(told.body.get("roles"), None);
    assert_eq!(told.body.get("groups"), None);
}

#[test]
fn put_replaces_and_what_is_left_out_is_gone() {
    let mut server = Server::usual();
    server.now = Duration::from_secs(1);
    let told = server.put("/Users/u1", user("ana@acme.example", json!({ "title": "Boss" })));
    assert_eq!(told.status, 200);
    for gone in ["active", "roles", "displayName", "externalId", "emails", ENTERPRISE_URN] {
        assert_eq!(told.body.get(gone), None, "{gone}");
    }
    assert_eq!(told.body["title"], "Boss");
    assert_eq!(told.body["groups"][0]["value"], "g1");
    assert_eq!(told.body["meta"]["lastModified"], "2026-01-01T00:00:01Z");
    assert_eq!(server.put("/Users/u1", user("bob@acme.example", json!({}))).refusal(), (409, "uniqueness"));
    assert_eq!(server.put("/Users/u9", user("zoe@acme.example", json!({}))).status, 404);
    assert_eq!(server.put("/Groups/g1", group("Support", &["u2"])).status, 200);
    assert_eq!(server.members("g1"), ["u2"]);
}

#[test]
fn whoever_is_deleted_leaves_groups_and_frees_the_name() {
    let mut server = Server::usual();
    assert_eq!(server.delete("/Users/u1").status, 204);
    assert_eq!(server.delete("/Users/u1").status, 404);
    assert_eq!(server.get("/Users/u1").status, 404);
    assert_eq!(server.members("g1"), ["u2", "u3"]);
    assert_eq!(server.read("/Users/u2")[ENTERPRISE_URN], json!({ "department": "Sales" }));
    assert_eq!(server.post("/Users", user("ana@acme.example", json!({}))).status, 201);
    assert_eq!(server.delete("/Groups/u2").status, 404);
}

#[test]
fn references_tell_what_they_lead_to() {
    let mut server = Server::usual();
    let told = server.read("/Groups/g2");
    assert_eq!(
        told["members"],
        json!([{ "value": "g1", "$ref": "http://scim.example/scim/v2/Groups/g1", "type": "Group" }])
    );
    let manager = server.read("/Users/u2")[ENTERPRISE_URN]["manager"].clone();
    assert_eq!(manager, json!({ "value": "u1", "$ref": "http://scim.example/scim/v2/Users/u1" }));
    let groups = server.read("/Users/u1")["groups"].clone();
    assert_eq!(groups[0]["display"], "Support");
    assert_eq!(groups[0]["type"], "direct");
}

#[test]
fn a_stale_version_is_refused_where_versions_are_supported() {
    let mut server = Server::serving(json!({ "etag": true }));
    let told = server.get("/Users/u1");
    let old = told.whole.find_header("etag").unwrap().to_owned();
    assert_eq!(told.body["meta"]["version"], json!(old));
    server.headers = vec![("if-none-match", old.clone())];
    assert_eq!(server.get("/Users/u1").status, 304);
    server.headers = vec![("if-match", old.clone())];
    let title = json!([{ "op": "replace", "path": "title", "value": "Boss" }]);
    let told = server.patch("/Users/u1", title.clone());
    assert_eq!(told.status, 200);
    assert_ne!(told.whole.find_header("etag"), Some(old.as_str()));
    assert_eq!(server.patch("/Users/u1", title).status, 412);
    assert_eq!(server.put("/Users/u1", user("ana@acme.example", json!({}))).status, 412);
    assert_eq!(server.delete("/Users/u1").status, 412);
    server.headers = vec![("if-match", "*".into())];
    assert_eq!(server.delete("/Users/u1").status, 204);
    // Where they are not supported, nothing of it happens (S-34).
    let mut server = Server::usual();
    server.headers = vec![("if-match", "W/\"stale\"".into())];
    assert_eq!(server.get("/Users/u1").whole.find_header("etag"), None);
    assert_eq!(server.delete("/Users/u1").status, 204);
}

#[test]
fn bulk_carries_out_one_after_another_and_ties_by_bulk_id() {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            { "method": "POST", "path": "/Users", "bulkId": "a", "data": user("dan@acme.example", json!({})) },
            { "method": "POST", "path": "/Groups", "bulkId": "b", "data": group("New", &["bulkId:a"]) },
            { "method": "POST", "path": "/Users", "bulkId": "c", "data": user("ana@acme.example", json!({})) },
            { "method": "DELETE", "path": "/Users/bulkId:a" },
            { "method": "POST", "path": "/Bulk", "bulkId": "d", "data": {} },
        ],
    });
    assert_eq!(Server::usual().post("/Bulk", body.clone()).status, 501);
    let mut server = Server::serving(json!({ "bulk": true }));
    let told = server.post("/Bulk", body.clone());
    let list = told.body["Operations"].as_array().unwrap();
    let statuses: Vec<&str> = list.iter().map(|own| own["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["201", "201", "409", "204", "400"]);
    assert_eq!(list[2]["response"]["scimType"], "uniqueness");
    assert!(list[1]["location"].as_str().unwrap().contains("/Groups/"));
    let mut strict = body;
    strict["failOnErrors"] = json!(1);
    strict["Operations"][0]["data"]["userName"] = json!("bob@acme.example");
    let told = server.post("/Bulk", strict);
    assert_eq!(told.body["Operations"].as_array().unwrap().len(), 1);
    let many: Vec<Value> = (0..1001).map(|_| json!({ "method": "DELETE", "path": "/Users/x" })).collect();
    let many =
        json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": many });
    assert_eq!(server.post("/Bulk", many).status, 413);
}
