//! Every switch: what it changes, and that the page lists it.

use super::super::{SWITCHES, Switches};
use super::*;

/// One story for each switch, by its name.
const STORIES: &[(&str, fn())] = &[
    ("patch_answer", patch_answer),
    ("fill_groups", fill_groups),
    ("location", location),
    ("fill_display", fill_display),
    ("resources_missing_when_empty", resources_missing_when_empty),
    ("overlapping_pages", overlapping_pages),
    ("etag_header_without_support", etag_header_without_support),
    ("entra", entra),
    ("remove_with_value", remove_with_value),
    ("missing_target", missing_target),
    ("deactivate_deletes", deactivate_deletes),
    ("most_member_changes", most_member_changes),
    ("replace_members_adds", replace_members_adds),
    ("one_fake_sample", one_fake_sample),
    ("status_as_number", status_as_number),
    ("empty_errors", empty_errors),
    ("normalizes", normalizes),
    ("soft_delete", soft_delete),
    ("discovery_needs_token", discovery_needs_token),
    ("retry_after_as_date", retry_after_as_date),
];

#[test]
fn every_switch_does_what_it_says() {
    for switch in SWITCHES {
        let story = STORIES.iter().find(|(name, _)| *name == switch.name);
        let (_, story) = story.unwrap_or_else(|| panic!("{} has no story", switch.name));
        story();
        for other in switch.alternatives {
            let other: Value = serde_json::from_str(other).unwrap();
            Server::switched(json!({ switch.name: other }));
        }
    }
    assert_eq!(STORIES.len(), SWITCHES.len());
}

fn title() -> Value {
    json!([{ "op": "replace", "path": "title", "value": "Boss" }])
}

fn patch_answer() {
    let mut server = Server::switched(json!({ "patch_answer": "204" }));
    let told = server.patch("/Users/u1", title());
    assert_eq!((told.status, told.whole.body.len()), (204, 0));
    assert_eq!(told.whole.find_header("content-type"), None);
    let mut server = Server::switched(json!({ "patch_answer": "no_op_204" }));
    assert_eq!(server.patch("/Users/u1", title()).status, 200);
    assert_eq!(server.patch("/Users/u1", title()).status, 204);
}

fn fill_groups() {
    assert_eq!(Server::switched(json!({ "fill_groups": false })).read("/Users/u1").get("groups"), None);
}

fn location() {
    let made = |mode: &str| {
        Server::switched(json!({ "location": mode })).post("/Users", user("dan@acme.example", json!({})))
    };
    let none = made("none");
    assert_eq!((none.status, none.whole.find_header("location")), (201, None));
    assert_eq!(none.body["meta"].get("location"), None);
    let relative = made("relative");
    assert_eq!(relative.whole.find_header("location"), None);
    let id = relative.body["id"].as_str().unwrap();
    assert_eq!(relative.body["meta"]["location"], json!(format!("/Users/{id}")));
}

fn fill_display() {
    let mut server = Server::switched(json!({ "fill_display": true }));
    assert_eq!(server.read("/Groups/g1")["members"][0]["display"], "Ana Lund");
    assert_eq!(server.read("/Users/u2")[ENTERPRISE_URN]["manager"]["displayName"], "Ana Lund");
}

fn resources_missing_when_empty() {
    let mut server = Server::switched(json!({ "resources_missing_when_empty": true }));
    let told = server.get(r#"/Users?filter=userName eq "x""#);
    assert_eq!((told.status, &told.body["totalResults"], told.body.get("Resources")), (200, &json!(0), None));
}

fn overlapping_pages() {
    let mut server = Server::switched(json!({ "overlapping_pages": true }));
    let short = |told: Reply| told.names().iter().map(|name| name[..3].to_owned()).collect::<Vec<_>>();
    assert_eq!(short(server.get("/Users?count=2")), ["ana", "bob"]);
    assert_eq!(short(server.get("/Users?count=2&startIndex=3")), ["bob", "cle"]);
    assert_eq!(server.get("/Users?startIndex=4").names(), [""; 0]);
}

fn etag_header_without_support() {
    let mut server = Server::switched(json!({ "etag_header_without_support": true }));
    assert_eq!(server.read("/ServiceProviderConfig")["etag"]["supported"], false);
    assert!(server.get("/Users/u1").whole.find_header("etag").is_some());
    server.headers = vec![("if-match", "\"stale\"".into())];
    assert_eq!(server.patch("/Users/u1", title()).status, 200);
}

fn entra() {
    let mut server = Server::switched(json!({ "entra": true }));
    let told = server.patch(
        "/Users/u1",
        json!([
            { "op": "Replace", "path": "active", "value": "False" },
            { "op": "Add", "path": "phoneNumbers[type eq \"work\"].value", "value": "+1" },
            { "op": "Replace", "value": { "name.givenName": "Anna" } },
            { "op": "Add", "path": format!("{ENTERPRISE_URN}:manager"), "value": "u2" },
        ]),
    );
    assert_eq!(told.status, 200, "{}", told.body);
    assert_eq!(told.body["active"], false);
    assert_eq!(told.body["phoneNumbers"], json!([{ "type": "work", "value": "+1" }]));
    assert_eq!(told.body["name"]["givenName"], "Anna");
    assert_eq!(told.body[ENTERPRISE_URN]["manager"]["value"], "u2");
    // Who has left the group already does not spoil the request.
    let left =
        json!([{ "op": "Remove", "path": "members", "value": [{ "value": "u9" }, { "value": "u3" }] }]);
    assert_eq!(server.patch("/Groups/g1", left).status, 200);
    assert_eq!(server.members("g1"), ["u1", "u2"]);
    assert_eq!(server.post("/Users", user("d@x.example", json!({ "active": "True" }))).status, 201);
}

fn remove_with_value() {
    let one = json!([{ "op": "remove", "path": "members", "value": [{ "value": "u1" }] }]);
    let mut these = Server::switched(json!({ "remove_with_value": "these" }));
    assert_eq!(these.patch("/Groups/g1", one.clone()).status, 200);
    assert_eq!(these.members("g1"), ["u2", "u3"]);
    let mut all = Server::switched(json!({ "remove_with_value": "all" }));
    assert_eq!(all.patch("/Groups/g1", one).status, 200);
    assert_eq!(all.members("g1"), [""; 0]);
}

fn missing_target() {
    let nobody = json!([{ "op": "remove", "path": "members[value eq \"u9\"]" }]);
    assert_eq!(Server::usual().patch("/Groups/g1", nobody.clone()).refusal(), (400, "noTarget"));
    assert_eq!(Server::switched(json!({ "missing_target": false })).patch("/Groups/g1", nobody).status, 200);
}

fn deactivate_deletes() {
    let mut server = Server::switched(json!({ "deactivate_deletes": true }));
    let told = server.patch("/Users/u1", json!([{ "op": "replace", "path": "active", "value": false }]));
    assert_eq!(told.status, 200);
    assert_eq!(server.get("/Users/u1").status, 404);
    assert_eq!(server.members("g1"), ["u2", "u3"]);
}

fn most_member_changes() {
    let mut server = Server::switched(json!({ "most_member_changes": 1 }));
    for (operations, status) in [
        (json!([{ "op": "remove", "path": "members[value eq \"u1\"]" }]), 200),
        (json!([{ "op": "add", "path": "members", "value": [{ "value": "u1" }, { "value": "u2" }] }]), 400),
        (json!([{ "op": "add", "value": { "members": [{ "value": "u1" }, { "value": "u2" }] } }]), 400),
        (json!([{ "op": "replace", "path": "members", "value": [{ "value": "u2" }] }]), 400),
        (json!([{ "op": "remove", "path": "members" }]), 400),
        (json!([{ "op": "replace", "path": "displayName", "value": "S" }]), 200),
    ] {
        assert_eq!(server.patch("/Groups/g1", operations.clone()).status, status, "{operations}");
    }
}

fn replace_members_adds() {
    let mut server = Server::switched(json!({ "replace_members_adds": true }));
    for value in [json!([{ "value": "u1" }]), json!([])] {
        let told =
            server.patch("/Groups/g1", json!([{ "op": "replace", "path": "members", "value": value }]));
        assert_eq!(told.status, 200);
        assert_eq!(server.members("g1"), ["u1", "u2", "u3"]);
    }
}

fn one_fake_sample() {
    let mut server = Server::switched(json!({ "one_fake_sample": true }));
    let told = server.get("/Users");
    assert_eq!(told.names(), ["sample.user@scim.example"]);
    let id = told.body["Resources"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(server.get(&format!("/Users/{id}")).status, 404);
    assert_eq!(server.get("/Users?filter=title pr").names(), ["ana@acme.example"]);
}

fn status_as_number() {
    assert_eq!(Server::switched(json!({ "status_as_number": true })).get("/Users/x").body["status"], 404);
    assert_eq!(Server::usual().get("/Users/x").body["status"], "404");
}

fn empty_errors() {
    let told = Server::switched(json!({ "empty_errors": true })).get("/Users/x");
    assert_eq!((told.status, told.whole.body.len()), (404, 0));
}

fn normalizes() {
    let mut server = Server::switched(json!({ "normalizes": true }));
    let told =
        server.patch("/Users/u1", json!([{ "op": "replace", "path": "displayName", "value": "anna  lund" }]));
    assert_eq!(told.body["displayName"], "Anna lund");
    let told = server.post("/Users", user("DAN@acme.example", json!({})));
    assert_eq!(told.body["userName"], "dan@acme.example");
}

fn soft_delete() {
    let mut server = Server::switched(json!({ "soft_delete": true }));
    assert_eq!(server.delete("/Users/u1").status, 204);
    assert_eq!(server.get("/Users/u1").status, 404);
    assert_eq!(server.get("/Users").body["totalResults"], 2);
    assert_eq!(server.post("/Users", user("Ana@acme.example", json!({}))).refusal(), (409, "uniqueness"));
    let state = server.emulator.state();
    assert_eq!(state["users"][0]["deleted"], true);
    assert_eq!(ScimEmulator::new(state.clone()).unwrap().state(), state);
}

fn discovery_needs_token() {
    let mut server = Server::switched(json!({ "discovery_needs_token": true }));
    let request = Request::new(Plane("any"), Method::Get, "/scim/v2/Schemas");
    assert_eq!(server.send(&request).status, 401);
    assert_eq!(server.get("/Schemas").status, 200);
}

fn retry_after_as_date() {
    let server = Server::switched(json!({ "retry_after_as_date": true }));
    let answer = server.emulator.too_many(&Request::new(Plane("any"), Method::Get, "/"));
    let date = answer.find_header("retry-after").unwrap();
    assert!(date.ends_with(" GMT") && date.len() == 29, "{date}");
}

/// The table of switches as the page has it.
fn table() -> String {
    let usual = serde_json::to_value(Switches::default()).unwrap();
    let mut table =
        String::from("| switch | rule | default | other answers | decides |\n|---|---|---|---|---|\n");
    let plain = |json: &str| format!("`{}`", json.trim_matches('"'));
    for switch in SWITCHES {
        let others: Vec<String> = switch.alternatives.iter().map(|json| plain(json)).collect();
        let default = plain(&usual[switch.name].to_string());
        let (name, rule, about) = (switch.name, switch.rule, switch.about);
        table += &format!("| `{name}` | {rule} | {default} | {} | {about} |\n", others.join(", "));
    }
    table
}

#[test]
fn the_page_lists_every_switch() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scim-sandbox.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (head, rest) = page.split_once("<!-- switches -->\n").unwrap();
    let (written, tail) = rest.split_once("<!-- /switches -->").unwrap();
    if std::env::var_os("BLESS").is_some() {
        let fresh = format!("{head}<!-- switches -->\n{}<!-- /switches -->{tail}", table());
        std::fs::write(path, fresh).unwrap();
        return;
    }
    assert_eq!(written, table(), "BLESS=1 writes the table anew");
}
