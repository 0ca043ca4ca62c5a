//! What differs, and in which order it is done.

use crate::told::{check, plan};

#[test]
fn nothing_differs() {
    check("person ana name=Ana id=7", "person ana name=Ana greet=yes", &[]);
}

#[test]
fn only_declared_and_changeable_attributes_are_compared() {
    let plan = plan("person ana name=Ana id=7", "person ana name=Anna id=8 greet=yes");
    let change = &plan.changes[0];
    assert_eq!(change.before.as_ref().map(|own| own.iter().count()), Some(1));
    assert_eq!(change.after.as_ref().and_then(|own| own.text("name")), Some("Anna"));
}

#[test]
fn what_cannot_change_is_told_with_the_rule() {
    check("person ana born=1970", "person ana born=1971", &["office:F-1 person ana"]);
}

#[test]
fn a_joiner_is_made_with_badge_and_title_then_line_team_and_seat() {
    check(
        "room hall",
        "person ana name=Ana; badge ana/blue doors=ROOMS; title ana title=boss; line ana number=10
         team EMEA; team EMEA/Help; team_member EMEA/Help/ana; seat hall/ana/agent",
        &[
            "s1 + team EMEA",
            "s2 + team EMEA/Help, after s1",
            "s3 + badge ana/blue, + person ana, + title ana",
            "s4 + line ana, after s3",
            "s5 + seat hall/ana/agent, after s4",
            "s6 + team_member EMEA/Help/ana, after s2 s3",
        ],
    );
}

#[test]
fn rooms_are_left_before_the_badge_goes_and_read_back() {
    let plan = plan(
        "room hall; room inbox; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent; seat hall/bob/lead
         seat inbox/bob/agent",
        "person bob; only badge person bob; only seat person bob",
    );
    let lines = crate::told::told(&plan);
    assert_eq!(
        lines,
        [
            "s1 - seat hall/bob/agent, - seat hall/bob/lead",
            "s2 - seat inbox/bob/agent",
            "s3 - badge bob/blue, after s1 s2",
        ]
    );
    let because = &plan.steps[0].because;
    assert_eq!(because.len(), 1);
    assert_eq!((because[0].rule.as_str(), because[0].read_back), ("office:N-4", true));
}

#[test]
fn who_is_deleted_takes_everything_along() {
    check(
        "room hall; team EMEA; person bob; title bob title=staff; badge bob/blue doors=ROOMS; seat hall/bob/agent
         team_member EMEA/bob; line bob number=10; person ana; badge ana/blue doors=ROOMS",
        "gone person bob",
        &[
            "s1 - line bob",
            "s2 - seat hall/bob/agent",
            "s3 - team_member EMEA/bob",
            "s4 - badge bob/blue, - person bob, - title bob, after s1 s2 s3",
        ],
    );
}

#[test]
fn privileges_go_before_seats_at_the_price_of_a_call() {
    check(
        "room hall; person bob; title bob title=boss; badge bob/blue doors=ROOMS; seat hall/bob/agent",
        "person bob; title bob title=staff; only badge person bob; only seat person bob",
        &["s1 ~ title bob", "s2 - seat hall/bob/agent, after s1", "s3 - badge bob/blue, after s2"],
    );
}

#[test]
fn one_of_two_badges_may_go_while_seats_stay() {
    check(
        "room hall; person bob; badge bob/blue doors=ROOMS; badge bob/gold doors=ROOMS; seat hall/bob/agent",
        "person bob; badge bob/gold doors=ROOMS; only badge person bob",
        &["s1 - badge bob/blue"],
    );
}

#[test]
fn a_badge_is_exchanged_in_one_call() {
    check(
        "room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent",
        "person bob; badge bob/gold doors=ROOMS; only badge person bob",
        &["s1 - badge bob/blue, + badge bob/gold"],
    );
}

#[test]
fn people_of_equal_badges_share_a_call() {
    check(
        "",
        "person a; person b; person c; person d; badge d/blue doors=ROOMS; person e; badge e/blue doors=ROOMS; person f",
        &[
            "s1 + person a, + person b, + person c",
            "s2 + badge d/blue, + badge e/blue, + person d, + person e",
            "s3 + person f",
        ],
    );
}

#[test]
fn a_seat_is_freed_before_another_takes_the_last_one() {
    check(
        "pool blue 1 1; person ana; person bob; badge bob/blue",
        "person ana; badge ana/blue; person bob; only badge person bob",
        &["s1 - badge bob/blue", "s2 + badge ana/blue, after s1"],
    );
    check(
        "pool blue 2 1; person ana; person bob; badge bob/blue",
        "person ana; badge ana/blue; person bob; only badge person bob",
        &["s1 + badge ana/blue", "s2 - badge bob/blue"],
    );
}

#[test]
fn a_chain_through_full_pools_runs_from_the_one_seat_that_is_free() {
    check(
        "pool red 2 2; pool blue 1 1; pool gold 1 0; person a; person b; person c
         badge a/red doors=ROOMS; badge c/red; badge b/blue doors=ROOMS
         room hall; seat hall/a/agent; seat hall/b/agent",
        "person a; person b; person c; badge a/blue doors=ROOMS; only badge person a
         badge b/gold doors=ROOMS; only badge person b; badge c/red",
        &["s1 - badge b/blue, + badge b/gold", "s2 + badge a/blue, - badge a/red, after s1"],
    );
}

#[test]
fn two_people_who_keep_a_badge_exchange_the_last_ones_by_splitting_one_call() {
    check(
        "pool red 1 1; pool blue 1 1; person a; person b; badge a/red; badge b/blue; badge a/grey",
        "person a; person b; badge a/blue; badge a/grey; only badge person a; badge b/red; only badge person b",
        &["s1 - badge a/red", "s2 - badge b/blue, + badge b/red, after s1", "s3 + badge a/blue, after s2"],
    );
}

#[test]
fn a_desk_is_free_when_the_last_seat_is_left() {
    check(
        "pool desks 1 1; room hall; room inbox; person ana; badge ana/blue doors=ROOMS
         person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent; seat inbox/bob/agent",
        "person ana; seat hall/ana/agent; seat inbox/ana/agent; person bob; only seat person bob",
        &[
            "s1 - seat hall/bob/agent",
            "s2 - seat inbox/bob/agent",
            "s3 + seat hall/ana/agent, after s1 s2",
            "s4 + seat inbox/ana/agent, after s1 s2",
        ],
    );
}

#[test]
fn a_number_is_let_go_before_another_takes_it() {
    check(
        "person ana; person bob; line bob number=10",
        "person ana; line ana number=10; person bob; line bob number=11",
        &["s1 ~ line bob", "s2 + line ana, after s1"],
    );
}

#[test]
fn children_go_before_parents_and_members_before_both() {
    check(
        "team A; team A/B; person ana; team_member A/B/ana; team C",
        "gone team A; gone team A/B; person ana; team_member C/ana; only team_member person ana",
        &[
            "s1 - team_member A/B/ana, + team_member C/ana",
            "s2 - team A/B, after s1",
            "s3 - team A, after s2",
        ],
    );
}
