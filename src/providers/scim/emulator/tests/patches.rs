//! PATCH (S-28 to S-31).

use super::*;

/// One operation on a fresh server's Ana: what the resource has afterwards at `pointer`.
fn after(operation: Value, pointer: &str) -> Value {
    let mut server = Server::usual();
    let told = server.patch("/Users/u1", json!([operation]));
    assert_eq!(told.status, 200, "{operation}: {}", told.body);
    assert_eq!(server.read("/Users/u1"), told.body);
    told.body.pointer(pointer).cloned().unwrap_or(Value::Null)
}

#[test]
fn operations_do_what_their_paths_say() {
    for (operation, pointer, value) in [
        (json!({ "op": "add", "path": "nickName", "value": "A" }), "/nickName", json!("A")),
        (json!({ "op": "replace", "path": "TITLE", "value": "Boss" }), "/title", json!("Boss")),
        (
            json!({ "op": "replace", "path": format!("{USER_URN}:title"), "value": "Boss" }),
            "/title",
            json!("Boss"),
        ),
        (json!({ "op": "remove", "path": "title" }), "/title", Value::Null),
        (json!({ "op": "replace", "path": "title", "value": null }), "/title", Value::Null),
        (
            json!({ "op": "replace", "path": "name", "value": { "givenName": "Anna" } }),
            "/name",
            json!({ "givenName": "Anna", "familyName": "Lund" }),
        ),
        (json!({ "op": "replace", "path": "name.familyName", "value": "L" }), "/name/familyName", json!("L")),
        (json!({ "op": "remove", "path": "name" }), "/name", Value::Null),
    ] {
        assert_eq!(after(operation.clone(), pointer), value, "{operation}");
    }
}

#[test]
fn operations_find_their_way_into_lists_and_extensions() {
    let department = format!("/{ENTERPRISE_URN}/department");
    let enterprise = format!("/{ENTERPRISE_URN}");
    for (operation, pointer, value) in [
        (
            json!({ "op": "add", "path": "emails", "value": [{ "value": "a@new.example" }] }),
            "/emails/2/value",
            json!("a@new.example"),
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "n@acme.example" }),
            "/emails/0/value",
            json!("n@acme.example"),
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq \"home\"]", "value": { "value": "only@home.example" } }),
            "/emails/1",
            json!({ "value": "only@home.example" }),
        ),
        (json!({ "op": "remove", "path": "emails[type eq \"home\"].type" }), "/emails/1/type", Value::Null),
        (json!({ "op": "remove", "path": "emails[type eq \"home\"]" }), "/emails/1", Value::Null),
        (json!({ "op": "replace", "path": "emails", "value": [] }), "/emails", Value::Null),
        (
            json!({ "op": "replace", "path": format!("{ENTERPRISE_URN}:department"), "value": "X" }),
            &department,
            json!("X"),
        ),
        (
            json!({ "op": "add", "path": ENTERPRISE_URN, "value": { "department": "X" } }),
            &department,
            json!("X"),
        ),
        (json!({ "op": "remove", "path": ENTERPRISE_URN }), &enterprise, Value::Null),
        (json!({ "op": "replace", "value": { "active": false, "id": "other" } }), "/active", json!(false)),
        (
            json!({ "op": "add", "value": { ENTERPRISE_URN: { "division": "APAC" } } }),
            &format!("/{ENTERPRISE_URN}/division"),
            json!("APAC"),
        ),
        (
            json!({ "op": "replace", "path": format!("{ENTERPRISE_URN}:manager"), "value": { "value": "u2" } }),
            &format!("/{ENTERPRISE_URN}/manager/value"),
            json!("u2"),
        ),
    ] {
        assert_eq!(after(operation.clone(), pointer), value, "{operation}");
    }
}

#[test]
fn refusals_have_the_words_of_table_9() {
    for (operation, word) in [
        (json!({ "op": "remove" }), "noTarget"),
        (json!({ "op": "replace", "path": "emails[type eq \"x\"].value", "value": "a" }), "noTarget"),
        (json!({ "op": "remove", "path": "emails[type eq \"x\"]" }), "noTarget"),
        (json!({ "op": "add", "path": "emails[type eq]", "value": "a" }), "invalidPath"),
        (json!({ "op": "add", "path": "shoeSize", "value": 44 }), "invalidPath"),
        (json!({ "op": "add", "path": "title[value eq \"x\"]", "value": "a" }), "invalidPath"),
        (json!({ "op": "add", "path": "emails[shoe eq \"x\"].value", "value": "a" }), "invalidPath"),
        (json!({ "op": "add", "path": 7, "value": "a" }), "invalidPath"),
        (json!({ "op": "replace", "path": "id", "value": "a" }), "mutability"),
        (json!({ "op": "add", "path": "groups", "value": [{ "value": "g2" }] }), "mutability"),
        (json!({ "op": "remove", "path": "userName" }), "mutability"),
        (json!({ "op": "replace", "path": "active", "value": "True" }), "invalidValue"),
        (json!({ "op": "replace", "path": "title" }), "invalidValue"),
        (json!({ "op": "Replace", "path": "title", "value": "a" }), "invalidSyntax"),
        (json!({ "op": "move", "path": "title" }), "invalidSyntax"),
        (json!({ "op": "add", "value": { "shoeSize": 44 } }), "invalidSyntax"),
        (json!("add"), "invalidSyntax"),
    ] {
        let told = Server::usual().patch("/Users/u1", json!([operation]));
        assert_eq!(told.refusal(), (400, word), "{operation}: {}", told.body);
    }
    let mut server = Server::usual();
    assert_eq!(server.patch("/Users/u1", json!([])).refusal(), (400, "invalidSyntax"));
    assert_eq!(server.ask(Method::Patch, "/Users/u1", Some(json!({}))).refusal(), (400, "invalidSyntax"));
    assert_eq!(server.patch("/Users/u9", json!([])).status, 404);
    let edited = json!([{ "op": "replace", "path": "members[value eq \"u1\"].value", "value": "u2" }]);
    assert_eq!(server.patch("/Groups/g1", edited).refusal(), (400, "mutability"));
    let off = Server::serving(json!({ "patch": false })).patch("/Users/u1", json!([]));
    assert_eq!(off.status, 501);
}

#[test]
fn all_operations_happen_or_none() {
    let mut server = Server::usual();
    let before = server.emulator.state();
    let told = server.patch(
        "/Groups/g1",
        json!([
            { "op": "replace", "path": "displayName", "value": "Other" },
            { "op": "remove", "path": "members[value eq \"u1\"]" },
            { "op": "add", "path": "members", "value": [{ "value": "nobody" }] },
        ]),
    );
    assert_eq!(told.refusal(), (400, "invalidValue"));
    assert_eq!(server.emulator.state(), before);
}

#[test]
fn removing_one_member_leaves_the_others() {
    let mut server = Server::usual();
    let told = server.patch("/Groups/g1", json!([{ "op": "remove", "path": "members[value eq \"u2\"]" }]));
    assert_eq!(told.status, 200);
    assert_eq!(server.members("g1"), ["u1", "u3"]);
    // The form of Entra is refused unless its switch is on (S-56); nobody is taken out by accident.
    let entra = json!([{ "op": "Remove", "path": "members", "value": [{ "value": "u1" }] }]);
    assert_eq!(server.patch("/Groups/g1", entra.clone()).status, 400);
    let lower = json!([{ "op": "remove", "path": "members", "value": [{ "value": "u1" }] }]);
    assert_eq!(server.patch("/Groups/g1", lower).refusal(), (400, "invalidSyntax"));
    assert_eq!(server.members("g1"), ["u1", "u3"]);
    let mut server = Server::switched(json!({ "entra": true }));
    assert_eq!(server.patch("/Groups/g1", entra).status, 200);
    assert_eq!(server.members("g1"), ["u2", "u3"]);
}

#[test]
fn members_can_be_chosen_by_what_only_the_server_tells() {
    let mut server = Server::usual();
    let told = server.patch("/Groups/g1", json!([{ "op": "remove", "path": "members[type eq \"User\"]" }]));
    assert_eq!(told.status, 200);
    assert_eq!(told.body.get("members"), None);
}

#[test]
fn adding_what_is_there_changes_nothing_and_no_time() {
    let mut server = Server::usual();
    server.now = Duration::from_secs(9);
    let member = json!({ "value": "u1", "$ref": "https://elsewhere.example/Users/u1", "type": "User" });
    let told = server.patch("/Groups/g1", json!([{ "op": "add", "path": "members", "value": [member] }]));
    assert_eq!(told.status, 200);
    assert_eq!(told.body["meta"]["lastModified"], "2026-01-01T00:00:00Z");
    assert_eq!(server.members("g1"), ["u1", "u2", "u3"]);
    let told =
        server.patch("/Groups/g2", json!([{ "op": "add", "path": "members", "value": [{ "value": "u1" }] }]));
    assert_eq!(told.body["meta"]["lastModified"], "2026-01-01T00:00:09Z");
}

#[test]
fn a_new_primary_value_takes_the_place_of_the_old_one() {
    let primaries = |operation: Value| {
        let emails = after(operation, "/emails");
        let list = emails.as_array().unwrap().clone();
        let held: Vec<String> = list
            .iter()
            .filter(|own| own["primary"] == true)
            .map(|own| own["value"].as_str().unwrap().to_owned())
            .collect();
        held
    };
    let added =
        json!({ "op": "add", "path": "emails", "value": [{ "value": "n@x.example", "primary": true }] });
    assert_eq!(primaries(added), ["n@x.example"]);
    let set = json!({ "op": "replace", "path": "emails[type eq \"home\"].primary", "value": true });
    assert_eq!(primaries(set), ["ana@home.example"]);
}

#[test]
fn an_answer_to_patch_has_the_attributes_that_are_asked_for() {
    let mut server = Server::switched(json!({ "patch_answer": "204" }));
    let title = json!([{ "op": "replace", "path": "title", "value": "Boss" }]);
    assert_eq!(server.patch("/Users/u1", title.clone()).status, 204);
    let told = server.patch("/Users/u1?attributes=title", title);
    assert_eq!(told.status, 200);
    assert_eq!(told.body, json!({ "schemas": told.body["schemas"], "id": "u1", "title": "Boss" }));
}
