//! The stories that the program is for, told on the emulated vendor's own request log.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{World, complaints, in_virtual_time, lines, yaml};
use rosterctl::model::Outcome;
use rosterctl::sandbox::Entry;
use serde_json::{Value, json};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An example as the world takes it: live state, `tenant.yaml`, and its roster files as one.
fn open(name: &str) -> (Value, String, Vec<String>) {
    let folder = example(name);
    let mut rosters = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).expect("a folder") {
            let path = entry.expect("an entry").path();
            let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            match (path.is_dir(), file.as_str()) {
                (true, ".rosterctl") | (false, "tenant.yaml" | "live.yaml") => {}
                (true, _) => folders.push(path),
                (false, file) if file.ends_with(".yaml") => rosters.push(text(&path)),
                _ => {}
            }
        }
    }
    rosters.sort();
    (yaml(&text(&folder.join("live.yaml"))), text(&folder.join("tenant.yaml")), rosters)
}

const TENANT: &str = "tenant: story\nprovider: goto\naccount: \"4455660000000000001\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

/// Where in the log a request stands that fits, counted from the end.
fn last(log: &[Entry], fits: impl Fn(&Entry) -> bool) -> Option<usize> {
    log.iter().rposition(fits)
}

fn takes_the_license(entry: &Entry, user: &str) -> bool {
    let on_user = entry.path.ends_with(&format!("/users/{user}"));
    let lists = entry.body.get("licenseKeys").and_then(Value::as_array);
    on_user && (entry.method == "DELETE" || (entry.method == "PUT" && lists.is_some_and(Vec::is_empty)))
}

/// Every membership is gone, and a read has shown that it is, before the write that takes the license.
fn queues_come_before_the_license(log: &[Entry], user: &str, queues: &[&str]) {
    let taken: Vec<usize> = log
        .iter()
        .enumerate()
        .filter(|(_, entry)| takes_the_license(entry, user))
        .map(|(at, _)| at)
        .collect();
    assert_eq!(taken.len(), 1, "one write takes the license");
    for queue in queues {
        let left = format!("/queues/{queue}/members/{user}");
        let left = last(log, |entry| entry.mutates && entry.path.ends_with(&left));
        let left = left.unwrap_or_else(|| panic!("{user} never left {queue}"));
        assert_eq!(log[left].method, "DELETE", "both roles go");
        assert!((200..300).contains(&log[left].status));
        let read = format!("/queues/{queue}/members");
        let seen =
            log[left..taken[0]].iter().any(|entry| entry.method == "GET" && entry.path.contains(&read));
        assert!(seen, "nobody looked whether {user} had left {queue} before the license went");
    }
    let admin = last(log, |entry| entry.mutates && entry.path.ends_with(&format!("/admins/{user}")));
    let admin = admin.expect("the Contact Center admin flag was cleared");
    let seen =
        log[admin..taken[0]].iter().any(|entry| entry.method == "GET" && entry.path.contains("/admins"));
    assert!(seen, "nobody looked whether the flag was gone before the license went");
}

#[test]
fn a_leaver_has_left_every_queue_before_the_license_goes() {
    let queues = [
        "7d0c1f0e-0000-4000-8000-000000000021",
        "7d0c1f0e-0000-4000-8000-000000000022",
        "7d0c1f0e-0000-4000-8000-000000000023",
    ];
    for offboarding in ["suspend", "delete"] {
        for parallelism in [1, 4, 16] {
            in_virtual_time(async {
                let (live, tenant, rosters) = open("leaver");
                let tenant = format!("{tenant}offboarding: {offboarding}\n");
                let world = World::from_state(live);
                let applied = world.apply(&tenant, &rosters[0], parallelism).await;
                applied.all_verified(offboarding);
                queues_come_before_the_license(&world.requests(), "1002", &queues);
            });
        }
    }
}

#[test]
fn the_same_holds_when_reading_lags_and_answers_are_late() {
    for seed in 0..40u64 {
        in_virtual_time(async {
            let (live, tenant, rosters) = open("leaver");
            let world = World::from_state(live);
            let late = |path: &str, nth: u64, ms: u64| json!({ "match": { "method": "*", "path": path, "nth": nth }, "do": "delay", "ms": ms, "times": 3 });
            let faults = json!([
                late("/_emulator/**", 1 + seed % 5, 100 + 37 * seed),
                late("/admin/**", 2 + seed % 7, 1_000 - 23 * seed),
                { "match": { "path": "/_emulator/**", "nth": 3 + seed % 9 }, "do": "drop_after" },
                { "match": { "path": "/_emulator/**/members", "nth": 4 + seed % 6 }, "do": "html" },
            ]);
            world.sandbox.add_faults(faults).expect("faults that can be");
            let applied = world.apply(&tenant, &rosters[0], 16).await;
            applied.all_verified(&format!("seed {seed}"));
            queues_come_before_the_license(
                &world.requests(),
                "1002",
                &["7d0c1f0e-0000-4000-8000-000000000021"],
            );
        });
    }
}

#[test]
fn a_joiner_is_made_whole_in_one_call_and_gets_one_mail() {
    let live = yaml(&text(&example("new-team").join("live.yaml")));
    for (notify, mails) in [("", 1), ("notify: true,", 1), ("notify: false,", 0)] {
        in_virtual_time(async {
            let world = World::from_state(live.clone());
            let people = format!(
                "groups: {{ Sales: {{}} }}\nusers:\n  mia.berg@nord.example: {{ first_name: Mia, last_name: Berg, {notify} role: Admin, \
                 group: Sales, licenses: [GoTo Connect Standard], queues: {{ orders: [agent, supervisor], web-chat: agent }}, \
                 extension: \"2001\" }}\n"
            );
            world.apply(TENANT, &people, 4).await.all_verified("joiner");
            let written: Vec<Entry> = world.requests().into_iter().filter(|entry| entry.mutates).collect();
            let create = &written[0];
            assert_eq!((create.method.as_str(), create.status), ("POST", 201));
            assert_eq!(create.body["licenseKeys"], json!(["101"]), "the license rides in the create call");
            assert_eq!(create.body["adminRoles"], json!(["MANAGE_ACCOUNT"]), "and so does the role");
            assert_eq!(
                create.body["suppressEmail"],
                json!(mails == 0),
                "the choice is always explicit (G-506)"
            );
            let rest: Vec<&str> = written[1..].iter().map(|entry| entry.path.as_str()).collect();
            assert_eq!(
                create.body["groupKey"],
                json!("501"),
                "and the group, which is there by then (G-002)"
            );
            assert!(!rest.iter().any(|path| path.contains("/groups/")), "{rest:#?}");
            assert!(rest.iter().any(|path| path.contains("/extensions/")), "{rest:#?}");
            assert_eq!(rest.iter().filter(|path| path.contains("/members/")).count(), 2, "{rest:#?}");
            let outbox = world.sandbox.outbox();
            assert_eq!(outbox.len(), mails, "{outbox:#?}");
            assert!(
                outbox.iter().all(|mail| mail["to"] == "mia.berg@nord.example" && mail["kind"] == "welcome")
            );
        });
    }
}

#[test]
fn a_plan_of_any_example_writes_nothing_and_its_apply_leaves_nothing_to_do() {
    for name in ["goto", "new-team", "leaver", "role-change", "reorganization"] {
        in_virtual_time(async {
            let (live, tenant, rosters) = open(name);
            let world = World::from_state(live);
            let roster = one_file(&rosters);
            let plan = world.plan(&tenant, &roster).await.plan;
            assert!(!plan.is_empty(), "{name} has something to show");
            assert_eq!(world.writes(), 0, "{name}");
            world.apply(&tenant, &roster, 4).await.all_verified(name);
            let second = world.plan(&tenant, &roster).await.plan;
            assert!(second.steps.is_empty(), "{name}: {:#?}", lines(&second));
            assert_eq!(second.withheld.len(), plan.withheld.len(), "{name}: what was withheld still is");
        });
    }
}

/// The bodies of the creates of people that came, and whether each was carried out.
fn creates(world: &World) -> Vec<bool> {
    let of_people = |path: &str| {
        ["/users", "/Users"].iter().any(|end| path.split('?').next().is_some_and(|own| own.ends_with(end)))
    };
    let posts = world.requests().into_iter().filter(|entry| entry.method == "POST" && of_people(&entry.path));
    posts.map(|entry| entry.status != 0).collect()
}

/// A create whose answer is lost is looked for until the vendor's lag is over, whichever vendor it is: what is not there
/// then, by a whole reading, is made; what a reading shows by then is never made twice.
#[test]
fn a_create_whose_answer_is_lost_is_looked_for_until_the_lag_of_the_vendor_is_over() {
    for name in ["goto", "engage", "gotoassist", "scim"] {
        for (what, sent) in [("drop_before", vec![false, true]), ("drop_after", vec![true])] {
            in_virtual_time(async {
                let (live, tenant, rosters) = open(name);
                let world = World::from_state(live);
                let roster = one_file(&rosters);
                let lag = world.rules_of(&tenant, &roster).lag;
                for path in ["**/users", "**/Users"] {
                    let fault = json!([{ "match": { "method": "POST", "path": path, "nth": 1 }, "do": what, "times": 1 }]);
                    world.sandbox.add_faults(fault).expect("a fault that can be");
                }
                let began = tokio::time::Instant::now();
                world.apply(&tenant, &roster, 4).await;
                assert_eq!(creates(&world), sent, "{name} {what}");
                let waited = began.elapsed() >= lag;
                assert_eq!(waited, what == "drop_before", "{name} {what}: {:?} of {lag:?}", began.elapsed());
            });
        }
    }
}

/// A group has a name alone, so it could get a twin: where its create may or may not have happened, and nothing shows it, it
/// is not sent again.
#[test]
fn a_group_that_may_have_been_made_is_never_made_again() {
    for what in ["drop_before", "drop_after"] {
        in_virtual_time(async {
            let (live, tenant, _) = open("goto");
            let world = World::from_state(live);
            let lost = json!({ "match": { "method": "POST", "path": "**/groups", "nth": 1 }, "do": what, "times": 1 });
            let stale = json!({ "match": { "method": "GET", "path": "**/groups", "nth": 2 }, "do": "stale_list", "times": 500 });
            world.sandbox.add_faults(json!([lost, stale])).expect("faults that can be");
            let applied = world.apply(&tenant, "groups: { Fresh: {} }", 4).await;
            let posts = world
                .requests()
                .into_iter()
                .filter(|entry| entry.method == "POST" && entry.path.ends_with("/groups"));
            assert_eq!(posts.count(), 1, "{what}");
            let unknown = |outcome: &Outcome| matches!(outcome, Outcome::Unknown(_));
            assert!(applied.ending.outcomes.values().all(unknown), "{what}: {:?}", applied.ending.outcomes);
        });
    }
}

/// Several roster files as one: sections merged by this test, by hand.
fn one_file(rosters: &[String]) -> String {
    let mut merged = json!({});
    for roster in rosters {
        let Value::Object(sections) = yaml(roster) else { continue };
        for (section, entries) in sections {
            let Value::Object(entries) = entries else { continue };
            let own = merged.as_object_mut().expect("a map").entry(section).or_insert(json!({}));
            own.as_object_mut().expect("a map").extend(entries);
        }
    }
    merged.to_string()
}

fn crowd(users: usize) -> Value {
    let mut state = yaml(&text(&example("new-team").join("live.yaml")));
    let people = state["users"].as_array_mut().expect("people");
    for number in 0..users {
        people.push(json!({
            "key": (9_007_199_254_740_993u64 + number as u64).to_string(),
            "email": format!("u{number:04}@nord.example"), "first_name": "U", "last_name": format!("N{number}"),
            "signed_in": true, "group": "501",
        }));
    }
    state
}

#[test]
fn a_large_tenant_is_read_whole_through_every_kind_of_trouble() {
    let troubles: [(&str, Value, Value); 7] = [
        ("nothing", json!([]), json!({})),
        (
            "a token that expires in mid-run",
            json!([{"match": {"path": "/admin/**/users", "nth": 12}, "do": "expire_token"}]),
            json!({}),
        ),
        (
            "an HTML 502",
            json!([{"match": {"path": "/admin/**/users", "nth": 7}, "do": "html", "times": 2}]),
            json!({}),
        ),
        (
            "a burst of 429",
            json!([{"match": {"path": "/admin/**", "nth": 3}, "do": "rate_limit", "times": 6}]),
            json!({}),
        ),
        ("unknown fields", json!([]), json!("strange")),
        ("numeric keys", json!([]), json!({"keys_as": "numbers"})),
        ("an inclusive end of pages", json!([]), json!({"to_index": "inclusive"})),
    ];
    let people = "groups: { Sales: {} }\nusers: { u0000@nord.example: { first_name: V, licenses: [GoTo Connect Standard] } }\n";
    for (name, faults, switches) in troubles {
        in_virtual_time(async {
            let mut state = crowd(2_500);
            if switches.is_object() {
                state["switches"] = switches.clone();
            }
            let mut world = World::from_state(state);
            world.strange = switches == "strange";
            world.sandbox.add_faults(faults).expect("faults that can be");
            let proposal = world.plan(TENANT, people).await;
            let seen = proposal.observed.resources.keys().filter(|addr| addr.kind.0 == "user").count();
            assert_eq!(seen, 2_501, "{name}");
            assert!(proposal.observed.incomplete.is_empty(), "{name}: {:?}", proposal.observed.incomplete);
            let expected =
                ["+ license u0000@nord.example/GoTo Connect Standard", "~ user u0000@nord.example"];
            assert_eq!(lines(&proposal.plan), expected, "{name}: {:#?}", complaints(&proposal.plan));
        });
    }
}

#[test]
fn a_listing_that_is_not_proven_whole_withholds_what_would_go() {
    for path in ["/admin/**/users", "/_emulator/**/queues"] {
        in_virtual_time(async {
            let (live, tenant, rosters) = open("leaver");
            let world = World::from_state(live);
            let empty = json!([{ "match": { "path": path }, "do": "empty_list" }]);
            world.sandbox.add_faults(empty).expect("a fault that can be");
            let plan = world.plan(&tenant, &rosters[0]).await.plan;
            let takes: Vec<String> = lines(&plan)
                .into_iter()
                .filter(|line| line.starts_with("- license") || line.starts_with("- user"))
                .collect();
            assert!(takes.is_empty(), "{path}: {takes:#?}");
            assert!(
                lines(&plan).iter().all(|line| !line.starts_with("+ user")),
                "{path}: nobody is made twice"
            );
            assert!(!plan.incomplete.is_empty() && plan.is_refused(), "{path}");
        });
    }
}
