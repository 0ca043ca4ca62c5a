//! The sandbox from outside: faults, control paths and the log, in memory and over a real socket.

#[path = "common/clock.rs"]
mod clock;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use rosterctl::port::Plane;
use rosterctl::providers::goto::emulator::{GotoEmulator, SWITCHES, Switches};
use rosterctl::sandbox::{Keeper, Sandbox, SandboxLink, serve};
use rosterctl::wire::{Emulator, Link, LinkError, Method, Network, Request, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use clock::TestClock;

const PLANE: Plane = Plane("admin");
const USERS: &str = "/admin/rest/v1/accounts/42/users";

fn state() -> Value {
    json!({
        "provider": "goto",
        "account": { "key": "42", "name": "Acme" },
        "caller": "it@acme.example",
        "licenses": [{ "key": "101", "description": "C", "products": ["JIVE"], "seats": 5 }],
        "users": [
            { "key": "1001", "email": "it@acme.example", "roles": ["SUPER_USER"], "signed_in": true },
            { "key": "1002", "email": "bob@acme.example", "licenses": ["101"], "signed_in": true },
        ],
        "limits": { "calls_per_second": 0 },
    })
}

fn sandbox(state: Value) -> Sandbox {
    let emulator: Box<dyn Emulator> = Box::new(GotoEmulator::new(state).unwrap());
    Sandbox::new(emulator, Arc::new(TestClock::new()))
}

/// A sandbox behind a port of its own, and its address.
async fn served(sandbox: Sandbox) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(Arc::new(sandbox), listener));
    address
}

fn network(address: &str) -> Network {
    Network::new(BTreeMap::from([(PLANE, format!("http://{address}"))])).unwrap()
}

/// The same sandbox twice: in memory and over a socket.
async fn both() -> [(&'static str, Box<dyn Link>); 2] {
    let address = served(sandbox(state())).await;
    let memory = SandboxLink::new(Arc::new(sandbox(state())));
    [("memory", Box::new(memory)), ("socket", Box::new(network(&address)))]
}

async fn send(
    link: &dyn Link,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> Result<Response, LinkError> {
    let request = Request::new(PLANE, method, path).header("authorization", "Bearer t");
    link.send(&body.iter().fold(request, |request, body| request.json(body))).await
}

async fn told(link: &dyn Link, method: Method, path: &str, body: Option<Value>) -> Value {
    let response = send(link, method, path, body).await.unwrap();
    serde_json::from_slice(&response.body).unwrap_or(Value::Null)
}

async fn control(link: &dyn Link, path: &str) -> Value {
    told(link, Method::Get, &format!("/_sandbox/{path}"), None).await
}

async fn arm(link: &dyn Link, fault: Value) {
    let added = send(link, Method::Post, "/_sandbox/faults", Some(fault)).await.unwrap();
    assert_eq!(added.status, 201, "{}", String::from_utf8_lossy(&added.body));
}

/// Bob's first name by the sandbox's own account of itself.
async fn first_name(link: &dyn Link) -> Value {
    control(link, "state").await["users"][1]["first_name"].clone()
}

/// Every way a write can go wrong: what the client sees, what the log says, whether it was carried out.
#[tokio::test]
async fn each_fault_troubles_a_write_in_its_own_way() {
    for (fault, seen, logged, done) in [
        (json!({ "do": "status", "status": 503 }), Some(503), 503, false),
        (json!({ "do": "status", "status": 504, "after": true }), Some(504), 504, true),
        (json!({ "do": "html" }), Some(502), 502, false),
        (json!({ "do": "html", "status": 504, "after": true }), Some(504), 504, true),
        (json!({ "do": "delay", "ms": 30 }), Some(204), 204, true),
        (json!({ "do": "rate_limit" }), Some(429), 429, false),
        (json!({ "do": "expire_token" }), Some(403), 403, false),
        (json!({ "do": "drop_before" }), None, 0, false),
        (json!({ "do": "drop_after" }), None, 204, true),
        (json!({ "do": "truncate" }), None, 204, true),
        (json!({ "do": "stale_list" }), Some(204), 204, true),
        (json!({ "do": "empty_list" }), Some(204), 204, true),
    ] {
        for (name, link) in both().await {
            // The token is known before it expires.
            send(&*link, Method::Get, USERS, None).await.unwrap();
            arm(&*link, fault.clone()).await;
            let body = json!({ "firstName": "Rob" });
            let answer = send(&*link, Method::Put, &format!("{USERS}/1002"), Some(body)).await;
            let status = answer.as_ref().ok().map(|response| response.status);
            assert_eq!(status, seen, "{fault} over {name}");
            if let Err(error) = &answer {
                assert!(matches!(error, LinkError::Lost(_)), "{fault} over {name}: {error:?}");
            }
            let log = control(&*link, "requests").await;
            assert_eq!(log[1]["status"], logged, "{fault} over {name}");
            assert_eq!(log[1]["mutates"], true);
            assert_eq!(first_name(&*link).await == "Rob", done, "{fault} over {name}");
        }
    }
}

#[tokio::test]
async fn each_fault_troubles_a_list_in_its_own_way() {
    for (name, link) in both().await {
        arm(&*link, json!([{ "match": { "path": "**/users" }, "do": "stale_list", "times": 0 }])).await;
        let joiner = json!({ "users": [{ "email": "n@acme.example" }] });
        send(&*link, Method::Post, USERS, Some(joiner)).await.unwrap();
        assert_eq!(told(&*link, Method::Get, USERS, None).await["total"], 2, "{name}");
        let one = send(&*link, Method::Get, &format!("{USERS}/1003"), None).await.unwrap();
        assert_eq!(one.status, 200, "{name}");
        send(&*link, Method::Delete, "/_sandbox/faults", None).await.unwrap();
        assert_eq!(told(&*link, Method::Get, USERS, None).await["total"], 3, "{name}");

        arm(&*link, json!({ "match": { "method": "GET", "path": "**" }, "do": "empty_list", "times": 2 }))
            .await;
        let empty = json!({ "fromIndex": 0, "toIndex": 0, "total": 0 });
        assert_eq!(told(&*link, Method::Get, USERS, None).await, empty, "{name}");
        let connect = told(&*link, Method::Get, "/users/v1/users?accountKey=42", None).await;
        assert_eq!(connect, json!({ "items": [] }), "{name}");
        assert_eq!(told(&*link, Method::Get, USERS, None).await["total"], 3, "{name}");

        arm(&*link, json!({ "do": "truncate" })).await;
        assert!(send(&*link, Method::Get, USERS, None).await.is_err(), "{name}");
        arm(&*link, json!({ "do": "html" })).await;
        let page = send(&*link, Method::Get, USERS, None).await.unwrap();
        assert!(page.body.starts_with(b"<html>"), "{name}");
    }
}

#[tokio::test]
async fn a_fault_waits_for_its_turn_and_is_used_up() {
    let everywhere = json!({ "method": "get", "path": "/admin/rest/v1/**" });
    for (fault, statuses) in [
        (json!({ "do": "rate_limit" }), [429, 200, 200, 200, 200]),
        (json!({ "do": "rate_limit", "times": 2 }), [429, 429, 200, 200, 200]),
        (json!({ "match": { "nth": 3 }, "do": "rate_limit" }), [200, 200, 429, 200, 200]),
        (json!({ "match": { "nth": 2 }, "do": "rate_limit", "times": 3 }), [200, 429, 429, 429, 200]),
        (json!({ "match": { "nth": 3 }, "do": "rate_limit", "times": 0 }), [200, 200, 429, 429, 429]),
        (json!({ "match": { "method": "PUT" }, "do": "rate_limit", "times": 0 }), [200; 5]),
        (json!({ "match": { "path": "/admin/*" }, "do": "rate_limit", "times": 0 }), [200; 5]),
        (json!({ "match": everywhere, "do": "rate_limit", "times": 0 }), [429; 5]),
    ] {
        let link = SandboxLink::new(Arc::new(sandbox(state())));
        arm(&link, fault.clone()).await;
        for status in statuses {
            let answer = send(&link, Method::Get, USERS, None).await.unwrap();
            assert_eq!(answer.status, status, "{fault}");
        }
        let left = control(&link, "faults").await;
        assert_eq!(left.as_array().unwrap().is_empty(), fault["times"] != 0, "{fault}");
    }
}

#[tokio::test]
async fn a_mistaken_fault_is_refused_and_none_of_its_list_is_added() {
    let link = SandboxLink::new(Arc::new(sandbox(state())));
    for (fault, text) in [
        (json!({ "do": "explode" }), "unknown variant `explode`"),
        (json!({ "do": "delay" }), "needs `ms`"),
        (json!({ "do": "status" }), "needs `status`"),
        (json!({ "match": { "nth": 0 }, "do": "html" }), "counts from 1"),
        (json!({ "match": { "verb": "GET" }, "do": "html" }), "unknown field `verb`"),
        (json!([{ "do": "html" }, { "do": "delay" }]), "needs `ms`"),
    ] {
        let answer = send(&link, Method::Post, "/_sandbox/faults", Some(fault)).await.unwrap();
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(answer.status == 400 && body.contains(text), "{body}");
    }
    assert_eq!(control(&link, "faults").await, json!([]));
}

#[tokio::test]
async fn control_paths_work_over_a_socket_and_are_neither_logged_nor_faulted() {
    let [_, (_, link)] = both().await;
    arm(&*link, json!({ "do": "drop_before", "times": 0 })).await;
    let patch = json!({ "users": [{ "key": "7", "email": "o@acme.example" }], "caller": null });
    let after = told(&*link, Method::Patch, "/_sandbox/state", Some(patch)).await;
    assert_eq!((&after["users"][0]["key"], after.get("caller")), (&json!("7"), None));
    assert_eq!(after["licenses"][0]["key"], "101");
    let bad = json!({ "users": [{ "email": "x@x", "licenses": ["9"] }] });
    let refused = send(&*link, Method::Patch, "/_sandbox/state", Some(bad)).await.unwrap();
    assert_eq!(refused.status, 400);
    assert_eq!(control(&*link, "state").await, after);
    assert_eq!(control(&*link, "requests").await, json!([]));
    assert_eq!(control(&*link, "outbox").await, json!([]));
    assert_eq!(send(&*link, Method::Get, "/_sandbox/nothing", None).await.unwrap().status, 404);
    assert_eq!(send(&*link, Method::Put, "/_sandbox/state", None).await.unwrap().status, 405);
}

#[tokio::test]
async fn the_log_tells_what_came_and_keeps_secrets_to_itself() {
    let [_, (_, link)] = both().await;
    let mut grant = Request::new(PLANE, Method::Post, "/oauth/token")
        .header("content-type", "application/x-www-form-urlencoded");
    grant.body = b"grant_type=personal_access_token&pat=very-secret&client_id=c".to_vec();
    assert_eq!(link.send(&grant).await.unwrap().status, 200);
    let query = format!("{USERS}?filter=email%20eq%20%22bob@acme.example%22");
    send(&*link, Method::Get, &query, None).await.unwrap();
    let joiner = json!({ "users": [{ "email": "n@acme.example" }], "licenseKeys": ["101"] });
    send(&*link, Method::Post, USERS, Some(joiner.clone())).await.unwrap();
    let log = control(&*link, "requests").await;
    assert_eq!(
        log,
        json!([
            { "seq": 1, "method": "POST", "path": "/oauth/token", "status": 200, "mutates": false,
              "body": { "grant_type": "personal_access_token", "pat": "***", "client_id": "c" } },
            { "seq": 2, "method": "GET", "path": query, "status": 200, "mutates": false, "body": null },
            { "seq": 3, "method": "POST", "path": USERS, "status": 201, "mutates": true, "body": joiner },
        ])
    );
    assert_eq!(send(&*link, Method::Delete, "/_sandbox/requests", None).await.unwrap().status, 204);
    assert_eq!(control(&*link, "requests").await, json!([]));
    let outbox = control(&*link, "outbox").await;
    assert_eq!((&outbox[0]["to"], &outbox[0]["kind"]), (&json!("n@acme.example"), &json!("welcome")));
    assert!(outbox[0]["at"].as_str().unwrap().starts_with("2026-01-01T00:00:0"));
}

#[tokio::test]
async fn a_delayed_request_holds_nobody_up_and_is_logged_when_it_came() {
    let [_, (_, link)] = both().await;
    arm(&*link, json!({ "match": { "method": "PUT" }, "do": "delay", "ms": 600 })).await;
    let link: Arc<dyn Link> = Arc::from(link);
    let slow = {
        let link = link.clone();
        let body = json!({ "firstName": "Rob" });
        tokio::spawn(async move { send(&*link, Method::Put, &format!("{USERS}/1002"), Some(body)).await })
    };
    while control(&*link, "requests").await.as_array().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    send(&*link, Method::Get, USERS, None).await.unwrap();
    assert!(!slow.is_finished());
    let log = control(&*link, "requests").await;
    assert_eq!((&log[0]["method"], &log[0]["status"]), (&json!("PUT"), &json!(0)));
    assert_eq!((&log[1]["method"], &log[1]["status"]), (&json!("GET"), &json!(200)));
    assert_eq!(first_name(&*link).await, "");
    assert_eq!(slow.await.unwrap().unwrap().status, 204);
    assert_eq!(first_name(&*link).await, "Rob");
}

/// Sends `GET path` by hand and gives every byte that came back before the end.
async fn raw(address: &str, path: &str) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    let text = format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer t\r\n\r\n");
    socket.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    // A reset is an end as well.
    socket.read_to_end(&mut bytes).await.ok();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn on_the_wire_a_drop_sends_nothing_and_a_truncated_answer_promises_more_than_it_sends() {
    let sandbox = sandbox(state());
    sandbox.add_faults(json!([{ "match": { "nth": 1 }, "do": "drop_after" }])).unwrap();
    sandbox.add_faults(json!([{ "match": { "nth": 2 }, "do": "drop_before" }])).unwrap();
    sandbox.add_faults(json!([{ "match": { "nth": 3 }, "do": "truncate" }])).unwrap();
    let address = served(sandbox).await;
    assert_eq!(raw(&address, USERS).await, "");
    assert_eq!(raw(&address, USERS).await, "");
    let cut = raw(&address, USERS).await;
    let (head, body) = cut.split_once("\r\n\r\n").unwrap();
    let length = |line: &str| line.to_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok();
    let promised = head.lines().find_map(length).unwrap();
    assert!(head.starts_with("HTTP/1.1 200"));
    assert!(!body.is_empty() && promised > body.len(), "{cut}");
}

#[tokio::test]
async fn two_and_a_half_thousand_people_page_over_a_socket() {
    let person = |n: u64| json!({ "key": (5000 + n).to_string(), "email": format!("u{n}@acme.example") });
    let mut state = state();
    state["users"] = (0..2500).map(person).collect();
    state["caller"] = Value::Null;
    let link = network(&served(sandbox(state)).await);
    let mut seen = BTreeSet::new();
    let mut calls = 0;
    loop {
        let path = format!("{USERS}?offset={}&pageSize=100", seen.len());
        let page = told(&link, Method::Get, &path, None).await;
        calls += 1;
        let results = page["results"].as_array().unwrap();
        assert!(results.iter().all(|user| seen.insert(user["key"].to_string())));
        if seen.len() as u64 == page["total"].as_u64().unwrap() {
            break;
        }
    }
    assert_eq!((seen.len(), calls), (2500, 25));
}

#[tokio::test]
async fn many_clients_at_once_are_numbered_one_after_another() {
    let link = Arc::new(network(&served(sandbox(state())).await));
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let link = link.clone();
            let joiner = json!({ "users": [{ "email": format!("n{n}@acme.example") }] });
            tokio::spawn(async move { send(&*link, Method::Post, USERS, Some(joiner)).await.unwrap().status })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), 201);
    }
    let log = control(&*link, "requests").await;
    let numbers: Vec<u64> =
        log.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    assert_eq!(control(&*link, "state").await["users"].as_array().unwrap().len(), 42);
}

#[tokio::test]
async fn whoever_watches_is_told_every_state_in_between() {
    let seen: Arc<Mutex<Vec<Value>>> = Arc::default();
    let sink = seen.clone();
    let watched = sandbox(state())
        .observed(Box::new(move |state| sink.lock().unwrap().push(state["users"][1]["first_name"].clone())));
    let link = SandboxLink::new(Arc::new(watched));
    for name in ["A", "B"] {
        let body = json!({ "firstName": name });
        send(&link, Method::Put, &format!("{USERS}/1002"), Some(body)).await.unwrap();
    }
    send(&link, Method::Put, &format!("{USERS}/9"), Some(json!({ "firstName": "C" }))).await.unwrap();
    send(&link, Method::Get, USERS, None).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), ["A", "B"]);
}

#[tokio::test]
async fn a_kept_sandbox_goes_on_where_it_stopped_until_its_file_changes() {
    let dir = tempfile::tempdir().unwrap();
    let kept = dir.path().join(".rosterctl");
    let text = state().to_string();
    let open = |text: &str| {
        let read = |text: &str| serde_json::from_str(text).map_err(|error| error.to_string());
        Keeper::open(&kept, text, |path| Ok(std::fs::read(path).ok()), read)
    };
    let (begun, keeper) = open(&text).unwrap();
    assert_eq!(begun, state());
    assert!(!kept.exists(), "nothing is written before something changes");
    let link = SandboxLink::new(Arc::new(sandbox(begun).kept(keeper)));
    let joiner = json!({ "users": [{ "email": "n@acme.example" }], "licenseKeys": ["101"] });
    send(&link, Method::Post, USERS, Some(joiner)).await.unwrap();
    drop(link);

    let (again, keeper) = open(&text).unwrap();
    assert_eq!(again["users"][2]["email"], "n@acme.example");
    let link = SandboxLink::new(Arc::new(sandbox(again).kept(keeper)));
    assert_eq!(control(&link, "outbox").await.as_array().unwrap().len(), 1);
    drop(link);

    let (anew, _) = open(&format!("{text} ")).unwrap();
    assert_eq!(anew, state());
    std::fs::write(kept.join("sandbox.json"), "{").unwrap();
    let error = open(&text).err().unwrap();
    assert!(error.contains("delete the file to begin anew"), "{error}");
}

/// The table of switches as the page has it.
fn switch_table() -> String {
    let usual = serde_json::to_value(Switches::default()).unwrap();
    let mut table =
        String::from("| switch | row | default | other answers | decides |\n|---|---|---|---|---|\n");
    for switch in SWITCHES {
        let row = if switch.rule == "row 0" { "–" } else { switch.rule.trim_start_matches("row ") };
        let plain = |json: &str| format!("`{}`", json.trim_matches('"'));
        let other = |json: &&str| match switch.narrowing.contains(json) {
            true => format!("({})", plain(json)),
            false => plain(json),
        };
        let others: Vec<String> = switch.alternatives.iter().map(other).collect();
        let default = plain(&usual[switch.name].to_string());
        table += &format!(
            "| `{}` | {row} | {default} | {} | {} |\n",
            switch.name,
            others.join(", "),
            switch.about
        );
    }
    table
}

#[test]
fn the_page_lists_every_switch() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sandbox.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (head, rest) = page.split_once("<!-- switches -->\n").unwrap();
    let (table, tail) = rest.split_once("<!-- /switches -->").unwrap();
    if std::env::var_os("BLESS").is_some() {
        let fresh = format!("{head}<!-- switches -->\n{}<!-- /switches -->{tail}", switch_table());
        std::fs::write(path, fresh).unwrap();
        return;
    }
    assert_eq!(table, switch_table(), "BLESS=1 writes the table anew");
}
