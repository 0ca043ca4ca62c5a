//! Documents of the program itself, as they are and with an edge left out, by the command line.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const TENANT: &str = "tenant: acme\nprovider: goto\naccount: \"8887380153236031176\"\nendpoint: sandbox\n\
    sandbox: { state: live.yaml }\ncontact_center: { seats: 4 }\n";

/// Both seats are taken, `inbox` has one agent, and who becomes Super admin has signed in.
const LIVE: &str = r#"
provider: goto
account: { key: "8887380153236031176", name: Acme }
caller: it@acme.example
contact_center: { seats: 4 }
licenses: [{ key: "101", description: GoTo Connect Standard, products: [JIVE], seats: 3 }]
queues: [{ id: q-1, name: calls, kind: call }, { id: q-2, name: inbox, kind: inbox }]
users:
  - { key: "1", email: it@acme.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "2", email: bob@acme.example, first_name: Bob, last_name: B, licenses: ["101"], signed_in: true,
      queues: [{ queue: calls, role: agent }, { queue: inbox, role: agent }] }
  - { key: "3", email: cleo@acme.example, first_name: Cleo, last_name: C, licenses: ["101"], signed_in: true,
      queues: [{ queue: calls, role: agent }] }
  - { key: "4", email: old@acme.example, first_name: Old, last_name: O, licenses: ["101"], roles: [SUPER_USER], signed_in: true }
  - { key: "5", email: new@acme.example, first_name: New, last_name: N, roles: [MANAGE_ACCOUNT], signed_in: true }
"#;

const PEOPLE: &str = "
queues: { calls: { kind: call }, inbox: { kind: inbox, min_agents: 1 } }
users:
  ana@acme.example: { first_name: Ana, last_name: A, licenses: [GoTo Connect Standard], queues: { calls: agent } }
  bob@acme.example: { state: suspended }
  cleo@acme.example: { queues: { calls: agent, inbox: agent } }
  old@acme.example: { role: Member, licenses: [GoTo Connect Standard] }
  new@acme.example: { role: Super admin }
";

fn rosterctl(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rosterctl"));
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

fn planned() -> (tempfile::TempDir, Value) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("tenant.yaml", TENANT), ("live.yaml", LIVE), ("people.yaml", PEOPLE)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = rosterctl(folder.path()).args(["plan", "--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document = serde_json::from_slice(&output.stdout).unwrap();
    (folder, document)
}

/// What `prove` says of a document: the exit code and the judgement.
fn prove(folder: &Path, document: &Value) -> (i32, Value) {
    std::fs::write(folder.join("plan.json"), document.to_string()).unwrap();
    let output = rosterctl(folder).args(["prove", "plan.json", "--format", "json"]).output().unwrap();
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap_or_default())
}

#[test]
fn a_plan_is_proved_as_it_is_printed_and_no_edge_that_it_needs_can_be_left_out() {
    let (folder, mut document) = planned();
    assert_eq!(document["withheld"], serde_json::json!([]), "{:#}", document["withheld"]);
    assert_eq!(document["safety"]["proved"], true, "{:#}", document["safety"]);
    let (exit, judgement) = prove(folder.path(), &document);
    assert_eq!((exit, &judgement["safety"]), (0, &document["safety"]));
    let names: Vec<&str> = document["safety"]["invariants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    for name in [
        "floor Super admins",
        "floor agents of inbox",
        "order",
        "pool GoTo Connect Standard",
        "pool contact_center",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    let mut rules = std::collections::BTreeSet::new();
    for step in 0..document["steps"].as_array().unwrap().len() {
        let needs = document["steps"][step]["needs"].as_array().unwrap().clone();
        for (at, need) in needs.iter().enumerate() {
            let own = reasons(&document, need, step);
            // Preferences and the chain of writes to one record are not there for safety's sake.
            if own.iter().all(|rule| ["goto:E-22", "R-037"].contains(&&**rule)) {
                continue;
            }
            document["steps"][step]["needs"].as_array_mut().unwrap().remove(at);
            let (exit, judgement) = prove(folder.path(), &document);
            document["steps"][step]["needs"] = needs.clone().into();
            assert_eq!(
                (exit, &judgement["safety"]["proved"]),
                (3, &false.into()),
                "{need} before s{}: {own:?}",
                step + 1
            );
            let broken = judgement["broken"].as_array().unwrap();
            assert!(broken.iter().all(|one| !one["text"].as_str().unwrap().is_empty()), "{judgement:#}");
            rules.extend(own);
        }
    }
    let expected = ["goto:E-06", "goto:E-11", "goto:E-13", "goto:E-19", "goto:T-05"];
    assert!(expected.iter().all(|rule| rules.contains(*rule)), "{rules:?}");
}

/// The rules by which step `need` comes before the step at `then`.
fn reasons(document: &Value, need: &Value, then: usize) -> Vec<String> {
    let steps = document["steps"].as_array().unwrap();
    let first = steps.iter().find(|step| step["id"] == *need).unwrap();
    let because = first["because"].as_array().unwrap().iter();
    let own = because.filter(|because| because["before"] == steps[then]["id"]);
    own.map(|because| because["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_queue_that_is_not_read_back_to_be_left_is_not_left() {
    let (folder, mut document) = planned();
    let mut dropped = 0;
    for step in document["steps"].as_array_mut().unwrap() {
        for because in step["because"].as_array_mut().unwrap() {
            if because["rule"] == "goto:E-11" {
                because["read_back"] = false.into();
                dropped += 1;
            }
        }
    }
    assert!(dropped > 0);
    let (exit, judgement) = prove(folder.path(), &document);
    assert_eq!(exit, 3);
    let text = judgement["broken"].to_string();
    assert!(text.contains("goto:E-11"), "{text}");
}

/// The plan of a leaver, whose removals are put into one step as somebody might to save calls.
fn leaver() -> (tempfile::TempDir, Value) {
    let (folder, _) = planned();
    std::fs::write(folder.path().join("people.yaml"), "queues: { inbox: { kind: inbox, allow_gap: true } }\nusers:\n  bob@acme.example: { state: suspended }\n").unwrap();
    let live =
        LIVE.replace("email: bob@acme.example,", "email: bob@acme.example, contact_center_admin: true,");
    std::fs::write(folder.path().join("live.yaml"), live).unwrap();
    let output = rosterctl(folder.path()).args(["plan", "--format", "json"]).output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["safety"]["proved"], true, "{document:#}");
    (folder, document)
}

/// All changes of these kinds in one step, the last of those that had them.
fn merged(document: &Value, kinds: &[&str]) -> Value {
    let mut document = document.clone();
    let changes: Vec<Value> = document["changes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| kinds.contains(&change["kind"].as_str().unwrap()))
        .map(|change| change["id"].clone())
        .collect();
    let steps = document["steps"].as_array_mut().unwrap();
    let (own, mut rest): (Vec<Value>, Vec<Value>) = steps
        .drain(..)
        .partition(|step| step["changes"].as_array().unwrap().iter().any(|change| changes.contains(change)));
    let gone: Vec<Value> = own.iter().map(|step| step["id"].clone()).collect();
    let mut one = own.last().unwrap().clone();
    let needs: std::collections::BTreeSet<String> = own
        .iter()
        .flat_map(|step| step["needs"].as_array().unwrap())
        .filter(|need| !gone.contains(need))
        .map(|need| need.as_str().unwrap().to_owned())
        .collect();
    one["needs"] = needs.into_iter().collect();
    one["changes"] = changes.into();
    one["because"] = serde_json::json!([]);
    one.as_object_mut().unwrap().remove("parts");
    for step in &mut rest {
        for because in step["because"].as_array_mut().unwrap() {
            if gone.contains(&because["before"]) {
                because["before"] = one["id"].clone();
            }
        }
    }
    rest.push(one);
    document["steps"] = rest.into();
    document
}

/// Two changes of one step that no call makes at once are two effects, whatever the document says of calls and parts.
#[test]
fn a_step_that_can_half_happen_is_seen_to_whatever_it_says() {
    let (folder, document) = leaver();
    let two = merged(&document, &["contact_center_admin", "license"]);
    let all = merged(&document, &["contact_center_admin", "license", "queue_member"]);
    for (mut document, other) in [(two, "contact_center_admin"), (all, "queue_member")] {
        let step = document["steps"].as_array().unwrap().len() - 1;
        let changes = document["steps"][step]["changes"].clone();
        for calls in [0, 1, 2, 8] {
            for parts in [Value::Null, serde_json::json!([changes])] {
                document["steps"][step]["calls"] = calls.into();
                document["steps"][step]["parts"] = parts.clone();
                let (exit, judgement) = prove(folder.path(), &document);
                let broken = judgement["broken"].to_string();
                assert_eq!(exit, 3, "{calls} calls, {parts}: {judgement:#}");
                assert!(broken.contains("`license") && broken.contains(other), "{broken}");
                assert_eq!(broken.contains("no call makes them at once"), !parts.is_null(), "{broken}");
            }
        }
    }
}

/// A person is given change after change by a program, and does it so: nothing of a step is at once.
#[test]
fn whoever_carries_a_step_out_decides_what_is_done_at_once() {
    let (folder, mut document) = planned();
    let changes = document["changes"].as_array().unwrap();
    let user = changes.iter().find(|change| change["kind"] == "user").expect("somebody new")["id"].clone();
    let new = |step: &Value| step["changes"].as_array().unwrap().contains(&user);
    let at = document["steps"].as_array().unwrap().iter().position(new).expect("the step of somebody new");
    for (executor, expected) in [("api", 0), ("manual", 0), ("exec", 3)] {
        document["steps"][at]["executor"] = executor.into();
        let (exit, judgement) = prove(folder.path(), &document);
        assert_eq!(exit, expected, "{executor}: {judgement:#}");
    }
    document["steps"][at]["executor"] = "exec".into();
    document["steps"][at].as_object_mut().unwrap().remove("parts");
    let (exit, judgement) = prove(folder.path(), &document);
    assert_eq!(exit, 3);
    assert!(judgement["broken"].to_string().contains("can be left with `license"), "{judgement:#}");
}

/// A role that becomes a custom one takes two calls: without another thing that is there meanwhile somebody is nobody.
#[test]
fn between_two_calls_of_a_role_a_license_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let live = LIVE
        .replace(
            "queues: [{ id: q-1",
            "role_sets: [{ id: rs1, name: Desk, permissions: [RUN_REPORTS] }]\nqueues: [{ id: q-1",
        )
        .replace("seats: 3", "seats: 4");
    let people =
        "users:\n  new@acme.example: { role: Desk, licenses: [GoTo Connect Standard], first_name: X }\n";
    for (name, text) in [("tenant.yaml", TENANT), ("live.yaml", &live), ("people.yaml", people)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = rosterctl(folder.path()).args(["plan", "--format", "json"]).output().unwrap();
    let mut document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&document["safety"]["proved"], &document["withheld"]),
        (&true.into(), &serde_json::json!([]))
    );
    assert!(document["steps"].to_string().contains("goto:T-18"), "{}", document["steps"]);
    document["steps"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .for_each(|step| step["needs"] = serde_json::json!([]));
    let (exit, judgement) = prove(folder.path(), &document);
    assert_eq!(exit, 3);
    let text = judgement["broken"].to_string();
    assert!(text.contains("between the two calls of `role new@acme.example`"), "{text}");

    std::fs::write(folder.path().join("people.yaml"), "users:\n  new@acme.example: { role: Desk }\n")
        .unwrap();
    let output = rosterctl(folder.path()).args(["plan", "--format", "json"]).output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (withheld, findings) = (document["withheld"].to_string(), document["findings"].to_string());
    assert!(withheld.contains("R-032") && document["steps"] == serde_json::json!([]), "{document:#}");
    assert!(
        findings.contains("takes two calls") && findings.contains("gets a license in this plan"),
        "{findings}"
    );
}

#[test]
fn one_seat_less_breaks_the_pool_and_says_how() {
    let (folder, mut document) = planned();
    let pools = document["pools"].as_array_mut().unwrap();
    let desks = pools.iter_mut().find(|pool| pool["pool"] == "GoTo Connect Standard").unwrap();
    desks["before"] = 2.into();
    desks["capacity"] = 1.into();
    let (exit, judgement) = prove(folder.path(), &document);
    let text = judgement["broken"].to_string();
    assert_eq!(exit, 3, "nobody is let in while the pool is over: {text}");
    assert!(text.contains("somebody is let in while 2 are taken of at most 1 (2 before)"), "{text}");
    let pools = document["pools"].as_array_mut().unwrap();
    let desks = pools.iter_mut().find(|pool| pool["pool"] == "GoTo Connect Standard").unwrap();
    desks["capacity"] = 2.into();
    assert_eq!(prove(folder.path(), &document).0, 0);
    for step in document["steps"].as_array_mut().unwrap() {
        step["needs"] = serde_json::json!([]);
    }
    std::fs::write(folder.path().join("plan.json"), serde_json::to_string_pretty(&document).unwrap())
        .unwrap();
    let output = rosterctl(folder.path()).args(["prove", "plan.json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(text.contains("broken") && text.contains("3 are taken of at most 2"), "{text}");
    assert!(text.contains("when only these are done: s"), "{text}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("says of itself that it is proved"));
}

#[test]
fn what_is_no_plan_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        ("", "there is no plan document"),
        ("[1,2", "document 1"),
        ("{}", "it names no provider"),
        (r#"{"provider":"unheard"}"#, "no provider is called `unheard`"),
        (r#"{"provider":"goto"}"#, "there is no list `changes`"),
    ];
    for (text, expected) in cases {
        std::fs::write(folder.path().join("plan.json"), text).unwrap();
        let output = rosterctl(folder.path()).args(["prove", "plan.json"]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{text}: {said}");
        assert!(said.contains(expected), "{text}: {said}");
    }
    let output = rosterctl(folder.path()).args(["prove", "missing.json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let (made, document) = planned();
    let two = format!("{document}\n{}\n", r#"{"provider":"unheard"}"#);
    std::fs::write(made.path().join("plan.json"), two).unwrap();
    let output = rosterctl(made.path()).args(["prove", "plan.json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "the gravest of several");
}

/// The last license goes and a custom role comes, by two calls: the role is there first, or somebody is nobody
/// for a moment.
#[test]
fn a_role_comes_before_the_last_license_goes() {
    let folder = tempfile::tempdir().unwrap();
    let live = LIVE.replace(
        "queues: [{ id: q-1",
        "role_sets: [{ id: rs1, name: Auditor, permissions: [RUN_REPORTS] }]\nqueues: [{ id: q-1",
    );
    let people = "users:\n  old@acme.example: { licenses: [GoTo Connect Standard] }\n  \
        cleo@acme.example: { role: Auditor, licenses: [], queues: {} }\n";
    for (name, text) in [("tenant.yaml", TENANT), ("live.yaml", &live), ("people.yaml", people)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = rosterctl(folder.path()).args(["plan", "--format", "json"]).output().unwrap();
    let mut document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["safety"]["proved"], true, "{document:#}");
    assert!(document["safety"].to_string().contains("never empty (1 checked)"), "{}", document["safety"]);
    let because = document["steps"].to_string();
    assert!(because.contains("a role is there before the last license goes"), "{because}");
    for step in document["steps"].as_array_mut().unwrap() {
        step["needs"].as_array_mut().unwrap().clear();
    }
    let (exit, judgement) = prove(folder.path(), &document);
    assert_eq!(exit, 3);
    assert!(
        judgement["broken"].to_string().contains("without a product and without a role: cleo@acme.example")
    );
}
