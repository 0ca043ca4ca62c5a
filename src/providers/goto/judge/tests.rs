//! Guards and notes, each once where it speaks and once where it is silent.

use super::super::testing::{changes, codes, compiled, observed, tenant};
use super::judge;
use crate::model::{ContactCenter, Finding, Findings, Observation, Tenant};

struct Judged {
    findings: Vec<Finding>,
    held: Vec<String>,
}

fn judged(tenant: &Tenant, roster: &str, live: &Observation, lines: &[&str]) -> Judged {
    let (desired, _) = compiled(tenant, roster);
    let mut findings = Findings::default();
    let adjusted = judge(tenant, &desired, live, &changes(live, lines), &mut findings);
    let held = adjusted.held.keys().map(ToString::to_string).collect();
    Judged { findings: findings.sorted(), held }
}

#[track_caller]
fn check(live: &[&str], lines: &[&str], found: &[&str], held: &[&str]) {
    check_as(None, live, lines, found, held);
}

#[track_caller]
fn check_as(caller: Option<&str>, live: &[&str], lines: &[&str], found: &[&str], held: &[&str]) {
    let live = Observation { caller: caller.map(str::to_owned), ..observed(live) };
    let judged = judged(&tenant(), "{}", &live, lines);
    assert_eq!(codes(&judged.findings), found, "{lines:?}\n{:#?}", judged.findings);
    assert_eq!(judged.held, held, "{lines:?}");
}

const IT: [&str; 4] = [
    "user it@x; status=ACTIVE",
    "role it@x; role=Super admin",
    "license it@x/Voice; products={JIVE}",
    "queue_member a/it@x/agent",
];

#[test]
fn the_callers_own_user_keeps_what_it_needs() {
    let me = Some("it@x");
    check_as(me, &IT, &["~ role it@x; role=Member"], &["refuse goto:T-15"], &["role it@x"]);
    check_as(me, &IT, &["- license it@x/Voice"], &["refuse goto:T-15"], &["license it@x/Voice"]);
    check_as(me, &IT, &["~ user it@x; first_name=I"], &[], &[]);
    check_as(me, &IT, &["- queue_member a/it@x/agent"], &["warn goto:T-40"], &[]);
    let all = ["license it@x/Voice", "queue_member a/it@x/agent", "role it@x", "user it@x"];
    check_as(
        me,
        &IT,
        &[
            "- user it@x (Absent)",
            "- role it@x (Follows)",
            "- license it@x/Voice (Follows)",
            "- queue_member a/it@x/agent (Follows)",
        ],
        &["refuse goto:T-15"],
        &all,
    );
    check_as(
        me,
        &IT,
        &[
            "~ role it@x; role=Member (Suspended)",
            "- license it@x/Voice (Suspended)",
            "- queue_member a/it@x/agent (Suspended)",
        ],
        &["refuse goto:T-15"],
        &all[..3],
    );
}

fn admins(statuses: &[&str]) -> Vec<String> {
    let names = ["a@x", "b@x", "c@x", "d@x"];
    let lines = statuses.iter().zip(names);
    lines
        .flat_map(|(status, name)| {
            [format!("user {name}; status={status}"), format!("role {name}; role=Super admin")]
        })
        .collect()
}

#[test]
fn there_are_never_fewer_active_super_admins_than_the_floor() {
    let demote = ["~ role a@x; role=Admin", "~ role b@x; role=Admin"];
    let of = |statuses: &[&str], lines: &[&str], found: &[&str], held: &[&str]| {
        let live = admins(statuses);
        let live: Vec<&str> = live.iter().map(String::as_str).collect();
        check(&live, lines, found, held);
    };
    of(&["ACTIVE"; 4], &demote, &[], &[]);
    of(&["ACTIVE"; 3], &demote, &["refuse goto:T-15"], &["role b@x"]);
    of(&["ACTIVE"; 2], &demote, &["refuse goto:T-15"], &["role a@x", "role b@x"]);
    // Fewer than the floor before: none may go.
    of(&["ACTIVE"], &demote[..1], &["refuse goto:T-15"], &["role a@x"]);
    // Invited and inactive ones neither count nor are kept.
    of(&["INVITED", "ACTIVE", "ACTIVE", "INACTIVE"], &demote[..1], &[], &[]);
    of(&["ACTIVE", "INVITED", "ACTIVE", "INACTIVE"], &demote[..1], &["refuse goto:T-15"], &["role a@x"]);
    // Somebody who leaves goes before somebody who only changes.
    of(
        &["ACTIVE"; 3],
        &["~ role a@x; role=Admin", "~ role b@x; role=Member (Suspended)"],
        &["refuse goto:T-15"],
        &["role a@x"],
    );
    // One who becomes it in the same plan counts where they have signed in.
    let mut live = admins(&["ACTIVE"; 2]);
    live.extend(["user c@x; status=ACTIVE".into(), "role c@x; role=Member".into()]);
    live.extend(["user d@x; status=INVITED".into(), "role d@x; role=Member".into()]);
    let live: Vec<&str> = live.iter().map(String::as_str).collect();
    check(&live, &["~ role a@x; role=Admin", "~ role c@x; role=Super admin"], &[], &[]);
    let refused = ["refuse goto:T-15"];
    check(&live, &["~ role a@x; role=Admin", "~ role d@x; role=Super admin"], &refused, &["role a@x"]);
    of(
        &["ACTIVE"; 2],
        &["~ role a@x; role=Admin", "+ role z@x; role=Super admin"],
        &["refuse goto:T-15"],
        &["role a@x"],
    );
    // A deletion is held as a whole.
    of(
        &["ACTIVE"; 2],
        &["- user a@x (Absent)", "- role a@x (Follows)"],
        &["refuse goto:T-15"],
        &["role a@x", "user a@x"],
    );
}

#[test]
fn the_floor_of_super_admins_is_the_tenants() {
    let live = admins(&["ACTIVE"; 2]);
    let live = observed(&live.iter().map(String::as_str).collect::<Vec<_>>());
    let with = |least| Tenant { min_super_admins: Some(least), ..tenant() };
    let held = |least| judged(&with(least), "{}", &live, &["~ role a@x; role=Admin"]).held.len();
    assert_eq!((held(1), held(2), held(3)), (0, 1, 1));
}

#[test]
fn only_a_super_admin_changes_admins() {
    let live = ["user it@x", "role it@x; role=Admin", "user bob@x", "role bob@x; role=Admin"];
    let me = Some("it@x");
    let refused = ["refuse goto:G-304"];
    check_as(me, &live, &["~ role bob@x; role=Member"], &["refuse goto:G-304"], &["role bob@x"]);
    check_as(me, &live, &["+ role eva@x; role=Super admin"], &refused, &["role eva@x"]);
    check_as(me, &live, &["+ role eva@x; role=Auditor; role_set=Auditor"], &["note goto:T-38"], &[]);
    check_as(
        me,
        &live,
        &["- user bob@x (Absent)", "- role bob@x (Follows)"],
        &refused,
        &["role bob@x", "user bob@x"],
    );
    let mighty = ["user it@x", "role it@x; role=Super admin", "user bob@x", "role bob@x; role=Admin"];
    check_as(me, &mighty, &["~ role bob@x; role=Auditor"], &[], &[]);
}

#[test]
fn moves_of_extensions_are_shown() {
    let live = ["user ana@x", "user bob@x", "extension bob@x; number=1002"];
    check(&live, &["~ extension bob@x; number=1003"], &["warn goto:T-24"], &[]);
    check(&live, &["+ extension ana@x; number=1001"], &[], &[]);
    check(&live, &["+ extension ana@x; number=1002", "- extension bob@x"], &["warn goto:T-24"], &[]);
}

#[test]
fn a_group_takes_no_undeclared_group_with_it() {
    let live = ["group A", "group A/B", "group_member A/ana@x"];
    let refused = ["refuse goto:G-410"];
    check(&live, &["- group A (Absent)", "- group A/B (Follows)"], &refused, &["group A/B"]);
    check(&live, &["- group A (Absent)", "- group A/B (Absent)"], &[], &[]);
    check(&live[..1], &["- group A (Absent)", "- group_member A/ana@x (Follows)"], &[], &[]);
}

#[test]
fn what_is_lost_with_a_license_is_told_once_for_all() {
    let live = [
        "license ana@x/Voice; products={JIVE}",
        "license bob@x/Voice; products={JIVE}",
        "license eva@x/Meet; products={G2M}",
        "license eva@x/Web; products={G2M,G2W}",
        "role ana@x; role=Admin",
        "role bob@x; role=Admin",
        "role eva@x; role=Admin",
    ];
    check(&live, &["- license ana@x/Voice", "- license bob@x/Voice"], &["warn goto:T-07"], &[]);
    check(&live, &["- license ana@x/Voice", "+ license ana@x/Premium; products={JIVE}"], &[], &[]);
    check(&live, &["- license eva@x/Meet"], &[], &[]);
    check(&live, &["- license eva@x/Web"], &["warn goto:T-10"], &[]);
    check(
        &live,
        &["- license eva@x/Web", "- license eva@x/Meet"],
        &["warn goto:T-10", "warn goto:T-11"],
        &[],
    );
    let both = judged(&tenant(), "{}", &observed(&live), &["- license ana@x/Voice", "- license bob@x/Voice"]);
    assert_eq!(both.findings[0].subject.as_deref(), Some("2 people"));
    let roster = "users: { ana@x: {}, eva@x: { state: suspended, co_organizer: ana@x } }";
    let told = judged(&tenant(), roster, &observed(&live), &["- license eva@x/Web (Suspended)"]);
    assert!(told.findings[0].text.contains("`co_organizer`: ana@x"), "{:?}", told.findings);
}

#[test]
fn a_deletion_tells_what_cannot_come_back() {
    let live = ["user bob@x", "extension bob@x; number=1002"];
    check(&live[..1], &["- user bob@x (Absent)"], &["warn goto:T-09"], &[]);
    check(&live, &["- user bob@x (Absent)"], &["warn goto:E-12", "warn goto:T-09"], &[]);
}

#[test]
fn somebody_left_with_nothing_is_said_to_be_suspended() {
    let live = ["role bob@x; role=Member", "license bob@x/Fax", "role eva@x; role=Admin"];
    check(&live, &["- license bob@x/Fax"], &["warn goto:G-103"], &[]);
    check(&live, &["- license bob@x/Fax (Suspended)"], &[], &[]);
    check(&live, &["- license bob@x/Fax", "~ role bob@x; role=Admin"], &[], &[]);
    check(&live, &["- license bob@x/Fax", "+ license bob@x/Mail"], &[], &[]);
    check(&live, &["~ role eva@x; role=Member"], &["warn goto:G-103"], &[]);
    check(&live, &["~ role eva@x; role=Member", "+ license eva@x/Fax"], &[], &[]);
}

#[test]
fn a_queue_does_not_lose_its_last_agent_unnoticed() {
    let live =
        ["queue_member a/bob@x/agent", "queue_member a/b/eva@x/agent", "queue_member a/bob@x/supervisor"];
    let leaves = ["- queue_member a/bob@x/agent"];
    check(&live, &leaves, &["warn goto:T-40"], &[]);
    check(&live, &["- queue_member a/bob@x/agent", "+ queue_member a/eva@x/agent"], &[], &[]);
    check(&live, &["- queue_member a/bob@x/supervisor"], &[], &[]);
    let told = judged(&tenant(), "queues: { a: { allow_gap: true } }", &observed(&live), &leaves);
    assert_eq!(codes(&told.findings), [""; 0]);
}

#[test]
fn seats_over_the_contract_are_counted_by_people() {
    let live = ["queue_member a/ana@x/agent", "contact_center_admin ana@x"];
    let with = |seats| Tenant { contact_center: Some(ContactCenter { seats, allow_overage: 9 }), ..tenant() };
    let joins = ["+ queue_member a/bob@x/agent", "+ queue_member b/bob@x/agent"];
    let told = |seats, lines: &[&str]| codes(&judged(&with(seats), "{}", &observed(&live), lines).findings);
    assert_eq!(told(1, &joins), ["warn goto:T-04"]);
    let too_many: Vec<String> = (0..20).map(|n| format!("+ queue_member a/p{n}@x/agent")).collect();
    let too_many: Vec<&str> = too_many.iter().map(String::as_str).collect();
    let judged = judged(&with(1), "{}", &observed(&live), &too_many);
    assert_eq!(codes(&judged.findings), ["refuse goto:T-04", "warn goto:T-04"]);
    assert!(judged.findings.iter().any(|told| told.text.starts_with("21 people would take")));
    assert!(
        judged.findings.iter().any(|told| told.text.starts_with("10 people take")),
        "the pool has no more"
    );
    assert_eq!(told(2, &joins), [""; 0]);
    assert_eq!(told(1, &["+ queue_member b/ana@x/agent"]), [""; 0]);
    assert_eq!(told(0, &joins), [""; 0]);
}

#[test]
fn products_that_greet_are_told_where_mail_is_off() {
    let gets = ["+ license ana@x/Meet; products={G2M}"];
    let live = observed(&["user ana@x", "role ana@x; role=Member"]);
    let told = |roster: &str| codes(&judged(&tenant(), roster, &live, &gets).findings);
    assert_eq!(told("users: { ana@x: { notify: false } }"), ["note goto:G-507"]);
    assert_eq!(told("users: { ana@x: {} }"), [""; 0]);
}
