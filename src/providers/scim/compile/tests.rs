//! What a roster comes to, and what is found about it.

use super::super::PORTAL;
use super::super::testing::{compiled, tenant, tenant_with, wants};
use crate::model::{Credential, Endpoint, Findings, Offboarding, Tenant};

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    let (desired, findings) = compiled(&tenant(), text);
    assert_eq!(findings, [], "{text}");
    assert_eq!(wants(&desired), wanted, "{text}");
}

#[test]
fn what_is_not_written_is_not_managed_and_an_empty_list_is_none() {
    check("users: { ana@x: {} }", &["user ana@x active=true user_name=ana@x"]);
    check("users: {}", &[]);
    check(
        "users: { Ana: { title: [], licenses: [], roles: [], groups: [], manager: [] } }",
        &[
            "user ana active=true title=[] user_name=Ana",
            "closed group_member user=ana",
            "closed license user=ana",
            "closed manager user=ana",
            "closed role user=ana",
        ],
    );
}

#[test]
fn suspended_is_not_active_and_nothing_else() {
    check(
        "users: { ana: { state: suspended, licenses: [Voice], groups: [G] } }",
        &[
            "group_member G/ana",
            "license ana/Voice",
            "user ana active=false user_name=ana (suspended)",
            "closed group_member user=ana",
            "closed license user=ana",
        ],
    );
}

#[test]
fn who_is_absent_loses_what_they_hold_or_is_deleted() {
    let text = "users: { ana: { state: absent, licenses: [Voice] } }";
    check(
        text,
        &[
            "user ana active=false user_name=ana (absent)",
            "closed group_member user=ana",
            "closed license user=ana",
            "closed role user=ana",
        ],
    );
    let tenant = Tenant { offboarding: Offboarding::Delete, ..tenant() };
    assert_eq!(wants(&compiled(&tenant, text).0), ["gone user ana (absent)"]);
}

#[test]
fn members_are_declared_from_both_sides() {
    check(
        "{ users: { ana: { groups: [A/b] }, bob: {} }, groups: { A/b: { members: [Bob, ana] }, Old: { state: absent } } }",
        &[
            "group A/b",
            "group_member A/b/ana",
            "group_member A/b/bob",
            "user ana active=true user_name=ana",
            "user bob active=true user_name=bob",
            "gone group Old (absent)",
            "closed group_member group=A/b",
            "closed group_member user=ana",
        ],
    );
}

#[test]
fn one_group_in_two_spellings_is_one_group() {
    check(
        "users: { ana: { groups: [Desk] }, bob: { groups: [desk] } }",
        &[
            "group_member Desk/ana",
            "group_member Desk/bob",
            "user ana active=true user_name=ana",
            "user bob active=true user_name=bob",
            "closed group_member user=ana",
            "closed group_member user=bob",
        ],
    );
}

#[test]
fn every_mistake_is_found_by_its_rule() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("{}", "users: { Ana: {}, ana: {} }", &["scim:S-03"]),
        ("{}", "users: { a/b: {}, ' x': {} }", &["scim:S-03", "scim:S-03"]),
        ("{}", "groups: { ' ': {} }", &["scim:S-08"]),
        ("{}", "groups: { Desk: {}, desk: { state: absent } }", &["scim:S-08"]),
        ("{}", "users: { ana: { manager: ana } }", &["scim:S-12"]),
        ("{}", "users: { ana: { manager: bob } }", &["R-017"]),
        ("{}", "users: { ana: { external_id: '' } }", &["scim:S-02"]),
        ("{}", "users: { ana: { title: [a, b] } }", &["R-006"]),
        ("{}", "users: { ana: { title: '' } }", &["R-006"]),
        ("{}", "{ users: { ana: { groups: [B] } }, groups: { A: {} } }", &["R-016"]),
        ("{}", "{ users: { ana: { groups: [A] } }, groups: { A: { state: absent } } }", &["R-016"]),
        ("{}", "groups: { A: { state: absent, members: [ana] } }", &["R-016"]),
        ("{}", "{ users: { ana: { groups: [A] } }, groups: { A: { members: [] } } }", &["R-020"]),
        ("{}", "{ users: { ana: { state: absent } }, groups: { A: { members: [ana] } } }", &["R-020"]),
        ("{ single_role: true }", "users: { ana: { roles: [a, b] } }", &["scim:S-06"]),
        ("{ single_role: true }", "users: { ana: { roles: [a] } }", &[]),
    ];
    for (settings, text, codes) in cases {
        let (_, findings) = compiled(&tenant_with(settings), text);
        let found: Vec<&str> = findings.iter().map(|finding| &*finding.code).collect();
        assert_eq!(found, *codes, "{text}");
    }
}

#[test]
fn a_tenant_says_where_the_service_is_and_brings_a_token() {
    let judged = |tenant: Tenant| {
        let mut findings = Findings::default();
        (PORTAL.check_tenant)(&tenant, &mut findings);
        findings.sorted().into_iter().map(|finding| finding.text).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(judged(tenant()), "");
    let vendor = Tenant { endpoint: Endpoint::Vendor, ..tenant() };
    assert!(judged(vendor).contains("`endpoint` is missing"));
    let mut base = Tenant { endpoint: Endpoint::Base("https://x.example/v2".into()), ..tenant() };
    assert_eq!(judged(base.clone()), "credentials are missing: token");
    let token = (Credential::Env("T".into()), base.place);
    base.credentials.insert("token".into(), token.clone());
    assert_eq!(judged(base.clone()), "");
    base.credentials.insert("password".into(), token);
    assert_eq!(judged(base), "no credential is called `password`");
    assert!(judged(tenant_with("{ adoptt: true }")).contains("adoptt"));
}
