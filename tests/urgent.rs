//! Somebody has to be out at once: `--only user:` in tenants where everything else is in the way.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::process::PROGRAM;
use serde_json::{Value, json};

const WHO: &str = "mara.voss@acme.example";

fn tenant(folder: &Path, tenant: &Value, live: &Value, files: &[(&str, &str)]) {
    fs::write(folder.join("tenant.yaml"), tenant.to_string()).expect("a tenant");
    fs::write(folder.join("live.yaml"), live.to_string()).expect("a state");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a roster file");
    }
}

fn rosterctl(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(PROGRAM);
    let Output { status, stdout, stderr } = command
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (status.code().expect("an exit"), text)
}

fn goto_tenant() -> Value {
    json!({
        "tenant": "acme", "provider": "goto", "account": "42", "endpoint": "sandbox",
        "sandbox": { "state": "live.yaml" }, "contact_center": { "seats": 400 },
        "guards": { "min_super_admins": 1 },
    })
}

/// So many people, in so many queues, with a license of which every seat is taken; the leaver is in three of the queues.
fn crowd(people: usize, queues: usize) -> Value {
    let queue = |number: usize| json!({ "id": format!("q{number}"), "name": format!("queue-{number}"), "kind": "call" });
    let mut users: Vec<Value> = (1..people)
        .map(|number| {
            let own = json!([{ "queue": format!("q{}", number % queues), "role": "agent" }]);
            json!({
                "key": number.to_string(), "email": format!("p{number}@acme.example"), "first_name": "P", "last_name": "P",
                "signed_in": true, "licenses": if number <= queues { json!(["101"]) } else { json!([]) },
                "queues": if number <= queues { own } else { json!([]) },
                "roles": if number == people - 1 { json!(["SUPER_USER"]) } else { json!([]) },
            })
        })
        .collect();
    users.push(json!({
        "key": "90001", "email": WHO, "first_name": "Mara", "last_name": "Voss", "licenses": ["101"], "signed_in": true,
        "contact_center_admin": true,
        "queues": [{ "queue": "q1", "role": "agent" }, { "queue": "q7", "role": "supervisor" }, { "queue": "q9", "role": "agent" }],
    }));
    json!({
        "provider": "goto", "account": { "key": "42", "name": "Acme" }, "caller": format!("p{}@acme.example", people - 1),
        "contact_center": { "seats": 400 },
        "licenses": [{ "key": "101", "description": "Connect", "products": ["JIVE"], "seats": queues + 1 }],
        "queues": (0..queues).map(queue).collect::<Vec<_>>(),
        "users": users,
    })
}

/// The calls that a run says it made: written and read.
fn calls(text: &str) -> (usize, usize) {
    let line = text.lines().find(|line| line.contains("calls written")).unwrap_or_else(|| panic!("{text}"));
    let number = |word: &str| {
        let before =
            line.split(word).next().and_then(|part| part.rsplit([' ', ',', ';']).find(|own| !own.is_empty()));
        before.and_then(|own| own.parse().ok()).unwrap_or_else(|| panic!("{line}"))
    };
    (number(" calls written"), number(" calls read"))
}

#[test]
fn somebody_is_out_whatever_else_is_refused_and_by_the_fewest_reads() {
    for (people, queues) in [(40, 20), (2_000, 200)] {
        let folder = tempfile::tempdir().expect("a folder");
        // Forty others want what they cannot have: half a license that is not there, half one of which no seat is left.
        let others: String = (0..40)
            .map(|number| {
                let license = if number % 2 == 0 { "Nowhere" } else { "Connect" };
                format!(
                    "  new{number}@acme.example: {{ first_name: N, last_name: N, licenses: [{license}] }}\n"
                )
            })
            .collect();
        let roster = format!(
            "users:\n  {WHO}: {{ state: suspended }}\n{others}queues:\n  queue-1: {{ kind: call, min_agents: 2 }}\n"
        );
        tenant(folder.path(), &goto_tenant(), &crowd(people, queues), &[("people.yaml", &roster)]);
        let only = format!("user:{WHO}");
        let (exit, text) = rosterctl(folder.path(), &["plan", "--only", &only]);
        assert_eq!(exit, 0, "{text}");
        assert!(
            text.contains("R-044: agents of queue-1: agents of queue-1: 2 -> 1, and 2 are asked for"),
            "{text}"
        );
        let (exit, text) = rosterctl(folder.path(), &["apply", "--auto-approve", "--only", &only]);
        assert_eq!(exit, 0, "{text}");
        let last = text.lines().rfind(|line| line.contains(WHO) && line.contains(" is ")).unwrap_or_default();
        assert_eq!(last, format!("{WHO} is out: suspended; still holds role Member"), "{text}");
        // The plan reads each list in which somebody can be, and so does the step that ends the license. Beside that: a
        // token, the account, three short lists, the person and their lines; before and after each write of a queue its
        // members, the flag once more, and the person before and after the license.
        let everywhere = queues.div_ceil(100) + queues + 1;
        assert_eq!(calls(&text), (5, 2 * everywhere + 7 + 2 * 3 + 1 + 2), "{people} people\n{text}");
        let (exit, text) = rosterctl(folder.path(), &["plan", "--only", &only, "--expect-no-changes"]);
        assert_eq!(
            (exit, text.lines().next()),
            (0, Some(&*format!("No changes: `{WHO}` is as declared"))),
            "{text}"
        );
    }
}

/// A small tenant with the leaver in it, and these roster files.
fn small(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    tenant(folder.path(), &goto_tenant(), &crowd(12, 10), files);
    folder
}

fn out() -> String {
    format!("users: {{ {WHO}: {{ state: suspended }} }}\n")
}

fn plan(folder: &Path) -> (i32, String) {
    rosterctl(folder, &["plan", "--only", &format!("user:{WHO}")])
}

fn apply(folder: &Path, more: &[&str]) -> (i32, String) {
    let only = format!("user:{WHO}");
    rosterctl(folder, &[&["apply", "--auto-approve", "--only", &only], more].concat())
}

#[test]
fn a_file_that_cannot_be_read_stops_it_only_where_it_could_speak_of_the_person() {
    let out = out();
    let cases: [(&str, &str, i32); 10] = [
        ("users: { bob@acme.example: {", "no YAML, about somebody else", 0),
        ("users: { 'MARA.voss@acme.example': {", "no YAML, and the name is in it", 1),
        (r#"users: { "\x6dara.voss@acme.example": {"#, "no YAML, and an escape may be any letter", 1),
        ("users: { p1@acme.example: { nonsense: 1 } }", "a mistake at somebody else", 0),
        ("users: { p1@acme.example: { state: gone } }", "a word that does not exist at somebody else", 0),
        ("users: { mara.voss@acme.example: {} }", "she is declared twice", 1),
        ("usres:\n  p1@acme.example: {}\n", "a section that does not exist", 0),
        ("usres:\n  mara.voss@acme.example: {}\n", "the same with her in it", 1),
        ("users: { p1@acme.example: { profile: nowhere } }", "a profile that is not there", 0),
        ("groups: { A/B/C: {} }", "a group without the one above it", 0),
    ];
    for (text, what, wanted) in cases {
        let folder = small(&[("mara.yaml", &out), ("other.yaml", text)]);
        let (exit, told) = plan(folder.path());
        assert_eq!(exit, wanted, "{what}: {told}");
        let (whole, _) = rosterctl(folder.path(), &["plan"]);
        assert_ne!(whole, 0, "{what}: the whole roster is refused");
        assert_eq!(told.contains("about others: `rosterctl validate` tells"), wanted == 0, "{what}: {told}");
    }
    let folder = small(&[("mara.yaml", &out)]);
    fs::write(folder.path().join("bytes.yaml"), [0xff, 0xfe, 0x6d]).expect("a file");
    let (exit, told) = plan(folder.path());
    assert_eq!(exit, 1, "nobody knows what it says: {told}");
}

#[test]
fn her_own_mistake_and_that_of_her_profile_stop_it() {
    for text in [
        "users: { mara.voss@acme.example: { state: suspended, nonsense: 1 } }".to_owned(),
        "profiles: { team: { nonsense: 1 } }\nusers: { mara.voss@acme.example: { state: suspended, profile: team } }".to_owned(),
    ] {
        let folder = small(&[("mara.yaml", &text)]);
        let (exit, told) = plan(folder.path());
        assert_eq!(exit, 1, "{told}");
        assert!(told.contains("R-005"), "{told}");
    }
}

#[test]
fn whom_no_roster_declares_is_told_with_whom_it_could_be() {
    let folder = small(&[("mara.yaml", &out())]);
    let (exit, told) =
        rosterctl(folder.path(), &["apply", "--auto-approve", "--only", "user:mara.vos@acme.example"]);
    assert_eq!(exit, 1);
    assert!(
        told.contains(
            "no roster here declares `mara.vos@acme.example`: did you mean `mara.voss@acme.example`?"
        ),
        "{told}"
    );
    for wrong in ["queue:calls", "user:", "mara.voss@acme.example"] {
        let (exit, told) = rosterctl(folder.path(), &["apply", "--only", wrong]);
        assert_eq!(exit, 1, "{told}");
        assert!(told.contains("write `user:` and the name of a person"), "{told}");
    }
}

#[test]
fn a_list_that_does_not_show_her_leaves_her_in_and_the_run_says_so() {
    let folder = small(&[("mara.yaml", &out())]);
    let faults = json!([{ "match": { "method": "GET", "path": "**/queues/q7/members", "nth": 1 }, "do": "empty_list", "times": 1 }]);
    let server = common::process::Server::start(&folder.path().join("live.yaml"));
    let (status, _) = server.ask("POST", "/_sandbox/faults", &faults.to_string());
    assert!(status < 300, "{status}");
    let mut own = goto_tenant();
    own["endpoint"] = format!("http://{}", server.address).into();
    own["credentials"] = json!({ "client_id": { "env": "ID" }, "client_secret": { "env": "ID" }, "personal_access_token": { "env": "ID" } });
    own.as_object_mut().expect("a map").remove("sandbox");
    fs::remove_file(folder.path().join("live.yaml")).expect("the state is the server's");
    fs::write(folder.path().join("tenant.yaml"), own.to_string()).expect("a tenant");
    let only = format!("user:{WHO}");
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder.path()).env("NO_COLOR", "1").env("ID", "any");
    let output =
        command.args(["apply", "--auto-approve", "--only", &only]).output().expect("the program starts");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(5), "{told}");
    let last = told.lines().last().unwrap_or_default();
    assert!(last.starts_with(&format!("{WHO} is not out: ")), "{told}");
    assert!(last.contains("license Connect"), "{told}");
    assert!(!last.contains("queue member queue-1"), "what could go is gone: {told}");
}

#[test]
fn the_credentials_own_user_and_the_last_administrator_stay() {
    let own = "p11@acme.example";
    let folder = small(&[("own.yaml", &format!("users: {{ {own}: {{ state: suspended }} }}"))]);
    let (exit, told) =
        rosterctl(folder.path(), &["apply", "--auto-approve", "--only", &format!("user:{own}")]);
    assert_eq!(exit, 3, "{told}");
    assert!(told.contains("is the person whose credentials are in use"), "{told}");
    // Another administrator than the caller: how many there are is read, of everybody.
    let folder = tempfile::tempdir().expect("a folder");
    let mut live = crowd(12, 10);
    live["users"][11]["roles"] = json!(["SUPER_USER"]);
    let mut strict = goto_tenant();
    strict["guards"]["min_super_admins"] = json!(2);
    tenant(folder.path(), &strict, &live, &[("mara.yaml", &out())]);
    let (exit, told) = apply(folder.path(), &[]);
    assert_eq!(exit, 5, "{told}");
    assert!(told.contains("of 2 active Super admins 2 stay at least"), "{told}");
    assert!(told.lines().any(|line| line.starts_with(&format!("{WHO} is not out"))), "{told}");
}

#[test]
fn whoever_is_deleted_is_not_there_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut own = goto_tenant();
    own["offboarding"] = json!("delete");
    let people = format!("users: {{ {WHO}: {{ state: absent }} }}");
    tenant(folder.path(), &own, &crowd(12, 10), &[("mara.yaml", &people)]);
    let (exit, told) = apply(folder.path(), &[]);
    assert_eq!(exit, 5, "the deletion alone waits: {told}");
    let code = told.split([' ', '`']).find(|word| word.starts_with("DEL-")).expect("a code");
    let (exit, told) = apply(folder.path(), &["--ack", code]);
    assert_eq!(exit, 0, "{told}");
    let last = format!("{WHO} is out: nobody of that name is there any more; holds nothing that was seen");
    assert!(told.lines().any(|line| line == last), "{told}");
}

#[test]
fn a_newcomer_gets_what_is_theirs_and_a_full_pool_stays_full() {
    let new = "users:\n  new@acme.example: { first_name: N, last_name: N, licenses: [Connect], queues: { queue-1: agent } }\nqueues: { queue-1: { kind: call } }\n";
    let folder = small(&[("mara.yaml", &out()), ("new.yaml", new)]);
    let (exit, told) =
        rosterctl(folder.path(), &["apply", "--auto-approve", "--only", "user:new@acme.example"]);
    assert_eq!(exit, 3, "the seat of the leaver is not freed by this: {told}");
    assert!(told.contains("R-036"), "{told}");
    let both =
        ["apply", "--auto-approve", "--only", "user:new@acme.example", "--only", &format!("user:{WHO}")];
    let (exit, told) = rosterctl(folder.path(), &both);
    assert_eq!(exit, 0, "{told}");
    assert!(told.lines().any(|line| line == "new@acme.example is as declared"), "{told}");
    assert!(told.lines().any(|line| line.starts_with(&format!("{WHO} is out"))), "{told}");
}

#[test]
fn the_document_says_whom_it_is_about() {
    let folder = small(&[("mara.yaml", &out())]);
    let only = format!("user:{WHO}");
    let (exit, told) = rosterctl(folder.path(), &["plan", "--format", "json", "--only", &only]);
    let document: Value = serde_json::from_str(told.lines().next().unwrap_or_default()).expect("a document");
    assert_eq!((exit, &document["only"]), (0, &json!([WHO])));
    let (_, whole) = rosterctl(folder.path(), &["plan", "--format", "json"]);
    let whole: Value = serde_json::from_str(whole.lines().next().unwrap_or_default()).expect("a document");
    assert_eq!(whole["only"], Value::Null, "left out where it is about everybody");
}

#[test]
fn the_leaver_of_every_example_is_out() {
    let carla = "carla.reis@acme.example";
    let examples = [
        ("goto", carla),
        ("engage", carla),
        ("gotoassist", carla),
        ("scim", carla),
        ("leaver", "pia.roth@west.example"),
    ];
    for (name, who) in examples {
        let folder = tempfile::tempdir().expect("a folder");
        let from = common::process::example(name);
        let copied = Command::new("cp").arg("-r").arg(from).arg(folder.path().join("own")).status();
        assert!(copied.is_ok_and(|status| status.success()), "{name}");
        let only = format!("user:{who}");
        let (exit, told) = rosterctl(folder.path(), &["apply", "own", "--auto-approve", "--only", &only]);
        assert_eq!(exit, 0, "{name}: {told}");
        let last = told.lines().find(|line| line.starts_with(&format!("{who} is out: ")));
        assert!(last.is_some_and(|line| !line.contains("bruno")), "what another has now is not hers: {told}");
    }
}

#[test]
fn what_a_person_must_do_by_hand_is_asked_for_the_same_person_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut own = goto_tenant();
    own["writes"] = json!({ "queue_members": "manual", "contact_center_admins": "manual" });
    tenant(folder.path(), &own, &crowd(12, 10), &[("mara.yaml", &out())]);
    let (exit, told) = apply(folder.path(), &[]);
    assert_eq!(exit, 5, "{told}");
    assert!(told.contains(&format!("Then run `rosterctl apply . --only user:{WHO}` again")), "{told}");
    assert!(told.lines().any(|line| line.starts_with(&format!("{WHO} is not out: "))), "{told}");
    // Somebody of whom nothing waits takes nobody's list away.
    let list = folder.path().join(".rosterctl/by-hand.md");
    assert!(list.is_file());
    fs::write(folder.path().join("p1.yaml"), "users: { p1@acme.example: { first_name: P, last_name: P } }")
        .expect("a file");
    let (exit, told) =
        rosterctl(folder.path(), &["apply", "--auto-approve", "--only", "user:p1@acme.example"]);
    assert_eq!(exit, 0, "{told}");
    assert!(list.is_file(), "{told}");
}

#[test]
fn a_group_that_is_found_too_late_is_no_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let live = json!({
        "provider": "scim", "caller": "it@x", "service": { "page_size": 100, "patch": true, "filter": true, "etag": true },
        "users": [{ "id": "u1", "user_name": "it@x" }, { "id": "u2", "user_name": WHO, "active": true }],
        "groups": [{ "id": "g1", "display_name": "A", "members": ["u2"] }],
    });
    let state = folder.path().join("state.json");
    fs::write(&state, live.to_string()).expect("a state");
    let server = common::process::Server::start(&state);
    fs::remove_file(&state).expect("the state is the server's");
    let fault = json!([{ "match": { "method": "GET", "path": "**/Groups", "nth": 1 }, "do": "empty_list", "times": 1 }]);
    server.ask("POST", "/_sandbox/faults", &fault.to_string());
    let own = json!({ "tenant": "t", "provider": "scim", "endpoint": format!("http://{}", server.address),
                      "settings": { "caller": "it@x" }, "credentials": { "token": { "env": "ID" } } });
    fs::write(folder.path().join("tenant.yaml"), own.to_string()).expect("a tenant");
    fs::write(folder.path().join("mara.yaml"), out()).expect("a roster");
    let only = format!("user:{WHO}");
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder.path()).env("NO_COLOR", "1").env("ID", "any");
    let output =
        command.args(["apply", "--auto-approve", "--only", &only]).output().expect("the program starts");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(5), "{told}");
    assert!(
        told.lines().last().is_some_and(|line| line.starts_with(&format!("{WHO} is not out: "))),
        "{told}"
    );
}
