//! Which call carries which change.

use super::super::super::testing::{changes, observed, tenant};
use super::*;
use crate::model::{FileId, Place, WritePath};

/// The shape of the call for each change, by address.
#[track_caller]
fn check(live: &[&str], lines: &[&str], shapes: &[&str]) {
    let changes = changes(&observed(live), lines);
    let own: Vec<&str> = changes.iter().map(|change| call(change, &changes).shape).collect();
    assert_eq!(own, shapes, "{lines:?}");
}

#[test]
fn a_joiner_is_created_with_licenses_and_system_role() {
    check(
        &[],
        &[
            "+ user ana@x",
            "+ license ana@x/Voice",
            "+ role ana@x; role=Member",
            "+ group_member EMEA/ana@x",
            "+ queue_member a/ana@x/agent",
            "+ extension ana@x; number=1010",
            "+ contact_center_admin ana@x",
        ],
        &[SET_ADMIN, SET_EXTENSION, CREATE_USERS, CREATE_USERS, SET_QUEUE, CREATE_USERS, CREATE_USERS],
    );
    check(&[], &["+ user ana@x", "+ role ana@x; role=Auditor; role_set=Auditor"], &[SET_ROLE, CREATE_USERS]);
}

#[test]
fn people_who_have_the_same_in_common_share_a_create_call() {
    let lines = [
        "+ user ana@x; notify=true",
        "+ license ana@x/Voice",
        "+ user bob@x; notify=true",
        "+ license bob@x/Voice",
        "+ user eva@x; notify=false",
        "+ license eva@x/Voice",
        "+ user fay@x; notify=true",
        "+ license fay@x/Voice",
        "+ role fay@x; role=Admin",
        "+ user ida@x; notify=true",
        "+ user joe@x; notify=true; group=EMEA",
        "+ license joe@x/Voice",
        "+ user kim@x; notify=true; welcome_mail=hello; mail_subject=S; mail_text=T",
        "+ license kim@x/Voice",
    ];
    let changes = changes(&observed(&[]), &lines);
    let batch = |key: &str| {
        let user = changes.get(&Addr::new(USER, key)).expect("everybody is created");
        call(user, &changes).batch
    };
    assert_eq!(batch("ana@x"), batch("bob@x"));
    for other in ["eva@x", "fay@x", "ida@x", "joe@x", "kim@x"] {
        assert_ne!(batch("ana@x"), batch(other));
    }
    let license = changes.get(&Addr::new(LICENSE, "bob@x/Voice")).expect("bob has one");
    let license = call(license, &changes);
    assert_eq!((license.batch, license.target.as_str(), license.most), (batch("bob@x"), "user bob@x", 25));
}

#[test]
fn a_persons_own_lists_are_one_write() {
    check(
        &["user ana@x", "role ana@x; role=Member"],
        &["~ user ana@x; locale=en", "+ license ana@x/A", "- license ana@x/B", "~ role ana@x; role=Admin"],
        &[PUT_USER; 4],
    );
}

#[test]
fn what_goes_with_a_person_goes_in_one_call() {
    check(
        &["user ana@x", "role ana@x; role=Auditor; role_set=Auditor"],
        &[
            "- user ana@x",
            "- license ana@x/A",
            "- role ana@x",
            "- group_member EMEA/ana@x",
            "- extension ana@x",
            "- queue_member a/ana@x/agent",
        ],
        &[DELETE_USER, DELETE_USER, DELETE_USER, SET_QUEUE, DELETE_USER, DELETE_USER],
    );
}

#[test]
fn both_roles_in_a_queue_are_one_write() {
    let changes =
        changes(&observed(&[]), &["+ queue_member a/b/ana@x/agent", "- queue_member a/b/ana@x/supervisor"]);
    let calls: Vec<Call> = changes.iter().map(|change| call(change, &changes)).collect();
    assert_eq!(calls[0], calls[1]);
    assert_eq!(calls[0].target, "queue a/b/ana@x");
}

#[test]
fn a_change_of_the_kind_of_role_is_two_calls() {
    for (before, after, expected, calls) in [
        ("Member", "Admin", PUT_USER, 1),
        ("permissions MANAGE_USERS", "Member", PUT_USER, 1),
        ("Member", "Auditor", SET_ROLE, 1),
        ("Auditor", "Member", SET_ROLE, 1),
        ("Admin", "Auditor", SET_ROLE, 2),
        ("Auditor", "Super admin", SET_ROLE, 2),
        ("permissions MANAGE_USERS", "Auditor", SET_ROLE, 2),
    ] {
        let live = observed(&["user ana@x", &format!("role ana@x; role={before}")]);
        let changes = changes(&live, &[&format!("~ role ana@x; role={after}")]);
        let change = changes.iter().next().expect("there is one");
        let shape = call(change, &changes).shape;
        assert_eq!((shape, cost(shape, &[change])), (expected, calls), "{before} to {after}");
    }
}

#[test]
fn costs_are_counted_in_writing_calls() {
    let live = observed(&["extension ana@x; number=1"]);
    let cost_of = |lines: &[&str]| {
        let changes = changes(&live, lines);
        let list: Vec<&Change> = changes.iter().collect();
        cost(call(list[0], &changes).shape, &list)
    };
    assert_eq!(cost_of(&["- group_member A/ana@x", "+ group_member B/ana@x"]), 2);
    assert_eq!(cost_of(&["+ group_member B/ana@x"]), 1);
    assert_eq!(cost_of(&["~ extension ana@x; number=2"]), 2);
    assert_eq!(cost_of(&["- extension ana@x"]), 1);
    assert_eq!(cost_of(&["+ user ana@x", "+ user bob@x"]), 1);
    assert_eq!(cost_of(&["+ group A"]), 1);
}

#[test]
fn nobody_but_a_person_writes_queues_at_the_vendor() {
    let at = |endpoint| Tenant { endpoint, ..tenant() };
    let base = || Endpoint::Base("http://127.0.0.1:8080".into());
    for kind in [QUEUE_MEMBER, CONTACT_CENTER_ADMIN] {
        assert_eq!(carrier(&at(Endpoint::Vendor), kind), Carrier::Manual);
        assert_eq!(carrier(&at(base()), kind), Carrier::Api);
        assert_eq!(carrier(&tenant(), kind), Carrier::Api);
    }
    assert_eq!(carrier(&at(Endpoint::Vendor), LICENSE), Carrier::Api);
    let place = Place { file: FileId(0), line: 1, column: 1, length: 1 };
    let mut by_hand = at(base());
    by_hand.writes.insert("queue_members".into(), (WritePath::Manual, place));
    assert_eq!(carrier(&by_hand, QUEUE_MEMBER), Carrier::Manual);
    assert_eq!(carrier(&by_hand, CONTACT_CENTER_ADMIN), Carrier::Api);
}

#[test]
fn who_joined_or_left_a_queue_or_came_back_is_looked_for_again() {
    let live = observed(&["user eve@x", "license eve@x/Connect", "queue_member calls/eve@x/agent"]);
    let outdated = |line: &str| {
        let changes = changes(&live, &[line]);
        changes.iter().flat_map(outdates).map(|addr| addr.to_string()).collect::<Vec<_>>()
    };
    for line in [
        "+ queue_member inbox/eve@x/agent",
        "- queue_member calls/eve@x/agent",
        "+ contact_center_admin eve@x",
        "+ license eve@x/Premium",
    ] {
        assert_eq!(outdated(line), ["queue_clearance eve@x"], "{line}");
    }
    for line in
        ["- license eve@x/Connect", "~ user eve@x; first_name=Eva", "+ queue_clearance eve@x", "+ group A"]
    {
        assert_eq!(outdated(line), [""; 0], "{line}");
    }
}
