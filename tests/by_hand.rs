//! Steps by hand, as their user has them: the check-list, exit 5, and the run that picks up where people left it.

mod common;

use std::fs;
use std::path::Path;

use camino::Utf8Path;
use common::process::{self, Server, both, code, example, moved, out};
use common::{World, in_virtual_time};
use proptest::prelude::*;
use rosterctl::model::{Addr, Attributes, Confirmation, Confirmed, Kind};
use rosterctl::run::{self, Statements};
use rosterctl::{model, providers, roster};
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
    let plan = process::run(folder.path(), &["plan", "--format", "json"]);
    let document: Value = serde_json::from_str(&out(&plan)).expect("a plan");
    assert_eq!(document["summary"]["manual"], 4, "three queues and the flag: {document}");
    let steps = document["steps"].as_array().expect("steps");
    let manual: Vec<&Value> = steps.iter().filter(|step| step["executor"] == "manual").collect();
    assert!(
        manual.iter().all(|step| step["calls"] == 0 && step["by_hand"]["readable"] == true),
        "{manual:?}"
    );

    let first = process::run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&first), 5, "{}", both(&first));
    let left = pia(&server);
    assert_eq!(left["licenses"], json!(["101"]), "the license waits: {left}");
    assert_eq!(left["queues"].as_array().map(Vec::len), Some(6), "the program writes no queue");
    let list = checklist(folder.path());
    assert_names_all(&list);
    assert!(out(&first).contains(&list), "what to do is printed as well");

    // Half of it done: the license still waits.
    click(&server, |user| user["queues"] = json!([{ "queue": "reminders", "role": "supervisor" }]));
    let second = process::run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&second), 5, "{}", both(&second));
    assert_eq!(pia(&server)["licenses"], json!(["101"]));
    let list = checklist(folder.path());
    assert!(list.contains("reminders") && !list.contains("claims-inbox/"), "{list}");
    assert!(list.contains("contact_center_admin"), "{list}");

    click(&server, |user| {
        user["queues"] = json!([]);
        user["contact_center_admin"] = json!(false);
    });
    let third = process::run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&third), 0, "{}", both(&third));
    assert!(out(&third).contains("verified"), "{}", out(&third));
    let gone = pia(&server);
    assert!(gone["licenses"].as_array().is_none_or(Vec::is_empty), "{gone}");
    assert!(!folder.path().join(".rosterctl/by-hand.md").exists(), "nothing waits any more");
    let calm = process::run(folder.path(), &["plan", "--expect-no-changes"]);
    assert_eq!(code(&calm), 0, "{}", both(&calm));
}

#[test]
fn nothing_to_confirm_where_reading_can_show_it() {
    let (_server, folder) = leaver();
    let plan = process::run(folder.path(), &["plan", "--format", "json"]);
    let document: Value = serde_json::from_str(&out(&plan)).expect("a plan");
    let mut steps = document["steps"].as_array().expect("steps").iter();
    let code_of = steps.find_map(|step| step["by_hand"]["code"].as_str()).expect("a step by hand").to_owned();
    let confirm = process::run(folder.path(), &["confirm", &code_of]);
    assert_eq!(code(&confirm), 1, "{}", both(&confirm));
    assert!(both(&confirm).contains("reading is believed"), "{}", both(&confirm));
    assert!(!folder.path().join("confirmed.yaml").exists());
    let unknown = process::run(folder.path(), &["confirm", "M-00000"]);
    assert_eq!(code(&unknown), 1);
    assert!(both(&unknown).contains("M-00000"), "{}", both(&unknown));
}

#[test]
fn what_to_look_at_afterwards_stands_in_the_order_of_the_steps_and_once_for_each() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        (
            "tenant.yaml",
            "tenant: north\nprovider: goto\nportal: classic\nendpoint: sandbox\nsandbox: { state: live.yaml }\n",
        ),
        (
            "live.yaml",
            "provider: goto\naccount: { key: \"9\", name: A }\ncaller: it@x.example\ngroups: [{ key: \"5\", name: B }]\nusers:\n  - { key: \"1\", email: it@x.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }\n  - { key: \"2\", email: eve@x.example, first_name: E, last_name: V, group: \"5\", signed_in: true }\n",
        ),
        (
            "people.yaml",
            "groups: { A: {}, B: { state: absent } }\nusers:\n  eve@x.example: { last_name: W, role: Manager, manages: [A], permissions: [Manage users], group: A }\n",
        ),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let output = process::run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&output), 5, "{}", both(&output));
    let list = checklist(folder.path());
    let after: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("After ")).collect();
    let number = |line: &&str| {
        let first = line.split([',', ' ']).next().expect("a step");
        first.trim_start_matches('s').parse::<u32>().expect("a number")
    };
    let numbers: Vec<u32> = after.iter().map(number).collect();
    assert!(numbers.len() > 3 && numbers.is_sorted_by(|one, next| one < next), "{list}");
    assert!(!list.contains("] before:"), "what comes before stands among the clicks: {list}");
}

// Where nothing can be read: Sinch Engage on the vendor's own hosts. No request leaves.

const INBOX: &str = "tenant: NAME
provider: engage
endpoint: vendor
offboarding: delete
guards: { min_admins: 1 }
settings: { auto_routing: false }
";
const TWO_SKILLS: &str = "skills: { Billing: {}, Sales: {} }\n";
const CARLA_LEAVES: &str = "users: { carla@acme.example: { state: absent, reassign_to: unassigned } }\n";
const CARLA_IS_BACK: &str =
    "users: { carla@acme.example: { first_name: Carla, last_name: Reis, role: agent } }\n";

fn inbox(people: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write_inbox(folder.path(), "inbox", people);
    folder
}

fn write_inbox(folder: &Path, name: &str, people: &str) {
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("tenant.yaml"), INBOX.replace("NAME", name)).expect("a tenant");
    fs::write(folder.join("people.yaml"), people).expect("a roster");
}

fn document(folder: &Path, arguments: &[&str]) -> Value {
    let plan = process::run(folder, &[&["plan", "--format", "json"], arguments].concat());
    serde_json::from_str(&out(&plan)).unwrap_or_else(|error| panic!("{error}: {}", both(&plan)))
}

/// The codes of the steps by hand, in their order.
fn codes(document: &Value) -> Vec<String> {
    let steps = document["steps"].as_array().expect("steps");
    let codes = steps.iter().filter_map(|step| step["by_hand"]["code"].as_str());
    codes.map(str::to_owned).collect()
}

/// Says that all is done which the plan shows.
fn confirm_all(folder: &Path, arguments: &[&str]) {
    let codes = codes(&document(folder, arguments));
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    assert_ok(folder, &[&["confirm"], codes.as_slice()].concat());
}

fn assert_ok(folder: &Path, arguments: &[&str]) -> String {
    let came = process::run(folder, arguments);
    assert_eq!(code(&came), 0, "{arguments:?}: {}", both(&came));
    both(&came)
}

fn kept(folder: &Path) -> String {
    fs::read_to_string(folder.join("confirmed.yaml")).expect("words on record")
}

#[test]
fn a_code_in_small_letters_and_a_code_twice_are_one_word() {
    let folder = inbox(TWO_SKILLS);
    let codes = codes(&document(folder.path(), &[]));
    let small = codes[0].to_lowercase();
    let told = assert_ok(folder.path(), &["confirm", &codes[0], &small, &codes[1]]);
    assert_eq!(told.matches("confirmed M-").count(), 2, "{told}");
    assert_ok(folder.path(), &["plan", "--expect-no-changes"]);

    let again = process::run(folder.path(), &["apply", "--auto-approve", "--confirm", &codes[0]]);
    assert_eq!(code(&again), 1);
    assert!(both(&again).contains("it is confirmed already"), "{}", both(&again));
}

#[test]
fn an_unknown_code_is_told_together_with_those_that_wait() {
    let folder = inbox(TWO_SKILLS);
    let codes = codes(&document(folder.path(), &[]));
    for arguments in [&["confirm", "M-00000"][..], &["apply", "--auto-approve", "--confirm", "M-00000"]] {
        let told = process::run(folder.path(), arguments);
        assert_eq!(code(&told), 1);
        assert!(codes.iter().all(|code| both(&told).contains(code)), "{}", both(&told));
    }
    assert!(!folder.path().join("confirmed.yaml").exists());
}

#[test]
fn what_was_acknowledged_and_then_done_by_hand_can_be_confirmed() {
    let folder = inbox(CARLA_LEAVES);
    confirm_all(folder.path(), &[]);
    // A deletion cannot be taken back, so each plan withholds it until it is acknowledged.
    let held = document(folder.path(), &[]);
    let ack = held["withheld"][0]["ack"].as_str().expect("a code").to_owned();
    assert_eq!(codes(&held), [""; 0]);
    fs::write(folder.path().join("more.yaml"), TWO_SKILLS).expect("a roster");
    let open = codes(&document(folder.path(), &[]));
    let asked = process::run(folder.path(), &["apply", "--auto-approve", "--ack", &ack]);
    assert_eq!(code(&asked), 5, "{}", both(&asked));
    let all = codes(&document(folder.path(), &["--ack", &ack]));
    let code_of = all.iter().find(|code| !open.contains(code)).expect("one more");
    assert!(out(&asked).contains(&format!("rosterctl confirm {code_of}")), "{}", out(&asked));
    let told = process::run(folder.path(), &["confirm", &open[0], code_of, "M-00000"]);
    assert_eq!((code(&told), both(&told).matches("confirmed M-").count()), (1, 0), "{}", both(&told));
    assert!(
        [&open[0], &open[1], code_of].into_iter().all(|code| both(&told).contains(code)),
        "{}",
        both(&told)
    );
    let told = assert_ok(folder.path(), &["confirm", &open[0], code_of]);
    assert_eq!(told.matches("confirmed M-").count(), 2, "{told}");
    confirm_all(folder.path(), &[]);
    assert!(kept(folder.path()).contains("gone: true"), "{}", kept(folder.path()));
    assert_ok(folder.path(), &["plan", "--expect-no-changes"]);
}

#[test]
fn a_word_of_an_earlier_leaving_is_none_about_a_later_one() {
    let folder = inbox(CARLA_LEAVES);
    let people = |text: &str| fs::write(folder.path().join("people.yaml"), text).expect("a roster");
    let asks = || {
        let plan = document(folder.path(), &[]);
        let changes = plan["changes"].as_array().expect("changes").clone();
        changes.iter().any(|change| change["kind"] == "conversations")
    };
    assert!(asks());
    confirm_all(folder.path(), &[]);
    assert!(!asks() && kept(folder.path()).contains("conversations"));
    people(CARLA_IS_BACK);
    confirm_all(folder.path(), &[]);
    assert!(!kept(folder.path()).contains("conversations"), "{}", kept(folder.path()));
    people(CARLA_LEAVES);
    assert!(asks(), "somebody looks again");
}

#[test]
fn a_word_of_a_day_to_come_is_not_believed_for_years() {
    let folder = inbox(CARLA_LEAVES);
    confirm_all(folder.path(), &[]);
    let text = kept(folder.path());
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.contains("on:")).collect();
    let user = lines.iter().position(|line| line.contains("kind: user")).expect("the user");
    lines.truncate(user);
    let at = lines.iter().position(|line| line.contains("kind: conversations")).expect("the conversations");
    lines.insert(at + 1, "    on: \"2999-01-01\"");
    fs::write(folder.path().join("confirmed.yaml"), lines.join("\n") + "\n").expect("a file");
    assert_eq!(document(folder.path(), &[])["summary"]["manual"], 2);
}

#[test]
fn stdout_carries_nothing_but_the_document() {
    let folder = inbox(TWO_SKILLS);
    let first = codes(&document(folder.path(), &[])).remove(0);
    let came =
        process::run(folder.path(), &["apply", "--auto-approve", "--format", "json", "--confirm", &first]);
    assert_eq!(code(&came), 5, "{}", both(&came));
    let plan: Value =
        serde_json::from_str(&out(&came)).unwrap_or_else(|error| panic!("{error}: {}", out(&came)));
    assert_eq!(plan["summary"]["manual"], 1);
    assert!(both(&came).contains(&format!("confirmed {first}")));
}

#[test]
fn a_check_list_goes_where_nothing_waits_any_more() {
    let folder = inbox(TWO_SKILLS);
    let named = folder.path().join("list.md");
    for arguments in [&[][..], &["--checklist", "list.md"]] {
        let came = process::run(folder.path(), &[&["apply", "--auto-approve"], arguments].concat());
        assert_eq!(code(&came), 5);
    }
    assert!(checklist(folder.path()).contains("Billing") && named.exists());
    confirm_all(folder.path(), &[]);
    assert_ok(folder.path(), &["apply", "--auto-approve"]);
    assert!(!folder.path().join(".rosterctl/by-hand.md").exists());
    assert_ok(folder.path(), &["apply", "--auto-approve", "--checklist", "list.md"]);
    assert!(!named.exists());
}

#[test]
fn what_the_check_list_says_can_be_pasted_into_a_shell() {
    let above = tempfile::tempdir().expect("a folder");
    write_inbox(&above.path().join("it's ours"), "inbox", TWO_SKILLS);
    let came = process::run(above.path(), &["apply", "--auto-approve", "it's ours"]);
    let text = out(&came);
    assert!(text.contains(r"`rosterctl confirm --in 'it'\''s ours' M-"), "{text}");
    assert!(text.contains(r"`rosterctl apply 'it'\''s ours'`"), "{text}");
}

#[test]
fn one_check_list_holds_what_waits_in_all_tenants() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["east", "west"] {
        write_inbox(&folder.path().join(name), name, TWO_SKILLS);
    }
    let came = process::run(folder.path(), &["apply", "--auto-approve", "--checklist", "list.md"]);
    assert_eq!(code(&came), 5, "{}", both(&came));
    let list = fs::read_to_string(folder.path().join("list.md")).expect("a list");
    assert!(list.contains("# By hand: east") && list.contains("# By hand: west"), "{list}");

    // Each code finds its tenant.
    let plans = out(&process::run(folder.path(), &["plan", "--format", "json"]));
    let codes: Vec<String> =
        plans.lines().flat_map(|line| codes(&serde_json::from_str(line).expect("a plan"))).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    assert_eq!(codes.len(), 4);
    assert_ok(folder.path(), &[&["confirm"], codes.as_slice()].concat());
    for name in ["east", "west"] {
        assert_eq!(kept(&folder.path().join(name)).matches("kind: skill").count(), 2);
    }
}

#[test]
fn a_word_that_cannot_be_kept_is_an_error() {
    let folder = inbox(TWO_SKILLS);
    // What stands in the way of the new file.
    fs::create_dir(folder.path().join("confirmed.yaml.part")).expect("a folder");
    let first = codes(&document(folder.path(), &[])).remove(0);
    let came = process::run(folder.path(), &["confirm", &first]);
    assert_eq!(code(&came), 1);
    assert!(
        both(&came).contains("cannot be written") && !both(&came).contains("confirmed M-"),
        "{}",
        both(&came)
    );
}

#[test]
fn words_that_cannot_be_read_are_refused_where_they_stand() {
    let entry = |kind: &str, rest: &str| {
        format!(
            "confirmed:\n  - kind: {kind}\n    key: a\n    code: M-1\n    on: \"2026-11-21\"\n    {rest}\n"
        )
    };
    let good = entry("skill", "after: {}");
    let merged =
        good.replace("    on:", "<<<<<<< HEAD\n    on: \"2026-11-20\"\n=======\n    on:") + ">>>>>>> other\n";
    let twice = good.clone() + &good.replace("confirmed:\n", "");
    let bad = [
        merged,
        twice,
        entry("queue_clearance", "after: {}"),
        entry("skill", "after: { colour: red }"),
        entry("skill", "after: {}\n    gone: true"),
        entry("skill", "gone: false"),
        "confirmed: yes\n".to_owned(),
        "- kind: skill\n".to_owned(),
    ];
    for text in bad {
        let folder = inbox(TWO_SKILLS);
        fs::write(folder.path().join("confirmed.yaml"), &text).expect("a file");
        for arguments in [&["plan"][..], &["validate"], &["apply", "--auto-approve"], &["confirm", "M-1"]] {
            let came = process::run(folder.path(), arguments);
            assert_eq!(code(&came), 1, "{arguments:?} {text}: {}", both(&came));
            assert!(both(&came).contains("confirmed.yaml:"), "{text}: {}", both(&came));
        }
        assert_eq!(kept(folder.path()), text, "nothing is written over it");
    }
}

#[test]
fn words_about_what_nobody_declares_change_nothing() {
    let folder = inbox(TWO_SKILLS);
    let stale = "confirmed:
  - { kind: skill, key: Fax, code: M-1, on: \"2020-01-01\", after: { required: true } }
  - { kind: user, key: gone@acme.example, code: M-2, on: \"2020-01-01\", gone: true }
  - { kind: user_skill, key: not a key, code: M-3, on: \"2020-01-01\", after: {} }
";
    fs::write(folder.path().join("confirmed.yaml"), stale).expect("a file");
    let plan = document(folder.path(), &[]);
    assert_eq!((&plan["summary"]["create"], &plan["summary"]["steps"]), (&json!(2), &json!(2)), "{plan}");
    confirm_all(folder.path(), &[]);
    assert_eq!(kept(folder.path()).matches("kind:").count(), 5, "and stay on record");
}

#[cfg(unix)]
#[test]
fn what_programs_said_is_on_record_when_the_run_is_killed() {
    use std::os::unix::fs::PermissionsExt;

    let folder = inbox(TWO_SKILLS);
    let path = folder.path().join("tenant.yaml");
    let tenant = fs::read_to_string(&path).expect("a tenant");
    fs::write(path, tenant + "writes: { skills: { exec: [./bot] } }\n").expect("a tenant");
    let bot = "#!/bin/sh
case $(cat) in
  *Sales*) [ -e calm ] || { touch calm; kill -9 $PPID; } ;;
  *) [ ! -e billing ] || echo again >&2; touch billing ;;
esac
echo '{\"outcome\":\"done\"}'
";
    fs::write(folder.path().join("bot"), bot).expect("a program");
    fs::set_permissions(folder.path().join("bot"), fs::Permissions::from_mode(0o755)).expect("a mode");
    let killed = process::run(folder.path(), &["apply", "--auto-approve", "--parallelism", "1"]);
    assert_eq!(killed.status.code(), None, "{}", both(&killed));
    assert!(kept(folder.path()).contains("Billing"), "{}", kept(folder.path()));
    let told = assert_ok(folder.path(), &["apply", "--auto-approve"]);
    assert!(!told.contains("again"), "{told}");
    assert_ok(folder.path(), &["plan", "--expect-no-changes"]);
}

fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '"',
        '\\',
        '\'',
        '\n',
        '\r',
        '\t',
        '\0',
        '#',
        ':',
        '{',
        ',',
        '\u{7f}',
        '\u{85}',
        '\u{9f}',
        '\u{a0}',
        '\u{2028}',
        '\u{2029}',
        '\u{feff}',
        '\u{fffe}',
        '\u{ffff}',
        '\u{1f600}',
        ' ',
        'é',
    ]);
    let letters = prop::collection::vec(prop_oneof![odd, any::<char>()], 0..8);
    letters.prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    /// Whatever people call things: what is written is what is read again.
    #[test]
    fn a_word_is_read_as_it_was_written(key in text(), code in text(), name in text(), active in any::<bool>()) {
        let catalogue = providers::find(providers::ALL, "engage").expect("a provider").main.catalogue;
        let after: Attributes =
            [("webchat_name", model::Value::text(&*name)), ("active", model::Value::Flag(active))].into_iter().collect();
        let said = Confirmation { code, on: "2026-11-21".into(), after: Some(after) };
        let words: Confirmed = [(Addr::new(Kind("user"), key), said)].into_iter().collect();
        let folder = tempfile::tempdir().expect("a folder");
        let path = Utf8Path::from_path(folder.path()).expect("a path that is text");
        fs::write(path.join("confirmed.yaml"), roster::confirmed_text(&words)).expect("a file");
        prop_assert_eq!(roster::confirmed_now(path, catalogue), (words, None));
    }
}

// Whole histories where nothing, or little, can be read, and people do and confirm all that they are asked.

/// The ladder's tenant on the vendor's own hosts.
fn at_vendor(tenant: &str) -> String {
    let kept = tenant.lines().filter(|line| !line.starts_with("endpoint:") && !line.starts_with("sandbox:"));
    let names = match tenant.contains("provider: engage") {
        true => "",
        false => {
            "credentials: { client_id: { env: A }, client_secret: { env: B }, personal_access_token: { env: C } }\n"
        }
    };
    let kept: String = kept.map(|line| format!("{line}\n")).collect();
    format!("{kept}endpoint: vendor\n{names}")
}

/// Plans, confirms all that is asked for, and so on until nothing is; how many times it was planned.
async fn until_nothing_is_left(world: &World, texts: (&str, &str), words: &mut Confirmed, what: &str) {
    for _ in 0..6 {
        let (tenant, desired) = world.desired(texts.0, texts.1);
        let rules = world.rules(&tenant);
        let observed = run::look(&*world.reader(&tenant), (rules, &tenant), &desired, None).await;
        let mut observed = observed.unwrap_or_else(|error| panic!("{error}"));
        // What was made by hand and reading shows, without a word.
        for (addr, said) in words.iter().filter(|(addr, _)| (rules.readable)(&tenant, addr.kind)) {
            match &said.after {
                Some(after) => drop(observed.resources.insert(addr.clone(), after.clone())),
                None => drop(observed.resources.remove(addr)),
            }
        }
        let plan_of = |acks: &[String]| {
            let word = Statements { acks, confirmed: words, only: None };
            run::propose(rules, &tenant, desired.clone(), observed.clone(), word).plan
        };
        let acks: Vec<String> =
            plan_of(&[]).withheld.iter().filter_map(|held| held.hold.ack.clone()).collect();
        let plan = plan_of(&acks);
        if plan.steps.is_empty() {
            // What nobody can acknowledge waits for another roster.
            assert!(plan.withheld.iter().all(|held| held.hold.ack.is_none()), "{what}: {:?}", plan.withheld);
            return;
        }
        for step in &plan.steps {
            assert!(plan.by_hand.contains_key(&step.id), "{what}: {step:?}");
            for change in step.changes.iter().map(|id| plan.change(*id)) {
                let before = words.get(&change.addr).and_then(|said| said.after.as_ref());
                let after = roster::confirmed_after(rules.catalogue, change, before);
                for outdated in (rules.outdates)(change) {
                    words.remove(&outdated);
                }
                let said = Confirmation { code: "M-00000".into(), on: "2026-11-21".into(), after };
                words.insert(change.addr.clone(), said);
            }
        }
    }
    panic!("{what}: there is always something left");
}

#[test]
fn who_confirms_all_that_is_asked_comes_to_an_end() {
    for provider in ["engage", "gotoassist"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ladder").join(provider);
        let text = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
        let mut rungs: Vec<String> = fs::read_dir(&folder)
            .expect("a ladder")
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .filter(|name| name.as_bytes()[0].is_ascii_digit() && !name.ends_with(".tenant.yaml"))
            .collect();
        rungs.sort();
        in_virtual_time(async {
            let world = World::new(&text("live.yaml"));
            let mut words = Confirmed::new();
            for rung in rungs {
                let own = folder.join(rung.replace(".yaml", ".tenant.yaml"));
                let tenant = fs::read_to_string(own).unwrap_or_else(|_| text("tenant.yaml"));
                let what = format!("{provider} {rung}");
                until_nothing_is_left(&world, (&at_vendor(&tenant), &text(&rung)), &mut words, &what).await;
            }
            assert_eq!(world.writes(), 0);
        });
    }
}

#[test]
fn where_all_is_confirmed_no_check_list_of_an_earlier_run_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("tenant.yaml"), "tenant: inbox\nprovider: engage\n").expect("a file");
    let people = "users: { it@acme.example: { role: agent, webchat_name: Ida } }\n";
    fs::write(folder.path().join("people.yaml"), people).expect("a file");
    let apply = process::run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&apply), 5, "{}", both(&apply));
    let list = checklist(folder.path());
    let word = list.split(['`', ' ']).find(|word| word.starts_with("M-")).expect("a code");
    let confirm = process::run(folder.path(), &["confirm", word]);
    assert_eq!(code(&confirm), 0, "{}", both(&confirm));
    let apply = process::run(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&apply), 0, "{}", both(&apply));
    assert!(!folder.path().join(".rosterctl/by-hand.md").exists(), "it asks for what is done");
}
