//! Steps by hand, as their user has them: the check-list, exit 5, and the run that picks up where people left it.

mod common;

use std::fs;
use std::path::Path;

use common::process::{Server, both, code, example, moved, out, run};
use serde_json::{Value, json};

const BY_HAND: &str = "writes: { queue_members: manual, contact_center_admins: manual }\n";

/// The leaver of the example, on a tenant whose queues only people write.
fn leaver() -> (Server, tempfile::TempDir) {
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    let path = folder.path().join("tenant.yaml");
    let tenant = fs::read_to_string(&path).expect("a tenant");
    fs::write(path, tenant + BY_HAND).expect("a file");
    (server, folder)
}

fn pia(server: &Server) -> Value {
    let (_, state) = server.ask("GET", "/_sandbox/state", "");
    let users = state["users"].as_array().expect("users").clone();
    users.into_iter().find(|user| user["key"] == "1002").expect("the leaver")
}

/// What a person does in the vendor's portal.
fn click(server: &Server, change: impl Fn(&mut Value)) {
    let (_, state) = server.ask("GET", "/_sandbox/state", "");
    let mut users = state["users"].clone();
    for user in users.as_array_mut().expect("users").iter_mut().filter(|user| user["key"] == "1002") {
        change(user);
    }
    let (status, _) = server.ask("PATCH", "/_sandbox/state", &json!({ "users": users }).to_string());
    assert_eq!(status, 200);
}

fn checklist(folder: &Path) -> String {
    fs::read_to_string(folder.join(".rosterctl/by-hand.md")).expect("a check-list")
}

fn assert_names_all(list: &str) {
    for queue in ["claims", "claims-inbox", "reminders"] {
        for role in ["agent", "supervisor"] {
            assert!(list.contains(&format!("queue_member {queue}/pia.roth@west.example/{role}")), "{list}");
        }
    }
    assert!(list.contains("contact_center_admin pia.roth@west.example"), "{list}");
    assert!(!list.contains("- license"), "what is not ready is not on it: {list}");
}

#[test]
fn the_license_waits_for_queues_that_people_clear_and_the_next_run_takes_it() {
    let (server, folder) = leaver();
    let plan = run(folder.path(), &["plan", "--format", "json"]);
    let document: Value = serde_json::from_str(&out(&plan)).expect("a plan");
    assert_eq!(document["summary"]["manual"], 4, "three queues and the flag: {document}");
    let steps = document["steps"].as_array().expect("steps");
    let manual: Vec<&Value> = steps.iter().filter(|step| step["executor"] == "manual").collect();
    assert!(
        manual.iter().all(|step| step["calls"] == 0 && step["by_hand"]["readable"] == true),
        "{manual:?}"
    );

    let first = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&first), 5, "{}", both(&first));
    let left = pia(&server);
    assert_eq!(left["licenses"], json!(["101"]), "the license waits: {left}");
    assert_eq!(left["queues"].as_array().map(Vec::len), Some(6), "the program writes no queue");
    let list = checklist(folder.path());
    assert_names_all(&list);
    assert!(out(&first).contains(&list), "what to do is printed as well");

    // Half of it done: the license still waits.
    click(&server, |user| user["queues"] = json!([{ "queue": "reminders", "role": "supervisor" }]));
    let second = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&second), 5, "{}", both(&second));
    assert_eq!(pia(&server)["licenses"], json!(["101"]));
    let list = checklist(folder.path());
    assert!(list.contains("reminders") && !list.contains("claims-inbox/"), "{list}");
    assert!(list.contains("contact_center_admin"), "{list}");

    click(&server, |user| {
        user["queues"] = json!([]);
        user["contact_center_admin"] = json!(false);
    });
    let third = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&third), 0, "{}", both(&third));
    assert!(out(&third).contains("verified"), "{}", out(&third));
    let gone = pia(&server);
    assert!(gone["licenses"].as_array().is_none_or(Vec::is_empty), "{gone}");
    assert!(!folder.path().join(".rosterctl/by-hand.md").exists(), "nothing waits any more");
    let calm = run(folder.path(), &["plan", "--expect-no-changes"]);
    assert_eq!(code(&calm), 0, "{}", both(&calm));
}

#[test]
fn nothing_to_confirm_where_reading_can_show_it() {
    let (_server, folder) = leaver();
    let plan = run(folder.path(), &["plan", "--format", "json"]);
    let document: Value = serde_json::from_str(&out(&plan)).expect("a plan");
    let mut steps = document["steps"].as_array().expect("steps").iter();
    let code_of = steps.find_map(|step| step["by_hand"]["code"].as_str()).expect("a step by hand").to_owned();
    let confirm = run(folder.path(), &["confirm", &code_of]);
    assert_eq!(code(&confirm), 1, "{}", both(&confirm));
    assert!(both(&confirm).contains("reading is believed"), "{}", both(&confirm));
    assert!(!folder.path().join("confirmed.yaml").exists());
    let unknown = run(folder.path(), &["confirm", "M-00000"]);
    assert_eq!(code(&unknown), 1);
    assert!(both(&unknown).contains("M-00000"), "{}", both(&unknown));
}

#[test]
fn where_all_is_confirmed_no_check_list_of_an_earlier_run_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("tenant.yaml"), "tenant: inbox\nprovider: engage\n").expect("a file");
    let people = "users: { it@acme.example: { webchat_name: Ida } }\n";
    fs::write(folder.path().join("people.yaml"), people).expect("a file");
    let apply = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&apply), 5, "{}", both(&apply));
    let list = checklist(folder.path());
    let word = list.split(['`', ' ']).find(|word| word.starts_with("M-")).expect("a code");
    let confirm = run(folder.path(), &["confirm", word]);
    assert_eq!(code(&confirm), 0, "{}", both(&confirm));
    let apply = run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&apply), 0, "{}", both(&apply));
    assert!(!folder.path().join(".rosterctl/by-hand.md").exists(), "it asks for what is done");
}
