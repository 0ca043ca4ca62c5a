//! The program as its user runs it: texts in, an exit code and words out, against an emulator under virtual time.
//! Only here does the harness meet the program; how a run ends is told by section 3 of the contract.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use rosterctl::engine::{self, Approved};
use rosterctl::model::{Confirmed, Desired, Only, Outcome, Plan, Tenant};
use rosterctl::port::{Clock, Nobody, Portal, Reader, Writer};
use rosterctl::providers::{self, Opening, Provider};
use rosterctl::roster;
use rosterctl::run::{self, Ending, Outside, Pacer, Policy, Proposal, Rate, Statements};
use rosterctl::sandbox::{Sandbox, SandboxLink};
use rosterctl::wire::{Method, Request};
use serde_json::{Value, json};

use crate::clock::TestClock;
use crate::lies::{Liar, Shared, hold};
use crate::world::{Scenario, Vendor};

/// How a run of the program ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// 0: done, or nothing to do.
    Done,
    /// 1: the roster is refused, or the tenant cannot be read.
    Error,
    /// 3: refused or withheld, and nothing else was there to do.
    Refused,
    /// 5: some changes were withheld, failed or were skipped.
    Partly,
    /// 6: an outcome is unknown, or reading did not confirm it.
    Unknown,
}

/// What a run said.
#[derive(Clone, Debug)]
pub struct Said {
    /// How it ended.
    pub exit: Exit,
    /// How many changes the plan had.
    pub planned: usize,
    /// What it complained about, a line each.
    pub words: Vec<String>,
    /// Whether a plan was refused by the program's own prover.
    pub unproved: bool,
    /// What the vendor refused of a plan that was proved.
    pub refused: Vec<String>,
}

impl Said {
    fn ended(exit: Exit, words: Vec<String>) -> Self {
        Self { exit, planned: 0, words, unproved: false, refused: Vec::new() }
    }
}

/// Both sides of one session: a run writes by the one that the plan was read by.
type Sides = (Box<dyn Reader>, Box<dyn Writer>);

/// An emulated tenant with a program beside it.
pub struct Site<'s> {
    scenario: &'s Scenario,
    provider: &'static Provider,
    sandbox: Arc<Sandbox>,
    clock: Arc<dyn Clock>,
    record: Shared,
}

impl<'s> Site<'s> {
    /// Begins the tenant of `scenario`. Every change of it is noted in `record`.
    pub fn new(vendor: &'static Vendor, scenario: &'s Scenario, record: &Shared) -> Result<Self, String> {
        let provider = providers::find(providers::ALL, vendor.name).expect("a provider of this name");
        let clock: Arc<dyn Clock> = Arc::new(TestClock::new());
        let emulator = (provider.emulator)(scenario.state.clone())?;
        let noted = record.clone();
        let observer = Box::new(move |state: &Value| hold(&noted).note((vendor.read)(state)));
        let sandbox = Arc::new(Sandbox::new(emulator, clock.clone()).observed(observer));
        Ok(Self { scenario, provider, sandbox, clock, record: record.clone() })
    }

    /// The state as it is.
    pub fn state(&self) -> Value {
        self.sandbox.state()
    }

    /// What is wrong with the state as it is: what an emulator keeps it loads again, and it is the same then.
    pub fn reloaded(&self) -> Option<String> {
        let state = self.state();
        match (self.provider.emulator)(state.clone()) {
            Err(why) => Some(why),
            Ok(emulator) => {
                let again = Sandbox::new(emulator, self.clock.clone()).state();
                (again != state).then(|| format!("{again} in place of {state}"))
            }
        }
    }

    /// The mails so far.
    pub fn outbox(&self) -> Vec<Value> {
        self.sandbox.outbox()
    }

    /// Lets the faults of the scenario loose.
    pub fn trouble(&self) {
        self.sandbox.add_faults(json!(self.scenario.faults)).expect("faults that can be");
    }

    /// Ends all faults.
    pub async fn calm(&self) {
        let request = Request::new(self.provider.planes[0].0, Method::Delete, "/_sandbox/faults");
        self.sandbox.answer(&request).await.expect("a control path answers");
    }

    /// What the roster wants; what is wrong with it where it is refused.
    fn desired(&self) -> Result<(Tenant, Desired), Vec<String>> {
        let text = |value: &Value| serde_json::to_string_pretty(value).expect("JSON is written");
        let texts: BTreeMap<Utf8PathBuf, String> = [
            ("tenant.yaml".into(), text(&self.scenario.tenant)),
            ("people.yaml".into(), text(&self.scenario.roster)),
        ]
        .into();
        let known: Vec<_> = self.provider.portals().collect();
        let loaded = roster::load(roster::open_texts(texts, &known));
        let words =
            loaded.findings.iter().map(|finding| format!("{}: {}", finding.code, finding.text)).collect();
        loaded.tenant.zip(loaded.desired).ok_or(words)
    }

    fn open(&self, tenant: &Tenant, lying: bool) -> (Box<dyn Reader>, Box<dyn Writer>) {
        let limits = self.provider.planes.iter().map(|(plane, _, limit)| (*plane, Rate::Shared(*limit)));
        self.provider.both(Opening {
            tenant: tenant.clone(),
            secrets: tenant.credentials.keys().map(|name| (name.clone(), "any".into())).collect(),
            renewal: None,
            link: Arc::new(Liar {
                to: SandboxLink::new(self.sandbox.clone()),
                lies: if lying { self.scenario.lies.clone() } else { Vec::new() },
                record: self.record.clone(),
            }),
            pace: Arc::new(Pacer::new(self.clock.clone(), limits)),
        })
    }

    /// Plans; how the run ends where it gets no further.
    async fn propose_for(&self, lying: bool, only: Option<&Only>) -> Result<(Tenant, Proposal, Sides), Said> {
        let (tenant, desired) = self.desired().map_err(|words| Said::ended(Exit::Error, words))?;
        let (reader, writer) = self.open(&tenant, lying);
        let rules = self.rules(&tenant);
        let observed = run::look(&*reader, (rules, &tenant), &desired, only).await;
        let observed = observed.map_err(|error| Said::ended(Exit::Error, vec![error.to_string()]))?;
        let confirmed = Confirmed::new();
        let word = Statements { acks: &[], confirmed: &confirmed, only };
        let proposal = run::propose(rules, &tenant, desired, observed, word);
        Ok((tenant, proposal, (reader, writer)))
    }

    /// The plan that is made in peace, where there is one.
    pub async fn plan(&self) -> Option<Plan> {
        self.propose_for(false, None).await.ok().map(|(_, proposal, _)| proposal.plan)
    }

    /// The same for one person.
    pub async fn plan_for(&self, who: &str) -> Option<Plan> {
        let only = Only::new([who]);
        self.propose_for(false, Some(&only)).await.ok().map(|(_, proposal, _)| proposal.plan)
    }

    fn rules(&self, tenant: &Tenant) -> &'static Portal {
        self.provider.portal(tenant.portal.as_ref().map(|(portal, _)| portal.as_str()))
    }

    /// `rosterctl apply --auto-approve`.
    pub async fn apply(&self, lying: bool) -> Said {
        self.apply_for(lying, None).await
    }

    /// The same for one person.
    pub async fn apply_for(&self, lying: bool, only: Option<&Only>) -> Said {
        let (tenant, Proposal { plan, proof, .. }, sides) = match self.propose_for(lying, only).await {
            Ok(both) => both,
            Err(said) => return said,
        };
        if plan.steps.is_empty() {
            let exit = if plan.is_refused() { Exit::Refused } else { Exit::Done };
            return Said::ended(exit, complaints(&plan));
        }
        let approved = match engine::approve(plan.clone(), &proof) {
            Ok(approved) => approved,
            Err(findings) => {
                let words = findings.iter().map(|finding| finding.text.clone()).collect();
                return Said { unproved: true, ..Said::ended(Exit::Refused, words) };
            }
        };
        self.carry_out(&tenant, &plan, approved, sides).await
    }

    async fn carry_out(
        &self,
        tenant: &Tenant,
        plan: &Plan,
        approved: Approved,
        (reader, writer): Sides,
    ) -> Said {
        let (_stop, interrupt) = tokio::sync::mpsc::channel(1);
        let outside = Outside {
            rules: self.rules(tenant),
            reader: &*reader,
            writer: &*writer,
            programs: &*writer,
            person: &Nobody,
            clock: &*self.clock,
            watch: &|_| {},
            interrupt,
        };
        let policy = Policy { parallelism: self.scenario.parallelism, ..Policy::of(self.rules(tenant).lag) };
        said(plan, &run::apply(approved, policy, outside).await)
    }
}

fn said(plan: &Plan, ending: &Ending) -> Said {
    let unknown = ending.outcomes.values().any(|outcome| matches!(outcome, Outcome::Unknown(_)));
    let done = ending.outcomes.values().all(|outcome| *outcome == Outcome::Done) && ending.left.is_empty();
    let exit = match (unknown || !ending.unverified.is_empty(), done && !plan.is_refused()) {
        (true, _) => Exit::Unknown,
        (false, true) => Exit::Done,
        (false, false) => Exit::Partly,
    };
    let told = |(step, outcome): (&_, &Outcome)| {
        let names = plan.step(*step).changes.iter().map(|change| plan.change(*change).addr.to_string());
        format!("{step} {}: {outcome:?}", names.collect::<Vec<_>>().join(", "))
    };
    let bad = |outcome: &Outcome| matches!(outcome, Outcome::Failed(_) | Outcome::Partly(_));
    let refused = ending.outcomes.iter().filter(|(_, outcome)| bad(outcome)).map(told).collect();
    let mut words = complaints(plan);
    words.extend(ending.outcomes.iter().filter(|(_, outcome)| **outcome != Outcome::Done).map(told));
    words.extend(ending.left.iter().map(|(step, text)| format!("{step} left behind: {text}")));
    words.extend(ending.unverified.iter().map(|id| format!("not read back: {}", plan.change(*id).addr)));
    Said { exit, planned: plan.changes.len(), words, unproved: false, refused }
}

fn complaints(plan: &Plan) -> Vec<String> {
    let findings = plan.findings.iter().map(|finding| format!("{} {}", finding.code, finding.text));
    let withheld = plan.withheld.iter();
    findings.chain(withheld.map(|own| format!("withheld {}: {}", own.change.addr, own.hold.reason))).collect()
}
