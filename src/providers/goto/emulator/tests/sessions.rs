//! Meetings, webinars and trainings.

use super::*;

const MEETINGS: &str = "/G2M/rest/organizers/1002/upcomingMeetings";
const WEBINARS: &str =
    "/G2W/rest/v2/organizers/1002/webinars?fromTime=2026-01-01T00:00:00Z&toTime=2027-01-01T00:00:00Z";
const OTHERS: &str = "/G2W/rest/v2/organizers/1002/webinars/711/coorganizers";
const TRAININGS: &str = "/G2T/rest/organizers/1002/trainings";

/// Bob, who organizes one of each to come, and one webinar that was; Eve has licenses of her own.
fn with(switches: Value) -> Vendor {
    let at = |key: &str, starts: &str| json!({ "key": key, "name": format!("S{key}"), "starts": starts });
    let mut state = fixture();
    let licenses = state["licenses"].as_array_mut().unwrap();
    licenses.push(json!({ "key": "103", "description": "GoTo Training", "products": ["G2T"], "seats": 2 }));
    state["users"][1]["licenses"] = json!(["101", "102", "103"]);
    state["users"][1]["meetings"] = json!([at("701", "2026-02-01T10:00:00Z")]);
    state["users"][1]["webinars"] =
        json!([at("710", "2025-12-01T10:00:00Z"), at("711", "2026-02-01T10:00:00Z")]);
    state["users"][1]["trainings"] = json!([at("721", "2026-02-01T10:00:00Z")]);
    state["users"][2]["licenses"] = json!(["102", "103"]);
    state["switches"] = switches;
    Vendor::new(state)
}

fn usual() -> Vendor {
    with(json!({}))
}

fn keys(told: &Reply, pointer: &str, name: &str) -> Vec<String> {
    let list = told.body.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
    list.iter().map(|own| own[name].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_is_to_come_is_told_and_what_was_is_not() {
    let mut vendor = usual();
    assert_eq!(keys(&vendor.get(MEETINGS), "", "meetingId"), ["701"]);
    let webinars = vendor.get(WEBINARS);
    assert_eq!(keys(&webinars, "/_embedded/webinars", "webinarKey"), ["711"]);
    assert_eq!(webinars.body["page"]["totalElements"], 1);
    assert_eq!(keys(&vendor.get(TRAININGS), "", "trainingKey"), ["721"]);
    assert_eq!(keys(&vendor.get(TRAININGS), "/0/organizers", "organizerKey"), ["1002"]);
    vendor.now = Duration::from_secs(60 * 60 * 24 * 60);
    assert_eq!(vendor.get(MEETINGS).body, json!([]));
    assert_eq!(vendor.get(TRAININGS).body, json!([]));
    assert_eq!(vendor.get("/G2W/rest/v2/organizers/1002/webinars").status, 400, "a range is required");
    let empty = vendor.get(&WEBINARS.replace("2027", "2026"));
    assert_eq!((empty.body.get("_embedded"), &empty.body["page"]["totalElements"]), (None, &json!(0)));
    let account = WEBINARS.replace("organizers/1002", "accounts/8887380153236031176");
    assert_eq!(keys(&vendor.get(&account), "/_embedded/webinars", "organizerKey"), ["1002"]);
}

#[test]
fn every_answer_says_what_time_it_is() {
    let told = usual().get("/admin/rest/v1/me");
    assert_eq!(told.whole.find_header("date"), Some("Thu, 01 Jan 2026 00:00:00 GMT"));
}

#[test]
fn co_organizers_are_added_one_by_one_and_replaced_as_a_whole() {
    let mut vendor = usual();
    assert_eq!(vendor.get(OTHERS).body, json!([]));
    let both = json!([{ "external": false, "organizerKey": "1003" },
        { "external": true, "givenName": "N N", "email": "n@elsewhere.example" }]);
    assert_eq!(vendor.post(OTHERS, both).status, 201);
    let told = vendor.get(OTHERS);
    assert_eq!(keys(&told, "", "email"), ["Eve+x@acme.example", "n@elsewhere.example"]);
    assert_eq!(told.body[1]["external"], true);
    assert_eq!(vendor.post(OTHERS, json!([{ "external": false, "organizerKey": "1001" }])).status, 400);
    assert_eq!(vendor.delete(&format!("{OTHERS}/1003")).status, 204);
    assert_eq!(vendor.delete(&format!("{OTHERS}/1003")).status, 404);

    let path = format!("{TRAININGS}/721/organizers");
    let new = json!({ "organizers": ["1003"], "notifyOrganizers": true });
    assert_eq!(vendor.put(&path, new).status, 204);
    assert_eq!(keys(&vendor.get(&path), "", "organizerKey"), ["1002", "1003"]);
    assert_eq!(vendor.put(&path, json!({ "organizers": [] })).status, 204);
    assert_eq!(keys(&vendor.get(&path), "", "organizerKey"), ["1002"], "who scheduled it stays");
    let mails: Vec<Value> = vendor.emulator.outbox().iter().map(|mail| mail["to"].clone()).collect();
    assert_eq!(mails, ["Eve+x@acme.example", "n@elsewhere.example", "Eve+x@acme.example"]);
}

#[test]
fn with_a_license_goes_what_nobody_else_can_hold_and_with_the_account_as_well() {
    for delete in [false, true] {
        let mut vendor = usual();
        vendor.put(&format!("{TRAININGS}/721/organizers"), json!({ "organizers": ["1003"] }));
        let list = if delete { "deleted_users" } else { "users" };
        match delete {
            true => vendor.delete("/A/users/1002"),
            false => vendor.put("/A/users/1002", json!({ "licenseKeys": ["101"] })),
        };
        let state = vendor.emulator.state();
        let bob = state[list].as_array().unwrap().iter().find(|own| own["key"] == "1002").unwrap();
        assert_eq!(bob.get("meetings"), None);
        assert_eq!(bob["webinars"].as_array().map(Vec::len), Some(1), "the one that was: {bob}");
        assert_eq!(bob["trainings"][0]["co_organizers"], json!(["Eve+x@acme.example"]));
        assert_eq!(GotoEmulator::new(state.clone()).unwrap().state(), state);
    }
    let mut kept = usual();
    kept.put("/A/users/1002", json!({ "licenseKeys": ["101", "102"] }));
    assert_eq!(kept.entry("bob@acme.example")["meetings"].as_array().map(Vec::len), Some(1));
}

#[test]
fn who_may_and_by_which_key_are_switches() {
    let mut own = with(json!({ "organizer_key": "own" }));
    assert_eq!(own.get(MEETINGS).status, 404);
    assert_eq!(own.get(&MEETINGS.replace("1002", "771002")).status, 200);
    let mut unread = with(json!({ "organizer_reads": false }));
    for path in [MEETINGS, WEBINARS, OTHERS, TRAININGS] {
        assert_eq!(unread.get(path).status, 403, "{path}");
    }
    assert_eq!(unread.get(&MEETINGS.replace("1002", "1001")).status, 200, "one's own");
    let mut unwritten = with(json!({ "organizer_writes": false }));
    assert_eq!(unwritten.get(OTHERS).status, 200);
    assert_eq!(unwritten.post(OTHERS, json!([])).status, 403);
    assert_eq!(
        unwritten.put(&format!("{TRAININGS}/721/organizers"), json!({ "organizers": [] })).status,
        403
    );

    let mut paged = with(json!({ "webinar_page": 1 }));
    let long = WEBINARS.replace("fromTime=2026", "fromTime=2025");
    for (page, key) in [("0", "710"), ("1", "711")] {
        let told = paged.get(&format!("{long}&size=100&page={page}"));
        assert_eq!(keys(&told, "/_embedded/webinars", "webinarKey"), [key]);
        assert_eq!(told.body["page"]["totalPages"], 2);
    }
    let mut shared = with(json!({ "webinars_of_others": true }));
    shared.post(OTHERS, json!([{ "external": false, "organizerKey": "1003" }]));
    let eve = WEBINARS.replace("1002", "1003");
    assert_eq!(keys(&shared.get(&eve), "/_embedded/webinars", "organizerKey"), ["1002"]);
}

#[test]
fn another_scope_is_asked_for() {
    let mut vendor = with(json!({}));
    let mut state = vendor.emulator.state();
    state["credentials"] = json!({ "scopes": ["identity:"] });
    vendor.emulator.replace(state).unwrap();
    assert_eq!(vendor.get("/A/users").status, 200);
    assert!([401, 403].contains(&vendor.get(MEETINGS).status));
}

#[test]
fn a_session_without_a_moment_is_refused() {
    let state = json!({ "users": [{ "email": "a@x",
        "meetings": [{ "key": "1", "name": "M", "starts": "tomorrow" }] }] });
    let error = GotoEmulator::new(state).err().unwrap_or_default();
    assert!(error.contains("users: `a@x`: starts"), "{error}");
}
