//! What a roster comes to.

mod checks;

use super::super::super::testing::{compiled, tenant, wants};
use crate::model::{Addr, Offboarding};

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    let (desired, findings) = compiled(&tenant(), text);
    assert_eq!(findings, [], "{text}");
    assert_eq!(wants(&desired), wanted, "{text}");
}

#[test]
fn what_is_not_written_is_not_managed() {
    check("users: { ana@x: {} }", &["user ana@x"]);
    check("users: {}", &[]);
    check("{}", &[]);
}

#[test]
fn an_empty_list_is_closed_and_wants_none() {
    check(
        "users: { ana@x: { licenses: [], queues: {}, group: [], extension: [], contact_center_admin: false } }",
        &[
            "user ana@x",
            "closed contact_center_admin user=ana@x",
            "closed extension user=ana@x",
            "closed group_member user=ana@x",
            "closed license user=ana@x",
            "closed queue_member user=ana@x",
        ],
    );
}

#[test]
fn a_person_wants_what_their_keys_and_their_profile_say() {
    check(
        r#"
profiles: { crew: { role: admin, group: EMEA, licenses: [GoTo Connect Standard], queues: { a: agent, b: agent } } }
users:
  Ana@X:
    profile: crew
    first_name: Ana
    last_name: Souza
    locale: en-US
    queues: { a: [agent, supervisor], b: none }
    extension: "1010"
    contact_center_admin: true
"#,
        &[
            "contact_center_admin ana@x",
            "extension ana@x number=1010",
            "group_member EMEA/ana@x",
            "license ana@x/GoTo Connect Standard",
            "queue_member a/ana@x/agent",
            "queue_member a/ana@x/supervisor",
            "role ana@x role=Admin",
            "user ana@x first_name=Ana group=EMEA last_name=Souza locale=en_US",
            "closed contact_center_admin user=ana@x",
            "closed extension user=ana@x",
            "closed group_member user=ana@x",
            "closed license user=ana@x",
            "closed queue_member user=ana@x",
        ],
    );
}

#[test]
fn a_custom_role_refers_to_its_role_set() {
    check(
        "{ users: { ana@x: { role: Auditor } }, role_sets: { Auditor: {} } }",
        &["role ana@x role=Auditor role_set=Auditor", "user ana@x"],
    );
}

#[test]
fn queues_are_declared_from_both_sides() {
    check(
        r"
users:
  ana@x: { queues: { calls: agent } }
  bob@x: {}
queues:
  calls: { kind: call, min_agents: 2, agents: [ana@x, BOB@x], supervisors: [] }
  chats: { kind: inbox, allow_gap: true }
  later: { overflow: calls }
",
        &[
            "queue calls kind=call min_agents=2",
            "queue chats kind=inbox min_agents=0",
            "queue later min_agents=0",
            "queue_member calls/ana@x/agent",
            "queue_member calls/bob@x/agent",
            "user ana@x",
            "user bob@x",
            "closed queue_member queue+role=calls/agent",
            "closed queue_member queue+role=calls/supervisor",
            "closed queue_member user=ana@x",
        ],
    );
}

#[test]
fn somebody_suspended_keeps_what_is_neither_license_nor_queue_nor_right() {
    let wanted = |reason: &str| {
        vec![
            format!("extension bob@x number=1002"),
            format!("group_member EMEA/bob@x"),
            format!("role bob@x role=Member ({reason})"),
            format!("user bob@x ({reason})"),
            "closed contact_center_admin user=bob@x".to_owned(),
            "closed extension user=bob@x".to_owned(),
            "closed group_member user=bob@x".to_owned(),
            "closed license user=bob@x".to_owned(),
            "closed queue_member user=bob@x".to_owned(),
        ]
    };
    for state in ["suspended", "absent"] {
        let text = format!(
            "profiles: {{ crew: {{ licenses: [Voice], queues: {{ a: agent }}, role: Admin, group: EMEA }} }}\n\
             users: {{ bob@x: {{ profile: crew, state: {state}, extension: '1002' }} }}"
        );
        let (desired, findings) = compiled(&tenant(), &text);
        assert_eq!(findings, []);
        let lines: Vec<String> =
            wants(&desired).into_iter().map(|line| line.replace(" (declared)", "")).collect();
        assert_eq!(lines, wanted(state));
    }
}

#[test]
fn somebody_absent_is_gone_where_the_tenant_deletes() {
    let tenant = crate::model::Tenant { offboarding: Offboarding::Delete, ..tenant() };
    let text = "users: { bob@x: { state: absent, licenses: [GoTo Meeting], reassign_to: ana@x }, ana@x: {} }";
    let (desired, _) = compiled(&tenant, text);
    assert_eq!(wants(&desired), ["user ana@x", "gone user bob@x reassign_to=ana@x (absent)"]);
}

#[test]
fn groups_are_managed_where_they_are_declared() {
    check(
        "groups: { EMEA: {}, EMEA/Support: { state: present }, Old: { state: absent } }",
        &["group EMEA", "group EMEA/Support", "gone group Old (absent)"],
    );
}

#[test]
fn mail_is_as_the_person_says_and_else_as_the_tenant_says() {
    for (tenant_says, person, expected) in
        [(true, "", true), (false, "", false), (true, "notify: false", false)]
    {
        let tenant = crate::model::Tenant { notify: tenant_says, ..tenant() };
        let (desired, _) = compiled(&tenant, &format!("users: {{ ana@x: {{ {person} }} }}"));
        let (_, user) = desired.resources.first_key_value().expect("one user is wanted");
        assert_eq!(user.attributes.get("notify"), Some(&crate::model::Value::Flag(expected)));
    }
}

#[test]
fn priorities_and_kinds_are_kept() {
    let text = "{ users: { ana@x: { priority: 1, licenses: [Voice] } }, queues: { a: { agents: [ana@x] } } }";
    let (desired, _) = compiled(&tenant(), text);
    let priority = |kind, key: &str| desired.resources[&Addr::new(kind, key)].priority;
    use super::super::catalogue::{LICENSE, QUEUE, QUEUE_MEMBER, USER};
    assert_eq!(priority(LICENSE, "ana@x/Voice"), 1);
    assert_eq!(priority(QUEUE_MEMBER, "a/ana@x/agent"), 1);
    assert_eq!(priority(QUEUE, "a"), 100);
    assert_eq!(desired.kinds, [USER, LICENSE, QUEUE, QUEUE_MEMBER].into());
}

#[test]
fn a_welcome_mail_is_told_to_the_creation_with_its_words() {
    check(
        "welcome_mails: { hello: { subject: Welcome, text: Come in } }\nusers: { ana@x: { welcome_mail: hello, group: EMEA } }",
        &[
            "group_member EMEA/ana@x",
            "user ana@x group=EMEA mail_subject=Welcome mail_text=Come in welcome_mail=hello",
            "closed group_member user=ana@x",
        ],
    );
}

#[test]
fn what_only_people_do_is_wanted_beside_the_person() {
    check(
        r#"
products: { Voice: { seats: 30 }, Meeting: {} }
profiles: { desk: { template: Sales, features: { Voice: { Recording: off, Fax: on } } } }
users: { ana@x: { profile: desk, features: { Voice: { Fax: none } }, invitations: 2, password_reset: 2026-11-27 } }
"#,
        &[
            "invitation ana@x sent=2",
            "license_seats Voice seats=30",
            "password_reset ana@x asked=2026-11-27",
            "product_feature ana@x/Voice/Recording state=off",
            "settings_template ana@x template=Sales",
            "user ana@x",
        ],
    );
}
