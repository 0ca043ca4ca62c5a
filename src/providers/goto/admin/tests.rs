//! What only people do, from the roster to the plan.

use super::super::testing::{codes, compiled, observed, tenant};
use super::PORTAL;
use super::catalogue::{PASSWORD_RESET, PRODUCT_FEATURE};
use crate::model::{Addr, Attributes, Confirmation, Confirmed, Observation, Plan, Step, Tenant, Value};
use crate::run::{Statements, propose};

const LIVE: [&str; 4] = [
    "user ana@x; status=INVITED; invites=#2",
    "license ana@x/Voice; products={JIVE}",
    "license_product Voice; products={JIVE}; license_key=101; seats=#25",
    "role ana@x; role=Member",
];

fn plan_of(tenant: &Tenant, roster: &str, live: Observation, confirmed: &Confirmed) -> Plan {
    let (desired, found) = compiled(tenant, roster);
    assert_eq!(found, [], "{roster}");
    let statements = Statements { acks: &[], confirmed, only: None };
    propose(&PORTAL, tenant, desired, live, statements).plan
}

/// Steps, what is withheld, and codes of findings, for a roster of ana.
#[track_caller]
fn check(keys: &str, live: &[&str], steps: &[&str], found: &[&str]) -> Plan {
    let roster = format!("users: {{ ana@x: {{ {keys} }} }}");
    check_roster(&roster, live, steps, found)
}

#[track_caller]
fn check_roster(roster: &str, live: &[&str], steps: &[&str], found: &[&str]) -> Plan {
    let plan = plan_of(&tenant(), roster, observed(live), &Confirmed::new());
    assert_eq!(lines(&plan), steps, "{roster}\n{:#?}", plan.findings);
    assert_eq!(codes(&plan.findings), found, "{roster}\n{:#?}", plan.findings);
    plan
}

fn lines(plan: &Plan) -> Vec<String> {
    let of = |step: &Step| {
        let each = step.changes.iter().map(|id| plan.change(*id).addr.to_string());
        let hand = if plan.by_hand.contains_key(&step.id) { " by hand" } else { "" };
        format!("{}{hand}", each.collect::<Vec<_>>().join(", "))
    };
    plan.steps.iter().map(of).collect()
}

#[test]
fn an_invitation_is_sent_again_until_so_many_were_sent() {
    check("invitations: 3", &LIVE, &["invitation ana@x by hand"], &[]);
    check("invitations: 2", &LIVE, &[], &[]);
    check("invitations: 1", &LIVE, &[], &[]);
    let inactive = ["user ana@x; status=INACTIVE", LIVE[1], LIVE[2], LIVE[3]];
    check("invitations: 2", &inactive, &["invitation ana@x by hand"], &[]);
}

#[test]
fn nobody_who_signs_in_or_may_not_is_invited_again() {
    for status in ["ACTIVE", "SUSPENDED"] {
        let live = [&*format!("user ana@x; status={status}"), LIVE[2], LIVE[3]];
        check("invitations: 2", &live, &[], &["refuse goto:G-124"]);
    }
}

#[test]
fn whoever_is_created_is_invited_by_it() {
    let keys = "first_name: Ana, last_name: S, licenses: [Voice], invitations: 2";
    let live = ["user eva@x", LIVE[2]];
    check(keys, &live, &["license ana@x/Voice, user ana@x"], &[]);
}

#[test]
fn who_was_invited_three_times_is_told() {
    let live = ["user ana@x; status=INVITED; invites=#3; invited=2026-08-01", LIVE[1], LIVE[2], LIVE[3]];
    let plan = check("invitations: 3", &live, &[], &["note goto:G-124"]);
    assert!(plan.findings[0].text.contains("2026-08-01"), "{:?}", plan.findings);
}

#[test]
fn a_password_is_reset_of_somebody_who_has_one() {
    let active = ["user ana@x; status=ACTIVE", LIVE[1], LIVE[2], LIVE[3]];
    let plan = check("password_reset: 2026-11-27", &active, &["password_reset ana@x by hand"], &[]);
    assert!(plan.by_hand.values().all(|own| !own.readable), "somebody's word stands for it");
    check("password_reset: 2026-11-27", &LIVE, &[], &["refuse goto:G-105"]);
    let suspended = ["user ana@x; status=SUSPENDED", LIVE[3]];
    check("password_reset: 2026-11-27", &suspended, &[], &["refuse goto:G-105"]);
}

#[test]
fn a_reset_that_was_done_is_done_and_a_new_day_is_a_new_request() {
    let word = |day: &str| {
        let after = Attributes::new().with("asked", Value::text(day));
        let said = Confirmation { code: "X".into(), on: "2026-11-28".into(), after: Some(after) };
        Confirmed::from([(Addr::new(PASSWORD_RESET, "ana@x"), said)])
    };
    let active = ["user ana@x; status=ACTIVE", LIVE[1], LIVE[2], LIVE[3]];
    let roster = "users: { ana@x: { password_reset: 2026-11-27 } }";
    let steps = |day: &str| lines(&plan_of(&tenant(), roster, observed(&active), &word(day))).len();
    assert_eq!((steps("2026-11-27"), steps("2026-10-01")), (0, 1));
}

#[test]
fn features_are_set_after_template_and_license() {
    let keys = "first_name: Ana, last_name: S, licenses: [Voice], template: Sales, \
                features: { Voice: { Recording: off, Voicemail: on } }";
    let live = ["user eva@x", LIVE[2]];
    let steps = [
        "license ana@x/Voice, user ana@x",
        "settings_template ana@x by hand",
        "product_feature ana@x/Voice/Recording, product_feature ana@x/Voice/Voicemail by hand",
    ];
    let plan = check(keys, &live, &steps, &["note goto:G-501"]);
    let needs: Vec<usize> = plan.steps.iter().map(|step| step.needs.len()).collect();
    assert_eq!(needs, [0, 1, 1], "each after the one before");
    assert_eq!(plan.unreadable.len(), 2, "what nobody speaks of is not said to be unreadable");
}

#[test]
fn features_are_of_products_that_are_held() {
    check(
        "features: { Voice: { Recording: off } }",
        &LIVE,
        &["product_feature ana@x/Voice/Recording by hand"],
        &[],
    );
    check("features: { Meeting: { Recording: off } }", &LIVE, &[], &["refuse R-030"]);
}

#[test]
fn what_was_said_of_a_feature_ends_with_the_license() {
    let after = Attributes::new().with("state", Value::text("off"));
    let said = Confirmation { code: "X".into(), on: "2026-11-28".into(), after: Some(after) };
    let key = "ana@x/Voice/Recording";
    let word = Confirmed::from([(Addr::new(PRODUCT_FEATURE, key), said)]);
    let roster = "users: { ana@x: { licenses: [Voice], features: { Voice: { Recording: off } } } }";
    let steps = |live: &[&str]| lines(&plan_of(&tenant(), roster, observed(live), &word));
    assert_eq!(steps(&LIVE), [""; 0]);
    assert_eq!(steps(&[LIVE[0], LIVE[2], LIVE[3]]).len(), 2, "the license comes, and with it the question");
    let gone = "users: { ana@x: { licenses: [], role: Admin } }";
    let steps = lines(&plan_of(&tenant(), gone, observed(&LIVE), &word));
    assert!(steps.iter().all(|step| !step.contains("product_feature")), "{steps:?}");
}

#[test]
fn seats_are_bought_by_hand_and_more_than_asked_for_is_told() {
    let seats = |count: u32| format!("products: {{ Voice: {{ seats: {count} }} }}");
    check_roster(&seats(30), &LIVE, &["license_seats Voice by hand"], &["note goto:G-209"]);
    check_roster(&seats(25), &LIVE, &[], &[]);
    check_roster(&seats(20), &LIVE, &[], &["note goto:G-208"]);
    let other = "products: { Meeting: { seats: 5 } }";
    check_roster(other, &LIVE, &["license_seats Meeting by hand"], &["warn goto:G-209"]);
}

/// A plan of a tenant whose credentials are somebody's with this role.
fn as_role(role: &str, roster: &str) -> Vec<String> {
    let mine = format!("role it@x; {role}");
    let set = "role_set Desk; id=1; permissions={MANAGE_SEATS}";
    let live = ["user it@x; status=ACTIVE", &mine, set, LIVE[0], LIVE[2], LIVE[3]];
    let live = Observation { caller: Some("it@x".into()), ..observed(&live) };
    codes(&plan_of(&tenant(), roster, live, &Confirmed::new()).findings)
}

#[test]
fn who_may_not_assign_licenses_is_told_which_permission_was_looked_for() {
    let roster = "users: { ana@x: { licenses: [Voice] } }";
    for may in ["role=Super admin", "role=Admin", "role=permissions MANAGE_SEATS", "role=Desk; role_set=Desk"]
    {
        assert_eq!(as_role(may, roster), [""; 0], "{may}");
    }
    assert_eq!(as_role("role=Other; role_set=Other", roster), [""; 0], "what no reading tells is not judged");
    for may_not in ["role=Member", "role=permissions RUN_REPORTS"] {
        assert_eq!(as_role(may_not, roster), ["refuse goto:G-201"], "{may_not}");
    }
    let desk = "users: { ana@x: { first_name: Ana } }";
    assert_eq!(as_role("role=Desk; role_set=Desk", desk), ["refuse goto:G-001"]);
}

#[test]
fn an_administrator_is_added_by_a_super_admin_or_not_at_all() {
    let roster = "users: { new@x: { first_name: N, last_name: N, role: Admin } }";
    assert_eq!(as_role("role=Admin", roster), ["refuse goto:G-001"]);
    assert_eq!(as_role("role=Super admin", roster), [""; 0]);
}

#[test]
fn who_dials_in_every_day_is_not_taken_for_somebody_who_never_came() {
    let roster = "users: { ana@x: { licenses: [], role: Admin } }";
    let live = |status: &str, product: &str| {
        let license = format!("license ana@x/Voice; products={{{product}}}");
        let user = format!("user ana@x; status={status}");
        let live = observed(&[&user, &license, LIVE[2], "role ana@x; role=Admin"]);
        let told = codes(&plan_of(&tenant(), roster, live, &Confirmed::new()).findings);
        told.contains(&"warn goto:T-20".to_owned())
    };
    assert!(live("INVITED", "OPENVOICE") && live("INVITED", "OV"));
    assert!(!live("ACTIVE", "OPENVOICE") && !live("INVITED", "JIVE"));
}
