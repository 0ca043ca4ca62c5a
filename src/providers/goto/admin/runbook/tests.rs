//! What a person is told to do.

use super::super::super::labels::TABLE;
use super::super::super::testing::{changes, observed, tenant};
use super::super::catalogue::CATALOGUE;
use super::of;
use crate::model::{Addr, Changes, Ownership, Runbook};
use crate::providers::kit::testing::labels::{FOREIGN, unspoken};
use crate::providers::kit::testing::tenant_with;

const LEAVER: [&str; 5] = [
    "queue_member calls/bob@x/agent; kind=call",
    "queue_member calls/bob@x/supervisor; kind=call",
    "queue_member a/b/bob@x/agent; kind=inbox",
    "contact_center_admin bob@x",
    "license bob@x/Voice; products={JIVE}",
];

fn book(all: &Changes, addr: (&'static str, &str)) -> Runbook {
    let change = all.iter().find(|change| change.addr.kind.0 == addr.0 && &*change.addr.key == addr.1);
    of(&tenant(), change.expect("the change is there"), all)
}

fn leaving() -> Changes {
    let lines: Vec<String> = LEAVER.iter().map(|line| format!("- {line}")).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("+ queue_clearance bob@x");
    changes(&observed(&LEAVER), &lines)
}

#[test]
fn a_leaver_is_looked_for_in_seven_places_also_in_those_that_are_empty() {
    let all = leaving();
    let calls = book(&all, ("queue_member", "calls/bob@x/agent"));
    assert_eq!(
        calls.checks,
        [
            "`bob@x`: call queues, agent: leaves calls, then should be empty",
            "`bob@x`: call queues, supervisor: leaves calls, then should be empty",
            "`bob@x`: inbox queues, agent: leaves a/b, then should be empty",
            "`bob@x`: inbox queues, supervisor: nothing to do, should be empty",
            "`bob@x`: outbound queues, agent: nothing to do, should be empty",
            "`bob@x`: outbound queues, supervisor: nothing to do, should be empty",
            "`bob@x`: Contact Center admin flag: is cleared, then should not be set",
            "Contact Center permissions: agents may not log in to unassigned queues, and supervisors are limited to \
             assigned ones; otherwise access stays",
        ]
    );
    for addr in
        [("queue_clearance", "bob@x"), ("contact_center_admin", "bob@x"), ("queue_member", "a/b/bob@x/agent")]
    {
        assert_eq!(
            book(&all, addr).checks,
            calls.checks,
            "the same for every step, so that they are told once"
        );
    }
}

#[test]
fn both_roles_in_one_queue_are_one_visit() {
    let live = ["queue_member calls/bob@x/agent", "queue_member calls/eva@x/supervisor"];
    let lines = [
        "- queue_member calls/bob@x/agent",
        "+ queue_member calls/bob@x/supervisor",
        "- queue_member calls/eva@x/supervisor",
    ];
    let all = changes(&observed(&live), &lines);
    let both = book(&all, ("queue_member", "calls/bob@x/agent"));
    assert_eq!(both, book(&all, ("queue_member", "calls/bob@x/supervisor")));
    assert!(both.clicks[2].ends_with("beside `bob@x`, as agent: there is no other step"), "{both:?}");
    assert!(both.clicks[3].ends_with("add `bob@x` as supervisor"), "{both:?}");
    assert_eq!(book(&all, ("queue_member", "calls/eva@x/supervisor")).checks.len(), 2);
}

#[test]
fn who_stays_and_leaves_one_queue_is_not_looked_for_everywhere() {
    let live = ["queue_member calls/bob@x/agent; kind=call"];
    let all = changes(&observed(&live), &["- queue_member calls/bob@x/agent"]);
    assert_eq!(book(&all, ("queue_member", "calls/bob@x/agent")).checks.len(), 2);
}

#[test]
fn somebody_is_logged_out_and_then_taken_out_as_the_help_page_does_it() {
    let inbox = book(&leaving(), ("queue_member", "a/b/bob@x/agent"));
    assert_eq!(
        inbox.place,
        "GoTo Admin > Phone system > Contact center > Inbox queues > a/b > Supervisor and Agent"
    );
    assert!(inbox.clicks[0].starts_with("First log `bob@x` out of `a/b`"), "{:?}", inbox.clicks);
    assert_eq!(inbox.clicks[1], "On the tab Supervisor and Agent of `a/b` search for `bob@x`");
    assert!(inbox.clicks[2].starts_with("Select the blue X in the column Unassign beside `bob@x`, as agent"));
    assert!(!inbox.clicks.iter().any(|click| click.contains("ave")), "nothing is saved: {:?}", inbox.clicks);
}

#[test]
fn the_button_that_deletes_from_the_account_is_named_as_the_wrong_one() {
    let live = ["group_member EMEA/Support/bob@x"];
    let all = changes(&observed(&live), &["- group_member EMEA/Support/bob@x"]);
    let book = book(&all, ("group_member", "EMEA/Support/bob@x"));
    assert!(book.clicks[1].contains("removes the user from this user group"), "{:?}", book.clicks);
    assert!(book.clicks[1].contains("deletes the user from the entire account"), "{:?}", book.clicks);
}

#[test]
fn number_and_hardware_address_are_written_down_before_somebody_is_deleted() {
    let live = ["user bob@x", "extension bob@x; number=1002"];
    let all = changes(&observed(&live), &["- user bob@x (Absent)", "- extension bob@x (Follows)"]);
    let book = book(&all, ("user", "bob@x"));
    assert!(book.clicks[0].contains("(1002)") && book.clicks[0].contains("MAC"), "{:?}", book.clicks);
}

#[test]
fn every_change_that_can_be_made_has_a_runbook() {
    let keys = |kind: &str| match kind {
        "license" => "ana@x/GoTo Connect",
        "group" => "EMEA/Support",
        "group_member" => "EMEA/ana@x",
        "queue_member" => "calls/ana@x/agent",
        "product_feature" => "ana@x/GoTo Connect/Recording",
        "license_seats" => "GoTo Connect",
        "co_organizer" => "ana@x/webinar/7/eva@x",
        _ => "ana@x",
    };
    for spec in CATALOGUE.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed) {
        let told = match spec.kind.0 {
            "settings_template" => "; template=Sales",
            "product_feature" => "; state=off",
            "password_reset" => "; asked=2026-11-27",
            _ => "",
        };
        let line = format!("{} {}{told}", spec.kind, keys(spec.kind.0));
        let live = observed(&[&line]);
        for action in ["+", "~", "-"] {
            let all = changes(&live, &[&format!("{action} {line}")]);
            let change = all.get(&Addr::new(spec.kind, keys(spec.kind.0))).expect("one change");
            let book = of(&tenant(), change, &all);
            assert!(!book.place.is_empty() && !book.clicks.is_empty() && !book.checks.is_empty(), "{line}");
            let texts = || book.clicks.iter().chain(&book.checks).chain([&book.place]);
            assert!(texts().all(|text| !text.ends_with('.') && !text.contains("``")), "{action} {book:?}");
        }
    }
}

#[test]
fn every_label_is_said_as_the_portal_says_it_and_marked_where_no_page_does() {
    let lines = [
        "+ user ana@x",
        "+ license ana@x/voice",
        "- license bob@x/voice; products={JIVE}",
        "+ role ana@x",
        "+ group emea/support",
        "- group_member emea/bob@x",
        "- queue_member calls/bob@x/agent; kind=call",
        "- queue_member mails/bob@x/agent; kind=inbox",
        "- queue_member sales/bob@x/supervisor; kind=outbound",
        "+ queue_clearance eva@x",
        "+ extension ana@x; number=1003",
        "+ invitation kim@x; sent=2",
    ];
    let there: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("- ")).collect();
    let all = changes(&observed(&there), &lines);
    for (language, word) in FOREIGN.into_iter().zip(["pt-BR", "es"]) {
        let tenant = tenant_with("goto", &format!("{{ labels: {word} }}"));
        let books: Vec<Runbook> = all.iter().map(|change| of(&tenant, change, &all)).collect();
        let wrong = unspoken(&books, TABLE, language);
        // What other portals, and nobody yet, print.
        let elsewhere = ["Administración de PBX", "Configuración del usuario", "Configuración de la cuenta"];
        let wrong: Vec<String> =
            wrong.into_iter().filter(|own| !elsewhere.iter().any(|label| own.contains(label))).collect();
        assert_eq!(wrong, [""; 0]);
    }
    let portuguese = tenant_with("goto", "{ labels: pt-BR }");
    let change = all.get(&Addr::new(crate::model::Kind("license"), "ana@x/voice")).expect("a license");
    assert_eq!(of(&portuguese, change, &all).place, "GoTo Admin > Pessoas > Users (en)");
}

/// A tenant in which people do all of it.
fn by_hand() -> crate::model::Tenant {
    use crate::model::{FileId, Place, WritePath};
    let place = Place { file: FileId(0), line: 1, column: 1, length: 1 };
    let mut tenant = tenant();
    for plural in ["users", "licenses", "roles", "group_members"] {
        tenant.writes.insert(plural.into(), (WritePath::Manual, place));
    }
    tenant
}

const JOINER: [&str; 6] = [
    "+ user ana@x; first_name=Ana; last_name=Souza; notify=true; group=EMEA; welcome_mail=hello; mail_subject=Welcome",
    "+ license ana@x/Voice",
    "+ role ana@x; role=Member",
    "+ group_member EMEA/ana@x",
    "+ settings_template ana@x; template=Sales",
    "+ product_feature ana@x/Voice/Recording; state=off",
];

#[test]
fn the_form_that_adds_somebody_is_told_whole_and_once() {
    let (tenant, all) = (by_hand(), changes(&observed(&[]), &JOINER));
    let of_kind = |kind: &str| all.iter().find(|change| change.addr.kind.0 == kind).expect("it is there");
    let form = of(&tenant, of_kind("user"), &all);
    assert_eq!(
        form.clicks,
        [
            "See that these are there: the user group `EMEA`, the settings template `Sales`, the email template `hello` \
             (subject `Welcome`, the words as the roster has them); what is not is replaced by the default without a word",
            "Select Add user",
            "Tick Voice and nothing else",
            "Select the arrow beside `Voice` and set `Recording` off",
            "Select Next",
            "Enter Ana Souza and `ana@x`: the address cannot be corrected later",
            "Choose the role Member and the user group `EMEA`",
            "Choose the settings template `Sales`",
            "Choose the welcome email `hello` and select Send Invitation",
        ]
    );
    for kind in ["license", "role", "group_member"] {
        assert_eq!(of(&tenant, of_kind(kind), &all), form, "{kind}: one form, told once");
    }
    for kind in ["settings_template", "product_feature"] {
        let own = of(&tenant, of_kind(kind), &all);
        assert!(own.clicks[0].starts_with("Look that"), "{kind}: {:?}", own.clicks);
    }
}

#[test]
fn what_the_program_does_is_not_on_the_form() {
    let all = changes(&observed(&[]), &JOINER);
    let template = book(&all, ("settings_template", "ana@x"));
    assert!(template.clicks[1].starts_with("Make the same settings for `ana@x`"), "{:?}", template.clicks);
    let features = book(&all, ("product_feature", "ana@x/Voice/Recording"));
    assert_eq!(features.clicks[1], "Set `Recording` off");
}

#[test]
fn the_box_for_mail_is_ticked_or_cleared_as_the_roster_says() {
    let live = ["license ana@x/Voice; notify=false", "role ana@x; role=Member; notify=true"];
    let all = changes(&observed(&live), &["- license ana@x/Voice", "~ role ana@x; role=Admin; notify=true"]);
    let license = book(&all, ("license", "ana@x/Voice"));
    assert!(license.clicks[2].starts_with("Clear the box Send product change notification email"));
    let role = book(&all, ("role", "ana@x"));
    assert!(role.clicks[2].starts_with("Tick the box Send notification email"), "{:?}", role.clicks);
    let unsaid = changes(&observed(&["license ana@x/Voice"]), &["- license ana@x/Voice"]);
    assert!(book(&unsaid, ("license", "ana@x/Voice")).clicks[2].starts_with("Set or clear the box"));
}

#[test]
fn who_is_inactive_is_invited_again_from_above_the_list() {
    for (status, click) in [("INVITED", "Hover over `ana@x`"), ("INACTIVE", "Tick the box of `ana@x`")] {
        let live = observed(&[&format!("invitation ana@x; sent=#1; status={status}")]);
        let all = changes(&live, &[&format!("~ invitation ana@x; sent=#2; status={status}")]);
        let book = book(&all, ("invitation", "ana@x"));
        assert!(book.clicks[1].starts_with(click), "{:?}", book.clicks);
        assert!(book.clicks[0].contains("spam folder"), "{:?}", book.clicks);
    }
}
