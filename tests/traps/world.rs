//! A small tenant in which every trap can be stepped into, and short questions to a plan.

use std::cell::Cell;
use std::collections::BTreeSet;

use rosterctl::model::{Addr, Attributes, Change, Confirmation, Finding, Plan, Severity, Step, StepId};
use rosterctl::port::Portal;
use rosterctl::roster::{self};
use rosterctl::run::{self, Statements};
use serde_json::Value;

use crate::common::{World, complaints, in_virtual_time, yaml};

pub const TENANT: &str =
    "tenant: traps\nprovider: goto\naccount: \"9\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

const LIVE: &str = r#"
provider: goto
account: { key: "9", name: Traps }
caller: it@x.example
contact_center: { seats: 10 }
licenses:
  - { key: "101", description: Standard, products: [JIVE], seats: 4 }
  - { key: "102", description: Premium, products: [JIVE], seats: 1 }
  - { key: "103", description: Meeting, products: [G2M], seats: 9 }
  - { key: "104", description: Webinar, products: [G2M, G2W], seats: 9 }
role_sets: [{ id: rs1, name: Auditor, permissions: [RUN_REPORTS] }]
groups: [{ key: "501", name: EMEA }, { key: "502", name: Support, parent: "501" }, { key: "503", name: Sales }]
queues:
  - { id: q1, name: calls, kind: call, extension: "6001" }
  - { id: q2, name: inbox, kind: inbox }
  - { id: q3, name: back, kind: outbound }
users:
  - { key: "1", email: it@x.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "2", email: co@x.example, first_name: C, last_name: O, roles: [SUPER_USER], signed_in: true }
  - { key: "3", email: bob@x.example, first_name: Bob, last_name: B, licenses: ["101"], group: "502", signed_in: true,
      extension: "1003", contact_center_admin: true, queues: [{ queue: calls, role: agent },
      { queue: calls, role: supervisor }, { queue: inbox, role: agent }, { queue: back, role: agent }] }
  - { key: "4", email: eve@x.example, first_name: Eve, last_name: E, licenses: ["101"], signed_in: true,
      extension: "1004", queues: [{ queue: calls, role: agent }] }
  - { key: "5", email: mia@x.example, first_name: Mia, last_name: M, licenses: ["104"], signed_in: true }
  - { key: "6", email: adm@x.example, first_name: A, last_name: D, roles: [MANAGE_ACCOUNT], signed_in: true,
      licenses: ["101"], extension: "1006", queues: [{ queue: back, role: supervisor }] }
  - { key: "7", email: aud@x.example, first_name: A, last_name: U, role_set: rs1, signed_in: true }
"#;

/// The live state with fields of one user changed: `("bob", r#"{"directory_managed": true}"#)`.
pub fn live(changes: &[(&str, &str)]) -> Value {
    let mut state = yaml(LIVE);
    for (name, fields) in changes {
        let fields: Value = serde_json::from_str(fields).expect("fields are JSON");
        let users = state["users"].as_array_mut().expect("users");
        let user = users.iter_mut().find(|user| user["email"] == format!("{name}@x.example"));
        let user = user.and_then(Value::as_object_mut).expect("a user of that name");
        user.extend(fields.as_object().expect("a map").clone());
    }
    state
}

/// What plans and rosters were told while a case ran.
#[derive(Clone, Copy, Default)]
pub struct Met {
    /// Something was refused or withheld.
    pub refused: bool,
    /// Something was warned about or noted.
    pub told: bool,
}

thread_local! {
    static MET: Cell<Met> = const { Cell::new(Met { refused: false, told: false }) };
}

/// What was met since the last time.
pub fn met() -> Met {
    MET.take()
}

/// Notes what these findings are.
pub fn meet<'f>(findings: impl IntoIterator<Item = &'f Finding>) {
    let mut met = MET.get();
    for finding in findings {
        let refused = finding.severity == Severity::Refuse;
        met = Met { refused: met.refused || refused, told: met.told || !refused };
    }
    MET.set(met);
}

fn seen(plan: Plan) -> Seen {
    meet(&plan.findings);
    let met = MET.get();
    MET.set(Met { refused: met.refused || !plan.withheld.is_empty(), ..met });
    Seen(plan)
}

/// The codes by which a plan asks for a word about deletions (T-09).
pub fn asked(plan: &Plan) -> Vec<String> {
    let deletions = plan.withheld.iter().filter(|one| one.hold.code == "goto:T-09");
    deletions.filter_map(|one| one.hold.ack.clone()).collect()
}

/// The plan of a tenant, once somebody has said yes to the deletions.
fn said_yes(state: Value, tenant: &str, roster: &str) -> Seen {
    in_virtual_time(async {
        let world = World::from_state(state);
        let plan = world.plan(tenant, roster).await.plan;
        match asked(&plan).as_slice() {
            [] => seen(plan),
            acks => seen(world.plan_with(tenant, roster, acks).await.plan),
        }
    })
}

/// The plan for `roster` (users, and whole sections after them) with more lines in `tenant.yaml`; deletions are
/// acknowledged.
pub fn plan_of(state: Value, tenant: &str, roster: &str) -> Seen {
    said_yes(state, &format!("{TENANT}{tenant}"), roster)
}

/// The same from the tenant as it is, before anybody has said yes to a deletion.
pub fn plan_unasked(tenant: &str, roster: &str) -> Seen {
    let tenant = format!("{TENANT}{tenant}");
    in_virtual_time(async { seen(World::from_state(live(&[])).plan(&tenant, roster).await.plan) })
}

/// The plan in another portal, over what can be read there and what people confirmed, as addresses.
pub fn plan_in(portal: &str, roster: &str, confirmed: &[&str]) -> Seen {
    let tenant = format!("{TENANT}portal: {portal}\noffboarding: delete\n");
    in_virtual_time(async {
        let world = World::from_state(live(&[(
            "adm",
            r#"{ "roles": ["MANAGE_USERS"], "managed_groups": ["502"] }"#,
        )]));
        let (own, desired) = world.desired(&tenant, roster);
        let rules = world.rules(&own);
        let observed = world.plan(&tenant, "users: { it@x.example: {} }").await.observed;
        let said = |line: &&str| {
            let (kind, key) = line.split_once(' ').expect("an address");
            let spec = rules.catalogue.kinds.iter().find(|spec| spec.kind.0 == kind).expect("a kind");
            let after = Some(Attributes::new());
            let said = Confirmation { code: "M-00000".into(), on: "2026-11-21".into(), after };
            (Addr::new(spec.kind, key), said)
        };
        let confirmed = confirmed.iter().map(said).collect();
        let word = |acks| Statements { acks, confirmed: &confirmed, only: None };
        let plan = run::propose(rules, &own, desired.clone(), observed.clone(), word(&[])).plan;
        seen(run::propose(rules, &own, desired, observed, word(&asked(&plan))).plan)
    })
}

/// The same from the tenant as it is.
pub fn plan(tenant: &str, roster: &str) -> Seen {
    plan_of(live(&[]), tenant, roster)
}

/// The same on the vendor's own hosts, where no reading shows who is in a queue.
pub fn plan_at_vendor(tenant: &str, roster: &str) -> Seen {
    let credentials = "credentials: { client_id: { env: A }, client_secret: { env: B }, personal_access_token: { env: C } }\n";
    let own = TENANT.replace("endpoint: sandbox\nsandbox: { state: live.yaml }\n", "endpoint: vendor\n");
    let tenant = format!("{own}{credentials}{tenant}");
    said_yes(live(&[]), &tenant, roster)
}

/// The codes that a roster is refused or warned with before any network.
pub fn checked(tenant: &str, roster: &str) -> BTreeSet<String> {
    let texts =
        [("tenant.yaml".into(), format!("{TENANT}{tenant}")), ("people.yaml".into(), roster.to_owned())];
    let known: Vec<&'static Portal> = rosterctl::providers::goto::GOTO.portals().collect();
    let opened = roster::open_texts(texts.into(), &known);
    let loaded = roster::load(opened);
    meet(loaded.findings.iter());
    loaded.findings.iter().map(|finding| finding.code.to_string()).collect()
}

/// A plan, and questions to it. A change is `- license bob/Standard`: the domain is left out.
pub struct Seen(pub Plan);

impl Seen {
    fn spelled(change: &Change) -> String {
        crate::common::spelled(change, "@x.example")
    }

    fn step(&self, change: &str) -> Option<&Step> {
        let found = self.0.changes.iter().find(|one| Self::spelled(one) == change)?;
        self.0.steps.iter().find(|step| step.changes.contains(&found.id))
    }

    /// The change that is in a step.
    #[track_caller]
    pub fn change(&self, change: &str) -> &Change {
        let found = self.0.changes.iter().find(|one| Self::spelled(one) == change);
        found.unwrap_or_else(|| panic!("no `{change}` in {:#?}", self.story()))
    }

    /// Whether a change is in a step.
    pub fn does(&self, change: &str) -> bool {
        self.step(change).is_some()
    }

    /// Whether nothing is done and nothing withheld about `name`.
    pub fn leaves_alone(&self, name: &str) -> bool {
        let withheld = self.0.withheld.iter().map(|one| &one.change);
        !self.0.changes.iter().chain(withheld).any(|change| Self::spelled(change).contains(name))
    }

    /// Everything that comes before a step.
    fn all_before(&self, step: &Step) -> BTreeSet<StepId> {
        let mut found: BTreeSet<StepId> = BTreeSet::new();
        let mut open = step.needs.clone();
        while let Some(id) = open.pop() {
            if found.insert(id) {
                open.extend(&self.0.step(id).needs);
            }
        }
        found
    }

    /// The first is in a step that the step of the second waits for.
    #[track_caller]
    pub fn before(&self, first: &str, then: &str) {
        let (Some(one), Some(other)) = (self.step(first), self.step(then)) else {
            panic!("`{first}` or `{then}` is not in {:#?}", self.story());
        };
        assert!(self.all_before(other).contains(&one.id), "`{first}` before `{then}` in {:#?}", self.story());
    }

    /// The first comes before the second, or in the same call.
    #[track_caller]
    pub fn not_after(&self, first: &str, then: &str) {
        let (one, other) = (self.step(first).map(|step| step.id), self.step(then).map(|step| step.id));
        assert!(one.is_some() && other.is_some(), "{:#?}", self.story());
        if one != other {
            self.before(first, then);
        }
    }

    /// An edge of this rule holds until a read confirms.
    pub fn read_back(&self, rule: &str) -> bool {
        let mut all = self.0.steps.iter().flat_map(|step| &step.because);
        all.any(|because| because.rule == rule && because.read_back)
    }

    /// A finding with this code, or something withheld by it.
    #[track_caller]
    pub fn told(&self, code: &str) -> String {
        let mut found = self.0.findings.iter().filter(|finding| finding.code == code);
        let withheld =
            self.0.withheld.iter().find(|one| one.hold.code == code).map(|one| one.hold.reason.clone());
        let text = found.next().map(|finding| finding.text.clone()).or(withheld);
        text.unwrap_or_else(|| panic!("no {code} in {:#?}", self.story()))
    }

    /// Whether it is silent about a code.
    pub fn silent(&self, code: &str) -> bool {
        !self.0.findings.iter().any(|finding| finding.code == code)
            && !self.0.withheld.iter().any(|one| one.hold.code == code)
    }

    /// Something is withheld.
    #[track_caller]
    pub fn withholds(&self, change: &str) {
        let held = self.0.withheld.iter().any(|one| Self::spelled(&one.change) == change);
        assert!(held && !self.does(change), "`{change}` is not withheld in {:#?}", self.story());
    }

    pub fn story(&self) -> Vec<String> {
        let steps = self.0.steps.iter().map(|step| {
            let changes: Vec<String> =
                step.changes.iter().map(|id| Self::spelled(self.0.change(*id))).collect();
            format!("{} {} after {:?}", step.id, changes.join(", "), step.needs)
        });
        steps.chain(complaints(&self.0)).collect()
    }
}
