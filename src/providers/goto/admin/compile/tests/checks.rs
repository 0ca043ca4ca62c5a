//! Every static check, once where it speaks and once where it is silent.

use std::collections::BTreeMap;

use super::super::super::super::contract;
use super::super::super::super::testing::{codes, compiled, place, tenant};
use crate::model::{Credential, Endpoint, Findings, Severity, Tenant, WritePath};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (_, findings) = compiled(&tenant(), text);
    assert_eq!(codes(&findings), expected, "{text}\n{findings:#?}");
}

#[track_caller]
fn user(keys: &str, expected: &[&str]) {
    check(&format!("users: {{ ana@x.example: {{ {keys} }} }}"), expected);
}

#[test]
fn addresses_are_addresses_and_each_stands_once() {
    let long = format!("{}@x.example", "a".repeat(120));
    for (key, expected) in [
        ("ana@x.example", &[] as &[&str]),
        ("ana", &["refuse goto:G-005"]),
        ("ana@@x", &["refuse goto:G-005"]),
        ("a/b@x", &["refuse goto:G-005"]),
        ("room@devices.logmein.com", &["refuse goto:G-005"]),
        (&long, &["refuse goto:G-013"]),
    ] {
        check(&format!("users: {{ '{key}': {{}} }}"), expected);
    }
    check("users: { ana@x: {}, ANA@x: {} }", &["refuse goto:G-005"]);
    check("users: { Ana@x: {}, aNa@x: {} }", &["refuse goto:G-005"]);
}

#[test]
fn words_about_a_person_are_of_their_kind() {
    let (fits, long) = ("x".repeat(32), "x".repeat(33));
    user(&format!("first_name: {fits}, last_name: {fits}"), &[]);
    user(&format!("first_name: {long}"), &["refuse goto:G-013"]);
    user("last_name: ' '", &["refuse goto:G-013"]);
    user("locale: en, time_zone: Europe/Lisbon", &[]);
    user("locale: en_US, time_zone: Etc/GMT+1", &[]);
    user("locale: English", &["refuse goto:G-014"]);
    user("time_zone: Europe//Lisbon", &["refuse goto:G-014"]);
    user("id: '1007'", &[]);
    user("id: ana", &["refuse goto:G-904"]);
}

#[test]
fn a_billing_admin_is_appointed_by_the_vendor_alone() {
    user("role: Billing admin", &["refuse goto:G-309"]);
    user("role: billing ADMIN", &["refuse goto:G-309"]);
    user("role: Admin", &[]);
}

#[test]
fn a_former_address_is_nobody_elses() {
    user("was: ana@old.example", &[]);
    user("was: Ana@x.example", &["refuse goto:G-005"]);
    user("was: ana", &["refuse goto:G-005"]);
    check("users: { ana@x: { was: bob@x }, bob@x: {} }", &["refuse goto:G-005"]);
}

#[test]
fn a_member_without_license_is_said_to_be_suspended() {
    user("licenses: [], role: Member", &["refuse goto:G-008"]);
    user("licenses: [], role: member, state: suspended", &[]);
    user("licenses: [], role: Admin", &[]);
    user("licenses: []", &[]);
    user("role: Member", &[]);
    user("licenses: [Voice], role: Member", &[]);
}

#[test]
fn roles_are_system_roles_or_declared() {
    user("role: SUPER ADMIN", &[]);
    user("role: Auditor", &[]);
    check("{ users: { ana@x: { role: Auditor } }, role_sets: { Auditor: {} } }", &[]);
    check("{ users: { ana@x: { role: Auditr } }, role_sets: { Auditor: {} } }", &["refuse goto:G-301"]);
    check("{ profiles: { p: { role: Auditr } }, role_sets: { Auditor: {} } }", &["refuse goto:G-301"]);
    check("role_sets: { super admin: {} }", &["refuse goto:G-301"]);
}

#[test]
fn groups_are_a_tree() {
    check("groups: { A: {}, A/B: {}, A/B/C: {}, A/B/C/D: {}, A/B/C/D/E: {} }", &[]);
    check(
        "groups: { A: {}, A/B: {}, A/B/C: {}, A/B/C/D: {}, A/B/C/D/E: {}, A/B/C/D/E/F: {} }",
        &["refuse goto:G-401"],
    );
    check("groups: { A: {}, A/1: {}, A/2: {}, A/3: {}, A/4: {}, A/5: {} }", &[]);
    check("groups: { A: {}, A/1: {}, A/2: {}, A/3: {}, A/4: {}, A/5: {}, A/6: {} }", &["warn goto:G-401"]);
    check("groups: { A/B: {} }", &["refuse goto:G-409"]);
    check("groups: { A: { state: absent }, A/B: {} }", &["refuse goto:G-409"]);
    check("groups: { A: {}, 'A//B': {} }", &["refuse goto:G-409"]);
    // Only in the classic portal is a name unique in the whole account (G-408).
    check("groups: { A: {}, B: {}, A/Support: {}, B/support: {} }", &[]);
    user("group: [A, B]", &["refuse goto:G-404"]);
    user("group: A/B/C/D/E/F", &["refuse goto:G-401"]);
}

#[test]
fn references_to_a_kind_that_is_declared_are_declared() {
    user("queues: { calls: agent }, group: A, reassign_to: eva@x.example", &["refuse R-017"]);
    check("{ users: { ana@x: { queues: { call: agent } } }, queues: { calls: {} } }", &["refuse R-014"]);
    check("queues: { calls: { overflow: other } }", &["refuse R-014"]);
    check("{ users: { ana@x: { group: B } }, groups: { A: {} } }", &["refuse R-016"]);
    check("{ users: { ana@x: { group: A } }, groups: { A: { state: absent } } }", &["refuse R-016"]);
    check(
        "{ profiles: { p: { group: B, queues: { call: agent } } }, groups: { A: {} }, queues: { calls: {} } }",
        &["refuse R-014", "refuse R-016"],
    );
    check("{ users: { ana@x: {} }, queues: { calls: { agents: [anna@x] } } }", &["refuse R-017"]);
    check("queues: { calls: { agents: [anna@x] } }", &[]);
}

#[test]
fn a_hint_names_what_was_probably_meant() {
    let (_, findings) =
        compiled(&tenant(), "{ users: { ana@x: { queues: { suport: agent } } }, queues: { support: {} } }");
    assert_eq!(findings[0].hint.as_deref(), Some("did you mean `support`?"));
}

#[test]
fn a_roster_that_was_read_in_part_refuses_no_reference() {
    let mut roster =
        super::super::super::super::testing::roster("{ users: { ana@x: { group: B } }, groups: { A: {} } }");
    roster.partial = true;
    let mut findings = Findings::default();
    super::super::compile(&tenant(), &roster, &mut findings);
    assert!(findings.is_empty());
}

#[test]
fn queue_people_have_a_connect_license() {
    user("licenses: [GoTo Connect Standard], queues: { a: agent }", &[]);
    user("licenses: [Company Voice], queues: { a: agent }", &[]);
    user("queues: { a: agent }", &[]);
    user("licenses: [GoTo Meeting], queues: { a: [] }", &[]);
    user("licenses: [GoTo Meeting], queues: { a: agent }", &["refuse goto:G-705"]);
    user("licenses: [], contact_center_admin: true", &["refuse goto:G-705"]);
    check(
        "{ users: { ana@x: { licenses: [] } }, queues: { a: { supervisors: [ana@x] } } }",
        &["refuse goto:G-705"],
    );
    user("licenses: [GoTo Connect Basic], queues: { a: chief }", &["refuse R-018"]);
}

#[test]
fn a_queue_has_an_agent_or_somewhere_to_overflow() {
    check("queues: { a: { agents: [ana@x] } }", &[]);
    check("queues: { a: { agents: [] } }", &["refuse goto:T-40"]);
    check("queues: { a: {} }", &[]);
    check("queues: { a: { agents: [], allow_gap: true } }", &[]);
    check("queues: { a: { agents: [], overflow: b }, b: {} }", &[]);
    check("queues: { a: { overflow: a } }", &["refuse goto:T-40"]);
    check("queues: { a: { agents: [ana@x], min_agents: 2 } }", &["refuse goto:T-40"]);
    check("queues: { a: { agents: [], min_agents: 0 } }", &[]);
}

#[test]
fn closed_lists_and_people_agree() {
    let people = "ana@x: { queues: { a: agent } }, bob@x: {}";
    check(&format!("{{ users: {{ {people} }}, queues: {{ a: {{ agents: [ana@x, bob@x] }} }} }}"), &[]);
    check(&format!("{{ users: {{ {people} }}, queues: {{ a: {{ agents: [bob@x] }} }} }}"), &["refuse R-020"]);
    check(&format!("{{ users: {{ {people} }}, queues: {{ a: {{ supervisors: [] }} }} }}"), &[]);
    check(
        "{ users: { bob@x: { state: suspended } }, queues: { a: { agents: [bob@x] } } }",
        &["refuse R-020"],
    );
}

#[test]
fn the_contact_center_has_a_seat_for_everybody() {
    let text = "{ users: { ana@x: { contact_center_admin: true }, bob@x: { queues: { a: [agent, supervisor] } } }, queues: { a: {}, b: { agents: [bob@x] } } }";
    let with = |seats, allow_overage| Tenant { own: contract::written(seats, allow_overage), ..tenant() };
    for (tenant, expected) in [
        (tenant(), &[] as &[&str]),
        (with(2, 0), &[]),
        (with(1, 1), &[]),
        (with(1, 0), &["refuse goto:G-704"]),
        (with(0, 0), &[]),
    ] {
        assert_eq!(codes(&compiled(&tenant, text).1), expected);
    }
    let none = with(0, 0);
    let text =
        "{ users: { ana@x: { licenses: [], queues: { a: agent } } }, queues: { a: {}, b: { agents: [] } } }";
    assert_eq!(codes(&compiled(&none, text).1), [""; 0]);
}

#[test]
fn a_bundle_is_not_given_with_what_it_includes() {
    user("licenses: [GoTo Webinar Pro, GoTo Meeting]", &["refuse goto:G-217"]);
    user("licenses: [GoTo Meeting Business, GoTo Training]", &["refuse goto:G-217"]);
    user("licenses: [GoTo Webinar Pro, GoTo Training]", &[]);
    check("profiles: { p: { licenses: [GoTo Webinar, GoTo Meeting] } }", &["refuse goto:G-217"]);
}

#[test]
fn extensions_are_numbers_of_one_person_each() {
    user("extension: '1010'", &[]);
    user("extension: '12'", &["refuse goto:G-803"]);
    user("extension: '1234567'", &["refuse goto:G-803"]);
    user("extension: 10a0", &["refuse goto:G-803"]);
    user("extension: ['1010', '1011']", &["refuse goto:G-801"]);
    check("users: { ana@x: { extension: '1010' }, bob@x: { extension: '1011' } }", &[]);
    check("users: { ana@x: { extension: '1010' }, bob@x: { extension: '1010' } }", &["refuse goto:G-803"]);
}

#[test]
fn a_leaver_names_who_takes_over() {
    let bob = |keys: &str, expected: &[&str]| {
        let text = format!(
            "profiles: {{ m: {{ licenses: [GoTo Meeting] }}, w: {{ licenses: [GoTo Webinar] }} }}\n\
             users: {{ ana@x: {{}}, eva@x: {{ state: absent }}, bob@x: {{ {keys} }} }}"
        );
        check(&text, expected);
    };
    bob("profile: m, state: absent", &["refuse goto:G-130"]);
    bob("profile: w, state: suspended", &["refuse goto:G-130"]);
    bob("profile: m, state: absent, reassign_to: ana@x", &[]);
    bob("profile: w, state: absent, co_organizer: ana@x", &[]);
    bob("profile: w, state: absent, reassign_to: ana@x", &["refuse goto:G-130"]);
    bob("profile: m", &[]);
    bob("state: absent", &[]);
    bob("state: absent, reassign_to: bob@x", &["refuse goto:G-130"]);
    bob("state: absent, reassign_to: eva@x", &["refuse goto:G-130"]);
}

#[test]
fn what_a_leavers_own_keys_give_yields_and_says_so() {
    let text = |keys: &str| {
        format!(
            "profiles: {{ crew: {{ licenses: [Voice], role: Admin, queues: {{ a: agent }}, contact_center_admin: true }} }}\n\
             users: {{ bob@x: {{ state: suspended, {keys} }} }}"
        )
    };
    check(&text("profile: crew"), &[]);
    for own in ["licenses: [Voice]", "role: Admin", "queues: { a: agent }", "contact_center_admin: true"] {
        check(&text(own), &["warn goto:G-103"]);
        check(&text(&format!("profile: crew, {own}")), &["warn goto:G-103"]);
    }
    check(&text("licenses: [], role: Member, queues: {}, contact_center_admin: false"), &[]);
}

#[test]
fn mistakes_of_shape_are_told_with_their_places() {
    user("licences: [Voice]", &["refuse R-005"]);
    user("state: gone", &["refuse R-018"]);
    user("extension: 1010", &["refuse R-006"]);
    user("licenses: ~", &["refuse R-008"]);
    check("groups: { A: { state: suspended } }", &["refuse R-018"]);
    check("role_sets: { A: { permissions: [] } }", &["refuse R-005"]);
    check("profiles: { p: { first_name: Ana } }", &["refuse R-005"]);
}

#[track_caller]
fn check_tenant(tenant: &Tenant, expected: &[&str]) {
    let mut findings = Findings::default();
    super::super::check_tenant(tenant, &mut findings);
    assert_eq!(codes(&findings.sorted()), expected);
}

#[test]
fn a_portal_is_one_of_the_vendors() {
    let with = |portal: &str| Tenant { portal: Some((portal.into(), place(1))), ..tenant() };
    check_tenant(&tenant(), &[]);
    check_tenant(&with("goto-admin"), &[]);
    check_tenant(&with("classic"), &[]);
    check_tenant(&with("pbx-classic"), &[]);
    check_tenant(&with("goto-admn"), &["refuse R-018"]);
}

#[test]
fn credentials_are_known_and_complete_but_on_the_sandbox() {
    let with = |endpoint: Endpoint, names: &[&str]| {
        let given = |name: &&str| (name.to_string(), (Credential::Env("X".into()), place(1)));
        Tenant { endpoint, credentials: names.iter().map(given).collect(), ..tenant() }
    };
    let base = || Endpoint::Base("http://127.0.0.1:8080".into());
    let whole = ["client_id", "client_secret", "personal_access_token"];
    check_tenant(&with(Endpoint::Vendor, &whole), &[]);
    let refreshed = ["client_id", "client_secret", "refresh_token"];
    check_tenant(&with(base(), &refreshed), &[]);
    check_tenant(&with(Endpoint::Vendor, &refreshed), &["note R-045"]);
    check_tenant(&with(Endpoint::Vendor, &["client_id", "client_secret"]), &["refuse R-009"]);
    check_tenant(&with(base(), &[]), &["refuse R-009"]);
    check_tenant(&with(tenant().endpoint, &["client_idd"]), &["refuse R-005"]);
}

#[test]
fn nothing_public_writes_queues_at_the_vendor() {
    let with = |endpoint: Endpoint, plural: &str, path| {
        let whole = ["client_id", "client_secret", "personal_access_token"];
        let given = |name: &str| (name.to_owned(), (Credential::Env("X".into()), place(1)));
        Tenant {
            endpoint,
            credentials: whole.into_iter().map(given).collect(),
            writes: BTreeMap::from([(plural.to_owned(), (path, place(2)))]),
            ..tenant()
        }
    };
    let sandbox = || tenant().endpoint;
    check_tenant(&with(sandbox(), "queue_members", WritePath::Api), &[]);
    check_tenant(&with(Endpoint::Vendor, "queue_members", WritePath::Manual), &[]);
    check_tenant(&with(Endpoint::Vendor, "queue_members", WritePath::Api), &["refuse goto:G-716"]);
    check_tenant(&with(Endpoint::Vendor, "contact_center_admins", WritePath::Api), &["refuse goto:G-716"]);
    check_tenant(&with(sandbox(), "queue_clearances", WritePath::Api), &["refuse goto:G-716"]);
    check_tenant(&with(Endpoint::Vendor, "users", WritePath::Api), &[]);
    check_tenant(&with(sandbox(), "queues", WritePath::Api), &["refuse R-005"]);
    check_tenant(&with(sandbox(), "queue_member", WritePath::Api), &["refuse R-005"]);
}

#[test]
fn nobody_has_one_product_in_two_accounts() {
    let text = "users: { ana@x: { licenses: [Voice] }, bob@x: { licenses: [Fax] } }";
    let (one, other) =
        (compiled(&tenant(), text).0, compiled(&tenant(), "users: { ana@x: { licenses: [Voice] } }").0);
    let named = |name: &str, account: Option<&str>| Tenant {
        name: name.into(),
        account: account.map(Into::into),
        ..tenant()
    };
    let told = |a: &Tenant, b: &Tenant| -> Vec<usize> {
        let findings = super::super::check_across(&[(a, &one), (b, &other)]);
        assert!(findings.iter().flat_map(Findings::iter).all(|it| it.severity == Severity::Refuse));
        findings.iter().map(|each| each.iter().count()).collect()
    };
    assert_eq!(told(&named("a", None), &named("b", None)), [1, 1]);
    assert_eq!(told(&named("a", Some("1")), &named("b", Some("2"))), [1, 1]);
    assert_eq!(told(&named("a", Some("1")), &named("b", Some("1"))), [0, 0]);
}

#[test]
fn plans_of_one_product_are_one_product_and_other_products_are_told() {
    let named = |name: &str| Tenant { name: name.into(), ..tenant() };
    let with =
        |licenses: &str| compiled(&tenant(), &format!("users: {{ ana@x: {{ licenses: [{licenses}] }} }}")).0;
    let check = |one: &str, other: &str, expected: &[&str]| {
        let (one, other) = (with(one), with(other));
        for findings in super::super::check_across(&[(&named("a"), &one), (&named("b"), &other)]) {
            assert_eq!(codes(&findings.sorted()), expected);
        }
    };
    check("GoTo Connect Standard", "GoTo Connect Premium", &["refuse goto:G-012"]);
    check("GoTo Connect Standard, GoTo Meeting", "GoTo Webinar, GoTo Meeting", &["refuse goto:G-012"]);
    check("GoTo Connect Standard", "GoTo Webinar", &["warn goto:T-13"]);
    check("Voice", "Fax", &["warn goto:T-13"]);
    // Whoever has no license there is a person of that account all the same.
    check("Voice", "", &["warn goto:T-13"]);
    let (one, two) = (compiled(&tenant(), "users: { ana@x: {} }").0, with("Voice"));
    let told = super::super::check_across(&[(&named("a"), &one), (&named("b"), &two)]);
    assert!(told.into_iter().all(|own| codes(&own.sorted()) == ["warn goto:T-13"]));
    let gone = compiled(&tenant(), "users: { ana@x: { state: absent } }").0;
    let told = super::super::check_across(&[(&named("a"), &gone), (&named("b"), &two)]);
    assert!(told.iter().all(Findings::is_empty), "whoever leaves one may be in the other");
}

#[test]
fn a_welcome_mail_is_declared_and_sent() {
    let with = |keys: &str| {
        format!(
            "welcome_mails: {{ hello: {{ subject: S, text: T }} }}\nusers: {{ ana@x: {{ welcome_mail: {keys} }} }}"
        )
    };
    check(&with("hello"), &[]);
    check(&with("helo"), &["refuse goto:G-002"]);
    check(&with("hello, notify: false"), &["refuse goto:G-508"]);
    check(&with("hello, notify: false, state: suspended"), &[]);
    check("users: { ana@x: { welcome_mail: hello } }", &["refuse goto:G-002"]);
    check("profiles: { a: { welcome_mail: hello } }", &["refuse goto:G-002"]);
    check("welcome_mails: { a: { subject: '', text: T } }", &["refuse goto:G-002"]);
}

#[test]
fn invitations_end_at_three_and_begin_at_one() {
    for count in [1, 2, 3] {
        user(&format!("invitations: {count}"), &[]);
    }
    user("invitations: 0", &["refuse goto:G-124"]);
    user("invitations: 4", &["refuse goto:G-124"]);
    user("invitations: 2, state: suspended", &["warn goto:G-103"]);
}

#[test]
fn features_templates_and_days_are_what_they_say() {
    user("licenses: [Voice], role: Admin, features: { Voice: { Recording: on } }", &[]);
    user("licenses: [Voice], role: Admin, features: { Fax: { Recording: on } }", &["refuse goto:G-202"]);
    user("features: { Voice: { 'Audio/Video': on } }", &["refuse goto:G-202"]);
    user("template: ' '", &["refuse goto:G-501"]);
    user("password_reset: 2026-11-31", &["refuse R-006"]);
}
