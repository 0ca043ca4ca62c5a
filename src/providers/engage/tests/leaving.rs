//! People who leave, and what of a roster cannot be applied to what is live.

use super::*;

const LIVE: &[&str] = &[
    "user ana@x.example; id=u_1; role=agent; active=true; accepted=true; first_name=Ana; last_name=Lima; two_factor=false",
    "user bob@x.example; id=u_2; role=agent; active=false; accepted=true; first_name=Bob; last_name=Ek; two_factor=true",
    "user eva@x.example; id=u_3; role=agent; active=true; accepted=false; first_name=Eva; last_name=Ro; two_factor=false",
    "project Support #p_1; id=p_1",
    "project Support #p_2; id=p_2",
];

fn deleting() -> Tenant {
    Tenant { offboarding: Offboarding::Delete, ..tenant() }
}

#[test]
fn who_is_active_is_inactivated_and_not_deleted() {
    let met = Met::new(&deleting(), LIVE, "users: { ana@x.example: { state: absent } }", &[]);
    assert_eq!(wants(&met.desired), ["user ana@x.example active=false (absent)"]);
    assert_eq!(codes(&met.findings), ["warn engage:E-010"]);
    assert_eq!(met.held(), [""; 0]);
    assert!(met.findings[0].text.contains("at least 120 minutes afterwards"), "{:?}", met.findings);
}

#[test]
fn who_is_inactive_is_deleted_once_it_is_acknowledged() {
    let text = "users: { bob@x.example: { state: absent } }";
    let met = Met::guarded(&deleting(), LIVE, text, &[]);
    assert_eq!(wants(&met.desired), ["gone user bob@x.example (absent)"]);
    assert_eq!(met.held(), ["user bob@x.example: engage:E-005"]);
    assert_eq!(codes(&met.findings), ["refuse engage:E-005"]);
    let ack = met.findings[0].ack.clone().expect("it can be acknowledged");
    assert!(ack.starts_with("DEL-") && met.findings[0].hint.as_ref().is_some_and(|hint| hint.contains(&ack)));
    let met = Met::guarded(&deleting(), LIVE, text, &[ack]);
    assert_eq!(met.held(), [""; 0]);
    assert_eq!(codes(&met.findings), ["note engage:E-008", "warn engage:E-006"]);
    let minutes = Tenant { offboarding: Offboarding::Delete, ..with_settings("{ reopen_minutes: 30 }") };
    let met = Met::guarded(&minutes, LIVE, text, &["DEL-0000".to_owned()]);
    assert!(met.findings[0].hint.as_ref().is_some_and(|hint| hint.contains("for 30 minutes")));
}

#[test]
fn nobody_leaves_with_open_conversations_unless_somebody_takes_over() {
    let open = ["conversations ana@x.example; assigned_to=ana@x.example; open=#3"];
    let unknown = ["conversations ana@x.example; assigned_to=ana@x.example"];
    for (conversations, words) in
        [(open, "has 3 open conversations"), (unknown, "may have open conversations")]
    {
        let live = [LIVE, &conversations].concat();
        for (state, reason, tenant) in [
            ("suspended", "suspended", tenant()),
            ("absent", "absent", tenant()),
            ("absent", "absent", deleting()),
        ] {
            let alone = format!("users: {{ ana@x.example: {{ state: {state} }} }}");
            let met = Met::new(&tenant, &live, &alone, &[]);
            assert_eq!(met.held(), ["user ana@x.example: engage:E-027"], "{state}");
            let told =
                met.findings.iter().find(|finding| finding.code == "engage:E-027").expect("it is told");
            assert!(told.text.contains(words), "{told:?}");
            for to in ["unassigned", "eva@x.example"] {
                let text = format!(
                    "users: {{ ana@x.example: {{ state: {state}, reassign_to: {to} }}, eva@x.example: {{}} }}"
                );
                let met = Met::new(&tenant, &live, &text, &[]);
                assert_eq!(met.held(), [""; 0]);
                let wanted = format!("conversations ana@x.example assigned_to={to} ({reason})");
                assert!(wants(&met.desired).contains(&wanted), "{:?}", wants(&met.desired));
            }
        }
        let text =
            "users: { ana@x.example: { state: suspended, reassign_to: bob@x.example }, bob@x.example: {} }";
        let held = Met::new(&tenant(), &live, text, &[]).held();
        assert_eq!(held, ["conversations ana@x.example: engage:E-027", "user ana@x.example: engage:E-027"]);
    }
    let apart = [
        "conversations ana@x.example; assigned_to=ana@x.example; open=#1",
        "user_project A/ana@x.example",
        "user_project B/eva@x.example",
    ];
    let text =
        "users: { ana@x.example: { state: suspended, reassign_to: eva@x.example }, eva@x.example: {} }";
    let met = Met::new(&tenant(), &[LIVE, &apart].concat(), text, &[]);
    assert!(met.findings[0].text.contains("in none of the projects"), "{:?}", met.findings);
    let text = "users: { ana@x.example: { state: suspended, reassign_to: unassigned } }";
    assert_eq!(
        wants(&Met::new(&tenant(), LIVE, text, &[]).desired),
        ["user ana@x.example active=false (suspended)"]
    );
}

#[test]
fn who_takes_over_sees_conversations_and_keeps_a_project_in_common() {
    let live = [
        "conversations ana@x.example; assigned_to=ana@x.example; open=#1",
        "user_project A/ana@x.example",
        "user_project A/eva@x.example",
        "user_project B/eva@x.example",
    ];
    let live = [LIVE, &live].concat();
    for (keys, wrong) in [
        ("{}", ""),
        ("{ projects: [A] }", ""),
        ("{ role: [agent, editor] }", ""),
        // Their own step may come first: then the vendor refuses to hand over, half-way through the plan.
        ("{ projects: [B] }", "in none of the projects"),
        ("{ projects: [] }", "in none of the projects"),
        ("{ role: editor }", "sees no conversation"),
    ] {
        let text = format!(
            "users: {{ ana@x.example: {{ state: suspended, reassign_to: eva@x.example }}, eva@x.example: {keys} }}"
        );
        let met = Met::new(&tenant(), &live, &text, &[]);
        let found = met.findings.iter().find(|finding| finding.code == "engage:E-027");
        assert_eq!(found.is_none(), wrong.is_empty(), "{keys}: {found:?}");
        assert!(found.is_none_or(|finding| finding.text.contains(wrong)), "{keys}: {found:?}");
        let held: &[&str] = match wrong {
            "" => &[],
            _ => &["conversations ana@x.example: engage:E-027", "user ana@x.example: engage:E-027"],
        };
        assert_eq!(met.held(), held, "{keys}");
    }
}

#[test]
fn who_leaves_and_is_not_there_is_nothing_to_do() {
    let text = "users: { zoe@x.example: { state: suspended, skills: [a], reassign_to: unassigned }, yan@x.example: { state: absent } }";
    for tenant in [tenant(), deleting()] {
        let met = Met::new(&tenant, LIVE, text, &[]);
        assert_eq!(codes(&met.findings), ["note engage:E-011"]);
        assert!(
            !wants(&met.desired).iter().any(|line| line.starts_with("user ") || line.starts_with("conv"))
        );
    }
}

#[test]
fn names_and_addresses_that_drifted_are_told_and_left() {
    let met = Met::new(
        &tenant(),
        LIVE,
        "users: { ana@x.example: { first_name: Anna, last_name: Lima, role: editor } }",
        &[],
    );
    assert_eq!(codes(&met.findings), ["refuse engage:E-018"]);
    assert!(met.findings[0].text.starts_with("drift, cannot apply: "), "{:?}", met.findings);
    assert_eq!(wants(&met.desired), ["user ana@x.example active=true role=editor"]);
    assert_eq!(met.held(), [""; 0], "the rest goes on");
    let text = "users: { anna@x.example: { first_name: Ana, last_name: Lima, role: agent } }";
    assert_eq!(codes(&Met::new(&tenant(), LIVE, text, &[]).findings), ["warn engage:E-019"]);
}

#[test]
fn nobody_is_created_without_names_and_role() {
    for (keys, code) in [
        ("{}", "engage:E-016"),
        ("{ first_name: A, last_name: B }", "engage:E-022"),
        ("{ role: agent, last_name: B }", "engage:E-016"),
    ] {
        let met = Met::new(&tenant(), LIVE, &format!("users: {{ new@x.example: {keys} }}"), &[]);
        assert_eq!(met.held(), [format!("user new@x.example: {code}")]);
    }
}

#[test]
fn the_second_factor_comes_after_the_invitation_and_stays_on() {
    let new = "users: { new@x.example: { first_name: N, last_name: W, role: agent, two_factor: true } }";
    for (text, codes_expected, kept) in [
        (new, vec!["warn engage:E-045"], false),
        ("users: { eva@x.example: { two_factor: true } }", vec!["warn engage:E-045"], false),
        ("users: { ana@x.example: { two_factor: true } }", vec![], true),
        ("users: { bob@x.example: { two_factor: false } }", vec!["refuse engage:E-044"], false),
        ("users: { ana@x.example: { two_factor: false } }", vec![], true),
    ] {
        let met = Met::new(&tenant(), LIVE, text, &[]);
        assert_eq!(codes(&met.findings), codes_expected, "{text}");
        assert_eq!(wants(&met.desired).iter().any(|line| line.contains("two_factor")), kept, "{text}");
    }
    let allowed = with_settings("{ allow_two_factor_off: true }");
    let met = Met::new(&allowed, LIVE, "users: { bob@x.example: { two_factor: false } }", &[]);
    assert_eq!(codes(&met.findings), [""; 0]);
}

#[test]
fn a_name_of_two_projects_stands_for_neither() {
    let met = Met::new(&tenant(), LIVE, "users: { ana@x.example: { projects: ['Support #p_2'] } }", &[]);
    assert_eq!(codes(&met.findings), [""; 0]);
}

#[test]
fn at_the_vendor_a_leaver_is_taken_to_be_there() {
    let vendor = Tenant { endpoint: Endpoint::Vendor, ..tenant() };
    let text = "users: { ana@x.example: { state: suspended, reassign_to: unassigned } }";
    let met = Met::new(&vendor, &[], text, &[]);
    assert_eq!(
        wants(&met.desired),
        [
            "conversations ana@x.example assigned_to=unassigned (suspended)",
            "user ana@x.example active=false (suspended)"
        ]
    );
    assert_eq!(met.observed.resources.len(), 2, "both are taken to be there, so that both are looked at");
    let alone = Met::new(&vendor, &[], "users: { ana@x.example: { state: suspended } }", &[]);
    assert_eq!(alone.held(), ["user ana@x.example: engage:E-027"]);
    let done = ["user ana@x.example; active=false", "conversations ana@x.example; assigned_to=unassigned"];
    assert_eq!(Met::new(&vendor, &done, text, &[]).held(), [""; 0]);
    // Of somebody who shall be gone the house itself takes it that they are there, whatever they hold.
    let vendor = Tenant { offboarding: Offboarding::Delete, ..vendor };
    let text = "users: { ana@x.example: { state: absent, reassign_to: unassigned } }";
    let met = Met::new(&vendor, &["user ana@x.example"], text, &[]);
    assert_eq!(codes(&met.findings), ["warn engage:E-010"]);
    assert_eq!(
        wants(&met.desired),
        [
            "conversations ana@x.example assigned_to=unassigned (absent)",
            "user ana@x.example active=false (absent)"
        ]
    );
    let met = Met::guarded(&vendor, &done, text, &[]);
    assert_eq!(met.held(), ["user ana@x.example: engage:E-005"]);
}
