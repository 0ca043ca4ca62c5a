//! A name that several live things have stands for none of them; everything else goes on.

use crate::told::{check, plan, told};

const HALLS: &str =
    "room hall_#1 id=1 sort=call; room hall_#2 id=2 sort=mail; several room hall hall_#1 hall_#2
    room yard id=3; person ana; badge ana/blue doors=ROOMS; person bob; badge bob/blue doors=ROOMS";

fn halls(more: &str) -> String {
    format!("{HALLS}; {more}")
}

#[test]
fn nothing_that_speaks_of_the_name_is_made_and_the_rest_goes_on() {
    let plan = plan(HALLS, "person ana; room hall; seat hall/ana/agent; seat yard/ana/agent");
    assert_eq!(
        told(&plan),
        ["s1 + seat yard/ana/agent", "withheld + seat hall/ana/agent: R-043", "R-043 room hall"]
    );
    let finding = &plan.findings[0];
    assert_eq!(finding.text, "`room hall` is the name of 2: `hall #1` (sort call), `hall #2` (sort mail)");
    let hint = "write the one that is meant, such as `hall #1`, or rename all but one at the vendor";
    assert_eq!(finding.hint.as_deref(), Some(hint));
    assert_eq!(finding.place.map(|place| place.line), Some(2), "the first place that says it");
}

#[test]
fn who_is_in_one_of_them_is_not_taken_for_undeclared() {
    check(
        &halls("seat hall_#2/ana/agent; seat yard/ana/agent; seat hall_#1/bob/agent"),
        "seat hall/ana/agent; only seat person ana; only seat person bob",
        &[
            "s1 - seat hall #1/bob/agent",
            "withheld - seat hall #2/ana/agent: R-043",
            "withheld + seat hall/ana/agent: R-043",
            // Nor is the only other place left while nobody knows the new one.
            "withheld - seat yard/ana/agent: R-043",
            "R-043 room hall",
        ],
    );
}

#[test]
fn a_closed_list_of_the_name_removes_nothing_and_says_so() {
    check(&halls("seat hall_#2/ana/agent"), "only seat room,side hall/agent", &["R-043 room hall"]);
}

#[test]
fn one_of_them_is_written_by_its_own_name() {
    check(
        &halls("seat hall_#2/ana/agent; seat hall_#1/ana/agent"),
        "seat hall_#1/bob/agent; only seat room,side hall_#1/agent",
        &["s1 - seat hall #1/ana/agent", "s2 + seat hall #1/bob/agent"],
    );
}

#[test]
fn who_leaves_leaves_all_of_them() {
    check(
        &halls("seat hall_#2/ana/agent; seat hall_#1/ana/agent"),
        "gone person ana; seat hall/bob/agent",
        &[
            "s1 - seat hall #1/ana/agent",
            "s2 - seat hall #2/ana/agent",
            "s3 - badge ana/blue, - person ana, after s1 s2",
            "withheld + seat hall/bob/agent: R-043",
            "R-043 room hall",
        ],
    );
}

#[test]
fn a_name_that_nobody_says_keeps_nothing_and_is_not_told() {
    check(&halls("seat yard/ana/agent"), "only seat person ana", &["s1 - seat yard/ana/agent"]);
}

#[test]
fn what_is_below_a_path_of_several_waits_as_well() {
    check(
        "team north_#1 id=1; team north_#2 id=2; several team north north_#1 north_#2; person ana
         team_member north_#1/ana",
        "team north/desk; team_member north/desk/ana; only team_member person ana; team south; gone team north",
        &[
            "s1 + team south",
            "withheld + team north/desk: R-043",
            "withheld - team_member north #1/ana: R-043",
            "withheld + team_member north/desk/ana: R-043",
            "R-043 team north",
        ],
    );
}

#[test]
fn where_the_vendor_is_told_names_alone_neither_can_be_written() {
    let plan = plan(
        "scheme plan_#1 id=1; scheme plan_#2 id=2; several scheme plan plan_#1 plan_#2; person ana",
        "title ana title=x scheme=plan",
    );
    assert_eq!(told(&plan), ["withheld + title ana: office:D-1", "office:D-1 scheme plan"]);
    assert_eq!(plan.findings[0].hint.as_deref(), Some("rename all but one at the vendor"));
}

#[test]
fn where_a_provider_says_nothing_of_names_none_of_several_is_written() {
    check(
        "line bell_#1; line bell_#2; several line bell bell_#1 bell_#2; person bell",
        "line bell number=1; line bell_#1 number=2",
        &["withheld + line bell: R-043", "withheld ~ line bell #1: R-043", "R-043 line bell"],
    );
}
