//! Things of one name, at every vendor: nothing is written to either by the name alone, `NAME #ID` writes the one that is
//! meant, and everything else goes on. And names that read the same are the same.

mod common;

use common::{Applied, World, complaints, in_virtual_time, lines};
use serde_json::{Value, json};

const GOTO: &str = "tenant: t\nprovider: goto\naccount: \"8887380153236031176\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\ncontact_center: { seats: 10 }\n";

const LIVE: &str = r#"
provider: goto
account: { key: "8887380153236031176", name: Acme }
caller: it@acme.example
contact_center: { seats: 10 }
licenses: [{ key: "101", description: Connect, products: [JIVE], seats: 5 }]
role_sets: [{ id: rs1, name: Auditor, permissions: [RUN_REPORTS] }, { id: rs2, name: Auditor, permissions: [RUN_REPORTS] }]
groups: [{ key: "501", name: EMEA }, { key: "502", name: Support, parent: "501" }, { key: "503", name: Support, parent: "501" },
  { key: "504", name: Desk, parent: "503" }]
queues:
  - { id: q1, name: calls, kind: call, extension: "6001" }
  - { id: q2, name: calls, kind: inbox }
  - { id: q3, name: mail, kind: inbox }
users:
  - { key: "1001", email: it@acme.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "1002", email: co@acme.example, first_name: C, last_name: O, roles: [SUPER_USER], signed_in: true }
  - { key: "1003", email: bob@acme.example, first_name: Bob, last_name: B, licenses: ["101"], group: "502",
      signed_in: true, extension: "1003", queues: [{ queue: q1, role: agent }] }
  - { key: "1004", email: eve@acme.example, first_name: Eve, last_name: E, licenses: ["101"], signed_in: true,
      extension: "1004", queues: [{ queue: q1, role: agent }, { queue: q2, role: agent }] }
"#;

fn reach(world: &World, tenant: &str, roster: &str) -> Applied {
    in_virtual_time(world.apply(tenant, roster, 4))
}

/// What was written, `PUT /path`, without what stands before `/queues`, `/groups` and the like.
fn written(world: &World) -> Vec<String> {
    let requests = world.requests();
    let written = requests.iter().filter(|own| own.mutates && !own.path.contains("oauth"));
    let tail = |path: &str| {
        path.split('/').rev().take(4).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("/")
    };
    written.map(|own| format!("{} {}", own.method, tail(&own.path))).collect()
}

/// Applies a roster of GoTo; what changes, what is said of it, and what was written.
#[track_caller]
fn check(roster: &str, changes: &[&str], said: &[&str], not_written: &[&str]) -> World {
    let world = World::new(LIVE);
    let applied = reach(&world, GOTO, roster);
    assert_eq!(lines(&applied.plan), changes, "{roster}\n{:#?}", complaints(&applied.plan));
    applied.all_verified(roster);
    let told = complaints(&applied.plan).join("\n");
    said.iter().for_each(|text| assert!(told.contains(text), "{text} is not in\n{told}"));
    let written = written(&world).join("\n");
    not_written.iter().for_each(|path| assert!(!written.contains(path), "{path} in\n{written}"));
    world
}

const TWINS: &str =
    "R-043 `queue calls` is the name of 2: `calls #q1` (extension 6001, kind call), `calls #q2` (kind inbox)";

#[test]
fn neither_of_two_queues_is_written_by_their_name() {
    let roster = "users:\n  bob@acme.example: { queues: { calls: [agent, supervisor], mail: agent } }\nqueues: { calls: { kind: call }, mail: {} }\n";
    check(
        roster,
        &["+ queue_member mail/bob@acme.example/agent"],
        &[
            TWINS,
            "withheld queue_member calls/bob@acme.example/supervisor",
            "withheld queue_member calls #q1/bob@acme.example/agent",
        ],
        &["queues/q1/", "queues/q2/"],
    );
}

#[test]
fn a_closed_list_of_either_removes_nobody() {
    check("queues: { calls: { agents: [], min_agents: 0 } }\n", &[], &[TWINS], &["queues/"]);
}

#[test]
fn one_of_two_queues_is_written_where_the_roster_says_which() {
    let roster = "users:\n  bob@acme.example: { queues: { 'calls #q1': agent, 'calls #q2': agent } }\n  eve@acme.example: { queues: { 'calls #q1': agent } }\n";
    let world = check(
        roster,
        &[
            "+ queue_member calls #q2/bob@acme.example/agent",
            "- queue_member calls #q2/eve@acme.example/agent",
        ],
        &[],
        &["queues/q1/"],
    );
    let written = written(&world);
    assert_eq!(written, ["PUT queues/q2/members/1003", "DELETE queues/q2/members/1004"], "{written:?}");
}

#[test]
fn who_leaves_leaves_both_queues() {
    let world = check(
        "users:\n  eve@acme.example: { state: suspended }\n  bob@acme.example: { queues: { calls: agent } }\n",
        &[
            "- license eve@acme.example/Connect",
            "- queue_member calls #q1/eve@acme.example/agent",
            "- queue_member calls #q2/eve@acme.example/agent",
        ],
        &[TWINS],
        &["members/1003"],
    );
    assert_eq!(written(&world).len(), 3);
}

#[test]
fn a_name_with_its_id_is_the_name_where_one_thing_bears_it() {
    let roster = |name: &str| {
        format!("users:\n  bob@acme.example: {{ queues: {{ 'calls #q1': agent, '{name}': agent }} }}\n")
    };
    check(&roster("mail #q3"), &["+ queue_member mail/bob@acme.example/agent"], &[], &["queues/q1/"]);
    check(&roster("mail #q9"), &[], &["R-030 the queue `mail` has the id q3, and not q9"], &["queues/"]);
    check(&roster("calls #q9"), &[], &["R-030 no queue that is called `calls` has the id q9"], &["queues/"]);
    let group = "users:\n  bob@acme.example: { group: 'EMEA #501/Support #503/Desk' }\n";
    check(
        group,
        &[
            "- group_member EMEA/Support #502/bob@acme.example",
            "+ group_member EMEA/Support #503/Desk/bob@acme.example",
        ],
        &[],
        &[],
    );
    check(
        "groups: { 'EMEA #9': {} }\n",
        &[],
        &["R-030 the group `EMEA` has the id 501, and not 9"],
        &["groups"],
    );
}

#[test]
fn a_name_that_has_the_mark_in_it_is_written() {
    let world = World::new(&LIVE.replace("name: mail", "name: 'mail #q1'"));
    let applied = reach(
        &world,
        GOTO,
        "users:\n  eve@acme.example: { queues: { 'mail #q1': agent, 'calls #q1': agent, 'calls #q2': agent } }\n",
    );
    assert_eq!(lines(&applied.plan), ["+ queue_member mail #q1/eve@acme.example/agent"]);
    applied.all_verified("the queue");
    assert_eq!(written(&world), ["PUT queues/q3/members/1004"]);
}

#[test]
fn groups_and_roles_of_one_name_are_left_alone() {
    check(
        "users:\n  bob@acme.example: { group: EMEA/Support }\n  eve@acme.example: { role: Auditor, group: EMEA }\n",
        &["+ group_member EMEA/eve@acme.example"],
        &[
            "R-043 `group EMEA/Support` is the name of 2: `EMEA/Support #502`, `EMEA/Support #503`",
            "R-043 `role_set Auditor` is the name of 2: `Auditor #rs1`, `Auditor #rs2`",
            "withheld role eve@acme.example",
            "withheld group_member EMEA/Support #502/bob@acme.example",
        ],
        &["groups/502", "groups/503", "rolesets"],
    );
    check(
        "groups: { EMEA: {}, EMEA/Support: {}, EMEA/Support/New: {}, APAC: {} }\n",
        &["+ group APAC"],
        &["R-043 `group EMEA/Support`", "withheld group EMEA/Support/New"],
        &["groups/50"],
    );
    let gone = "groups: { EMEA/Support: { state: absent } }\n";
    check(gone, &[], &["R-043 `group EMEA/Support`"], &["groups/50"]);
    let world = check(
        "users:\n  bob@acme.example: { group: 'EMEA/Support #503' }\n  eve@acme.example: { role: 'Auditor #rs2' }\n",
        &[
            "- group_member EMEA/Support #502/bob@acme.example",
            "+ group_member EMEA/Support #503/bob@acme.example",
            "~ role eve@acme.example",
        ],
        &[],
        &[],
    );
    let state = world.sandbox.state();
    assert_eq!((&state["users"][2]["group"], &state["users"][3]["role_set"]), (&json!("503"), &json!("rs2")));
}

const ENGAGE: &str = "tenant: t\nprovider: engage\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

fn engage() -> World {
    World::from_state(json!({
        "provider": "engage", "caller": "it@x.example",
        "skills": [{ "id": "s1", "name": "German" }, { "id": "s2", "name": "German" }, { "id": "s3", "name": "French" }],
        "projects": [{ "id": "p1", "name": "Support" }, { "id": "p2", "name": "Support" }, { "id": "p3", "name": "Sales" }],
        "users": [
            { "id": "u1", "email": "it@x.example", "first_name": "I", "last_name": "T", "role": "administrator", "projects": ["p3"] },
            { "id": "u2", "email": "ana@x.example", "first_name": "A", "last_name": "S", "role": "agent", "projects": ["p1"], "skills": ["s1"] },
        ],
    }))
}

#[test]
fn skills_and_projects_of_one_name_stand_for_neither() {
    let world = engage();
    let roster = "users:\n  ana@x.example: { skills: [German, French], projects: [Support, Sales] }\n";
    let applied = reach(&world, ENGAGE, roster);
    assert_eq!(
        lines(&applied.plan),
        ["+ user_project Sales/ana@x.example", "+ user_skill French/ana@x.example"]
    );
    applied.all_verified(roster);
    let told = complaints(&applied.plan).join("\n");
    assert!(
        told.contains("R-043 `skill German` is the name of 2")
            && told.contains("engage:E-036 `project Support`"),
        "{told}"
    );
    let state = world.sandbox.state();
    let ana = &state["users"][1];
    assert_eq!((&ana["skills"], &ana["projects"]), (&json!(["s1", "s3"]), &json!(["p1", "p3"])), "{ana}");
    let roster = "users:\n  ana@x.example: { skills: ['german #s2', FRENCH], projects: ['Support #p2'] }\n";
    reach(&world, ENGAGE, roster).all_verified(roster);
    let state = world.sandbox.state();
    let ana = &state["users"][1];
    assert_eq!((&ana["skills"], &ana["projects"]), (&json!(["s3", "s2"]), &json!(["p2"])), "{ana}");
}

const SCIM: &str = "tenant: t\nprovider: scim\nendpoint: sandbox\nsandbox: { state: live.yaml }\nsettings: { caller: robot@x.example }\n";

fn scim(groups: Value) -> World {
    World::from_state(json!({
        "provider": "scim", "caller": "robot@x.example",
        "users": [
            { "id": "1", "user_name": "robot@x.example" },
            { "id": "2", "user_name": "bob@x.example", "external_id": "bob@x.example", "name": { "given": "Jose\u{301}" } },
        ],
        "groups": groups,
    }))
}

#[test]
fn one_of_two_groups_is_written_where_the_roster_says_which() {
    let world = scim(json!([
        { "id": "g1", "display_name": "Twin" }, { "id": "g2", "display_name": "twin", "members": ["bob@x.example"] },
    ]));
    let roster = "users: { bob@x.example: { groups: ['Twin #g1'] } }\n";
    let applied = reach(&world, SCIM, roster);
    assert_eq!(
        lines(&applied.plan),
        ["+ group_member Twin #g1/bob@x.example", "- group_member twin #g2/bob@x.example"]
    );
    applied.all_verified(roster);
    let plan = in_virtual_time(world.plan(SCIM, "users: { bob@x.example: { groups: [TWIN] } }\n")).plan;
    assert_eq!(lines(&plan), [""; 0], "{:#?}", complaints(&plan));
    assert!(
        complaints(&plan)
            .join("\n")
            .contains("scim:S-08 `group TWIN` is the name of 2: `Twin #g1`, `twin #g2`")
    );
}

#[test]
fn what_reads_the_same_is_the_same() {
    let world = scim(json!([{ "id": "g1", "display_name": " Bu\u{308}ro ", "members": ["bob@x.example"] }]));
    for (name, given) in [("B\u{fc}ro", "Jos\u{e9}"), ("Bu\u{308}ro", "Jose\u{301}")] {
        let roster = format!(
            "users: {{ bob@x.example: {{ first_name: {given}, groups: [{name}] }} }}\ngroups: {{ {name}: {{}} }}\n"
        );
        let plan = in_virtual_time(world.plan(SCIM, &roster)).plan;
        assert_eq!(lines(&plan), [""; 0], "{:#?}", complaints(&plan));
    }
}
