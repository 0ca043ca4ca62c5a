//! What does not go on, and what hangs on it; the rest goes on.

use rosterctl::model::{Held, Hold};

use crate::office::OFFICE;
use crate::told::{addr, check, live, plan, plan_by, told, wanted};

#[test]
fn a_need_that_is_nowhere_withholds_and_offers_the_nearest_name() {
    let plan = plan(
        "room hall; person ana; badge ana/blue doors=ROOMS",
        "person ana; seat hal/ana/agent; seat hall/ana/agent",
    );
    let expected = ["s1 + seat hall/ana/agent", "withheld + seat hal/ana/agent: R-030", "R-030 room hal"];
    assert_eq!(told(&plan), expected);
    assert_eq!(plan.findings[0].hint.as_deref(), Some("did you mean `hall`?"));
}

#[test]
fn what_hangs_on_something_withheld_is_withheld_with_the_same_cause() {
    let seen = live("room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent");
    let desired =
        wanted("person bob; only badge person bob; only seat person bob; person ana; title ana title=boss");
    let cause = Hold {
        reason: "the rule".to_owned(),
        code: "office:G-1".to_owned(),
        ack: Some("ACK-1".to_owned()),
        finding: None,
    };
    let held: Held = [(addr("seat", "hall/bob/agent"), cause.clone()), (addr("person", "ana"), cause)].into();
    let plan = plan_by(&OFFICE, &seen, &desired, &held);
    assert_eq!(
        told(&plan),
        [
            "withheld - badge bob/blue: office:G-1",
            "withheld + person ana: office:G-1",
            "withheld - seat hall/bob/agent: office:G-1",
            "withheld + title ana: office:G-1",
        ]
    );
    assert_eq!(plan.withheld[0].hold.ack.as_deref(), Some("ACK-1"));
    assert_eq!(plan.withheld[0].hold.reason, "waits for `seat hall/bob/agent`, which is withheld");
}

#[test]
fn what_goes_only_with_something_withheld_stays_with_it() {
    let seen =
        live("room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent; title bob title=boss");
    let cause = Hold { reason: "the rule".to_owned(), code: "office:G-1".to_owned(), ..Hold::default() };
    let held: Held = [(addr("person", "bob"), cause)].into();
    assert_eq!(
        told(&plan_by(&OFFICE, &seen, &wanted("gone person bob"), &held)),
        [
            "withheld - badge bob/blue: office:G-1",
            "withheld - person bob: office:G-1",
            "withheld - seat hall/bob/agent: office:G-1",
            "withheld - title bob: office:G-1",
        ]
    );
    let asked_for = wanted("gone person bob; gone seat hall/bob/agent");
    assert_eq!(told(&plan_by(&OFFICE, &seen, &asked_for, &held))[0], "s1 - seat hall/bob/agent");
}

#[test]
fn an_incomplete_listing_withholds_its_kind_and_what_must_be_read_back_there() {
    check(
        "incomplete seat; room hall; person bob; badge bob/blue doors=ROOMS; badge bob/grey doors=GATE
         seat hall/bob/agent; person ana; badge ana/blue doors=ROOMS",
        "person bob; only badge person bob; only seat person bob; person ana name=Ana; seat hall/ana/agent",
        &[
            "s1 ~ person ana",
            "s2 - badge bob/grey",
            "withheld - badge bob/blue: R-031",
            "withheld + seat hall/ana/agent: R-031",
            "withheld - seat hall/bob/agent: R-031",
            "R-031 seats",
        ],
    );
}

#[test]
fn what_was_not_seen_by_an_incomplete_listing_is_unknown_rather_than_missing() {
    check(
        "incomplete room; person ana; badge ana/blue doors=ROOMS",
        "person ana; seat hall/ana/agent",
        &["withheld + seat hall/ana/agent: R-031", "R-031 rooms"],
    );
}

#[test]
fn nothing_unmanaged_is_left_hanging() {
    check(
        "team A; person ana; team_member A/ana",
        "gone team A; person ana; team_member A/ana",
        &["withheld - team A: R-033", "R-033 team A"],
    );
    check(
        "room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent",
        "person bob; only badge person bob",
        &["withheld - badge bob/blue: R-033", "R-033 badge bob/blue"],
    );
}

#[test]
fn a_seat_without_any_badge_is_told() {
    check(
        "room hall; person ana; badge ana/grey doors=GATE",
        "person ana; seat hall/ana/agent",
        &["withheld + seat hall/ana/agent: R-030", "R-030 seat hall/ana/agent"],
    );
}

#[test]
fn scarce_seats_go_by_priority_then_by_place() {
    check(
        "pool blue 2 1; room hall; person ana; person bob; person cleo",
        "person ana; badge ana/blue doors=ROOMS; seat hall/ana/agent; person bob; badge bob/blue doors=ROOMS
         person cleo; badge cleo/blue doors=ROOMS !1",
        &[
            "s1 + badge cleo/blue",
            "withheld + badge ana/blue: R-036",
            "withheld + badge bob/blue: R-036",
            "withheld + seat hall/ana/agent: R-036",
            "R-036 blue",
        ],
    );
    let plan = plan("pool blue 2 1; person a; person b", "person a; badge a/blue; person b; badge b/blue");
    let expected = "pool `blue`: 2 wanted, 1 free after removals (office:P-1)";
    assert_eq!(plan.findings[0].text, expected);
}

#[test]
fn a_pool_over_its_capacity_lets_nobody_in() {
    let three = "person a; badge a/blue; person b; badge b/blue; person c; badge c/blue; person d";
    check(
        &format!("pool blue 2 3; {three}"),
        "person a; only badge person a; person d; badge d/blue",
        &["s1 - badge a/blue", "withheld + badge d/blue: R-036", "R-036 blue"],
    );
    check(
        &format!("pool blue 2 3; {three}"),
        "person a; only badge person a; person b; only badge person b; person d; badge d/blue",
        &["s1 - badge a/blue", "s2 - badge b/blue", "s3 + badge d/blue, after s1 s2"],
    );
    let plan =
        plan(&format!("pool blue 1 3; {three}"), "person a; only badge person a; person d; badge d/blue");
    assert_eq!(plan.findings[0].text, "pool `blue`: 1 wanted, 0 free after removals (office:P-1)");
}

#[test]
fn people_who_are_counted_once_are_let_in_when_enough_have_left() {
    check(
        "pool desks 1 2; room hall; person ana; badge ana/blue doors=ROOMS; person bob; badge bob/blue doors=ROOMS
         seat hall/bob/agent; person cleo; badge cleo/blue doors=ROOMS; seat hall/cleo/agent",
        "person ana; seat hall/ana/agent; person bob; only seat person bob; person cleo; only seat person cleo",
        &["s1 - seat hall/bob/agent", "s2 - seat hall/cleo/agent", "s3 + seat hall/ana/agent, after s1 s2"],
    );
}

#[test]
fn who_is_moved_stays_where_the_new_place_cannot_be_had() {
    check(
        "team A; person ana; team_member A/ana",
        "person ana; team_member B/ana; only team_member person ana",
        &["withheld - team_member A/ana: R-030", "withheld + team_member B/ana: R-030", "R-030 team B"],
    );
    check(
        "pool red 1 0; pool blue 1 1; person ana; badge ana/red; person bob; badge bob/blue",
        "person ana; badge ana/blue; only badge person ana",
        &["withheld + badge ana/blue: R-036", "withheld - badge ana/red: R-036", "R-036 blue"],
    );
}

#[test]
fn a_value_that_somebody_keeps_is_not_taken() {
    check(
        "person ana; person bob; line bob number=10",
        "person ana; line ana number=10",
        &["withheld + line ana: office:U-1", "office:U-1 line ana"],
    );
}

#[test]
fn changes_that_wait_for_each_other_are_a_knot_and_the_rest_goes_on() {
    check(
        "person ana; person bob; line ana number=10; line bob number=11",
        "person ana name=Ana; person bob; line ana number=11; line bob number=10",
        &["s1 ~ person ana", "withheld ~ line ana: R-032", "withheld ~ line bob: R-032", "R-032 line ana"],
    );
}

#[test]
fn what_is_referred_to_and_not_there_is_told_once() {
    check(
        "person ana; badge ana/blue doors=ROOMS",
        "room hall; person ana; seat hall/ana/agent; seat hall/ana/lead",
        &["withheld + seat hall/ana/agent: R-030", "withheld + seat hall/ana/lead: R-030", "R-030 room hall"],
    );
}

#[test]
fn nobody_is_made_whose_only_badge_finds_no_seat() {
    check(
        "pool blue 1 1; pool gold 9 0; person eve; badge eve/blue",
        "person ana; title ana title=boss; badge ana/blue; person bob; badge bob/blue; badge bob/gold; person cleo",
        &[
            "s1 + badge bob/gold, + person bob",
            "s2 + person cleo",
            "withheld + badge ana/blue: R-036",
            "withheld + badge bob/blue: R-036",
            "withheld + person ana: R-036",
            "withheld + title ana: R-036",
            "R-036 blue",
        ],
    );
}
