//! What the program does about a SCIM service that is not as it should be: answers that are lost, names that are taken,
//! values that are made into others, people who are not to be touched.

mod common;

use common::{Applied, World, complaints, in_virtual_time, lines};
use rosterctl::model::Outcome;
use serde_json::{Value, json};

const TENANT: &str = "tenant: t\nprovider: scim\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

fn tenant(more: &str) -> String {
    format!("{TENANT}{more}\n")
}

/// A service with these people and groups, and this beside them.
fn world(mut state: Value, people: Value) -> World {
    state["provider"] = "scim".into();
    state["users"] = people;
    World::from_state(state)
}

fn people() -> Value {
    json!([
        { "id": "1", "user_name": "Ana@x.example", "external_id": "ana@x.example", "name": { "given": "Ana" } },
        { "id": "2", "user_name": "bob@x.example", "entitlements": [{ "value": "Voice", "type": "license" }] },
    ])
}

/// Applies a roster, and says what came of it.
fn reach(world: &World, tenant: &str, roster: &str) -> Applied {
    in_virtual_time(world.apply(tenant, roster, 4))
}

fn names(world: &World) -> Vec<String> {
    let state = world.sandbox.state();
    let users = state["users"].as_array().unwrap();
    users.iter().map(|user| user["user_name"].as_str().unwrap().to_owned()).collect()
}

/// The one error of a run.
fn error(applied: &Applied) -> String {
    let errors = applied.ending.outcomes.values().filter_map(|outcome| match outcome {
        Outcome::Failed(error) | Outcome::Unknown(error) => Some(error.detail.clone()),
        _ => None,
    });
    errors.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_create_whose_answer_is_lost_makes_nobody_twice() {
    for act in ["drop_after", "drop_before", "truncate", "html"] {
        let world = world(json!({}), json!([]));
        let mut fault = json!({ "match": { "method": "POST", "path": "**/Users" }, "do": act });
        if act == "html" {
            // An HTML page in the place of an answer to what was carried out.
            fault["after"] = json!(true);
        }
        world.sandbox.add_faults(fault).unwrap();
        let roster = "users: { zoe@x.example: { first_name: Zoe, licenses: [Voice] } }";
        let first = reach(&world, TENANT, roster);
        let lost = act == "drop_before" && !error(&first).is_empty();
        let second = reach(&world, TENANT, roster);
        assert_eq!(second.plan.is_empty(), !lost, "{act}: {:?}", first.ending);
        assert_eq!(names(&world), ["zoe@x.example"], "{act}");
    }
}

#[test]
fn a_patch_whose_answer_is_lost_is_looked_at_and_sent_again_where_it_had_no_effect() {
    for act in ["drop_after", "drop_before"] {
        let state = json!({ "groups": [{ "id": "g", "display_name": "G", "members": ["bob@x.example"] }] });
        let world = world(state, people());
        let fault = json!({ "match": { "method": "PATCH" }, "do": act, "times": 2 });
        world.sandbox.add_faults(fault).unwrap();
        let roster = "users: { ana@x.example: { title: Lead } }\ngroups: { G: { members: [ana@x.example] } }";
        reach(&world, TENANT, roster).all_verified(act);
    }
}

#[test]
fn too_many_calls_are_sent_again() {
    for date in [false, true] {
        let world = world(json!({ "switches": { "retry_after_as_date": date } }), people());
        let faults = json!([
            { "match": { "method": "GET", "path": "**/Users" }, "do": "rate_limit", "times": 2 },
            { "match": { "method": "PATCH" }, "do": "rate_limit", "times": 2 },
            { "match": { "method": "POST" }, "do": "rate_limit", "times": 1 },
        ]);
        world.sandbox.add_faults(faults).unwrap();
        let roster = "users: { ana@x.example: { title: Lead }, cid@x.example: {} }";
        reach(&world, TENANT, roster).all_verified("429");
    }
}

/// Somebody else made the person between the reading and the create, which is then answered with 409.
#[test]
fn a_name_that_is_taken_is_adopted_where_the_tenant_allows_it() {
    for name in ["dan@x.example", "DAN@x.example"] {
        for (settings, adopts) in [("", true), ("settings: { adopt: false }", false)] {
            let world = world(json!({}), json!([{ "id": "9", "user_name": name, "title": "Boss" }]));
            let fault = json!({ "match": { "path": "**/Users" }, "do": "empty_list", "times": 1 });
            world.sandbox.add_faults(fault).unwrap();
            let roster = "users: { dan@x.example: { first_name: Dan, licenses: [Voice] } }";
            let first = reach(&world, &tenant(settings), roster);
            assert_eq!(lines(&first.plan), ["+ license dan@x.example/Voice", "+ user dan@x.example"]);
            let state = &world.sandbox.state()["users"];
            assert_eq!(state.as_array().unwrap().len(), 1, "nobody is made twice");
            assert_eq!(state[0]["title"], "Boss", "what is not declared stays");
            if adopts {
                first.all_verified(name);
                assert_eq!((&state[0]["name"]["given"], &state[0]["id"]), (&json!("Dan"), &json!("9")));
            } else {
                assert!(
                    error(&first).contains("409 uniqueness") && error(&first).contains("S-22"),
                    "{}",
                    error(&first)
                );
                assert_eq!(state[0]["name"], Value::Null);
            }
        }
    }
}

#[test]
fn who_is_live_and_not_ours_is_refused_where_the_tenant_says_so() {
    let world = world(json!({}), people());
    let roster = "users: { ana@x.example: { title: A }, bob@x.example: { title: B, licenses: [] } }";
    let plan = in_virtual_time(world.plan(&tenant("settings: { adopt: false }"), roster)).plan;
    assert_eq!(lines(&plan), ["~ user ana@x.example"], "the externalId is proof");
    let told = complaints(&plan);
    assert!(
        told.iter().any(|line| line.contains("scim:S-22") && line.contains("bob@x.example")),
        "{told:#?}"
    );
    assert_eq!(plan.withheld.len(), 2, "{told:#?}");
}

#[test]
fn another_login_is_the_same_account() {
    let world = world(json!({ "groups": [{ "display_name": "G", "members": ["Ana@x.example"] }] }), people());
    // Renamed in the roster, then at the service.
    let roster = "users: { anna@x.example: { external_id: ana@x.example, groups: [G] } }";
    let plan = reach(&world, TENANT, roster);
    assert_eq!(lines(&plan.plan), ["~ user anna@x.example"]);
    plan.all_verified("renamed");
    assert_eq!(names(&world), ["anna@x.example", "bob@x.example"]);
    let both = "users: { bob@x.example: { external_id: ana@x.example } }";
    let plan = in_virtual_time(world.plan(TENANT, both)).plan;
    assert!(complaints(&plan)[0].starts_with("scim:S-02"), "{:#?}", complaints(&plan));
}

#[test]
fn a_value_that_the_service_makes_into_another_is_said_and_not_sent_for_ever() {
    let world = world(json!({ "switches": { "normalizes": true } }), people());
    let roster = "users: { ana@x.example: { display_name: ana  s } }";
    let applied = reach(&world, TENANT, roster);
    let told = error(&applied);
    assert!(told.contains("keeps `Ana s` as `displayName` where `ana  s` was sent"), "{told}");
}

#[test]
fn a_deletion_takes_two_plans_or_an_acknowledgement() {
    let (tenant, roster) = (tenant("offboarding: delete"), "users: { bob@x.example: { state: absent } }");
    let world1 = world(json!({}), people());
    let first = reach(&world1, &tenant, roster);
    assert_eq!(lines(&first.plan), ["- license bob@x.example/Voice", "~ user bob@x.example"]);
    let ack = first.plan.findings.iter().find(|own| own.code == "scim:S-32").unwrap().ack.clone().unwrap();
    let second = reach(&world1, &tenant, roster);
    assert_eq!(lines(&second.plan), ["- user bob@x.example"]);
    second.all_verified("deleted");
    // With the acknowledgement both are one run, the deactivation first all the same.
    let world2 = world(json!({}), people());
    let at_once = in_virtual_time(world2.apply_with(&tenant, roster, 4, &[ack]));
    at_once.all_verified("at once");
    let sent: Vec<String> = world2
        .requests()
        .iter()
        .filter(|own| own.mutates)
        .map(|own| format!("{} {}", own.method, own.body.to_string().contains("active")))
        .collect();
    assert_eq!(sent, ["PATCH false", "PATCH true", "DELETE false"]);
    assert_eq!(names(&world2), ["Ana@x.example"]);
}

#[test]
fn the_user_behind_the_token_is_left_alone() {
    let world = world(json!({ "caller": "bob@x.example" }), people());
    let tenant = tenant("settings: { caller: Bob@x.example }\noffboarding: delete");
    for roster in
        ["users: { bob@x.example: { state: absent } }", "users: { bob@x.example: { licenses: [] } }"]
    {
        let applied = reach(&world, &tenant, roster);
        assert!(applied.plan.changes.is_empty(), "{:#?}", lines(&applied.plan));
        assert!(complaints(&applied.plan).iter().any(|line| line.starts_with("scim:S-38")));
    }
}

#[test]
fn values_that_are_not_listed_and_groups_of_one_name_are_not_written() {
    let state = json!({
        "entitlements": [{ "value": "Voice", "type": "license" }, { "value": "cc", "type": "cost" }],
        "roles": ["agent"],
        "groups": [{ "id": "g1", "display_name": "Twin" }, { "id": "g2", "display_name": "twin", "members": ["bob@x.example"] }],
    });
    let world = world(state, people());
    let roster = "users: { ana@x.example: { licenses: [Voize, cc], roles: [agent], title: T } }";
    let plan = in_virtual_time(world.plan(TENANT, roster)).plan;
    assert_eq!(lines(&plan), ["+ role ana@x.example/agent", "~ user ana@x.example"]);
    let told = complaints(&plan).join("\n");
    assert!(told.contains("the service lists no `Voize` among its entitlements"), "{told}");
    assert!(told.contains("lists no `cc`"), "an entitlement of another type is none: {told}");
    let plan = in_virtual_time(world.plan(TENANT, "groups: { Twin: { members: [] } }")).plan;
    assert!(
        plan.changes.is_empty() && complaints(&plan).join("\n").contains("`group Twin` is the name of 2")
    );
}

/// Names of groups need not be unique: two of one name are no reason to doubt the list.
#[test]
fn groups_of_one_name_hold_nothing_but_themselves() {
    let state = json!({ "groups": [
        { "id": "g1", "display_name": "Twin", "members": ["bob@x.example"] }, { "id": "g2", "display_name": "twin" },
        { "id": "g3", "display_name": "Desk", "members": ["bob@x.example"] },
    ] });
    let world = world(state, people());
    let applied = reach(&world, TENANT, "groups: { Desk: { members: [ana@x.example] } }");
    assert_eq!(
        lines(&applied.plan),
        ["+ group_member Desk/ana@x.example", "- group_member Desk/bob@x.example"]
    );
    assert_eq!(complaints(&applied.plan), Vec::<String>::new());
    applied.all_verified("desk");
    let roster = "users: { ana@x.example: {}, bob@x.example: { groups: [] } }\ngroups: { TWIN: { members: [ana@x.example] }, New: {} }";
    let plan = in_virtual_time(world.plan(TENANT, roster)).plan;
    // Whichever is meant, bob shall be in none.
    assert_eq!(lines(&plan), ["+ group New", "- group_member Twin #g1/bob@x.example"]);
    let told = complaints(&plan).join("\n");
    assert!(told.contains("scim:S-08") && told.contains("`group TWIN` is the name of 2"), "{told}");
}

#[test]
fn who_is_suspended_keeps_what_they_hold_and_this_is_said() {
    let world = world(json!({}), people());
    let applied = reach(&world, TENANT, "users: { bob@x.example: { state: suspended } }");
    applied.all_verified("suspended");
    assert!(complaints(&applied.plan).join("\n").contains("still licensed"));
    let bob = &world.sandbox.state()["users"][1];
    assert_eq!((&bob["active"], &bob["entitlements"][0]["value"]), (&json!(false), &json!("Voice")));
}

#[test]
fn without_patch_whole_resources_are_written_and_nobody_elses_attribute_is_lost() {
    let mut people = people();
    people[0]["more"] = json!({ "nickName": "Nan" });
    people[0]["emails"] = json!([{ "value": "a@home.example", "type": "home" }]);
    let state = json!({
        "service": { "patch": false },
        "groups": [{ "id": "g", "display_name": "G", "members": ["Ana@x.example", "bob@x.example"] }],
    });
    let world = world(state, people);
    let roster = "users: { ana@x.example: { title: Lead, groups: [] } }";
    let applied = reach(&world, TENANT, roster);
    applied.all_verified("put");
    assert!(complaints(&applied.plan)[0].starts_with("scim:S-27"));
    let state = world.sandbox.state();
    let ana = &state["users"][0];
    assert_eq!((&ana["title"], &ana["more"]["nickName"]), (&json!("Lead"), &json!("Nan")));
    assert_eq!(ana["emails"].as_array().unwrap().len(), 1);
    assert_eq!(state["groups"][0]["members"].as_array().unwrap().len(), 1, "the others stay");
    assert!(world.requests().iter().all(|own| own.method != "PATCH"));
}

/// What a vendor does whose deactivation deletes is not called done.
#[test]
fn a_deactivation_that_deletes_is_not_verified() {
    let world = world(json!({ "switches": { "deactivate_deletes": true } }), people());
    let applied = reach(&world, TENANT, "users: { bob@x.example: { state: suspended } }");
    assert_eq!(applied.ending.unverified.len(), 1);
}
