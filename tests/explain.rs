//! `explain`: the chain of a resource and the place of a step, over a tenant in memory; what is unknown, by the
//! program itself.

mod common;

use std::path::Path;
use std::process::Command;

use common::{World, in_virtual_time};
use rosterctl::model::Files;
use rosterctl::port::Portal;
use rosterctl::providers;
use rosterctl::report::{self, Matter, Paint, Subject};
use rosterctl::roster::{self};

const TENANT: &str =
    "tenant: t\nprovider: goto\naccount: \"9\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

const LIVE: &str = r#"
provider: goto
account: { key: "9", name: T }
caller: it@x.example
contact_center: { seats: 10 }
licenses:
  - { key: "101", description: Standard, products: [JIVE], seats: 2 }
  - { key: "102", description: Fax, products: [FAX], seats: 9 }
queues: [{ id: q1, name: calls, kind: call, extension: "6001" }]
users:
  - { key: "1", email: it@x.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "2", email: co@x.example, first_name: C, last_name: O, roles: [SUPER_USER], signed_in: true }
  - { key: "3", email: bob@x.example, first_name: B, last_name: B, licenses: ["101", "102"], signed_in: true,
      extension: "1003", queues: [{ queue: calls, role: agent }] }
  - { key: "4", email: eve@x.example, first_name: E, last_name: E, licenses: ["101"], signed_in: true }
"#;

const PEOPLE: &str = "profiles:
  clerk:
    role: Member
    licenses: [Standard]
    queues: { calls: agent }
users:
  ana@x.example: { first_name: A, last_name: A, profile: clerk }
  bob@x.example:
    licenses: [Standard]
  zoe@x.example:
    first_name: Z
    last_name: Z
    profile: clerk
    queues: { nowhere: agent }
";

/// What is told about a subject: every line of it, or the error and its hint.
fn told(people: &str, words: &str) -> Vec<String> {
    let (proposal, files, origins) = in_virtual_time(async {
        let proposal = World::new(LIVE).plan(TENANT, people).await;
        let known: Vec<&'static Portal> = providers::ALL[0].portals().collect();
        let open = || {
            let texts =
                [("tenant.yaml".into(), TENANT.to_owned()), ("people.yaml".into(), people.to_owned())];
            roster::open_texts(texts.into(), &known)
        };
        let files: Files = roster::load(open()).files;
        (proposal, files, roster::origins(open()))
    });
    let rules = providers::ALL[0].main;
    let matter = Matter {
        catalogue: rules.catalogue,
        desired: &proposal.desired,
        observed: &proposal.observed,
        plan: &proposal.plan,
        files: &files,
        origins: &origins,
    };
    let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
    let text = match report::subject(&matter, &words) {
        Err(unknown) => format!("{}\n{}", unknown.text, unknown.hint.unwrap_or_default()),
        Ok(Subject::Nothing(text)) => text,
        Ok(Subject::Step(id)) => report::stand(&matter, id, Paint::Plain).human(Paint::Plain),
        Ok(Subject::Resources(addrs)) => {
            addrs.iter().map(|addr| report::chain(&matter, addr).human(Paint::Plain)).collect()
        }
    };
    text.lines().map(str::to_owned).collect()
}

#[track_caller]
fn check(words: &str, expected: &[&str]) {
    let told = told(PEOPLE, words);
    for line in expected {
        assert!(told.iter().any(|own| own.contains(line)), "`{line}` is not in\n{}", told.join("\n"));
    }
}

#[test]
fn a_value_is_traced_through_the_profile_to_the_step() {
    check(
        "bob@x.example license/Standard",
        &["license bob@x.example/Standard: has it, as declared", "people.yaml:9:16 in users `bob@x.example`"],
    );
    check(
        "zoe@x.example role",
        &[
            "people.yaml:3:11 in profile `clerk`",
            "role: Member",
            "people.yaml:13:14 users `zoe@x.example` names the profile",
        ],
    );
}

#[test]
fn the_first_broken_link_is_named() {
    check(
        "license ana@x.example/Standard",
        &[
            "lacks it; withheld (R-036)",
            "in profile `clerk`",
            "seats    Standard: 2 -> 2 of 2 taken",
            "broken   R-036: pool `Standard`",
            "docs/findings/R-036.md",
        ],
    );
    check(
        "queue_member nowhere/zoe@x.example/agent",
        &[
            "needs    queue nowhere: not there",
            "broken   R-030: `queue nowhere` does not exist at the vendor",
        ],
    );
    check("ana@x.example queue/calls/agent", &["not there, and withheld (R-036)", "broken   R-036"]);
}

#[test]
fn what_is_not_there_by_intent_is_told_apart_from_what_nobody_manages() {
    check(
        "bob@x.example license/Fax",
        &["has it;", "people.yaml:9:15", "this list is complete, and it is not in it"],
    );
    check(
        "bob@x.example queue/calls",
        &["has it; not managed", "nowhere: what no file speaks of is left as it is"],
    );
    check("eve@x.example license/Fax", &["lacks it; nothing declares it"]);
    check("eve@x.example queue", &["`eve@x.example` has no queue_members, and the roster declares none"]);
}

#[test]
fn everything_about_a_person_is_in_the_order_of_the_rule_book() {
    let told = told(PEOPLE, "BOB@x.example");
    let heads: Vec<&str> = told.iter().filter(|line| !line.starts_with(' ')).map(String::as_str).collect();
    let kinds: Vec<&str> = heads.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(kinds, ["user", "license", "license", "role", "queue_member", "extension"]);
}

#[test]
fn a_step_says_what_would_happen_otherwise() {
    let people = "users: { bob@x.example: { state: suspended }, ana@x.example: { first_name: A, last_name: A, licenses: [Standard] } }";
    let leaves = told(people, "step s1").join("\n");
    for part in [
        "after nothing: it may run at once",
        "queues are left before the Connect license goes (goto:E-11, read back)",
        "otherwise the Contact Center seat",
        "docs/findings/goto-E-11.md",
    ] {
        assert!(leaves.contains(part), "{leaves}");
    }
    let takes = told(people, "license ana@x.example/Standard").join("\n");
    let step = takes.split("plan     ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a step");
    let seat = told(people, step).join("\n");
    for part in [
        "a seat is freed before another takes it (goto:T-05",
        "pool Standard: 2 of 2 taken before",
        "otherwise the pool runs over",
    ] {
        assert!(seat.contains(part), "{seat}");
    }
}

#[test]
fn what_is_unknown_gets_a_near_name() {
    check(
        "bobb@x.example",
        &["nobody called `bobb@x.example` is live or declared", "did you mean `bob@x.example`?"],
    );
    check(
        "bob@x.example license/Standart",
        &["no license_product is called `Standart`", "did you mean `Standard`?"],
    );
    check("bob@x.example licence", &["no kind is called `licence`", "did you mean `license`?"]);
    check("queue_membr calls/bob@x.example/agent", &["did you mean `queue_member`?"]);
    check("step s99", &["no step is called `s99`", "the plan has the steps s1 to"]);
}

#[test]
fn the_program_ends_with_one_where_nothing_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("tenant.yaml"), TENANT).expect("a file");
    std::fs::write(folder.path().join("people.yaml"), PEOPLE).expect("a file");
    std::fs::write(folder.path().join("live.yaml"), LIVE).expect("a file");
    let run = |words: &[&str]| {
        let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_rosterctl")));
        let output =
            command.arg("explain").args(["--in".as_ref(), folder.path().as_os_str()]).args(words).output();
        let output = output.expect("the program runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, text) = run(&["bob@x.example", "role"]);
    assert_eq!(code, Some(0));
    assert!(text.starts_with("role bob@x.example: has it"), "{text}");
    let (code, text) = run(&["bob@x.example", "role", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((code, &document["explained"][0]["kind"]), (Some(0), &"role".into()));
    assert_eq!(run(&["nobody@x.example"]), (Some(1), String::new()));
    assert_eq!(run(&["step", "s99"]), (Some(1), String::new()));
}

#[test]
fn a_code_is_explained_with_its_evidence_and_without_a_tenant() {
    let run = |words: &[&str]| {
        let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_rosterctl")));
        let output = command.arg("explain").args(words).output().expect("the program runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    for (words, line) in [
        ("goto:T-04", "\n  evidence: doc\n  page: docs/findings/goto-T-04.md\n"),
        ("goto:T-40", "\n  evidence: inferred, as far as is public\n"),
        ("scim:S-01", "\n  severity: none: an order of steps\n"),
        ("r-014", "\n  evidence: none: a rule of rosterctl\n"),
    ] {
        let (code, text) = run(&[words]);
        assert!(code == Some(0) && text.contains(line), "{text}");
    }
    let (_, text) = run(&["goto:G-313", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&document["code"], &document["evidence"]), (&"goto:G-313".into(), &"unknown".into()));
}
