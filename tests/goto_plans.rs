//! GoTo's rule book as the engine reads it: which steps come of a roster, and in which order.

mod common;

use common::{World, in_virtual_time};
use rosterctl::model::{Action, Plan};

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
    let spelled = |change: &rosterctl::model::Change| {
        let sign = match change.action {
            Action::Create => '+',
            Action::Update => '~',
            Action::Delete => '-',
        };
        format!("{sign} {}", change.addr).replace("@acme.example", "")
    };
    let steps = plan.steps.iter().map(|step| {
        let changes: Vec<String> = step.changes.iter().map(|id| spelled(plan.change(*id))).collect();
        let needs: Vec<String> = step.needs.iter().map(ToString::to_string).collect();
        let after = if needs.is_empty() { String::new() } else { format!(", after {}", needs.join(" ")) };
        format!("{} {}{after}", step.id, changes.join(", "))
    });
    let withheld = plan.withheld.iter().map(|one| format!("withheld {}: {}", spelled(&one.change), one.code));
    steps.chain(withheld).collect()
}

fn check(offboarding: &str, people: &str, expected: &[&str]) {
    let tenant = TENANT.replace("OFFBOARDING", offboarding);
    let lines = in_virtual_time(async { told(&World::new(LIVE).plan(&tenant, people).await.plan) });
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
fn a_deleted_leaver_leaves_every_queue_first_and_takes_the_rest_along() {
    check(
        "delete",
        &people(&[
            "bob@acme.example: { state: absent, reassign_to: eve@acme.example }",
            "eve@acme.example: {}",
        ]),
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
fn a_joiner_has_license_and_role_from_the_start_then_the_rest() {
    let ana = "ana@acme.example: { first_name: Ana, last_name: S, role: Member, group: EMEA/Support, extension: \"1010\",
      licenses: [GoTo Connect Premium], queues: { support-calls: [agent, supervisor] } }";
    check(
        "suspend",
        &format!("{}groups: {{ EMEA: {{}}, EMEA/Support: {{}} }}\n", people(&[ana])),
        &[
            "s1 + group EMEA/Support",
            "s2 + license ana/GoTo Connect Premium, + role ana, + user ana",
            "s3 + extension ana, after s2",
            "s4 + group_member EMEA/Support/ana, after s1 s2",
            "s5 + queue_member support-calls/ana/agent, + queue_member support-calls/ana/supervisor, after s2",
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
