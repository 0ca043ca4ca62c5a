//! The program as its user has it: two processes over loopback, exit codes, what stands on stdout.

mod common;

use std::fs;

use common::process::{Server, both, code, example, moved, out, run};
use serde_json::Value;

#[test]
fn two_processes_over_loopback_come_to_the_same_end() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);

    let plan = run(folder.path(), &["plan", "--format", "json", "--out", "plan.json", "--detailed-exitcode"]);
    assert_eq!(code(&plan), 2, "{}", both(&plan));
    assert_eq!(out(&plan), fs::read_to_string(folder.path().join("plan.json")).expect("the plan"));
    assert_eq!(server.writes(), 0, "a plan writes nothing");
    let document: Value = serde_json::from_str(&out(&plan)).expect("one JSON document");
    assert_eq!(document["format_version"], "1.0");

    let apply = run(folder.path(), &["apply", "--auto-approve", "--parallelism", "16"]);
    assert_eq!(code(&apply), 0, "{}", both(&apply));
    assert!(out(&apply).contains("verified"), "{}", out(&apply));
    let (_, state) = server.ask("GET", "/_sandbox/state", "");
    let pia =
        state["users"].as_array().expect("users").iter().find(|user| user["key"] == "1002").expect("Pia");
    for gone in ["licenses", "roles", "queues"] {
        assert!(pia[gone].as_array().is_none_or(Vec::is_empty), "{gone}: {pia}");
    }

    let writes = server.writes();
    let again = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!((code(&again), server.writes()), (0, writes), "{}", both(&again));
    assert!(out(&again).to_lowercase().contains("no changes"), "{}", out(&again));
    let calm = run(folder.path(), &["plan", "--expect-no-changes"]);
    assert_eq!(code(&calm), 0);

    let (status, _) = server.ask("PATCH", "/_sandbox/state", r#"{"contact_center": {"seats": 9}}"#);
    assert_eq!(status, 200);
    for output in [&plan, &apply, &again] {
        assert!(!both(output).contains("s3cr3t-marker"), "a secret was told");
    }
    let (_, log) = server.ask("GET", "/_sandbox/requests", "");
    assert!(!log.to_string().contains("s3cr3t-marker"), "a secret stands in the log");
}

#[test]
fn a_plan_has_the_same_bytes_each_time() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    let read = || {
        let output = run(folder.path(), &["plan", "--format", "json"]);
        let mut document: Value = serde_json::from_str(&out(&output)).expect("one JSON document");
        document["live"]["read_at"] = Value::Null;
        document.to_string()
    };
    let first = read();
    for _ in 0..3 {
        assert_eq!(read(), first);
    }
}

#[test]
fn what_is_wrong_ends_with_1_and_says_why() {
    let empty = tempfile::tempdir().expect("a folder");
    for (arguments, says) in [
        (&["plan"] as &[&str], "R-012"),
        (&["validate", "nowhere"], "R-012"),
        (&["apply", "--auto-approve", "nowhere"], "R-012"),
        (&["plan", "--no-such-flag"], "--no-such-flag"),
        (&["schema", "nothing"], "no schema is called `nothing`"),
        (&["sandbox", "--state", "nothing.yaml"], "nothing.yaml"),
    ] {
        let output = run(empty.path(), arguments);
        assert_eq!(code(&output), 1, "{arguments:?}: {}", both(&output));
        assert!(both(&output).contains(says), "{arguments:?}: {}", both(&output));
    }
    let nobody = moved("leaver", "127.0.0.1:9");
    let output = run(nobody.path(), &["plan"]);
    assert_eq!(code(&output), 1);
    assert!(both(&output).contains("leaver"), "{}", both(&output));
}

#[test]
fn nobody_is_asked_where_nobody_is_and_nothing_is_done() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    let output = run(folder.path(), &["apply"]);
    assert_eq!((code(&output), server.writes()), (1, 0), "{}", both(&output));
    assert!(both(&output).contains("--auto-approve"));
}

#[test]
fn what_is_kept_of_an_embedded_sandbox_is_ignored_by_git() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["tenant.yaml", "live.yaml", "people.yaml"] {
        fs::copy(example("leaver").join(name), folder.path().join(name)).expect("a file");
    }
    let output = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&output), 0, "{}", both(&output));
    let ignored = fs::read_to_string(folder.path().join(".rosterctl/.gitignore")).expect("a file");
    assert_eq!(ignored, "*\n");
}

#[test]
fn what_is_refused_without_a_change_is_not_called_done() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    fs::write(folder.path().join("people.yaml"), "queues: { claims: { kind: inbox } }\n").expect("a file");
    for verb in ["plan", "apply"] {
        let output = run(folder.path(), &[verb]);
        assert_eq!(code(&output), 3, "{}", both(&output));
        assert!(out(&output).contains("is of kind call at the vendor"), "{}", both(&output));
        assert!(!out(&output).contains("is as declared"), "{}", both(&output));
    }
}

#[test]
fn a_call_is_told_without_what_it_carries() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    let output = run(folder.path(), &["plan", "-v"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.lines().any(|line| line.starts_with("GET /admin/rest/v1/me: 200 after ")), "{told}");
    assert!(!told.contains('?') && !told.contains('@'), "no query, no person: {told}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    std::os::unix::fs::symlink("/dev/stdout", folder.path().join("plan.json")).expect("a link");
    let output = run(folder.path(), &["plan", "--out", "plan.json", "--format", "json"]);
    assert_eq!(out(&output).lines().count(), 2, "the result and the copy: {}", both(&output));
    assert!(folder.path().join("plan.json").is_symlink());
}

#[test]
fn what_fails_skips_what_waits_for_it_and_ends_with_5() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    let fault = r#"{"match":{"method":"*","path":"/_emulator/**/queues/7d0c1f0e-0000-4000-8000-000000000022/members/*"},"do":"status","status":403,"times":0}"#;
    assert_eq!(server.ask("POST", "/_sandbox/faults", fault).0, 201);
    let output = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&output), 5, "{}", both(&output));
    let (_, state) = server.ask("GET", "/_sandbox/state", "");
    let pia =
        state["users"].as_array().expect("users").iter().find(|user| user["key"] == "1002").expect("Pia");
    assert_eq!(
        pia["licenses"],
        serde_json::json!(["101"]),
        "the license waits for the queue that was not left"
    );
    assert_eq!(server.ask("DELETE", "/_sandbox/faults", "").0, 204);
    let output = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&output), 0, "the next run picks up: {}", both(&output));
}

#[test]
fn several_tenants_stand_alone_and_the_gravest_code_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, roster) in
        [("one", "users: { a@one.example: { first_name: A, last_name: A } }\n"), ("two", "users: { broken\n")]
    {
        let inner = folder.path().join(name);
        fs::create_dir(&inner).expect("a folder");
        fs::write(
            inner.join("tenant.yaml"),
            format!("tenant: {name}\nprovider: goto\nendpoint: sandbox\nsandbox: {{ state: live.yaml }}\n"),
        )
        .expect("a file");
        let live = "provider: goto\naccount: { key: \"1\", name: A }\ncaller: it@x.example\nusers:\n  - { key: \"1\", email: it@x.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }\n";
        fs::write(inner.join("live.yaml"), live).expect("a file");
        fs::write(inner.join("people.yaml"), roster).expect("a file");
    }
    let output = run(folder.path(), &["plan", "--format", "json", "--out", "plans"]);
    assert_eq!(code(&output), 1, "{}", both(&output));
    assert_eq!(out(&output).lines().count(), 1, "the tenant that is right has its plan");
    assert!(folder.path().join("plans/one.json").exists());
    assert!(both(&output).contains("two/people.yaml:1:"), "{}", both(&output));
}

#[test]
fn one_person_with_one_product_in_two_tenants_is_refused_before_anything_is_asked() {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = tempfile::tempdir().expect("a folder");
    let tenant = |name: &str, endpoint: &str, roster: &str| {
        let inner = folder.path().join(name);
        fs::create_dir(&inner).expect("a folder");
        let secret = "{ env: ROSTERCTL_TEST_SECRET }";
        let text = format!(
            "tenant: {name}\nprovider: goto\nendpoint: {endpoint}\ncredentials: {{ client_id: {secret}, \
             client_secret: {secret}, personal_access_token: {secret} }}\n"
        );
        fs::write(inner.join("tenant.yaml"), text).expect("a file");
        fs::write(inner.join("people.yaml"), roster).expect("a file");
    };
    let here = format!("http://{}", server.address);
    let person = "{ first_name: A, last_name: S, licenses: [GoTo Meeting] }";
    tenant("north", &here, &format!("users:\n  ana@group.example: {person}\n"));
    tenant("south", &here, &format!("users:\n  zoe@group.example: {{}}\n  ana@group.example: {person}\n"));
    for arguments in
        [&["validate"] as &[&str], &["plan"], &["apply", "--auto-approve"], &["explain", "ana@group.example"]]
    {
        let output = run(folder.path(), arguments);
        let told = both(&output);
        assert_eq!(code(&output), 1, "{arguments:?}: {told}");
        for place in ["north/people.yaml:2:", "south/people.yaml:3:"] {
            assert!(told.contains(place), "{arguments:?}: {told}");
        }
        assert_eq!(told.matches("goto:G-012").count(), 2, "{arguments:?}: {told}");
        assert_eq!(told.matches("licenses: [GoTo Meeting] }\n").count(), 2, "with its line: {told}");
    }
    let (_, asked) = server.ask("GET", "/_sandbox/requests", "");
    assert_eq!(asked, serde_json::json!([]), "nothing is read or written");

    // By itself each is right: it is read, and refused for another reason or none.
    let output = run(folder.path(), &["plan", "north"]);
    assert!(!both(&output).contains("goto:G-012"), "{}", both(&output));
    let (_, asked) = server.ask("GET", "/_sandbox/requests", "");
    assert_ne!(asked, serde_json::json!([]));
}

#[test]
fn man_completions_and_schemas_are_printed() {
    let here = tempfile::tempdir().expect("a folder");
    for (arguments, says) in [
        (&["man"] as &[&str], ".TH"),
        (&["completions", "bash"], "_rosterctl"),
        (&["completions", "zsh"], "#compdef rosterctl"),
        (&["schema"], "tenant"),
        (&["schema", "plan"], "format_version"),
        (&["--version"], "rosterctl"),
        (&["--help"], "validate"),
    ] {
        let output = run(here.path(), arguments);
        assert_eq!(code(&output), 0, "{arguments:?}");
        assert!(out(&output).contains(says), "{arguments:?}: {}", out(&output));
    }
}
