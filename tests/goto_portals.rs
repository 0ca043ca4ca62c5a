//! The classic portals: nothing public writes there, so every step is a person's, and what the person does is done to
//! the emulated account from outside; the next plan then has nothing left.

mod common;

use common::process::{Server, both, code, example, moved, out, run as run_program};
use common::{World, complaints, in_virtual_time, yaml};
use rosterctl::model::{
    Addr, Attributes, Carrier, Confirmation, Confirmed, Outcome, Plan, Severity, Tenant, Value,
};
use rosterctl::port::{Plane, Portal};
use rosterctl::providers;
use rosterctl::roster::{self};
use rosterctl::run::{self, Statements};
use rosterctl::sandbox::SandboxLink;
use rosterctl::wire::{Link, Method, Request};
use serde_json::json;

const CLASSIC: &str = "tenant: acme\nprovider: goto\nportal: classic\naccount: \"9\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";
const PBX: &str = "tenant: acme\nprovider: goto\nportal: pbx-classic\naccount: \"9\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\nprices: { currency: EUR, monthly: { device: \"5.00\" } }\n";

/// A roster that manages nobody.
const NOBODY: &str = "users: { it@x.example: {} }";

const LIVE: &str = r#"
provider: goto
account: { key: "9", name: Acme }
caller: it@x.example
licenses:
  - { key: "101", description: Meeting, products: [G2M], seats: 4 }
  - { key: "102", description: Connect, products: [JIVE], seats: 4 }
groups: [{ key: "501", name: EMEA }, { key: "502", name: Support, parent: "501" }, { key: "503", name: Sales }]
users:
  - { key: "1", email: it@x.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "2", email: co@x.example, first_name: C, last_name: O, roles: [SUPER_USER], signed_in: true }
  - { key: "3", email: max@x.example, first_name: Max, last_name: M, roles: [MANAGE_USERS], managed_groups: ["502"],
      licenses: ["101"], signed_in: true }
  - { key: "4", email: eve@x.example, first_name: Eve, last_name: E, licenses: ["102"], group: "503", signed_in: true }
  - { key: "5", email: all@x.example, first_name: A, last_name: L, roles: [MANAGE_USERS, RUN_REPORTS], signed_in: true }
"#;

/// Steps as `s2 - group EMEA/Support, after s1`, then what is withheld.
fn told(plan: &Plan) -> Vec<String> {
    let by_hand = plan.steps.iter().all(|step| step.carrier == Carrier::Manual);
    assert!(by_hand, "nothing public writes in this portal");
    common::told(plan, "@x.example")
}

/// A finding that begins so.
#[track_caller]
fn finds(plan: &Plan, code: &str, begins: &str) {
    let found = plan.findings.iter().any(|one| one.code == code && one.text.starts_with(begins));
    assert!(found, "no {code} `{begins}` in {:#?}", complaints(plan));
}

#[track_caller]
fn silent(plan: &Plan, code: &str) {
    assert!(plan.findings.iter().all(|one| one.code != code), "{:#?}", complaints(plan));
}

fn plan(roster: &str) -> Plan {
    in_virtual_time(async { World::new(LIVE).plan(CLASSIC, roster).await.plan })
}

#[track_caller]
fn check(roster: &str, wanted: &[&str]) -> Plan {
    let plan = plan(roster);
    assert_eq!(told(&plan), wanted, "{roster}\n{:#?}", complaints(&plan));
    every_step_is_told(&plan, CLASSIC);
    plan
}

/// Every change of every step has a place and something to click, and the plan is proven safe.
#[track_caller]
fn every_step_is_told(plan: &Plan, tenant: &str) {
    let (tenant, rules) = tenant_of(tenant);
    let changes = rosterctl::model::Changes::new(plan.changes.clone());
    for step in &plan.steps {
        let runbooks: Vec<_> =
            step.changes.iter().map(|id| (rules.runbook)(&tenant, plan.change(*id), &changes)).collect();
        assert!(runbooks.iter().all(|one| one.place.contains("classic")), "{runbooks:#?}");
        assert!(runbooks.iter().any(|one| !one.clicks.is_empty()), "{runbooks:#?}");
        for text in runbooks.iter().flat_map(|one| one.clicks.iter().chain(&one.checks)) {
            assert!(!text.ends_with('.') && !text.contains("``") && text.len() > 3, "{text}");
        }
    }
}

fn tenant_of(text: &str) -> (Tenant, &'static Portal) {
    let known: Vec<_> = providers::goto::GOTO.portals().collect();
    let texts =
        [("tenant.yaml".into(), text.to_owned()), ("people.yaml".into(), "users: {}".to_owned())].into();
    let loaded = roster::load(roster::open_texts(texts, &known));
    let tenant = loaded.tenant.expect("a tenant");
    let portal = tenant.portal.as_ref().map(|(name, _)| name.clone()).expect("a portal");
    (tenant, providers::goto::GOTO.portal(Some(&portal)))
}

/// A plan, the person's clicks as an edit of the account, and nothing left to do.
#[track_caller]
fn done_by_hand(roster: &str, clicks: serde_json::Value) {
    in_virtual_time(async {
        let world = World::new(LIVE);
        let applied = world.apply(CLASSIC, roster, 4).await;
        assert!(!applied.plan.steps.is_empty());
        let waits = applied
            .ending
            .outcomes
            .values()
            .all(|outcome| matches!(outcome, Outcome::Waiting | Outcome::Skipped { .. }));
        assert!(waits, "{:?}", applied.ending.outcomes);
        let mut state = world.sandbox.state();
        merge_users(&mut state, clicks);
        let edit = Request::new(Plane("control"), Method::Patch, "/_sandbox/state").json(&state);
        let edited = SandboxLink::new(world.sandbox.clone()).send(&edit).await.expect("an answer");
        assert!(edited.status < 300, "{}", String::from_utf8_lossy(&edited.body));
        let again = world.plan(CLASSIC, roster).await.plan;
        assert!(again.is_empty(), "{:#?}\n{:#?}", told(&again), complaints(&again));
        assert_eq!(world.writes(), 0);
    });
}

/// Lays the fields of each named user, and whole other sections, over a state.
fn merge_users(state: &mut serde_json::Value, clicks: serde_json::Value) {
    for (key, value) in clicks.as_object().expect("a map") {
        if !key.contains('@') {
            state[key] = value.clone();
            continue;
        }
        let users = state["users"].as_array_mut().expect("users");
        match users.iter_mut().find(|user| user["email"] == key.as_str()) {
            Some(user) => {
                value.as_object().expect("fields").iter().for_each(|(name, own)| user[name] = own.clone())
            }
            None => {
                let mut user = value.clone();
                user["email"] = json!(key);
                users.push(user);
            }
        }
    }
}

#[test]
fn the_last_group_of_a_manager_is_not_taken_without_the_role() {
    let plan = check(
        "users: { max@x.example: { manages: [] } }",
        &["withheld - managed_group EMEA/Support/max: goto:T-16"],
    );
    finds(&plan, "goto:T-16", "scope of `max@x.example`: group EMEA/Support → ALL USERS");
    let refused = plan.findings.iter().find(|one| one.code == "goto:T-16").map(|one| one.severity);
    assert_eq!(refused, Some(Severity::Refuse));
}

#[test]
fn the_only_group_of_a_manager_is_not_removed_either() {
    let plan = check(
        "groups: { EMEA: {}, EMEA/Support: { state: absent } }",
        &["withheld - group EMEA/Support: goto:T-16", "withheld - managed_group EMEA/Support/max: goto:T-16"],
    );
    finds(&plan, "goto:T-16", "scope of `max@x.example`: group EMEA/Support → ALL USERS");
}

#[test]
fn a_manager_is_rescoped_before_the_group_goes() {
    let plan = check(
        "groups: { EMEA: {}, Sales: {}, EMEA/Support: { state: absent } }\n\
         users: { max@x.example: { role: Manager, manages: [Sales] } }",
        &[
            "s1 - managed_group EMEA/Support/max, + managed_group Sales/max",
            "s2 - group EMEA/Support, after s1",
        ],
    );
    assert!(
        plan.steps[1].because.is_empty() && plan.steps[0].because.iter().any(|why| why.rule == "goto:E-17")
    );
    silent(&plan, "goto:T-16");
}

#[test]
fn a_role_is_dropped_with_its_groups_in_one_edit_before_the_group_goes() {
    check(
        "groups: { EMEA: {}, EMEA/Support: { state: absent } }\nusers: { max@x.example: { role: Member } }",
        &["s1 - managed_group EMEA/Support/max, ~ role max", "s2 - group EMEA/Support, after s1"],
    );
}

#[test]
fn all_users_is_said_and_shown() {
    let plan = check(
        "users: { max@x.example: { role: Manager, manages: all } }",
        &["s1 - managed_group EMEA/Support/max, ~ role max"],
    );
    finds(
        &plan,
        "goto:T-16",
        "scope of `max@x.example`: group EMEA/Support → ALL USERS, as `manages: all` says",
    );
    let scope = &plan.changes.iter().find(|change| change.addr.kind.0 == "role").expect("a role").after;
    assert_eq!(scope.as_ref().and_then(|own| own.text("scope")), Some("ALL USERS"));
}

#[test]
fn a_manager_of_everybody_who_is_meant_to_have_groups_is_seen() {
    let plan = check(
        "users: { all@x.example: { role: Manager, manages: [Sales] } }",
        &["s1 + managed_group Sales/all, ~ role all"],
    );
    let role = plan.changes.iter().find(|change| change.addr.kind.0 == "role").expect("a role");
    let scope =
        |side: &Option<Attributes>| side.as_ref().and_then(|own| own.text("scope").map(str::to_owned));
    assert_eq!(
        (scope(&role.before).as_deref(), scope(&role.after).as_deref()),
        (Some("ALL USERS"), Some("selected groups"))
    );
}

#[test]
fn a_new_manager_has_the_groups_in_the_same_edit_and_no_role_without_them() {
    check(
        "groups: { New: {} }\nusers: { eve@x.example: { role: Manager, manages: [New], permissions: [Manage users] } }",
        &[
            "s1 + group New",
            "s2 + managed_group New/eve, ~ role eve, after s1",
            "s3 + manager_permission eve/Manage users, after s2",
        ],
    );
    let plan = check(
        "users: { eve@x.example: { role: Manager, manages: [Nowhere] } }",
        &["withheld + managed_group Nowhere/eve: R-030", "withheld ~ role eve: R-030"],
    );
    assert!(plan.steps.is_empty());
}

#[test]
fn suspending_removes_products_first_and_the_role_last() {
    let plan = check(
        "users: { max@x.example: { state: suspended } }",
        &["s1 - license max/Meeting", "s2 - managed_group EMEA/Support/max, ~ role max, after s1"],
    );
    assert!(plan.steps[0].because.iter().any(|why| why.rule == "goto:E-22"));
    finds(&plan, "goto:G-103", "`max@x.example` will be suspended, as declared");
}

#[test]
fn somebody_is_added_with_one_form_after_the_group() {
    let roster = "groups: { New: {} }\nusers: { zoe@x.example: { first_name: Zoe, last_name: Z, role: Member, licenses: [Meeting], group: New } }";
    let plan = check(
        roster,
        &[
            "s1 + group New",
            "s2 + user zoe, + group_member New/zoe, + license zoe/Meeting, + role zoe, after s1",
        ],
    );
    finds(&plan, "goto:G-101", "status follows by itself: `zoe@x.example` nobody → invited");
    done_by_hand(
        roster,
        json!({
            "groups": [{ "key": "501", "name": "EMEA" }, { "key": "502", "name": "Support", "parent": "501" },
                { "key": "503", "name": "Sales" }, { "key": "504", "name": "New" }],
            "zoe@x.example": { "key": "9", "first_name": "Zoe", "last_name": "Z", "licenses": ["101"], "group": "504" },
        }),
    );
}

#[test]
fn an_address_can_be_changed_and_is_told() {
    let roster = "users: { eva@x.example: { was: eve@x.example, first_name: Eva } }";
    let plan = check(roster, &["s1 ~ user eva"]);
    finds(&plan, "goto:C-08", "`eve@x.example` is renamed to `eva@x.example`");
    done_by_hand(roster, json!({ "eve@x.example": { "email": "eva@x.example", "first_name": "Eva" } }));
    let both = "users: { eve@x.example: { was: max@x.example } }";
    finds(&self::plan(both), "R-034", "both `eve@x.example` and `max@x.example` are live");
    let by_key = "users: { eva@x.example: { id: \"4\" } }";
    check(by_key, &["s1 ~ user eva"]);
    check("users: { eve@x.example: { id: \"3\" } }", &[]);
}

#[test]
fn a_manager_has_the_new_address_before_groups_and_permissions_are_looked_up_under_it() {
    let roster = "users: { mae@x.example: { was: max@x.example, role: Manager, manages: [Sales], permissions: [Manage users] } }";
    let plan = check(
        roster,
        &[
            "s1 ~ user mae",
            "s2 - managed_group EMEA/Support/mae, + managed_group Sales/mae, after s1",
            "s3 + manager_permission mae/Manage users, after s1",
        ],
    );
    assert!(plan.steps[0].because.iter().all(|why| why.rule == "goto:C-08"));
}

#[test]
fn groups_and_permissions_of_a_manager_are_given_to_nobody_else() {
    let plan = check(
        "users: { eve@x.example: { manages: [Sales], permissions: [Manage users] }, co@x.example: { manages: [Sales] } }",
        &[
            "withheld + managed_group Sales/co: goto:G-308",
            "withheld + managed_group Sales/eve: goto:G-308",
            "withheld + manager_permission eve/Manage users: goto:G-308",
        ],
    );
    finds(&plan, "goto:G-308", "`eve@x.example` would get groups to manage and is Member");
    finds(&plan, "goto:G-308", "`co@x.example` would get groups to manage and is Super admin");
    check(
        "users: { max@x.example: { permissions: [Manage users] } }",
        &["s1 + manager_permission max/Manage users"],
    );
}

#[test]
fn what_people_did_by_hand_is_read() {
    done_by_hand(
        "users: { eve@x.example: { role: Manager, manages: [Sales, EMEA/Support] } }",
        json!({ "eve@x.example": { "roles": ["MANAGE_USERS"], "managed_groups": ["502", "503"] } }),
    );
    done_by_hand(
        "users: { max@x.example: { state: suspended } }",
        json!({ "max@x.example": { "roles": [], "managed_groups": [], "licenses": [] } }),
    );
    done_by_hand(
        "users: { eve@x.example: { licenses: [Meeting], group: EMEA } }",
        json!({ "eve@x.example": { "licenses": ["101"], "group": "501" } }),
    );
    done_by_hand(
        "users: { max@x.example: { role: Manager, manages: all } }",
        json!({ "max@x.example": { "managed_groups": [] } }),
    );
}

#[test]
fn a_phone_license_that_goes_leaves_queues_to_look_at() {
    let plan = check(
        "users: { eve@x.example: { licenses: [Meeting] } }",
        &["s1 + license eve/Meeting, - license eve/Connect"],
    );
    finds(&plan, "goto:T-01", "not every queue of `eve@x.example` can be read");
}

#[test]
fn super_admins_are_kept_in_this_portal_too() {
    let plan = check("users: { co@x.example: { role: Admin } }", &["withheld ~ role co: goto:T-15"]);
    finds(&plan, "goto:T-15", "of 2 active Super admins 2 stay at least");
}

#[test]
fn nothing_of_the_phone_system_is_asked_in_the_classic_portal() {
    in_virtual_time(async {
        let world = World::new(LIVE);
        world.plan(CLASSIC, "users: { eve@x.example: {} }").await;
        let strange: Vec<String> = world
            .requests()
            .into_iter()
            .map(|one| one.path)
            .filter(|path| !path.starts_with("/admin/") && !path.starts_with("/oauth/"))
            .collect();
        assert!(strange.is_empty(), "{strange:?}");
    });
}

/// A plan of the classic PBX Administration over its users, who can be read, and what people confirmed.
fn pbx(roster: &str, confirmed: &[&str], acks: &[String]) -> Plan {
    pbx_in(PBX, roster, confirmed, acks)
}

fn pbx_in(tenant: &str, roster: &str, confirmed: &[&str], acks: &[String]) -> Plan {
    in_virtual_time(async {
        let world = World::new(LIVE);
        let (tenant, desired) = world.desired(tenant, roster);
        let rules = world.rules(&tenant);
        let observed = world.plan(PBX, NOBODY).await.observed;
        assert!(observed.resources.keys().all(|addr| addr.kind.0 == "user"), "only users can be read");
        let confirmed: Confirmed = confirmed.iter().map(|line| said(rules, line)).collect();
        run::propose(
            rules,
            &tenant,
            desired,
            observed,
            Statements { acks, confirmed: &confirmed, only: None },
        )
        .plan
    })
}

/// What somebody confirmed: `line eve~; number=1010`.
fn said(rules: &Portal, line: &str) -> (Addr, Confirmation) {
    let mut parts = line.split("; ");
    let (kind, key) = parts.next().and_then(|own| own.split_once(' ')).expect("an address");
    let spec = rules.catalogue.kinds.iter().find(|spec| spec.kind.0 == kind).expect("a kind");
    let own = parts.map(|part| {
        let (name, value) = part.split_once('=').expect("a value");
        let (known, _) = spec.attribute(name).expect("an attribute");
        (known, Value::text(value))
    });
    let said = Confirmation { code: "M-00000".into(), on: "2026-11-21".into(), after: Some(own.collect()) };
    (Addr::new(spec.kind, key.replace('~', "@x.example")), said)
}

#[track_caller]
fn check_pbx(roster: &str, confirmed: &[&str], wanted: &[&str]) -> Plan {
    let plan = pbx(roster, confirmed, &[]);
    assert_eq!(told(&plan), wanted, "{roster}\n{:#?}", complaints(&plan));
    every_step_is_told(&plan, PBX);
    plan
}

const ADMIN: &[&str] = &["group_member Administrators/eve~", "group_member Desk/eve~"];

#[test]
fn a_right_that_came_through_a_group_does_not_go_unnoticed() {
    let roster = "users: { eve@x.example: { groups: [Desk] } }";
    let plan = check_pbx(roster, ADMIN, &["withheld - group_member Administrators/eve: goto:T-30"]);
    finds(&plan, "goto:T-30", "`eve@x.example` would lose `Configure PBX` with Administrators");
    let acks = common::asked(&plan);
    assert_eq!(acks.len(), 1);
    let goes_on = pbx(roster, ADMIN, &acks);
    assert_eq!(told(&goes_on), ["s1 - group_member Administrators/eve"]);
    finds(&goes_on, "goto:G-318", "`eve@x.example`: loses administrator power");
}

#[test]
fn settings_of_goto_admin_are_refused_in_a_portal_in_which_they_do_nothing() {
    for (settings, wanted) in [("meetings: api", 1), ("directory_owns: [names]", 1), ("labels: es", 0)] {
        let tenant = format!("{PBX}settings: {{ {settings} }}\n");
        let texts = [("tenant.yaml".into(), tenant), ("people.yaml".into(), NOBODY.to_owned())];
        let goto = providers::find(providers::ALL, "goto").expect("a provider");
        let loaded = roster::load(roster::open_texts(texts.into(), &goto.portals().collect::<Vec<_>>()));
        let told: Vec<&str> = loaded.findings.iter().map(|finding| finding.text.as_str()).collect();
        assert_eq!(
            told.iter().filter(|text| text.contains("has no effect in this portal")).count(),
            wanted,
            "{told:?}"
        );
    }
}

#[test]
fn a_new_persons_login_is_registered_before_the_line_is_routed() {
    let plan = pbx(
        "users: { rui@x.example: { first_name: R, last_name: C, line: '1010', login: enabled } }",
        ADMIN,
        &[],
    );
    let step_of = |kind: &str| {
        let holds = |step: &&rosterctl::model::Step| {
            step.changes.iter().any(|id| plan.change(*id).addr.kind.0 == kind)
        };
        plan.steps.iter().find(holds).map(|step| step.id).expect("a step")
    };
    assert!(step_of("user") < step_of("login") && step_of("login") < step_of("line"), "{:?}", told(&plan));
}

#[test]
fn a_right_that_is_granted_directly_first_may_leave_with_the_group() {
    let plan = check_pbx(
        "users: { eve@x.example: { groups: [Desk], permissions: [Configure PBX] } }",
        ADMIN,
        &["s1 + permission eve/Configure PBX", "s2 - group_member Administrators/eve, after s1"],
    );
    assert!(plan.steps[0].because.iter().any(|why| why.rule == "goto:T-30"));
    silent(&plan, "goto:T-30");
    finds(
        &plan,
        "goto:G-318",
        "`eve@x.example`: leaves the group Administrators and has administrator power",
    );
}

#[test]
fn a_grant_that_the_roster_drops_is_not_said_to_come_from_the_group() {
    let confirmed = ["group_member Administrators/eve~", "permission eve~/Pay Invoices"];
    let plan = check_pbx(
        "users: { eve@x.example: { groups: [], permissions: [] } }",
        &confirmed,
        &["s1 - permission eve/Pay Invoices", "withheld - group_member Administrators/eve: goto:T-30"],
    );
    finds(&plan, "goto:T-30", "`eve@x.example` would lose `Configure PBX` with Administrators: nothing");
}

#[test]
fn a_right_that_another_group_gives_as_well_is_not_lost() {
    let confirmed = [
        "group_member A/B/eve~",
        "group_member C/eve~",
        "group_permission A/View Reports",
        "group_permission C/View Reports",
    ];
    let plan =
        check_pbx("users: { eve@x.example: { groups: [C] } }", &confirmed, &["s1 - group_member A/B/eve"]);
    silent(&plan, "goto:T-30");
    check_pbx(
        "users: { eve@x.example: { groups: [] } }",
        &confirmed,
        &["withheld - group_member A/B/eve: goto:T-30", "withheld - group_member C/eve: goto:T-30"],
    );
}

#[test]
fn a_group_that_goes_takes_no_right_unnoticed() {
    let confirmed = ["group Desk", "group_member Desk/eve~", "group_permission Desk/View Reports"];
    let plan = pbx("groups: { Desk: { state: absent } }", &confirmed, &[]);
    assert!(plan.steps.is_empty(), "{:#?}", told(&plan));
    finds(&plan, "goto:T-30", "`eve@x.example` would lose `View Reports` with Desk");
}

#[test]
fn what_a_group_loses_its_members_lose() {
    let confirmed = ["group Desk", "group_member Desk/eve~", "group_permission Desk/View Reports"];
    let plan = check_pbx(
        "groups: { Desk: { permissions: [] } }",
        &confirmed,
        &["s1 - group_permission Desk/View Reports"],
    );
    finds(&plan, "goto:T-30", "what groups lose, their members lose: `eve@x.example` `View Reports`");
}

#[test]
fn base_permissions_come_first_and_go_last() {
    check_pbx(
        "users: { eve@x.example: { permissions: [Pay Invoices, View Invoices] } }",
        &[],
        &["s1 + permission eve/View Invoices", "s2 + permission eve/Pay Invoices, after s1"],
    );
    check_pbx(
        "users: { eve@x.example: { permissions: [] } }",
        &["permission eve~/Access Call Recordings", "permission eve~/View Reports"],
        &["s1 - permission eve/Access Call Recordings", "s2 - permission eve/View Reports, after s1"],
    );
    check_pbx(
        "groups: { Desk: { permissions: [] } }",
        &["group Desk", "group_permission Desk/Access Call Recordings", "group_permission Desk/View Reports"],
        &[
            "s1 - group_permission Desk/Access Call Recordings",
            "s2 - group_permission Desk/View Reports, after s1",
        ],
    );
}

#[test]
fn a_base_that_a_group_gives_comes_first_as_well() {
    check_pbx(
        "groups: { Desk: { permissions: [View Reports] }, Desk/Leads: { permissions: [Access Call Recordings] } }",
        &["group Desk", "group Desk/Leads"],
        &[
            "s1 + group_permission Desk/View Reports",
            "s2 + group_permission Desk/Leads/Access Call Recordings, after s1",
        ],
    );
    check_pbx(
        "groups: { Desk: { permissions: [View Reports] } }\n\
         users: { eve@x.example: { groups: [Desk], permissions: [Access Call Recordings] } }",
        &["group Desk", "group_member Desk/eve~"],
        &["s1 + group_permission Desk/View Reports", "s2 + permission eve/Access Call Recordings, after s1"],
    );
    check_pbx(
        "groups: { Desk: { permissions: [] }, Desk/Leads: { permissions: [] } }",
        &[
            "group Desk",
            "group Desk/Leads",
            "group_permission Desk/Leads/Access Call Recordings",
            "group_permission Desk/View Reports",
        ],
        &[
            "s1 - group_permission Desk/Leads/Access Call Recordings",
            "s2 - group_permission Desk/View Reports, after s1",
        ],
    );
}

#[test]
fn a_base_does_not_go_while_its_dependent_stays() {
    let confirmed = [
        "group_member Desk/eve~",
        "group_permission Desk/View Reports",
        "permission eve~/Access Call Recordings",
    ];
    let plan = pbx("users: { eve@x.example: { groups: [] } }", &confirmed, &[]);
    finds(&plan, "goto:T-31", "`eve@x.example` would keep `Access Call Recordings`");
    assert!(plan.steps.is_empty());
}

#[test]
fn a_device_goes_before_its_line_and_both_before_the_user() {
    let roster = "users: { eve@x.example: { state: absent } }";
    let tenant = format!("{PBX}offboarding: delete\n");
    let plan = pbx_in(&tenant, roster, &["line eve~; number=1004", "device eve~/00:04:F2:00:00:01"], &[]);
    let wanted =
        ["s1 - device eve/00:04:F2:00:00:01", "s2 - line eve, after s1", "withheld - user eve: goto:T-09"];
    assert_eq!(told(&plan), wanted);
    assert!(plan.steps[0].because.iter().all(|why| why.rule == "goto:E-30"));
    finds(&plan, "goto:T-06", "`eve@x.example`: 1 device (5.00 EUR a month) freed, not saved");
    // Of whom nothing is known a line may be there, so somebody looks before the user goes.
    let unknown = pbx_in(&tenant, roster, &[], &[]);
    assert_eq!(told(&unknown), ["s1 - line eve", "withheld - user eve: goto:T-09"]);
    let acked = pbx_in(&tenant, roster, &[], &common::asked(&unknown));
    assert_eq!(told(&acked), ["s1 - line eve", "s2 - user eve, after s1"]);
    finds(&acked, "goto:G-215", "`eve@x.example`: no reading shows devices");
    let named = "users: { eve@x.example: { state: absent, device: \"00:04:F2:00:00:01\" } }";
    assert_eq!(told(&pbx_in(&tenant, named, &[], &[])), wanted);
}

#[test]
fn a_device_leaves_before_another_comes_and_before_somebody_else_gets_it() {
    let confirmed = ["line eve~; number=1004", "device eve~/00:04:F2:00:00:01", "line co~; number=1002"];
    check_pbx(
        "users: { eve@x.example: { device: \"00:04:F2:00:00:02\" }, co@x.example: { device: \"00:04:F2:00:00:01\" } }",
        &confirmed,
        &[
            "s1 - device eve/00:04:F2:00:00:01",
            "s2 + device eve/00:04:F2:00:00:02, after s1",
            "s3 + device co/00:04:F2:00:00:01, after s1",
        ],
    );
}

#[test]
fn a_line_is_found_under_the_number_that_it_has_and_who_stays_keeps_the_groups() {
    let roster = "users: { eve@x.example: { line: \"1005\", login: disabled } }";
    let confirmed = ["line eve~; number=1004", "login eve~; login=enabled, email=eve@x.example"];
    let plan = pbx(roster, &confirmed, &[]);
    let (tenant, rules) = tenant_of(PBX);
    let changes = rosterctl::model::Changes::new(plan.changes.clone());
    let book = |kind: &str| {
        let change = changes.iter().find(|change| change.addr.kind.0 == kind).expect("a change");
        (rules.runbook)(&tenant, change, &changes)
    };
    assert!(book("line").place.ends_with("> lines > 1004"), "{:?}", book("line"));
    assert_eq!(book("line").clicks[0], "change the line's extension from 1004 to 1005");
    assert_eq!(book("login").checks, ["the web login of the user is off"]);
}

#[test]
fn somebody_new_gets_everything_in_the_vendors_order() {
    let plan = check_pbx(
        "groups: { Desk: {} }\nusers: { zoe@x.example: { first_name: Zoe, last_name: Z, line: \"1010\", \
         device: 00-04-f2-00-00-01, login: enabled, groups: [Desk], permissions: [View Reports] } }",
        &[],
        &[
            "s1 + group Desk",
            "s2 + user zoe",
            "s3 + login zoe, after s2",
            "s4 + line zoe, after s2 s3",
            "s5 + device zoe/00:04:F2:00:00:01, after s4",
            "s6 + group_member Desk/zoe, after s1 s2 s4",
            "s7 + permission zoe/View Reports, after s2 s6",
        ],
    );
    finds(&plan, "goto:T-29", "`zoe@x.example`: 1 billable device (5.00 EUR a month)");
    finds(&plan, "goto:G-020", "`zoe@x.example`: the user's numeric password begins as 0000");
}

#[test]
fn the_callers_own_rights_and_the_last_super_administrators_stay() {
    let mine = ["permission it~/Super administrator", "permission co~/Super administrator"];
    let plan = check_pbx(
        "users: { it@x.example: { permissions: [] } }",
        &mine,
        &["withheld - permission it/Super administrator: goto:G-311"],
    );
    finds(&plan, "goto:G-311", "`it@x.example` is the person whose credentials are in use");
    check_pbx(
        "users: { co@x.example: { permissions: [] } }",
        &mine,
        &["withheld - permission co/Super administrator: goto:T-15"],
    );
    check_pbx(
        "users: { co@x.example: { permissions: [] }, eve@x.example: { permissions: [Super administrator] } }",
        &mine,
        // The floor holds at every moment, not only at the end (T-15, E-13).
        &["s1 + permission eve/Super administrator", "s2 - permission co/Super administrator, after s1"],
    );
    // Whoever has it through a group counts as well.
    let through = [mine[0], mine[1], "group Chiefs", "group_permission Chiefs/Super administrator"];
    let plan = pbx("users: { co@x.example: { permissions: [], groups: [Chiefs] } }", &through, &[]);
    assert!(plan.withheld.is_empty(), "{:#?}", told(&plan));
}

#[test]
fn a_leaver_of_whom_nothing_is_known_is_to_be_looked_at() {
    let plan = check_pbx("users: { eve@x.example: { state: suspended } }", &[], &["s1 + login eve"]);
    finds(&plan, "goto:G-215", "`eve@x.example`: no reading shows devices");
    let login = plan.changes[0].after.as_ref().and_then(|own| own.text("login"));
    assert_eq!(login, Some("disabled"));
}

/// The codes that a roster is refused or warned with before any network.
#[track_caller]
fn static_check(tenant: &str, roster: &str, wanted: &[&str]) {
    let known: Vec<_> = providers::goto::GOTO.portals().collect();
    let texts = [("tenant.yaml".into(), tenant.to_owned()), ("people.yaml".into(), roster.to_owned())].into();
    let loaded = roster::load(roster::open_texts(texts, &known));
    let mut found: Vec<String> = loaded
        .findings
        .iter()
        .map(|one| {
            format!("{} {}", if one.severity == Severity::Refuse { "refuse" } else { "warn" }, one.code)
        })
        .collect();
    found.sort();
    found.dedup();
    assert_eq!(found, wanted, "{roster}\n{:#?}", loaded.findings);
}

#[test]
fn the_classic_portal_is_judged_before_any_network() {
    let user = |keys: &str, wanted: &[&str]| {
        static_check(CLASSIC, &format!("users: {{ ana@x.example: {{ {keys} }} }}"), wanted)
    };
    user("role: Manager", &["refuse goto:G-308"]);
    user("role: Manager, manages: []", &["refuse goto:G-308"]);
    user("role: manager, manages: all", &[]);
    user("role: Manager, manages: A", &[]);
    user("role: Manager, manages: [A, B], permissions: [Manage users]", &[]);
    user("manages: all", &["refuse goto:G-308"]);
    user("manages: []", &[]);
    user("role: Admin, manages: [A]", &["refuse goto:G-308"]);
    user("role: Admin, manages: [], permissions: []", &[]);
    user("role: Member, licenses: [Meeting], permissions: [Manage users]", &["refuse goto:G-308"]);
    user("role: Auditor", &["refuse goto:G-301"]);
    user("role: Billing admin", &["refuse goto:G-309"]);
    user("role: Member, licenses: []", &["refuse goto:G-008"]);
    user("queues: { a: agent }", &["refuse R-005"]);
    user("group: [A, B]", &["refuse goto:G-404"]);
    static_check(
        CLASSIC,
        "groups: { A: {} }\nusers: { ana@x.example: { role: Manager, manages: [B] } }",
        &["refuse R-016"],
    );
    static_check(CLASSIC, "groups: { A: {}, B: {}, A/S: {}, B/s: {} }", &["refuse goto:G-408"]);
    static_check(CLASSIC, "groups: { A/S: {} }", &["refuse goto:G-409"]);
    static_check(
        CLASSIC,
        "profiles: { lead: { role: Manager, manages: [A] } }\nusers: { ana@x.example: { profile: lead, manages: none } }",
        &["refuse goto:G-308"],
    );
    static_check(&format!("{CLASSIC}writes: {{ users: api }}\n"), NOBODY, &["refuse R-018"]);
    static_check(&format!("{CLASSIC}writes: {{ queue_members: manual }}\n"), NOBODY, &["refuse R-005"]);
    static_check(&format!("{CLASSIC}writes: {{ managed_groups: manual }}\n"), NOBODY, &[]);
}

#[test]
fn the_phone_portal_is_judged_before_any_network() {
    let user = |keys: &str, wanted: &[&str]| {
        static_check(PBX, &format!("users: {{ ana@x.example: {{ {keys} }} }}"), wanted)
    };
    user("permissions: [Pay Invoices]", &["refuse goto:G-316"]);
    user("permissions: [Pay Invoices, View Invoices]", &[]);
    user("permissions: [Access Call Recordings], groups: []", &["refuse goto:G-316"]);
    user("permissions: [Access Call Recordings], groups: [Desk]", &[]);
    user("login: enabled, login_email: ANA@x.example", &[]);
    user("login: enabled, login_email: anna@x.example", &["refuse goto:G-019"]);
    user("line: \"12\"", &["refuse goto:G-803"]);
    user("line: [\"1010\", \"1011\"]", &["refuse goto:G-801"]);
    user("device: 00-04-f2", &["refuse goto:G-802"]);
    user("device: [\"00:04:F2:00:00:01\", \"00:04:F2:00:00:02\"]", &["refuse goto:G-802"]);
    user("line: [], device: \"00:04:F2:00:00:01\"", &["refuse goto:G-018"]);
    user("role: Admin", &["refuse R-005"]);
    user("groups: [Administrators]", &[]);
    static_check(PBX, "groups: { Administrators: { state: absent } }", &["refuse goto:G-315"]);
    static_check(
        PBX,
        "groups: { Desk: {} }\nusers: { ana@x.example: { groups: [Dsk, Administrators] } }",
        &["refuse R-016"],
    );
    static_check(PBX, "groups: { A/B: {} }", &["refuse goto:G-409"]);
    static_check(
        PBX,
        "groups: { A: { permissions: [View Reports] }, A/B: { permissions: [Access Call Recordings] } }",
        &[],
    );
    static_check(
        PBX,
        "groups: { A: { permissions: [] }, A/B: { permissions: [Access Call Recordings] } }",
        &["refuse goto:G-316"],
    );
    static_check(
        PBX,
        "users: { ana@x.example: { line: \"1010\", device: \"0004F2000001\" }, bob@x.example: { line: \"1010\", device: \"00:04:f2:00:00:01\" } }",
        &["refuse goto:G-802", "refuse goto:G-803"],
    );
}

#[test]
fn rosters_of_the_portals_have_schemas_of_their_own() {
    for (tenant, roster, accepted) in [
        (CLASSIC, "users: { ana@x.example: { role: Manager, manages: all } }", true),
        (CLASSIC, "users: { ana@x.example: { queues: {} } }", false),
        (PBX, "users: { ana@x.example: { login: enabled, line: [] } }", true),
        (PBX, "users: { ana@x.example: { login: maybe } }", false),
    ] {
        let (_, rules) = tenant_of(tenant);
        let schema = rules.roster.schema();
        let valid = jsonschema::is_valid(schema.as_value(), &yaml(roster));
        assert_eq!(valid, accepted, "{roster}");
    }
}

#[test]
fn a_step_by_hand_is_told_as_one_screen_in_the_order_of_its_clicks() {
    let plan = plan(
        "groups: { New: {} }\nusers: { max@x.example: { role: Manager, manages: [New] }, zoe@x.example: { first_name: Z, last_name: Z, licenses: [Meeting, Connect], group: New } }",
    );
    let of = |key: &str| {
        let step =
            plan.steps.iter().find(|step| step.changes.iter().any(|id| &*plan.change(*id).addr.key == key));
        let own = &plan.by_hand[&step.expect("a step").id];
        assert!(own.readable && own.runbooks.iter().all(|one| *one == own.runbooks[0]), "{own:#?}");
        own.runbooks[0].clicks.clone()
    };
    assert_eq!(
        of("New/max@x.example")[1..],
        [
            "untick the group `EMEA/Support`",
            "tick the group `New`",
            "leave the notification on",
            "save once, when all of this is chosen",
        ]
    );
    let form = of("zoe@x.example");
    assert!(form[0].starts_with("choose to add a user"), "{form:#?}");
    assert!(form.contains(&"tick the product `Connect`, `Meeting`".to_owned()), "{form:#?}");
    assert_eq!(form.last().map(String::as_str), Some("save"));
}

/// The example as its user has it: what people confirm is kept, and nothing is ever called verified by word.
#[test]
fn what_people_confirm_of_the_phone_portal_is_kept_and_asked_no_more() {
    let server = Server::start(&example("goto-pbx-classic").join("live.yaml"));
    let folder = moved("goto-pbx-classic", &server.address);
    let first = run_program(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&first), 5, "{}", both(&first));
    let user = json!({ "users": [
        { "key": "1001", "email": "it@reception.example", "first_name": "Ida", "last_name": "Toth", "roles": ["SUPER_USER"], "signed_in": true },
        { "key": "1002", "email": "rui.costa@reception.example", "first_name": "Rui", "last_name": "Costa" },
    ] });
    assert_eq!(server.ask("PATCH", "/_sandbox/state", &user.to_string()).0, 200);
    for _ in 0..9 {
        let plan = run_program(folder.path(), &["plan", "--format", "json"]);
        let plan: serde_json::Value = serde_json::from_str(&out(&plan)).expect("a plan");
        let Some(step) = plan["steps"].as_array().and_then(|steps| steps.first()) else { break };
        assert_eq!(step["by_hand"]["readable"], false, "the user is read: {step}");
        let said =
            run_program(folder.path(), &["confirm", step["by_hand"]["code"].as_str().expect("a code")]);
        assert_eq!(code(&said), 0, "{}", both(&said));
    }
    let calm = run_program(folder.path(), &["plan", "--expect-no-changes"]);
    assert_eq!(code(&calm), 0, "{}", both(&calm));
    let kept = std::fs::read_to_string(folder.path().join("confirmed.yaml")).expect("a file");
    assert_eq!(kept.matches("kind:").count(), 8, "{kept}");
    let why = out(&run_program(folder.path(), &["explain", "rui.costa@reception.example"]));
    assert!(why.contains("live     number: 1010, by what people confirmed: no reading shows it"), "{why}");
}
