//! The guards of the catalogue: what each row holds, and that a row which is missing or says nothing means the safe
//! answer. `caller`, `admins`, `ack`, `least` have no default: a catalogue without them does not compile.

use std::collections::BTreeMap;

use rosterctl::engine::{self, GuardScope, Guarded, Unaligned};
use rosterctl::model::{
    AckGuard, Admins, CallerGuard, Catalogue, Desired, Endpoint, FileId, Finding, Findings, FloorRule, Held,
    Hold, KindSpec, Least, Observation, Offboarding, Place, Severity, Suspension, Tenant,
};

use crate::office::{BADGE, BOSSES, OFFICE, PERSON, TITLE};
use crate::told::{addr, live, plan_by, told, wanted};

fn tenant() -> Tenant {
    Tenant {
        name: "acme".into(),
        provider: "office".into(),
        portal: None,
        account: None,
        endpoint: Endpoint::Vendor,
        credentials: BTreeMap::new(),
        offboarding: Offboarding::Suspend,
        notify: false,
        floors: BTreeMap::new(),
        refresh_token_store: None,
        own: BTreeMap::new(),
        prices: None,
        writes: BTreeMap::new(),
        calls_per_second: None,
        settings: None,
        place: Place { file: FileId(0), line: 1, column: 1, length: 1 },
    }
}

/// The office with other rows.
fn office(other: impl FnOnce(&mut Catalogue)) -> &'static Catalogue {
    let mut catalogue = OFFICE;
    other(&mut catalogue);
    Box::leak(Box::new(catalogue))
}

/// The office with other kinds.
fn kinds(other: impl Fn(&mut KindSpec)) -> &'static [KindSpec] {
    let mut kinds = OFFICE.kinds.to_vec();
    kinds.iter_mut().for_each(other);
    kinds.leak()
}

fn seen(caller: &str, text: &str) -> Observation {
    Observation { caller: Some(caller.to_owned()), ..live(text) }
}

/// What the guards hold of the differences.
fn held(catalogue: &'static Catalogue, observed: &Observation, desired: &str, acks: &[String]) -> Held {
    let (mut findings, tenant) = (Findings::default(), tenant());
    let changes = engine::diff(catalogue, &wanted(desired), observed, &mut findings);
    let desired = &Desired::default();
    let scope = GuardScope { catalogue, tenant: &tenant, desired, observed, changes: &changes, acks };
    let held = engine::guard(scope, &mut findings);
    let refused: Vec<String> = findings.sorted().into_iter().map(|own| own.code.to_string()).collect();
    assert!(held.values().all(|hold| refused.contains(&hold.code)), "{held:#?} {refused:?}");
    held
}

/// The same as `person ana: office:A-1`.
fn lines(held: &Held) -> Vec<String> {
    held.iter().map(|(addr, hold)| format!("{addr}: {}", hold.code)).collect()
}

#[test]
fn of_the_caller_nothing_changes_where_no_loss_is_listed() {
    let seen = seen("bob", "person bob name=B; title bob title=boss; person ana; title ana title=boss");
    let desired = "person bob name=Bob; title bob title=aide; line bob number=1; person ana name=Ana";
    assert_eq!(lines(&held(&OFFICE, &seen, desired, &[])), [""; 0]);
    let silent = office(|own| own.caller = CallerGuard { loses: &[], ..own.caller });
    assert_eq!(
        lines(&held(silent, &seen, desired, &[])),
        ["line bob: office:C-1", "person bob: office:C-1", "title bob: office:C-1"]
    );
}

#[test]
fn of_those_with_power_nobody_goes_where_no_row_says_how_few_there_may_be() {
    let seen = seen("cid", "person ana; title ana title=boss; person bob; title bob title=boss");
    let desired = "person ana; title ana title=aide; person bob; title bob title=boss";
    assert_eq!(lines(&held(&OFFICE, &seen, desired, &[])), [""; 0]);
    const UNSAID: FloorRule = FloorRule { least: Least::Roster, ..BOSSES };
    let unsaid = |floors| {
        office(|own| {
            own.kinds = kinds(|spec| {
                if spec.kind == TITLE {
                    spec.counts_for = floors;
                }
            });
            own.admins = Admins::Floor(TITLE, &UNSAID);
        })
    };
    for catalogue in [unsaid(&[]), unsaid(&[UNSAID])] {
        let held = lines(&held(catalogue, &seen, desired, &[]));
        assert!(held.contains(&"title ana: R-036".to_owned()), "{held:?}");
    }
}

#[test]
fn a_floor_of_the_admins_holds_where_no_kind_counts_for_it() {
    let seen = seen("cid", "person ana; title ana title=boss");
    let nowhere = office(|own| own.kinds = kinds(|spec| spec.counts_for = &[]));
    let held = lines(&held(nowhere, &seen, "person ana; title ana title=aide", &[]));
    assert!(held.contains(&"title ana: office:K-2".to_owned()), "{held:?}");
}

#[test]
fn every_irreversible_removal_waits_unless_a_row_leaves_its_kind_out() {
    let seen = seen("cid", "person ana; person bob");
    let desired = "gone person ana; person bob name=Bob";
    let waits = held(&OFFICE, &seen, desired, &[]);
    assert_eq!(lines(&waits), ["person ana: office:A-1"]);
    let acks: Vec<String> = waits.values().filter_map(|hold| hold.ack.clone()).collect();
    assert_eq!(lines(&held(&OFFICE, &seen, desired, &acks)), [""; 0]);
    assert_eq!(lines(&held(&OFFICE, &seen, "gone person bob", &acks)), ["person bob: office:A-1"]);
    let unasked = &[(PERSON, "the roster says so twice")];
    let asked = office(|own| own.ack = AckGuard { unasked, ..own.ack });
    assert_eq!(lines(&held(asked, &seen, desired, &[])), [""; 0]);
}

#[test]
fn who_is_said_to_be_somebody_is_left_alone_where_no_row_says_how_people_are_recognized() {
    let (mut desired, mut observed) = (wanted("person ana id=7"), live("person old id=7"));
    let sides = Unaligned { desired: &mut desired, observed: &mut observed, acks: &[] };
    let held = engine::recognize(&OFFICE, &tenant(), sides, &mut Findings::default());
    assert_eq!(lines(&held), ["person ana: R-034"]);
}

#[test]
fn an_incomplete_listing_withholds_every_kind_whose_row_says_nothing() {
    let plan = |catalogue| {
        let seen = live("incomplete title; person ana; title ana title=boss; person bob; person cleo");
        let desired = wanted("person ana; title ana title=aide; person bob; title bob title=aide");
        plan_by(catalogue, &seen, &desired, &Held::new())
    };
    let by_default = plan(&OFFICE);
    assert_eq!(
        told(&by_default),
        ["withheld ~ title ana: R-031", "withheld + title bob: R-031", "R-031 titles"]
    );
    assert_eq!(by_default.findings[0].severity, Severity::Refuse);
    assert!(by_default.findings[0].text.ends_with("it does not show `bob`"), "{:?}", by_default.findings);
    let own = office(|own| own.kinds = kinds(|spec| spec.unproven = Some(("office:O-1", "look yourself"))));
    assert_eq!(told(&plan(own))[2], "office:O-1 titles");
}

#[test]
fn whoever_is_to_be_deleted_is_suspended_whatever_withholds_the_deletion() {
    let own = office(|own| {
        own.kinds = kinds(|spec| match spec.kind {
            BADGE => spec.suspension = Some(Suspension::Removed),
            TITLE => spec.suspension = Some(Suspension::Becomes("title", "guest")),
            _ => {}
        });
    });
    let people = "person ana; badge ana/blue; title ana title=aide; person bob; badge bob/blue";
    let story = |seen: &str, held: &Held| {
        told(&plan_by(own, &live(&format!("{seen}; {people}")), &wanted("gone person ana"), held))
    };
    let out = "s1 - badge ana/blue, ~ title ana";
    // A guard holds it; then an incomplete listing, which is found later.
    let finding = Finding::new("office:A-1", Severity::Refuse, "no");
    let held = Held::from([(addr("person", "ana"), Hold::briefly(&finding))]);
    let by_guard = story("room hall", &held);
    assert_eq!(by_guard, [out, "withheld - person ana: office:A-1"]);
    let unseen = story("incomplete line", &Held::new());
    assert_eq!(unseen[0], out, "{unseen:?}");
    assert!(unseen.contains(&"withheld - person ana: R-031".to_owned()), "{unseen:?}");
    // Nothing in the way: all of it is one departure.
    let whole = story("room hall", &Held::new());
    assert!(whole.iter().all(|line| !line.starts_with("withheld")), "{whole:?}");
    assert!(whole.concat().contains("- title ana"), "{whole:?}");
}

#[test]
fn the_first_hold_stays() {
    // The caller is the last boss, and is deleted: three guards would hold the same.
    let seen = seen("ana", "incomplete person; person ana; title ana title=boss");
    let held_by_guards = held(&OFFICE, &seen, "gone person ana", &[]);
    assert_eq!(lines(&held_by_guards), ["person ana: office:C-1", "title ana: office:C-1"]);

    let hold = |code: &'static str| {
        let finding = Finding::new(code, Severity::Refuse, "no");
        Held::from([(addr("person", "ana"), Hold::briefly(&finding))])
    };
    let mut guarded = Guarded { held: hold("office:Z-1"), ..Guarded::default() };
    guarded.add(hold("office:A-2"), Findings::default());
    assert_eq!(lines(&guarded.held), ["person ana: office:Z-1"]);

    // What rests on an incomplete listing keeps the reason that it had before.
    let plan = plan_by(&OFFICE, &seen, &wanted("gone person ana"), &guarded.held);
    assert!(told(&plan).contains(&"withheld - person ana: office:Z-1".to_owned()), "{:?}", told(&plan));
}
