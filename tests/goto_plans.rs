//! GoTo's rule book as the engine reads it: which steps come of a roster, and in which order.

mod common;

use common::{World, complaints, in_virtual_time};
use rosterctl::model::{
    Addr, Attributes, Carrier, Change, Changes, Confirmation, Confirmed, Kind, Observation, Plan,
};
use rosterctl::run::{self, Statements};

const TENANT: &str = r#"
tenant: acme
provider: goto
account: "8887380153236031176"
endpoint: sandbox
sandbox: { state: live.yaml }
offboarding: OFFBOARDING
contact_center: { seats: 10 }
"#;

const LIVE: &str = r#"
provider: goto
account: { key: "8887380153236031176", name: Acme }
caller: it@acme.example
contact_center: { seats: 10 }
licenses:
  - { key: "101", description: GoTo Connect Standard, products: [JIVE], seats: 2 }
  - { key: "102", description: GoTo Connect Premium, products: [JIVE], seats: 1 }
groups: [{ key: "501", name: EMEA }]
queues:
  - { id: q1, name: support-calls, kind: call, extension: "6001" }
  - { id: q2, name: support-inbox, kind: inbox, extension: "6002" }
  - { id: q3, name: callbacks, kind: outbound, extension: "6003" }
users:
  - { key: "1001", email: it@acme.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "1003", email: co@acme.example, first_name: C, last_name: O, roles: [SUPER_USER], signed_in: true }
  - { key: "1002", email: bob@acme.example, first_name: Bob, last_name: B, licenses: ["101"], group: "501",
      signed_in: true, extension: "1002", contact_center_admin: true,
      queues: [{ queue: support-calls, role: agent }, { queue: support-calls, role: supervisor },
        { queue: support-inbox, role: agent }, { queue: callbacks, role: agent }] }
  - { key: "1004", email: eve@acme.example, first_name: Eve, last_name: E, licenses: ["101"], signed_in: true,
      extension: "1004", queues: [{ queue: support-calls, role: agent }] }
"#;

/// Steps as `s1 - queue_member callbacks/bob/agent`, with needs; what is withheld after them.
fn told(plan: &Plan) -> Vec<String> {
    common::told(plan, "@acme.example")
}

fn check(offboarding: &str, people: &str, expected: &[&str]) {
    check_with(offboarding, people, false, expected);
}

/// The same; `acked` where somebody acknowledges what the plan asks for.
fn check_with(offboarding: &str, people: &str, acked: bool, expected: &[&str]) {
    let tenant = TENANT.replace("OFFBOARDING", offboarding);
    let lines = in_virtual_time(async {
        let world = World::new(LIVE);
        let plan = world.plan(&tenant, people).await.plan;
        let plan = match acked {
            true => world.plan_with(&tenant, people, &common::asked(&plan)).await.plan,
            false => plan,
        };
        told(&plan)
    });
    assert_eq!(lines, expected, "\n{}\n", lines.join("\n"));
}

fn people(entries: &[&str]) -> String {
    entries.iter().fold("users:\n".to_owned(), |text, entry| format!("{text}  {entry}\n"))
}

#[test]
fn a_suspended_leaver_leaves_every_queue_before_the_license_goes() {
    check(
        "suspend",
        &people(&["bob@acme.example: { state: suspended }"]),
        &[
            "s1 - queue_member callbacks/bob/agent",
            "s2 - queue_member support-calls/bob/agent, - queue_member support-calls/bob/supervisor",
            "s3 - queue_member support-inbox/bob/agent",
            "s4 - contact_center_admin bob, after s1 s2 s3",
            "s5 - license bob/GoTo Connect Standard, after s1 s2 s3 s4",
        ],
    );
}

#[test]
fn the_deletion_alone_waits_for_its_acknowledgement_and_the_leaver_is_suspended_until_then() {
    let people = people(&[
        "bob@acme.example: { state: absent, reassign_to: eve@acme.example }",
        "co@acme.example: { state: absent }",
        "eve@acme.example: { role: Super admin }",
    ]);
    let live = LIVE.replace("last_name: E, licenses", "last_name: E, roles: [SUPER_USER], licenses");
    let tenant = TENANT.replace("OFFBOARDING", "delete");
    let lines = in_virtual_time(async { told(&World::new(&live).plan(&tenant, &people).await.plan) });
    let expected = [
        "s1 - queue_member callbacks/bob/agent",
        "s2 - queue_member support-calls/bob/agent, - queue_member support-calls/bob/supervisor",
        "s3 - queue_member support-inbox/bob/agent",
        "s4 - contact_center_admin bob, after s1 s2 s3",
        "s5 - license bob/GoTo Connect Standard, after s1 s2 s3 s4",
        "s6 ~ role co",
        "withheld - extension bob: goto:T-09",
        "withheld - group_member EMEA/bob: goto:T-09",
        "withheld - role bob: goto:T-09",
        "withheld - user bob: goto:T-09",
        "withheld - user co: goto:T-09",
    ];
    assert_eq!(lines, expected, "\n{}\n", lines.join("\n"));
}

#[test]
fn a_deleted_leaver_leaves_every_queue_first_and_takes_the_rest_along() {
    check_with(
        "delete",
        &people(&[
            "bob@acme.example: { state: absent, reassign_to: eve@acme.example }",
            "eve@acme.example: {}",
        ]),
        true,
        &[
            "s1 - queue_member callbacks/bob/agent",
            "s2 - queue_member support-calls/bob/agent, - queue_member support-calls/bob/supervisor",
            "s3 - queue_member support-inbox/bob/agent",
            "s4 - contact_center_admin bob, after s1 s2 s3",
            "s5 - extension bob, - group_member EMEA/bob, - license bob/GoTo Connect Standard, - role bob, - user bob, after s1 s2 s3 s4",
        ],
    );
}

#[test]
fn a_joiner_has_license_role_and_group_from_the_start_then_the_rest() {
    let ana = "ana@acme.example: { first_name: Ana, last_name: S, role: Member, group: EMEA/Support, extension: \"1010\",
      licenses: [GoTo Connect Premium], queues: { support-calls: [agent, supervisor] } }";
    check(
        "suspend",
        &format!("{}groups: {{ EMEA: {{}}, EMEA/Support: {{}} }}\n", people(&[ana])),
        &[
            "s1 + group EMEA/Support",
            "s2 + group_member EMEA/Support/ana, + license ana/GoTo Connect Premium, + role ana, + user ana, after s1",
            "s3 + extension ana, after s2",
            "s4 + queue_member support-calls/ana/agent, + queue_member support-calls/ana/supervisor, after s2",
        ],
    );
}

#[test]
fn a_joiner_takes_the_seat_that_a_leaver_frees() {
    let ana = "ana@acme.example: { first_name: Ana, last_name: S, role: Member, licenses: [GoTo Connect Standard] }";
    check(
        "suspend",
        &people(&[ana, "bob@acme.example: { state: suspended }"]),
        &[
            "s1 - queue_member callbacks/bob/agent",
            "s2 - queue_member support-calls/bob/agent, - queue_member support-calls/bob/supervisor",
            "s3 - queue_member support-inbox/bob/agent",
            "s4 - contact_center_admin bob, after s1 s2 s3",
            "s5 - license bob/GoTo Connect Standard, after s1 s2 s3 s4",
            "s6 + license ana/GoTo Connect Standard, + role ana, + user ana, after s5",
        ],
    );
}

#[test]
fn an_exchange_of_licenses_is_one_call_and_queues_stay() {
    let eve = "eve@acme.example: { licenses: [GoTo Connect Premium], queues: { support-calls: agent } }";
    check(
        "suspend",
        &people(&[eve]),
        &["s1 + license eve/GoTo Connect Premium, - license eve/GoTo Connect Standard"],
    );
}

#[test]
fn a_joiner_without_a_free_seat_waits_and_the_rest_goes_on() {
    let ana =
        "ana@acme.example: { first_name: Ana, last_name: S, role: Member, licenses: [GoTo Connect Standard],
      queues: { support-calls: agent } }";
    check(
        "suspend",
        &people(&[ana, "eve@acme.example: { first_name: Eva, last_name: E }"]),
        &[
            "s1 ~ user eve",
            "withheld + license ana/GoTo Connect Standard: R-036",
            "withheld + queue_member support-calls/ana/agent: R-036",
            "withheld + role ana: R-036",
            "withheld + user ana: R-036",
        ],
    );
}

#[test]
fn a_license_that_is_not_assignable_is_given_to_nobody_and_nothing_goes_for_it() {
    for why in ["externally_managed: true", "enabled: false"] {
        let premium = "description: GoTo Connect Premium, products: [JIVE], seats: 1";
        let live = LIVE.replace(premium, &format!("{premium}, {why}"));
        let tenant = TENANT.replace("OFFBOARDING", "suspend");
        let eve = people(&["eve@acme.example: { licenses: [GoTo Connect Premium] }"]);
        let lines = in_virtual_time(async { told(&World::new(&live).plan(&tenant, &eve).await.plan) });
        assert_eq!(
            lines,
            [
                "withheld + license eve/GoTo Connect Premium: goto:G-615",
                "withheld - license eve/GoTo Connect Standard: R-033",
            ]
        );
    }
}

#[test]
fn who_holds_a_license_that_is_not_assignable_keeps_it_beside_others() {
    let premium = "description: GoTo Connect Premium, products: [JIVE], seats: 1";
    let live = LIVE
        .replace(premium, &format!("{premium}, externally_managed: true"))
        .replace("last_name: O, roles", "last_name: O, licenses: [\"102\"], roles");
    let tenant = TENANT.replace("OFFBOARDING", "suspend");
    let live = live.replace("products: [JIVE], seats: 2", "products: [JIVE], seats: 3");
    let both = people(&["co@acme.example: { licenses: [GoTo Connect Premium, GoTo Connect Standard] }"]);
    in_virtual_time(async {
        let world = World::new(&live);
        world.apply(&tenant, &both, 1).await.all_verified("beside it");
        assert_eq!(told(&world.plan(&tenant, &both).await.plan), [""; 0]);
    });
}

#[test]
fn a_number_that_a_queue_has_is_seen_before_it_is_taken() {
    let held = ["withheld ~ extension eve: goto:G-803"];
    let roster = people(&["eve@acme.example: { extension: \"6001\" }"]);
    check("suspend", &roster, &held);
    assert_eq!(told(&by_hand(&on_vendor("suspend", ""), &roster, &[])), held);
    check("suspend", &roster.replace("6001", "6009"), &["s1 ~ extension eve"]);
}

/// The same tenant on the vendor's own hosts, where nobody can read who is in a queue.
fn on_vendor(offboarding: &str, more: &str) -> String {
    let credentials = "credentials:
  client_id: { env: ID }
  client_secret: { env: SECRET }
  personal_access_token: { env: PAT }
";
    let tenant = TENANT.replace("OFFBOARDING", offboarding);
    let tenant = tenant.replace("endpoint: sandbox\nsandbox: { state: live.yaml }\n", "endpoint: vendor\n");
    format!("{tenant}{credentials}{more}")
}

/// The plan on the vendor's own hosts, after people confirmed that some resources are there, or gone (`!`).
fn by_hand(tenant: &str, people: &str, confirmed: &[(&'static str, &str)]) -> Plan {
    by_hand_of(LIVE, tenant, people, confirmed)
}

/// The same of another live state.
fn by_hand_of(live: &str, tenant: &str, people: &str, confirmed: &[(&'static str, &str)]) -> Plan {
    in_virtual_time(async {
        let world = World::new(live);
        let (tenant, desired) = world.desired(tenant, people);
        let rules = world.rules(&tenant);
        let observed = run::look(&*world.reader(&tenant), (rules, &tenant), &desired, None).await;
        let observed: Observation = observed.unwrap_or_else(|error| panic!("{error}"));
        let said = |(kind, key): &(&'static str, &str)| {
            let said = Confirmation {
                code: "M-00000".into(),
                on: "2026-11-21".into(),
                after: (!key.starts_with('!')).then(Attributes::new),
            };
            (Addr::new(Kind(kind), key.trim_start_matches('!')), said)
        };
        let confirmed: Confirmed = confirmed.iter().map(said).collect();
        assert!(!world.requests().iter().any(|request| request.path.contains("_emulator")));
        let word = Statements { acks: &[], confirmed: &confirmed, only: None };
        run::propose(rules, &tenant, desired, observed, word).plan
    })
}

/// Who carries each step out.
fn hands(plan: &Plan) -> String {
    let sign = |carrier| if carrier == Carrier::Manual { 'm' } else { 'a' };
    plan.steps.iter().map(|step| sign(step.carrier)).collect()
}

const EVE_LEAVES: &str = "users: { eve@acme.example: { state: suspended } }";

#[test]
fn where_no_reading_shows_queues_a_license_waits_for_somebodys_word() {
    let tenant = on_vendor("suspend", "");
    let plan = by_hand(&tenant, EVE_LEAVES, &[]);
    let expected = [
        "s1 - queue_member support-calls/eve/agent",
        "s2 + queue_clearance eve, after s1",
        "s3 - license eve/GoTo Connect Standard, after s1 s2",
    ];
    assert_eq!(told(&plan), expected, "{:#?}", complaints(&plan));
    assert_eq!(hands(&plan), "mma");
    for step in &plan.steps[..2] {
        assert!(step.because.iter().all(|why| why.rule == "goto:E-11" && why.read_back), "{step:?}");
    }
    assert!(plan.findings.iter().any(|finding| finding.code == "goto:T-01"));

    let early = by_hand(&tenant, EVE_LEAVES, &[("queue_clearance", "eve@acme.example")]);
    assert_eq!(told(&early), expected, "a word is not believed while a membership is known");
    let left = ("queue_member", "!support-calls/eve@acme.example/agent");
    let first = by_hand(&tenant, EVE_LEAVES, &[left]);
    assert_eq!(
        told(&first),
        ["s1 + queue_clearance eve", "s2 - license eve/GoTo Connect Standard, after s1"]
    );
    let asked = first.by_hand.values().next().expect("a step by hand");
    assert!(!asked.readable && asked.runbooks[0].checks.len() == 8, "{asked:#?}");
    let both = by_hand(&tenant, EVE_LEAVES, &[left, ("queue_clearance", "eve@acme.example")]);
    assert_eq!(told(&both), ["s1 - license eve/GoTo Connect Standard"]);
}

#[test]
fn after_somebodys_word_the_license_goes() {
    // The vendor lists nobody called it in any call queue.
    let people =
        "users: { it@acme.example: {}, bob@acme.example: {}, zoe@acme.example: { state: suspended } }";
    let live = LIVE.replace("eve@acme.example", "zoe@acme.example").replace(
        "extension: \"1004\", queues: [{ queue: support-calls, role: agent }]",
        "extension: \"1004\"",
    );
    let tenant = on_vendor("suspend", "");
    let asked = ["s1 + queue_clearance zoe", "s2 - license zoe/GoTo Connect Standard, after s1"];
    let said = |who| [("queue_clearance", who)];
    assert_eq!(told(&by_hand_of(&live, &tenant, people, &[])), asked);
    assert_eq!(told(&by_hand_of(&live, &tenant, people, &said("bob@acme.example"))), asked);
    let plan = by_hand_of(&live, &tenant, people, &said("zoe@acme.example"));
    assert_eq!(told(&plan), ["s1 - license zoe/GoTo Connect Standard"]);
    assert!(plan.findings.iter().any(|finding| finding.code == "goto:T-03"));
}

#[test]
fn a_deletion_waits_for_somebodys_word_as_well() {
    let plan = by_hand(
        &on_vendor("delete", ""),
        &people(&[
            "eve@acme.example: { state: absent, reassign_to: it@acme.example }",
            "it@acme.example: {}",
        ]),
        &[],
    );
    let expected = [
        "s1 - queue_member support-calls/eve/agent",
        "s2 + queue_clearance eve, after s1",
        "s3 - license eve/GoTo Connect Standard, after s1 s2",
        "withheld - extension eve: goto:T-09",
        "withheld - role eve: goto:T-09",
        "withheld - user eve: goto:T-09",
    ];
    assert_eq!((told(&plan), &*hands(&plan)), (expected.map(str::to_owned).to_vec(), "mma"));
}

#[test]
fn without_a_contact_center_nobody_is_asked_about_queues() {
    let tenant = on_vendor("suspend", "").replace("seats: 10", "seats: 0");
    let plan = by_hand(&tenant, EVE_LEAVES, &[]);
    assert_eq!(told(&plan), ["s1 - license eve/GoTo Connect Standard"]);
    assert!(plan.findings.iter().all(|finding| !["goto:T-01", "goto:T-03"].contains(&&*finding.code)));
}

#[test]
fn who_exchanges_the_license_or_stays_in_a_queue_is_not_asked_about() {
    let tenant = on_vendor("suspend", "");
    let exchange = "users: { eve@acme.example: { licenses: [GoTo Connect Premium] } }";
    assert_eq!(
        told(&by_hand(&tenant, exchange, &[])),
        ["s1 + license eve/GoTo Connect Premium, - license eve/GoTo Connect Standard"]
    );
    let dropped = "users: { eve@acme.example: { licenses: [] } }";
    assert_eq!(
        told(&by_hand(&tenant, dropped, &[])),
        ["withheld - license eve/GoTo Connect Standard: R-033"],
        "a membership that stays keeps the license, and nobody is asked"
    );
}

#[test]
fn a_queue_that_the_vendor_does_not_list_is_joined_by_hand() {
    let joins = "users: { eve@acme.example: { queues: { support-calls: agent, support-inbox: agent } } }
queues: { support-calls: { kind: call }, support-inbox: { kind: inbox } }";
    let plan = by_hand(&on_vendor("suspend", ""), joins, &[]);
    assert_eq!(told(&plan), ["s1 + queue_member support-inbox/eve/agent"], "{:#?}", complaints(&plan));
    let joined = by_hand(
        &on_vendor("suspend", ""),
        joins,
        &[("queue_member", "support-inbox/eve@acme.example/agent")],
    );
    assert_eq!(told(&joined), [""; 0]);
    let unknown = joins.replace("support-inbox: { kind: inbox }", "support-inbox: { kind: call }");
    let plan = by_hand(&on_vendor("suspend", ""), &unknown, &[]);
    assert_eq!(
        told(&plan),
        ["withheld + queue_member support-inbox/eve/agent: R-031"],
        "call queues are listed"
    );
}

#[test]
fn whose_license_is_kept_is_not_asked_about() {
    // The credential's own user loses nothing (T-15).
    let live = LIVE.replace(
        "roles: [SUPER_USER], signed_in: true }",
        "roles: [SUPER_USER], signed_in: true, licenses: [\"102\"] }",
    );
    let people = "users: { it@acme.example: { licenses: [] } }";
    let plan = by_hand_of(&live, &on_vendor("suspend", ""), people, &[]);
    assert_eq!(
        told(&plan),
        ["withheld - license it/GoTo Connect Premium: goto:T-15", "withheld + queue_clearance it: goto:T-15"]
    );
}

#[test]
fn where_reading_shows_queues_steps_by_hand_are_verified_and_nobody_gives_their_word() {
    let writes = "writes: { queue_members: manual, contact_center_admins: manual }\n";
    let tenant = TENANT.replace("OFFBOARDING", "suspend") + writes;
    let (plan, books) = in_virtual_time(async {
        let world = World::new(LIVE);
        let bob = people(&["bob@acme.example: { state: suspended }"]);
        let plan = world.plan(&tenant, &bob).await.plan;
        let (tenant, _) = world.desired(&tenant, &bob);
        let rules = world.rules(&tenant);
        assert!(
            rules.catalogue.kinds.iter().all(|spec| spec.by_word || (rules.readable)(&tenant, spec.kind))
        );
        let all = Changes::new(plan.changes.clone());
        let by_hand = |change: &&Change| rules.carrier(&tenant, change.addr.kind) == Carrier::Manual;
        let books: Vec<_> = plan
            .changes
            .iter()
            .filter(by_hand)
            .map(|change| (rules.runbook)(&tenant, change, &all))
            .collect();
        (plan, books)
    });
    assert_eq!(
        told(&plan),
        [
            "s1 - queue_member callbacks/bob/agent",
            "s2 - queue_member support-calls/bob/agent, - queue_member support-calls/bob/supervisor",
            "s3 - queue_member support-inbox/bob/agent",
            "s4 - contact_center_admin bob, after s1 s2 s3",
            "s5 - license bob/GoTo Connect Standard, after s1 s2 s3 s4",
        ]
    );
    assert_eq!(hands(&plan), "mmmma");
    assert!(plan.steps[3].because.iter().any(|why| why.rule == "goto:E-11" && why.read_back));
    assert_eq!(books.len(), 5);
    for book in books {
        let seven = &book.checks[..7];
        assert_eq!(book.checks.len(), 8, "and the account's switches: {:#?}", book.checks);
        assert!(
            seven[0].ends_with("call queues, agent: leaves support-calls, then should be empty"),
            "{seven:#?}"
        );
        assert!(
            seven[4].ends_with("outbound queues, agent: leaves callbacks, then should be empty"),
            "{seven:#?}"
        );
        assert!(
            seven[5].ends_with("outbound queues, supervisor: nothing to do, should be empty"),
            "{seven:#?}"
        );
    }
}
