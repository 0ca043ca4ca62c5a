//! The cases. Each panics where it does not hold.

use rosterctl::model::{Findings, Reversibility};
use rosterctl::providers::goto;
use serde_json::json;

use crate::common::{World, in_virtual_time};
use crate::world::{
    TENANT, asked, checked, live, meet, plan, plan_at_vendor, plan_in, plan_of, plan_unasked,
};

const DELETE: &str = "offboarding: delete\n";
const BOB_LEAVES: &str = "users: { bob@x.example: { state: absent } }";
const PLACES: [&str; 5] = [
    "- queue_member calls/bob/agent",
    "- queue_member calls/bob/supervisor",
    "- queue_member inbox/bob/agent",
    "- queue_member back/bob/agent",
    "- contact_center_admin bob",
];

pub fn queues_first() {
    let seen = plan("", BOB_LEAVES);
    PLACES.iter().for_each(|place| seen.before(place, "- license bob/Standard"));
    assert!(seen.read_back("goto:E-11"));
    let blind = plan_at_vendor("", BOB_LEAVES);
    blind.before("+ queue_clearance bob", "- license bob/Standard");
    blind.before("- queue_member calls/bob/agent", "+ queue_clearance bob");
    blind.told("goto:T-01");
    assert!(blind.read_back("goto:E-11"));
}

pub fn queues_before_deletion() {
    let seen = plan(DELETE, BOB_LEAVES);
    PLACES.iter().for_each(|place| seen.before(place, "- user bob"));
    assert!(seen.read_back("goto:E-11"));
    plan_at_vendor(DELETE, BOB_LEAVES).before("+ queue_clearance bob", "- user bob");
}

pub fn seven_places() {
    let text = plan("", "users: { eve@x.example: { state: suspended } }").told("goto:T-03");
    for place in
        ["call queues 1 as agent", "inbox queues 0 as agent", "outbound queues 0", "admin flag not set"]
    {
        assert!(text.contains(place), "{text}");
    }
    let plan = plan_at_vendor("", BOB_LEAVES).0;
    let asked = plan.by_hand.values().map(|own| own.runbooks.last().expect("a runbook").checks.len());
    assert_eq!(
        asked.collect::<Vec<_>>(),
        [8; 2],
        "of what is known, of what is not, and the account's switches"
    );
}

pub fn switches_are_looked_at() {
    let plan = plan_at_vendor("", BOB_LEAVES);
    let mut checks = plan.0.by_hand.values().flat_map(|own| &own.runbooks).flat_map(|book| &book.checks);
    assert!(checks.any(|check| check.contains("may not log in to unassigned queues")));
    self::plan("", "users: { bob@x.example: { queues: {} } }").told("goto:T-41");
}

pub fn logged_out_first() {
    let by_hand = "writes: { queue_members: manual, contact_center_admins: manual }\n";
    for plan in [plan(by_hand, BOB_LEAVES).0, plan_at_vendor("", BOB_LEAVES).0] {
        let of_queues = plan.by_hand.iter().filter(|(step, _)| plan.step(**step).shape != "set admin");
        let first: Vec<&str> =
            of_queues.flat_map(|(_, own)| &own.runbooks).map(|book| book.clicks[0].as_str()).collect();
        assert!(!first.is_empty() && first.iter().all(|click| click.contains(" out of ")), "{first:#?}");
    }
}

pub fn one_agent_over_the_contract() {
    let prices = "prices: { currency: EUR, monthly: { contact_center: 85.00 } }\n";
    let zoe = "users: { zoe@x.example: { first_name: Z, last_name: Z, licenses: [Premium], queues: { calls: agent } } }";
    let seen = plan(&format!("contact_center: {{ seats: 3, allow_overage: 1 }}\n{prices}"), zoe);
    let text = seen.told("goto:T-04");
    assert!(text.contains("1 more a month (85.00 EUR a month)"), "{text}");
    assert!(seen.does("+ queue_member calls/zoe/agent"));
    plan("contact_center: { seats: 3 }\n", zoe).withholds("+ queue_member calls/zoe/agent");
}

pub fn no_seat_is_bought() {
    let two = "users: { a@x.example: { first_name: A, last_name: A, licenses: [Premium] }, \
               b@x.example: { first_name: B, last_name: B, licenses: [Premium] } }";
    let seen = plan("", two);
    seen.told("R-036");
    assert!(seen.does("+ user a") && !seen.does("+ user b"), "{:#?}", seen.story());
}

pub fn freed_not_saved() {
    let prices = "prices: { currency: EUR, monthly: { Standard: 26.00 } }\n";
    let text = plan(prices, "users: { eve@x.example: { state: suspended } }").told("goto:T-06");
    assert!(text.contains("freed, not saved (26.00 EUR a month)"), "{text}");
}

pub fn phone_is_kept_for_a_week() {
    plan("", "users: { eve@x.example: { licenses: [], queues: {}, role: Admin } }").told("goto:T-07");
    let withheld = plan("", "users: { eve@x.example: { licenses: [], role: Admin } }");
    withheld.withholds("- license eve/Standard");
    assert!(withheld.silent("goto:T-07"), "nothing is lost by what is not done");
}

pub fn a_deletion_holds_what_was() {
    let seen = plan(DELETE, BOB_LEAVES);
    let before = |change: &str| seen.change(change).before.clone().expect("what was seen");
    assert_eq!(before("- extension bob").text("number"), Some("1003"));
    assert_eq!(before("- user bob").text("first_name"), Some("Bob"));
    assert!(seen.does("- group_member EMEA/Support/bob") && seen.does("- license bob/Standard"));
}

pub fn absent_suspends() {
    let kept = plan("", BOB_LEAVES);
    assert!(!kept.does("- user bob"));
    let waits = plan_unasked(DELETE, BOB_LEAVES);
    waits.withholds("- user bob");
    assert!(waits.does("- license bob/Standard") && waits.does("- queue_member calls/bob/agent"));
    let gone = plan(DELETE, BOB_LEAVES);
    gone.told("goto:T-09");
    assert_eq!(gone.change("- user bob").reversibility, Reversibility::Irreversible);
}

pub fn webinars_need_a_co_organizer() {
    plan("", "users: { mia@x.example: { state: suspended } }").told("goto:T-10");
    let seen = plan(
        "",
        "users: { mia@x.example: { state: suspended, co_organizer: it@x.example }, it@x.example: {} }",
    );
    assert!(seen.told("goto:T-10").contains("it@x.example"));
    let named = "users: { mia@x.example: { state: suspended, licenses: [GoTo Webinar] } }";
    assert!(checked("", named).contains("goto:G-130"));
}

pub fn meetings_need_somebody_new() {
    plan("", "users: { mia@x.example: { state: suspended } }").told("goto:T-11");
    let named = "users: { mia@x.example: { state: suspended, licenses: [GoTo Meeting] } }";
    assert!(checked("", named).contains("goto:G-130"));
}

const READS: &str = "settings: { meetings: api }\n";
const MIA_LEAVES: &str = "users: { mia@x.example: { state: suspended, reassign_to: it@x.example, co_organizer: it@x.example }, it@x.example: {} }";

pub fn meetings_are_handed_over() {
    let board = r#"{ "meetings": [{ "key": "71", "name": "Board", "starts": "2026-02-01T10:00:00Z" }] }"#;
    let seen = plan_of(live(&[("mia", board)]), READS, MIA_LEAVES);
    seen.before("+ meeting_handover mia", "- license mia/Webinar");
    let nobody = plan_of(live(&[("mia", board)]), READS, "users: { mia@x.example: { state: suspended } }");
    nobody.withholds("- license mia/Webinar");
    assert!(nobody.told("goto:T-11").contains("`Board`"));
    plan("", MIA_LEAVES).told("goto:T-11");
}

pub fn webinars_get_a_co_organizer() {
    let launch = r#"{ "webinars": [{ "key": "72", "name": "Launch", "starts": "2026-02-01T10:00:00Z" }] }"#;
    let seen = plan_of(live(&[("mia", launch)]), READS, MIA_LEAVES);
    seen.before("+ co_organizer mia/webinar/72/it", "- license mia/Webinar");
    let nobody = plan_of(live(&[("mia", launch)]), READS, "users: { mia@x.example: { state: suspended } }");
    nobody.withholds("- license mia/Webinar");
    assert!(nobody.told("goto:T-10").contains("`Launch`"));
    plan("", MIA_LEAVES).told("goto:T-10");
}

pub fn the_account_is_left_never_the_organization() {
    in_virtual_time(async {
        let world = World::from_state(live(&[]));
        let tenant = format!("{TENANT}{DELETE}");
        let acks = asked(&world.plan(&tenant, BOB_LEAVES).await.plan);
        let applied = world.apply_with(&tenant, BOB_LEAVES, 4, &acks).await;
        applied.all_verified("a deletion");
        let writes: Vec<_> = world.requests().into_iter().filter(|entry| entry.mutates).collect();
        assert!(writes.iter().any(|entry| entry.method == "DELETE" && entry.path.ends_with("/users/3")));
        for entry in writes {
            let own = ["/admin/rest/v1/accounts/9/", "/_emulator/", "/voice-admin/"];
            assert!(own.iter().any(|begin| entry.path.starts_with(begin)), "{}", entry.path);
        }
    });
}

pub fn one_product_one_account() {
    let zoe = "users: { zoe@x.example: { first_name: Z, last_name: Z, licenses: [Premium] } }";
    let world = World::from_state(live(&[]));
    let (one, wants) = world.desired(TENANT, zoe);
    let other = TENANT.replace("traps", "other").replace("\"9\"", "\"8\"");
    let (other, too) = world.desired(&other, zoe);
    let told: Vec<Findings> = (goto::GOTO.check_across)(&[(&one, &wants), (&other, &too)]);
    told.iter().for_each(|own| meet(own.iter()));
    assert!(told.iter().all(|own| own.iter().any(|finding| finding.code == "goto:G-012")));
    let (_, others) = world.desired(TENANT, &zoe.replace("Premium", "Webinar"));
    let told: Vec<Findings> = (goto::GOTO.check_across)(&[(&one, &wants), (&other, &others)]);
    assert!(told.iter().all(|own| own.iter().any(|finding| finding.code == "goto:T-13")));
}

pub fn a_declined_transfer_keeps_its_seat() {
    let state = live(&[("mia", r#"{ "declined_transfer": true }"#)]);
    let text = plan_of(state, "", "users: { co@x.example: {} }").told("goto:G-123");
    assert!(text.contains("mia@x.example"), "{text}");
}

pub fn super_admins_stay() {
    let seen = plan("", "users: { co@x.example: { role: Member, licenses: [Standard] } }");
    assert!(!seen.does("~ role co"), "{:#?}", seen.story());
    let own = plan("", "users: { it@x.example: { state: suspended } }");
    assert!(!own.does("~ role it"), "{:#?}", own.story());
}

pub fn the_last_managed_group_stays() {
    let state = live(&[("mia", r#"{ "managed_groups": ["503"] }"#)]);
    let seen = plan_of(state, "", "groups: { Sales: { state: absent } }");
    assert!(seen.told("goto:T-16").contains("ALL USERS"));
    seen.withholds("- group Sales");
    assert!(plan("", "groups: { Sales: { state: absent } }").does("- group Sales"));
}

pub fn a_swap_is_one_write() {
    let seen = plan("", "users: { eve@x.example: { licenses: [Premium] } }");
    seen.not_after("+ license eve/Premium", "- license eve/Standard");
    assert!(seen.silent("goto:G-103"), "nobody is suspended on the way");
    let full =
        plan("", "users: { mia@x.example: { licenses: [Meeting] }, eve@x.example: { licenses: [Premium] } }");
    full.not_after("+ license mia/Meeting", "- license mia/Webinar");
}

pub fn a_product_before_the_role_falls() {
    let seen = plan("", "users: { aud@x.example: { role: Member, licenses: [Standard] } }");
    seen.before("+ license aud/Standard", "~ role aud");
    let shown = plan("", "users: { aud@x.example: { role: Member } }").told("goto:G-103");
    assert!(shown.contains("suspended"), "{shown}");
}

pub fn statuses_decide_nothing() {
    let state = live(&[
        ("eve", r#"{ "last_sign_in_days": 400 }"#),
        ("mia", r#"{ "signed_in": false, "invites": 9 }"#),
    ]);
    let seen = plan_of(
        state,
        DELETE,
        "users: { eve@x.example: { last_name: E }, mia@x.example: {}, bob@x.example: { first_name: Rob } }",
    );
    assert!(seen.leaves_alone("eve") && seen.leaves_alone("mia"), "{:#?}", seen.story());
}

pub fn addresses_are_right_at_once() {
    assert!(checked("", "users: { bob@x: {}, \"b ob@x.example\": {} }").contains("goto:G-005"));
    let seen = plan(
        "",
        "users: { rob@x.example: { was: bob@x.example, first_name: Rob, last_name: B, role: Admin } }",
    );
    seen.told("R-035");
    seen.withholds("- user bob");
    seen.withholds("+ user rob");
}

pub fn reach_of_a_group_is_shown() {
    let seen = plan("", "groups: { EMEA: { state: absent }, EMEA/Support: { state: absent } }");
    assert!(seen.told("goto:T-23").contains("1 person"));
}

pub fn a_move_of_an_extension_is_shown() {
    let seen =
        plan("", "users: { eve@x.example: { extension: \"1003\" }, bob@x.example: { extension: \"1009\" } }");
    assert!(seen.told("goto:T-24").contains("moves"));
    seen.before("~ extension bob", "~ extension eve");
}

pub fn owned_fields_are_left() {
    let state = live(&[("eve", r#"{ "directory_managed": true }"#)]);
    let seen = plan_of(state, "", "users: { eve@x.example: { first_name: Eva } }");
    seen.told("goto:G-615");
    assert!(seen.leaves_alone("user eve"));
    let state = live(&[("eve", r#"{ "directory_managed": true }"#)]);
    let roster = "users: { eve@x.example: { licenses: [Standard, Meeting], role: Admin } }";
    let seen = plan_of(state, "", roster);
    seen.withholds("+ license eve/Meeting");
    seen.withholds("~ role eve");
}

pub fn mails_in_spite_of_silence_are_told() {
    plan("", "users: { eve@x.example: { notify: false, licenses: [Standard, Meeting] } }").told("goto:G-507");
}

const PHONES: &str = "pbx-classic";

pub fn a_billable_device_is_told() {
    let phone = "users: { eve@x.example: { line: \"1004\", device: \"00:04:F2:00:00:01\" } }";
    let seen = plan_in(PHONES, phone, &[]);
    assert!(seen.told("goto:T-29").contains("1 billable device"));
    assert!(plan_in(PHONES, "users: { eve@x.example: {} }", &[]).silent("goto:T-29"));
}

pub fn a_right_of_a_group_is_not_lost_unnoticed() {
    let admin = ["group_member Administrators/eve@x.example"];
    let seen = plan_in(PHONES, "users: { eve@x.example: { groups: [] } }", &admin);
    seen.withholds("- group_member Administrators/eve");
    assert!(seen.told("goto:T-30").contains("`Configure PBX`"));
    let direct = "users: { eve@x.example: { groups: [], permissions: [Configure PBX] } }";
    let seen = plan_in(PHONES, direct, &admin);
    seen.before("+ permission eve/Configure PBX", "- group_member Administrators/eve");
}

pub fn no_permission_is_left_that_does_nothing() {
    let alone = "users: { eve@x.example: { permissions: [Pay Invoices] } }";
    assert!(checked("portal: pbx-classic\n", alone).contains("goto:G-316"));
    let live = [
        "group_member Desk/eve@x.example",
        "group_permission Desk/View Invoices",
        "permission eve@x.example/Pay Invoices",
    ];
    plan_in(PHONES, "users: { eve@x.example: { groups: [] } }", &live).told("goto:T-31");
}

pub fn a_base_permission_comes_first() {
    let both = "users: { eve@x.example: { permissions: [Pay Invoices, View Invoices] } }";
    plan_in(PHONES, both, &[]).before("+ permission eve/View Invoices", "+ permission eve/Pay Invoices");
}

pub fn a_dependent_permission_goes_first() {
    let live = ["permission eve@x.example/View Reports", "permission eve@x.example/Access Call Recordings"];
    let seen = plan_in(PHONES, "users: { eve@x.example: { permissions: [] } }", &live);
    seen.before("- permission eve/Access Call Recordings", "- permission eve/View Reports");
}

pub fn a_device_goes_before_line_and_user() {
    let live = ["line eve@x.example", "device eve@x.example/00:04:F2:00:00:01"];
    let seen = plan_in(PHONES, "users: { eve@x.example: { state: absent } }", &live);
    seen.before("- device eve/00:04:F2:00:00:01", "- line eve");
    seen.before("- line eve", "- user eve");
    plan_in(PHONES, "users: { eve@x.example: { state: absent } }", &[]).told("goto:G-215");
}

pub fn the_last_group_of_a_classic_manager_stays() {
    the_last_managed_group_stays();
    let emptied = plan_in("classic", "users: { adm@x.example: { manages: [] } }", &[]);
    emptied.withholds("- managed_group EMEA/Support/adm");
    assert!(emptied.told("goto:T-16").contains("group EMEA/Support → ALL USERS"));
    let gone = "groups: { EMEA: {}, EMEA/Support: { state: absent } }";
    plan_in("classic", gone, &[]).withholds("- group EMEA/Support");
    assert!(
        checked("portal: classic\n", "users: { eve@x.example: { role: Manager } }").contains("goto:G-308")
    );
}

pub fn a_scope_changes_before_the_group_goes() {
    the_last_managed_group_stays();
    let groups = "groups: { EMEA: {}, EMEA/Support: { state: absent }, Sales: {} }";
    let moved = format!("{groups}\nusers: {{ adm@x.example: {{ role: Manager, manages: [Sales] }} }}");
    plan_in("classic", &moved, &[]).before("- managed_group EMEA/Support/adm", "- group EMEA/Support");
    let dropped = format!("{groups}\nusers: {{ adm@x.example: {{ role: Member, licenses: [Standard] }} }}");
    plan_in("classic", &dropped, &[]).before("~ role adm", "- group EMEA/Support");
}

pub fn nobody_is_made_twice() {
    in_virtual_time(async {
        let world = World::from_state(live(&[]));
        let lost = json!([{ "match": { "method": "POST", "path": "/admin/**/users" }, "do": "drop_after" }]);
        world.sandbox.add_faults(lost).expect("a fault that can be");
        let zoe =
            "users: { zoe@x.example: { first_name: Z, last_name: Z, licenses: [Premium], role: Member } }";
        let applied = world.apply(TENANT, zoe, 4).await;
        applied.all_verified("an answer was lost");
        let mails = world.sandbox.outbox();
        let own = mails.iter().filter(|mail| mail["to"] == "zoe@x.example" && mail["kind"] == "welcome");
        assert_eq!(own.count(), 1, "{mails:#?}");
    });
}

pub fn missing_names_are_refused() {
    let seen = plan("", "users: { eve@x.example: { group: Nowhere } }");
    seen.told("R-030");
    let declared = "groups: { Sales: {} }\nusers: { eve@x.example: { group: Sals } }";
    assert!(checked("", declared).contains("R-016"));
    assert!(!plan("", "users: { eve@x.example: { role: Auditr } }").does("~ role eve"));
}

pub fn custom_roles_are_never_removed() {
    assert!(checked("", "role_sets: { Auditor: { state: absent } }").contains("R-005"));
}

pub fn a_custom_role_opens_the_portal() {
    plan("", "users: { eve@x.example: { role: Auditor } }").told("goto:T-38");
}

pub fn the_contract_goes_on() {
    plan(DELETE, BOB_LEAVES).told("goto:T-39");
}

pub fn the_last_agent_does_not_go_unnoticed() {
    let both = "users: { bob@x.example: { state: suspended }, eve@x.example: { state: suspended } }";
    let leave = plan("", both);
    assert!(leave.told("goto:T-40").contains("is left with 0 of"));
    assert!(leave.does("- queue_member calls/eve/agent"), "who leaves the company is not held");
    let stay = plan("", "users: { bob@x.example: { state: suspended }, eve@x.example: { queues: {} } }");
    stay.withholds("- queue_member calls/eve/agent");
}

pub fn seats_that_change_hands_are_counted() {
    let seen =
        plan("", "users: { eve@x.example: { state: suspended }, aud@x.example: { licenses: [Standard] } }");
    assert!(seen.told("goto:T-42").contains("`Standard`"));
}

pub fn two_hold_the_keys() {
    let roster = "users: { it@x.example: { role: Super admin } }";
    assert!(!checked("", roster).contains("goto:G-313"), "a roster may name a part of them");
    plan("guards: { min_super_admins: 9 }", roster).told("goto:G-313");
}

pub fn groups_before_members() {
    let seen = plan("", "groups: { New: {} }\nusers: { eve@x.example: { group: New } }");
    seen.before("+ group New", "+ group_member New/eve");
}

pub fn parents_before_children() {
    let seen = plan("", "groups: { New: {}, New/Child: {} }");
    seen.before("+ group New", "+ group New/Child");
}

pub fn a_free_seat_first() {
    let seen = plan(
        "",
        "users: { eve@x.example: { state: suspended }, a@x.example: { first_name: A, last_name: A, licenses: [Standard] }, \
                         b@x.example: { first_name: B, last_name: B, licenses: [Standard] } }",
    );
    seen.before("- license eve/Standard", "+ license b/Standard");
    no_seat_is_bought();
}

pub fn a_user_before_the_license() {
    let seen = plan("", "users: { zoe@x.example: { first_name: Z, last_name: Z, licenses: [Premium] } }");
    seen.not_after("+ user zoe", "+ license zoe/Premium");
}

pub fn connect_before_queues() {
    let seen = plan(
        "",
        "users: { mia@x.example: { licenses: [Webinar, Premium], queues: { inbox: agent }, contact_center_admin: true } }",
    );
    seen.before("+ license mia/Premium", "+ queue_member inbox/mia/agent");
    seen.before("+ license mia/Premium", "+ contact_center_admin mia");
}

pub fn one_mail_with_everything_in_it() {
    in_virtual_time(async {
        let world = World::from_state(live(&[]));
        let zoe =
            "users: { zoe@x.example: { first_name: Z, last_name: Z, licenses: [Premium], role: Admin } }";
        world.apply(TENANT, zoe, 4).await.all_verified("a joiner");
        let create = world.requests().into_iter().find(|entry| entry.mutates).expect("a write");
        assert_eq!(create.body["licenseKeys"], json!(["102"]));
        assert_eq!(create.body["adminRoles"], json!(["MANAGE_ACCOUNT"]));
        assert_eq!(world.sandbox.outbox().len(), 1);
    });
}

pub fn an_invitation_is_no_second_key() {
    let seen = plan(
        "",
        "users: { co@x.example: { role: Admin }, zoe@x.example: { first_name: Z, last_name: Z, role: Super admin } }",
    );
    assert!(seen.does("+ role zoe") && !seen.does("~ role co"), "{:#?}", seen.story());
}

pub fn members_leave_before_the_group_goes() {
    let seen = plan(
        "",
        "groups: { EMEA: {}, EMEA/Support: { state: absent } }\nusers: { bob@x.example: { group: EMEA } }",
    );
    seen.before("- group_member EMEA/Support/bob", "- group EMEA/Support");
    let nested = plan("", "groups: { EMEA: { state: absent } }");
    nested.told("goto:G-410");
    nested.withholds("- group EMEA");
}

pub fn a_replacement_is_there() {
    let seen = plan(
        "",
        "users: { bob@x.example: { state: suspended }, eve@x.example: { queues: {} }, \
                         mia@x.example: { licenses: [Webinar, Premium], queues: { calls: agent, inbox: agent, back: agent } } }",
    );
    assert!(seen.does("+ queue_member calls/mia/agent"), "{:#?}", seen.story());
    assert!(seen.silent("goto:T-40"), "{:#?}", seen.story());
}

pub fn power_goes_first() {
    let seen = plan("", "users: { adm@x.example: { state: suspended } }");
    seen.not_after("~ role adm", "- queue_member back/adm/supervisor");
}
