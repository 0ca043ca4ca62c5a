//! What is not there: read again right before anything builds on it, and never taken from a list that lies once.

mod common;

use common::{Applied, World, in_virtual_time};
use rosterctl::model::{ErrorKind, Outcome, VendorError};
use serde_json::{Value, json};

const QUEUE: &str = "7d0c1f0e-0000-4000-8000-000000000001";

fn goto() -> Value {
    json!({
        "provider": "goto",
        "account": { "key": "42", "name": "Acme" },
        "caller": "it@acme.example",
        "contact_center": { "seats": 5 },
        "licenses": [{ "key": "101", "description": "GoTo Connect Standard", "products": ["JIVE"], "seats": 5 }],
        "groups": [{ "key": "501", "name": "Old" }],
        "queues": [{ "id": QUEUE, "name": "calls", "kind": "call" }],
        "users": [
            { "key": "1001", "email": "it@acme.example", "first_name": "I", "last_name": "T", "roles": ["SUPER_USER"],
              "signed_in": true },
            { "key": "1002", "email": "bob@acme.example", "first_name": "B", "last_name": "B", "licenses": ["101"],
              "signed_in": true, "queues": [{ "queue": QUEUE, "role": "agent" }] },
            { "key": "1003", "email": "ana@acme.example", "first_name": "A", "last_name": "A", "licenses": ["101"],
              "signed_in": true, "queues": [{ "queue": QUEUE, "role": "agent" }] },
        ],
    })
}

const GOTO: &str = "{ tenant: acme, provider: goto, account: '42', endpoint: sandbox, sandbox: { state: live.yaml }, \
                    contact_center: { seats: 5 }, guards: { min_super_admins: 1 }, offboarding: OFF }";

/// What the run says of its steps that were not carried out.
fn failures(applied: &Applied) -> Vec<(ErrorKind, String)> {
    let failed = |outcome: &Outcome| match outcome {
        Outcome::Failed(VendorError { kind, detail }) => Some((*kind, detail.clone())),
        _ => None,
    };
    applied.ending.outcomes.values().filter_map(failed).collect()
}

fn user<'s>(state: &'s Value, key: &str) -> &'s Value {
    let users = state["users"].as_array().expect("users");
    users.iter().find(|user| user["key"] == key || user["id"] == key).unwrap_or(&Value::Null)
}

/// Applies `people` to a tenant whose vendor does `faults`; the world afterwards too.
fn applied(live: Value, tenant: &str, people: &str, faults: Value) -> (Applied, Value, usize) {
    in_virtual_time(async {
        let world = World::from_state(live);
        world.sandbox.add_faults(faults).expect("faults that can be");
        let applied = world.apply(tenant, people, 4).await;
        let reads = world.requests().iter().filter(|entry| !entry.mutates).count();
        (applied, world.sandbox.state(), reads)
    })
}

fn empty(path: &str, nth: u32, times: u32) -> Value {
    json!([{ "match": { "method": "GET", "path": path, "nth": nth }, "do": "empty_list", "times": times }])
}

#[test]
fn a_leaver_whom_one_list_of_a_queue_did_not_show_keeps_the_license() {
    for offboarding in ["suspend", "delete"] {
        for (path, kept) in [("**/members", "queue_member"), ("**/queues", "queue_member")] {
            let tenant = GOTO.replace("OFF", offboarding);
            let people = "users: { bob@acme.example: { state: absent } }";
            let (run, state, _) = applied(goto(), &tenant, people, empty(path, 1, 1));
            let bob = user(&state, "1002");
            assert_eq!(bob["licenses"], json!(["101"]), "{offboarding} {path}: {:?}", run.ending.outcomes);
            assert_eq!(bob["queues"].as_array().map(Vec::len), Some(1), "{offboarding} {path}");
            let failed = failures(&run);
            let told = failed.iter().any(|(kind, text)| *kind == ErrorKind::Conflict && text.contains(kept));
            assert!(told, "{offboarding} {path}: {failed:?}");
        }
    }
}

#[test]
fn the_admin_flag_that_one_list_did_not_show_keeps_the_license_as_well() {
    let mut live = goto();
    live["users"][1]["contact_center_admin"] = json!(true);
    live["users"][1]["queues"] = json!([]);
    let people = "users: { bob@acme.example: { state: absent } }";
    let (run, state, _) = applied(live, &GOTO.replace("OFF", "suspend"), people, empty("**/admins", 1, 1));
    assert_eq!(user(&state, "1002")["licenses"], json!(["101"]));
    assert!(failures(&run).iter().any(|(_, text)| text.contains("contact_center_admin bob@acme.example")));
}

#[test]
fn a_list_that_looks_empty_right_before_the_license_goes_is_read_once_more() {
    let people = "users: { bob@acme.example: { state: absent } }";
    let tenant = GOTO.replace("OFF", "suspend");
    let (clean, _, reads) = applied(goto(), &tenant, people, json!([]));
    clean.all_verified("clean");
    // One of the listings of the queue is the one before the license goes.
    let more: Vec<usize> = (2..8)
        .map(|nth| {
            let (run, state, more) = applied(goto(), &tenant, people, empty("**/members", nth, 1));
            run.all_verified("the list lies once");
            assert!(user(&state, "1002")["licenses"].as_array().is_none_or(Vec::is_empty), "{nth}");
            assert_eq!(user(&state, "1003")["queues"].as_array().map(Vec::len), Some(1), "{nth}");
            more - reads
        })
        .collect();
    assert!(more.contains(&3), "queues, members and admins are read once more: {more:?}");
}

#[test]
fn a_role_in_a_queue_that_the_list_before_the_write_did_not_show_stays() {
    for times in [1, 3] {
        let people = "{ queues: { calls: { kind: call, supervisors: [bob@acme.example] } } }";
        let (run, state, _) =
            applied(goto(), &GOTO.replace("OFF", "suspend"), people, empty("**/members", 2, times));
        run.all_verified("the write waits for a list that agrees");
        let mut roles: Vec<&str> = user(&state, "1002")["queues"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|own| own["role"].as_str())
            .collect();
        roles.sort_unstable();
        assert_eq!(roles, ["agent", "supervisor"], "{times}");
    }
}

#[test]
fn a_role_that_is_gone_by_now_is_not_brought_back() {
    in_virtual_time(async {
        let world = World::from_state(goto());
        let tenant = GOTO.replace("OFF", "suspend");
        let people = "{ queues: { calls: { kind: call, supervisors: [bob@acme.example] } } }";
        // The vendor shows an empty queue from then on, whoever reads.
        world.sandbox.add_faults(empty("**/members", 2, 100)).expect("a fault");
        let run = world.apply(&tenant, people, 4).await;
        let failed = failures(&run);
        assert!(
            failed.iter().any(|(_, text)| text.contains("lacks `queue_member calls/bob@acme.example/agent`")),
            "{failed:?}"
        );
        assert_eq!(
            user(&world.sandbox.state(), "1002")["queues"].as_array().map(Vec::len),
            Some(1),
            "nothing is written"
        );
    });
}

#[test]
fn a_group_whose_manager_comes_to_light_late_stays() {
    let mut live = goto();
    live["users"][1]["roles"] = json!(["MANAGE_USERS"]);
    live["users"][1]["managed_groups"] = json!(["501"]);
    let people = "groups: { Old: { state: absent } }";
    // The list of users is whole by its count, and leaves out whom the group's manager is.
    let (run, state, _) = applied(live, &GOTO.replace("OFF", "suspend"), people, json!([]));
    assert_eq!(state["groups"].as_array().map(Vec::len), Some(1));
    assert!(run.plan.withheld.iter().any(|own| own.hold.code == "goto:T-16"), "{:?}", run.plan.withheld);
}

#[test]
fn a_company_whose_contact_one_list_did_not_show_stays() {
    let live = json!({
        "provider": "gotoassist", "caller": "robot@acme.example",
        "companies": [{ "id": 11, "name": "HQ" }, { "id": 12, "name": "Old" }],
        "users": [{ "email": "robot@acme.example", "first_name": "R", "last_name": "R", "role": "administrator",
                    "remote_support": "named" }],
        "contacts": [{ "name": "Desk", "companies": "Old", "methods": [] }],
        "seats": { "remote_support": { "named": 5 } },
    });
    let tenant = "{ tenant: acme, provider: gotoassist, endpoint: sandbox, sandbox: { state: live.yaml }, settings: { known_company: HQ } }";
    let people = "companies: { Old: { state: absent }, HQ: {} }";
    let (run, state, _) = applied(live, tenant, people, empty("**/contacts", 1, 1));
    assert_eq!(state["companies"].as_array().map(Vec::len), Some(2));
    assert!(
        failures(&run).iter().any(|(_, text)| text.contains("`contact Desk` is there")),
        "{:?}",
        run.ending.outcomes
    );
}

fn scim() -> Value {
    json!({
        "provider": "scim", "caller": "p@acme.example",
        "users": [
            { "id": "1", "user_name": "p@acme.example" },
            { "id": "2", "user_name": "b@acme.example", "entitlements": [{ "value": "Pro", "type": "license" }] },
        ],
        "groups": [{ "id": "g1", "display_name": "Old", "members": ["b@acme.example"] }],
    })
}

const SCIM: &str = "{ tenant: acme, provider: scim, endpoint: sandbox, sandbox: { state: live.yaml }, \
                    settings: { caller: p@acme.example } }";

#[test]
fn groups_that_the_people_themselves_tell_of_are_not_taken_for_none() {
    let people = "users: { b@acme.example: { state: absent } }";
    for times in [1, 4] {
        let (run, state, _) = applied(scim(), SCIM, people, empty("**/Groups", 1, times));
        let doubt = |why: &String| why.contains("is said to be in group");
        assert!(run.plan.incomplete.values().any(doubt), "{times}: {:?}", run.plan.incomplete);
        // Whoever leaves is deactivated all the same, and what is left is told.
        assert_eq!(user(&state, "2")["active"], json!(false), "{times}");
        let left: Vec<&str> = run.ending.left.iter().map(|(_, text)| text.as_str()).collect();
        assert!(left.iter().any(|text| text.contains("Old") || text.contains("g1")), "{times}: {left:?}");
    }
}

#[test]
fn a_tenant_without_leavers_reads_nothing_more() {
    let people = "users: { ana@acme.example: { first_name: Anna } }";
    let (run, _, _) = applied(goto(), &GOTO.replace("OFF", "suspend"), people, json!([]));
    run.all_verified("a name");
    assert!(run.plan.steps.iter().all(|step| step.absent.is_empty()));
}

/// The paths that were read between the last queue that was left and the license that goes, in short.
fn read_before_the_license(queues: usize) -> Vec<String> {
    in_virtual_time(async {
        let mut live = goto();
        let id = |number: usize| format!("7d0c1f0e-0000-4000-8000-{number:012}");
        let named = |number| json!({ "id": id(number), "name": format!("q{number}"), "kind": "call" });
        live["queues"] = (1..=queues).map(named).collect();
        let world = World::from_state(live);
        let people = "users: { bob@acme.example: { state: absent } }";
        let run = world.apply(&GOTO.replace("OFF", "suspend"), people, 4).await;
        run.all_verified("a leaver");
        let requests = world.requests();
        let writes =
            requests.iter().enumerate().filter(|(_, entry)| entry.mutates && !entry.path.contains("oauth"));
        let writes: Vec<usize> = writes.map(|(at, _)| at).collect();
        let [.., left, license] = writes[..] else { panic!("two writes at least: {writes:?}") };
        let between = requests[left + 1..license].iter();
        between
            .map(|entry| {
                entry.path.rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default().into()
            })
            .collect()
    })
}

#[test]
fn a_leaver_costs_one_listing_of_each_place_in_question() {
    for queues in [1, 5, 30] {
        let read = read_before_the_license(queues);
        let count = |name: &str| read.iter().filter(|own| *own == name).count();
        // One more of the members is the look that shows that the queue was left.
        assert_eq!((count("queues"), count("members"), count("admins")), (1, queues + 1, 1), "{read:?}");
    }
}

#[test]
fn roles_are_not_written_over_in_a_queue_that_looks_empty_time_and_again() {
    let people = "{ queues: { calls: { kind: call, supervisors: [bob@acme.example] } } }";
    // From the reading that the plan is made of on: nothing but more readings can tell.
    let (run, state, _) = applied(goto(), &GOTO.replace("OFF", "suspend"), people, empty("**/members", 1, 3));
    run.all_verified("the third reading before the write is right");
    assert_eq!(user(&state, "1002")["queues"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_list_of_people_without_the_caller_proves_nothing() {
    let people = "groups: { Old: { state: absent } }";
    let (run, state, _) = applied(scim(), SCIM, people, empty("**/Users", 1, 3));
    assert_eq!(state["groups"].as_array().map(Vec::len), Some(1));
    assert!(run.plan.is_refused() && run.plan.steps.is_empty());
}
