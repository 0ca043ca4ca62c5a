//! A small account in which every trap can be stepped into, and short questions to a plan.

use std::collections::BTreeSet;

use rosterctl::model::{Change, Plan, Step, StepId};
use rosterctl::port::Portal;
use rosterctl::providers::gotoassist::GOTOASSIST;
use rosterctl::roster::{self};
use serde_json::Value;

use crate::common::{World, complaints, in_virtual_time, yaml};

pub const TENANT: &str =
    "tenant: traps\nprovider: gotoassist\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

const LIVE: &str = r#"
provider: gotoassist
caller: it@x.example
seats: { remote_support: { named: 4, shared: 2 }, service_desk: { named: 1, shared: 0 } }
companies:
  - { id: 1, name: HQ, portal: true, machines: [{ uuid: m1, name: desk }] }
  - { id: 2, name: North, settings: { language: de } }
  - { id: 3, name: Empty }
users:
  - { email: it@x.example, first_name: I, last_name: T, role: administrator, remote_support: named }
  - { email: co@x.example, first_name: C, last_name: O, role: administrator, remote_support: named }
  - { email: bob@x.example, first_name: Bob, last_name: B, remote_support: named, service_desk: named, companies: [HQ, North] }
  - { email: eve@x.example, first_name: Eve, last_name: E, remote_support: shared, companies: [North], alerts: [disk full] }
  - { email: new@x.example, first_name: New, last_name: N, active: false, companies: [North] }
contacts:
  - { name: Watch, companies: North, methods: [{ kind: email, value: w@x.example, used_by: [disk full] }, { kind: sms, value: "+100" }] }
"#;

/// The live state, with a JSON merge patch laid over its top level.
pub fn live(patch: &str) -> Value {
    let mut state = yaml(LIVE);
    let patch: Value = serde_json::from_str(patch).expect("a patch is JSON");
    state.as_object_mut().expect("a map").extend(patch.as_object().expect("a map").clone());
    state
}

/// The plan for `roster` with more lines in `tenant.yaml`.
pub fn plan_of(state: Value, tenant: &str, roster: &str) -> Seen {
    let tenant = format!("{TENANT}{tenant}");
    in_virtual_time(async { Seen(World::from_state(state).plan(&tenant, roster).await.plan) })
}

/// The same from the account as it is.
pub fn plan(tenant: &str, roster: &str) -> Seen {
    plan_of(live("{}"), tenant, roster)
}

/// The codes with which a roster is refused or warned before any network.
pub fn checked(tenant: &str, roster: &str) -> BTreeSet<String> {
    let texts =
        [("tenant.yaml".into(), format!("{TENANT}{tenant}")), ("people.yaml".into(), roster.to_owned())];
    let known: Vec<&'static Portal> = GOTOASSIST.portals().collect();
    let opened = roster::open_texts(texts.into(), &known);
    let loaded = roster::load(opened);
    loaded.findings.iter().map(|finding| finding.code.to_string()).collect()
}

/// A plan, and questions to it. A change is `- seat bob/remote_support`: the domain is left out.
pub struct Seen(pub Plan);

impl Seen {
    fn spelled(change: &Change) -> String {
        crate::common::spelled(change, "@x.example")
    }

    fn step(&self, change: &str) -> Option<&Step> {
        let found = self.0.changes.iter().find(|one| Self::spelled(one) == change)?;
        self.0.steps.iter().find(|step| step.changes.contains(&found.id))
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

    /// The first comes before the second, or in the same call.
    #[track_caller]
    pub fn not_after(&self, first: &str, then: &str) {
        let (Some(one), Some(other)) = (self.step(first), self.step(then)) else {
            panic!("`{first}` or `{then}` is not in {:#?}", self.story());
        };
        let mut before: BTreeSet<StepId> = BTreeSet::new();
        let mut open = other.needs.clone();
        while let Some(id) = open.pop() {
            if before.insert(id) {
                open.extend(&self.0.step(id).needs);
            }
        }
        assert!(one.id == other.id || before.contains(&one.id), "`{first}` first in {:#?}", self.story());
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
