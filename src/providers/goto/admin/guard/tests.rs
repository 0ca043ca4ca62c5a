//! Guards and notes, each once where it speaks and once where it is silent.

use super::super::super::contract;
use super::super::super::testing::{changes, codes, compiled, observed, tenant};
use super::super::PORTAL;
use crate::engine::Sides;
use crate::model::{Finding, Findings, Observation, Tenant};

struct Judged {
    findings: Vec<Finding>,
    held: Vec<String>,
}

fn judged(tenant: &Tenant, roster: &str, live: &Observation, lines: &[&str]) -> Judged {
    let (desired, _) = compiled(tenant, roster);
    let changes = changes(live, lines);
    let sides = Sides { desired: &desired, observed: live };
    let guard = |acks: &[String]| {
        let mut findings = Findings::default();
        let held = crate::run::guard(&PORTAL, tenant, sides, (&changes, acks), &mut findings);
        (findings.sorted(), held)
    };
    // Deletions that wait for somebody's word have it.
    let acks: Vec<String> = guard(&[]).0.into_iter().filter_map(|one| one.ack).collect();
    let (findings, held) = guard(&acks);
    Judged { findings, held: held.keys().map(ToString::to_string).collect() }
}

/// Notes that stand beside nearly every removal; each has a test of its own below.
const BESIDE: [&str; 7] = [
    "note goto:G-103",
    "note goto:T-03",
    "note goto:T-06",
    "note goto:T-28",
    "note goto:T-39",
    "warn goto:T-41",
    "warn goto:T-42",
];

#[track_caller]
fn check(live: &[&str], lines: &[&str], found: &[&str], held: &[&str]) {
    check_as(None, live, lines, found, held);
}

#[track_caller]
fn check_as(caller: Option<&str>, live: &[&str], lines: &[&str], found: &[&str], held: &[&str]) {
    let live = Observation { caller: caller.map(str::to_owned), ..observed(live) };
    let judged = judged(&tenant(), "{}", &live, lines);
    let mut told = codes(&judged.findings);
    told.retain(|code| !BESIDE.contains(&code.as_str()) || found.contains(&code.as_str()));
    assert_eq!(told, found, "{lines:?}\n{:#?}", judged.findings);
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
    let last = ["refuse goto:T-40"];
    check_as(me, &IT, &["- queue_member a/it@x/agent"], &last, &["queue_member a/it@x/agent"]);
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
            let signed_in = *status == "ACTIVE";
            let role = format!("role {name}; role=Super admin; signed_in={signed_in}");
            [format!("user {name}; status={status}"), role]
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
    live.extend(["user c@x; status=ACTIVE".into(), "role c@x; role=Member; signed_in=true".into()]);
    live.extend(["user d@x; status=INVITED".into(), "role d@x; role=Member; signed_in=false".into()]);
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
    let with = |least| Tenant { floors: [("super_admins".to_owned(), least)].into(), ..tenant() };
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
    check_as(me, &live, &["+ role eva@x; role=Auditor; role_set=Auditor"], &["warn goto:T-38"], &[]);
    check_as(
        me,
        &live,
        &["- user bob@x (Absent)", "- role bob@x (Follows)"],
        &refused,
        &["role bob@x", "user bob@x"],
    );
    // Whatever is an administrator's (G-304), and not what the phone system writes.
    let beyond = ["~ user bob@x; first_name=B", "+ license bob@x/Fax", "+ group_member A/bob@x"];
    let held = ["group_member A/bob@x", "license bob@x/Fax", "user bob@x"];
    check_as(me, &live, &beyond, &refused, &held);
    check_as(me, &live, &["+ extension bob@x; number=1002", "+ license eva@x/Fax"], &[], &[]);
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
    check(&live[..2], &["- group A (Absent)", "- group A/B (Follows)"], &refused, &["group A/B"]);
    check(&live[..2], &["- group A (Absent)", "- group A/B (Absent)"], &[], &[]);
    check(&live[..1], &["- group A (Absent)", "- group_member A/ana@x (Follows)"], &[], &[]);
}

#[test]
fn how_many_people_a_removed_group_reaches_is_told() {
    let live =
        ["group A", "group A/B", "group_member A/ana@x", "group_member A/B/bob@x", "group_member C/eva@x"];
    let judged = judged(&tenant(), "{}", &observed(&live), &["- group A (Absent)", "- group A/B (Absent)"]);
    assert_eq!(codes(&judged.findings), ["warn goto:T-23"]);
    assert_eq!(judged.findings[0].text, "removing groups reaches 2 people: `A` 1, `A/B` 1");
}

#[test]
fn the_last_group_of_a_manager_stays() {
    let live = ["group A", "group B", "user ana@x; managed_groups={A}", "user bob@x; managed_groups={A,B}"];
    let refused = ["refuse goto:T-16"];
    check(&live, &["- group A (Absent)"], &refused, &["group A"]);
    check(&live, &["- group B (Absent)"], &[], &[]);
    check(&live, &["- group A (Absent)", "- group B (Absent)"], &refused, &["group A", "group B"]);
    check(&live, &["- group A (Absent)", "- user ana@x (Absent)"], &["warn goto:T-09"], &[]);
    let unnamed = ["group A", "user ana@x; managed_groups={A,#77}"];
    check(&unnamed, &["- group A (Absent)"], &[], &[]);
}

#[test]
fn a_leaver_is_looked_for_in_seven_places() {
    let live = [
        "queue a; kind=call",
        "queue c; kind=outbound",
        "queue_member a/bob@x/agent",
        "queue_member c/bob@x/supervisor",
        "contact_center_admin bob@x",
        "license bob@x/Voice; products={JIVE}",
        "role bob@x; role=Admin",
    ];
    let told = |live: Observation| {
        let judged = judged(&tenant(), "{}", &live, &["- license bob@x/Voice"]);
        let own = |one: &&Finding| one.code == "goto:T-03" || one.code == "goto:T-01";
        judged.findings.iter().find(own).map(|one| one.text.clone()).unwrap_or_default()
    };
    assert_eq!(
        told(observed(&live)),
        "`bob@x` was looked for in seven places: call queues 1 as agent, 0 as supervisor; inbox queues 0 as agent, \
         0 as supervisor; outbound queues 0 as agent, 1 as supervisor; admin flag set"
    );
    let incomplete = [(super::super::catalogue::QUEUE_MEMBER, "unread".to_owned())].into();
    let told = told(Observation { incomplete, ..observed(&live) });
    assert!(told.starts_with("not every queue of `bob@x` can be read"), "{told}");
}

#[test]
fn freed_seats_are_not_saved_and_handed_ones_are_counted() {
    let live = ["license a@x/Fax", "license b@x/Fax", "queue_member q/a@x/agent", "queue_member q/b@x/agent"];
    let prices = ("EUR".to_owned(), [("Fax".to_owned(), "2.5".to_owned())].into());
    let tenant = Tenant { prices: Some(prices), own: contract::written(1, 3), ..tenant() };
    let told = |lines: &[&str], code: &str| {
        let judged = judged(&tenant, "{}", &observed(&live), lines);
        let mut own = judged.findings.iter().filter(|one| one.code == code);
        own.next().map(|one| one.text.clone()).unwrap_or_default()
    };
    let both = ["- license a@x/Fax", "- license b@x/Fax"];
    assert!(told(&both, "goto:T-06").starts_with("2 seats of `Fax` are freed, not saved (5.00 EUR a month)"));
    let handed = ["- license a@x/Fax", "+ license c@x/Fax"];
    assert_eq!(told(&handed, "goto:T-06"), "");
    assert!(told(&handed, "goto:T-42").starts_with("1 seat of `Fax` goes from one person to another"));
    let leaves = ["- queue_member q/a@x/agent"];
    assert_eq!(told(&leaves, "goto:T-06"), "", "the seat over the contract is no longer billed");
    assert!(told(&leaves, "goto:T-04").starts_with("1 seat over the contract is no longer taken"));
    let leave = ["- queue_member q/a@x/agent", "- queue_member q/b@x/agent"];
    assert!(told(&leave, "goto:T-06").starts_with("1 seat of `contact_center` is freed"));
}

#[test]
fn numbers_that_come_free_are_told() {
    let live = ["extension bob@x; number=1002", "user bob@x"];
    let freed = ["note goto:T-28"];
    check(&live, &["- extension bob@x"], &freed, &[]);
    check(&live, &["- extension bob@x", "+ extension ana@x; number=1002"], &["warn goto:T-24"], &[]);
}

#[test]
fn who_declined_a_transfer_and_keeps_the_seat_is_told() {
    let live = [
        "user bob@x; status=SUSPENDED",
        "role bob@x; role=Member",
        "license bob@x/Fax",
        "user eva@x; status=SUSPENDED",
    ];
    check(&live, &[], &["warn goto:G-123"], &[]);
    check(&live, &["- license bob@x/Fax (Suspended)"], &[], &[]);
    check(&live[..2], &[], &[], &[]);
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
    let phones = both.findings.iter().find(|one| one.code == "goto:T-07");
    assert_eq!(phones.and_then(|one| one.subject.as_deref()), Some("2 people"));
    let roster = "users: { ana@x: {}, eva@x: { state: suspended, co_organizer: ana@x } }";
    let told = judged(&tenant(), roster, &observed(&live), &["- license eva@x/Web (Suspended)"]);
    let named = |one: &Finding| one.code == "goto:T-10" && one.text.contains("`co_organizer`: ana@x");
    assert!(told.findings.iter().any(named), "{:?}", told.findings);
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
    let refused = ["refuse goto:T-40"];
    check(&live, &leaves, &refused, &["queue_member a/bob@x/agent"]);
    // Also where the membership only follows from a license: who holds it stays.
    check(&live, &["- queue_member a/bob@x/agent (Follows)"], &refused, &["queue_member a/bob@x/agent"]);
    // Whoever leaves the company is not held.
    check(&live, &["- queue_member a/bob@x/agent (Suspended)"], &["warn goto:T-40"], &[]);
    let gone = ["- user bob@x (Absent)", "- queue_member a/bob@x/agent (Follows)"];
    check(&live, &gone, &["warn goto:T-09", "warn goto:T-40"], &[]);
    check(&live, &["- queue_member a/bob@x/agent", "+ queue_member a/eva@x/agent"], &[], &[]);
    check(&live, &["- queue_member a/bob@x/supervisor"], &[], &[]);
    let told = judged(&tenant(), "queues: { a: { allow_gap: true } }", &observed(&live), &leaves);
    assert_eq!(codes(&told.findings), ["warn goto:T-41"], "the access may not end with the queue");
}

#[test]
fn what_a_directory_owns_is_not_written_but_for_who_leaves() {
    let live = ["user bob@x; locked={name}", "license bob@x/Fax", "role bob@x; role=Member", "user eva@x"];
    let writes = ["+ license bob@x/Mail", "~ role bob@x; role=Admin", "+ license eva@x/Fax"];
    let refused = ["refuse goto:G-615"];
    check(&live, &writes, &refused, &["license bob@x/Mail", "role bob@x"]);
    check(&live, &["- license bob@x/Fax (Suspended)"], &["warn goto:G-615"], &[]);
    check(&live, &["+ queue_member a/bob@x/agent", "+ group_member A/bob@x"], &[], &[]);
}

#[test]
fn from_when_on_a_lower_plan_is_billed_is_told_as_far_as_a_page_says_it() {
    let live = [
        "license_product Voice; products={JIVE}",
        "license_product Meet; products={G2M}",
        "license_product Fax; products={FAX}",
        "license a@x/Voice",
        "license a@x/Meet",
        "license a@x/Fax",
    ];
    let told = |product: &str| {
        let judged = judged(&tenant(), "{}", &observed(&live), &[&format!("- license a@x/{product}")]);
        judged.findings.into_iter().find(|one| one.code == "goto:T-06").expect("a note").text
    };
    assert!(told("Voice").ends_with("on the invoice of the 1st of next month (G-207, G-208, G-211)"));
    assert!(told("Meet").ends_with("takes effect at once and is prorated (G-207, G-208, G-212)"));
    assert!(told("Fax").ends_with("until the billing contact lowers the plan (G-207, G-208)"));
}

#[test]
fn seats_over_the_contract_are_counted_by_people() {
    let live = ["queue_member a/ana@x/agent", "contact_center_admin ana@x"];
    let with = |seats| Tenant { own: contract::written(seats, 9), ..tenant() };
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
    assert_eq!(told("users: { ana@x: { notify: false } }"), ["warn goto:G-507"]);
    assert_eq!(told("users: { ana@x: {} }"), [""; 0]);
}

#[test]
fn who_is_added_without_a_mail_and_invited_by_no_step_is_named() {
    let told = |roster: &str, notify: bool| {
        let line = format!("+ user zoe@x; first_name=Z; last_name=Y; notify={notify}");
        let judged = judged(&tenant(), roster, &observed(&[]), &[&line, "+ role zoe@x; role=Admin"]);
        codes(&judged.findings)
    };
    assert_eq!(told("users: { zoe@x: {} }", false), ["note goto:E-09"]);
    assert_eq!(told("users: { zoe@x: {} }", true), [""; 0]);
    assert_eq!(told("users: { zoe@x: { invitations: 2 } }", false), [""; 0]);
}
