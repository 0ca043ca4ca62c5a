//! Guards over the whole, and notes.

use super::*;

const LIVE: &[&str] = &[
    "user it@x; role=administrator; active=true; accepted=true",
    "user two@x; role=administrator; active=true; accepted=true",
    "user new@x; role=administrator; active=true; accepted=false",
    "user ana@x; role=agent; active=true; accepted=true",
    "user bob@x; role=agent; active=false; accepted=true",
    "user_skill pt/ana@x",
    "user_skill pt/bob@x",
    "user_project Support/ana@x",
];

fn check(lines: &[&str], held: &[&str], found: &[&str]) {
    let tenant = with_settings("{ caller: it@x }");
    let (own, findings) = judged(&tenant, LIVE, "users: {}", lines);
    assert_eq!(own, held, "{lines:?}");
    assert_eq!(codes(&findings), found, "{lines:?}");
}

fn by_it(text: &str, lines: &[&str]) -> (Vec<String>, Vec<String>) {
    let (desired, _) = compiled(&tenant(), text);
    let mut observed = observed(LIVE);
    observed.caller = Some("It@x".into());
    let (held, findings) =
        guarded(&tenant(), Sides { desired: &desired, observed: &observed }, &changes(&observed, lines), &[]);
    (held, codes(&findings))
}

#[test]
fn the_credentials_own_user_keeps_power() {
    for line in ["~ user it@x; role=agent", "~ user it@x; active=false", "- user it@x"] {
        let (held, codes) = by_it("users: {}", &[line]);
        assert_eq!(held, ["user it@x: engage:E-001"], "{line}");
        assert!(codes.contains(&"refuse engage:E-001".to_owned()), "{line}");
    }
    let (held, codes) = by_it("users: {}", &["~ user it@x; webchat_name=I"]);
    assert_eq!((held, codes), (vec![], vec![]));
}

#[test]
fn where_nobody_tells_whose_token_it_is_losing_power_is_told() {
    check(&["~ user two@x; role=agent"], &[], &["warn engage:E-001"]);
}

#[test]
fn the_last_administrators_stay() {
    let one = by_it("users: {}", &["~ user two@x; role=agent"]);
    assert_eq!(one, (vec![], vec![]), "one stays");
    // Who has not accepted the invitation is none yet, nor is who is only now made one anew.
    let lines = [
        "~ user it@x; webchat_name=I",
        "~ user two@x; role=agent",
        "+ user eva@x; role=administrator; active=true",
    ];
    let tenant = Tenant { floors: [("admins".to_owned(), 2)].into(), ..tenant() };
    let (held, findings) = judged(&tenant, LIVE, "users: {}", &lines);
    assert_eq!(held, ["user two@x: engage:E-026"]);
    assert!(codes(&findings).contains(&"refuse engage:E-026".to_owned()));
    let lines = ["~ user ana@x; role=administrator", "~ user two@x; role=agent"];
    let (held, _) = judged(&tenant, LIVE, "users: {}", &lines);
    assert_eq!(held, [""; 0], "a new one who has accepted counts");
}

#[test]
fn the_last_active_holder_of_a_skill_is_told_and_kept_where_it_is_required() {
    for line in ["- user_skill pt/ana@x", "~ user ana@x; active=false"] {
        let (held, codes) = by_it("users: {}", &[line]);
        assert_eq!(held, [""; 0], "{line}");
        assert!(codes.contains(&"warn engage:E-041".to_owned()), "{line}: {codes:?}");
        let (held, codes) = by_it("skills: { pt: { required: true } }", &[line]);
        assert_eq!(held.len(), 1, "{line}: {held:?}");
        assert!(codes.contains(&"refuse engage:E-041".to_owned()), "{line}: {codes:?}");
    }
}

#[test]
fn a_required_skill_is_handed_over_only_where_the_new_holder_comes_first() {
    let comes = "+ user_skill pt/it@x";
    for (lines, held) in [
        // The floor orders who is given the skill before who drops it, with or without the access.
        (vec!["- user_skill pt/ana@x", comes], vec![]),
        (vec!["- user_skill pt/ana@x", "~ user ana@x; active=false", comes], vec![]),
        // Nothing orders an access that goes, nor one that comes back.
        (vec!["~ user ana@x; active=false", comes], vec!["user ana@x: engage:E-041"]),
        (
            vec!["- user_skill pt/ana@x", "~ user bob@x; active=true"],
            vec!["user_skill pt/ana@x: engage:E-041"],
        ),
        (vec!["~ user ana@x; active=false", "~ user bob@x; active=true"], vec!["user ana@x: engage:E-041"]),
    ] {
        let (own, codes) = by_it("skills: { pt: { required: true } }", &lines);
        assert_eq!(own, held, "{lines:?}");
        assert_eq!(
            codes.contains(&"refuse engage:E-041".to_owned()),
            !held.is_empty(),
            "{lines:?}: {codes:?}"
        );
        let (own, _) = by_it("skills: { pt: {} }", &lines);
        assert_eq!(own, [""; 0], "{lines:?}: it is not required");
    }
}

#[test]
fn what_a_plan_brings_with_it_is_told() {
    for (line, expected) in [
        (
            "+ user eva@x; role=agent; active=true; first_name=Eva; last_name=Ro",
            vec!["note engage:E-002", "warn engage:E-012"],
        ),
        ("~ user bob@x; active=true", vec!["note engage:E-004"]),
        ("- user_project Support/ana@x", vec!["warn engage:E-037"]),
    ] {
        let (held, codes) = by_it("users: {}", &[line]);
        assert_eq!((held, codes), (vec![], expected.into_iter().map(str::to_owned).collect()), "{line}");
    }
    let (_, codes) = by_it("users: {}", &["~ user ana@x; active=false"]);
    assert_eq!(codes, ["note engage:E-003", "warn engage:E-041"]);
}

#[test]
fn agents_need_somebody_who_may_assign_to_them() {
    let text = "users: { ana@x.example: { projects: [Support] } }";
    let live = [
        "user ana@x.example; role=agent; active=true",
        "user_project Support/ana@x.example",
        "user di@x; role=dispatcher; active=true",
    ];
    let found = |tenant: &Tenant, lines: &[&str]| codes(&judged(tenant, &live, text, lines).1);
    assert_eq!(found(&tenant(), &[]), ["warn engage:E-029"]);
    assert_eq!(found(&with_settings("{ auto_routing: true }"), &[]), [""; 0]);
    assert_eq!(found(&tenant(), &["+ user_project Support/di@x"]), [""; 0]);
}
