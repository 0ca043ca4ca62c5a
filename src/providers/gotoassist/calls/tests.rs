//! Who makes what by which call.

use super::super::GOTOASSIST;
use super::super::catalogue::ACCOUNT_SETTING;
use super::super::testing::{self, tenant};
use super::*;
use crate::model::{Attributes, Carrier, Ownership, WritePath};

#[test]
fn nothing_is_written_at_the_vendor_and_only_companies_are_read() {
    let vendor = tenant(Endpoint::Vendor);
    let base = tenant(Endpoint::Base("http://localhost".into()));
    for spec in CATALOGUE.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed) {
        assert_eq!(GOTOASSIST.main.carrier(&vendor, spec.kind), Carrier::Manual, "{}", spec.kind);
        assert_eq!(GOTOASSIST.main.carrier(&base, spec.kind), Carrier::Api, "{}", spec.kind);
        assert_eq!(readable(&vendor, spec.kind), spec.kind == COMPANY, "{}", spec.kind);
        assert!(readable(&base, spec.kind));
    }
    let mut by_hand = base;
    by_hand.writes.insert("portals".into(), (WritePath::Manual, by_hand.place));
    assert_eq!(GOTOASSIST.main.carrier(&by_hand, PORTAL), Carrier::Manual);
}

fn change(kind: Kind, key: &str, action: Action) -> Change {
    testing::change(kind, key, action, Attributes::new())
}

#[test]
fn what_is_set_in_one_editing_sequence_is_one_call() {
    use Action::{Create, Delete, Update};
    let shapes = |user: Option<Action>, rest: &[(Kind, &str, Action)]| {
        let own = user.map(|action| change(USER, "ana@x", action)).into_iter();
        let rest = rest.iter().map(|(kind, key, action)| change(*kind, key, *action));
        let all = Changes::new(own.chain(rest).collect());
        let mut shapes: Vec<&str> = all.iter().map(|change| call(change, &all).shape).collect();
        shapes.dedup();
        shapes
    };
    let holdings = [
        (ROLE, "ana@x", Create),
        (SEAT, "ana@x/remote_support", Create),
        (COMPANY_ACCESS, "A/ana@x", Create),
    ];
    assert_eq!(shapes(Some(Create), &holdings), [CREATE_USER]);
    assert_eq!(shapes(None, &holdings), [SET_ACCESS]);
    let gone = [
        (ROLE, "ana@x", Delete),
        (SEAT, "ana@x/remote_support", Delete),
        (COMPANY_ACCESS, "A/ana@x", Delete),
    ];
    assert_eq!(shapes(Some(Delete), &gone), [DELETE_USER]);
    assert_eq!(
        shapes(None, &[(CONTACT, "N", Update), (CONTACT_METHOD, "N/email/a@x", Create)]),
        [SET_CONTACT]
    );
    assert_eq!(
        shapes(None, &[(CONTACT, "N", Delete), (CONTACT_METHOD, "N/email/a@x", Delete)]),
        [DELETE_CONTACT]
    );
    assert_eq!(
        shapes(None, &[(COMPANY, "A", Delete), (COMPANY_SETTING, "A/language", Delete)]),
        [DELETE_COMPANY]
    );
    assert_eq!(
        shapes(None, &[(COMPANY, "A", Create), (COMPANY_SETTING, "A/language", Create)]),
        [CREATE_COMPANY, SET_OVERRIDES]
    );
    assert_eq!(shapes(None, &[(PORTAL, "A", Delete)]), [SET_PORTAL]);
    assert_eq!(shapes(None, &[(ACCOUNT_SETTING, "language", Update)]), [SET_ACCOUNT]);
}
