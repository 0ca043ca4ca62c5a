//! A whole tenant in memory: the emulated vendor under virtual time, and the program's own path from texts to
//! a plan and from a plan to what came of it. No socket, no waiting.

#![allow(dead_code, reason = "each test uses its part")]

pub mod clock;
pub mod process;

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use rosterctl::engine;
use rosterctl::model::{Action, Change, Confirmed, Desired, FileId, Findings, Plan, Tenant};
use rosterctl::port::{BoxFuture, Clock, Nobody, Person, Portal, Reader, Writer};
use rosterctl::providers::{self, Opening, Provider};
use rosterctl::roster::{self};
use rosterctl::run::{self, Ending, Outside, Pacer, Policy, Proposal, Rate, Statements};
use rosterctl::sandbox::{Entry, Observer, Sandbox, SandboxLink};
use rosterctl::wire::{Link, LinkError, Request, Response};
use serde_json::Value;

#[allow(unused_imports, reason = "each test uses its part")]
pub use clock::{TestClock, in_virtual_time};

/// An emulated tenant and how to get at it.
pub struct World {
    pub sandbox: Arc<Sandbox>,
    pub provider: &'static Provider,
    /// Whether every answer has fields and values that nobody has heard of.
    pub strange: bool,
    clock: Arc<dyn Clock>,
}

/// A link whose answers say more than any document knows (G-903).
struct Strange(SandboxLink);

impl Link for Strange {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(async move {
            let mut response = self.0.send(request).await?;
            if let Ok(mut body) = serde_json::from_slice(&response.body) {
                embroider(&mut body);
                response.body = serde_json::to_vec(&body).expect("JSON");
            }
            Ok(response)
        })
    }
}

fn embroider(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(embroider),
        Value::Object(fields) => {
            fields.values_mut().for_each(embroider);
            if fields.get("status").is_some_and(Value::is_string) {
                fields["status"] = "HIBERNATING".into();
            }
            for list in ["adminRoles", "products"] {
                if let Some(Value::Array(items)) = fields.get_mut(list) {
                    items.push("NOBODY_KNOWS".into());
                }
            }
            fields.insert("newSince2031".into(), serde_json::json!({ "deep": [1, null, { "er": true }] }));
        }
        _ => {}
    }
}

/// One apply.
pub struct Applied {
    pub plan: Plan,
    pub ending: Ending,
}

/// YAML as JSON, by the program's own reader.
pub fn yaml(text: &str) -> Value {
    let mut findings = Findings::default();
    let node = roster::yaml::parse(FileId(0), text, &mut findings).expect("YAML");
    assert!(!findings.refused(), "{findings:#?}");
    roster::yaml::to_json(&node)
}

impl World {
    /// The tenant that `live` says.
    pub fn new(live: &str) -> Self {
        Self::from_state(yaml(live))
    }

    pub fn from_state(state: Value) -> Self {
        Self::watched(state, Box::new(|_| {}))
    }

    /// The same with somebody who sees the state after every change of it.
    pub fn watched(state: Value, observer: Observer) -> Self {
        Self::among(providers::ALL, state, observer)
    }

    /// The same with a list of providers that is not the program's.
    pub fn among(providers: &[&'static Provider], state: Value, observer: Observer) -> Self {
        let name = state["provider"].as_str().expect("a provider").to_owned();
        let provider = providers::find(providers, &name).expect("a provider that is there");
        let clock: Arc<dyn Clock> = Arc::new(TestClock::new());
        let emulator = (provider.emulator)(state).expect("a state");
        let sandbox = Arc::new(Sandbox::new(emulator, clock.clone()).observed(observer));
        Self { sandbox, provider, strange: false, clock }
    }

    /// What a roster wants: `tenant.yaml` and one roster file.
    pub fn desired(&self, tenant: &str, people: &str) -> (Tenant, Desired) {
        let texts: BTreeMap<Utf8PathBuf, String> =
            [("tenant.yaml".into(), tenant.to_owned()), ("people.yaml".into(), people.to_owned())].into();
        let known: Vec<_> = self.provider.portals().collect();
        let opened = roster::open_texts(texts, &known);
        let loaded = roster::load(opened);
        let refused: Vec<String> =
            loaded.findings.iter().map(|finding| format!("{}: {}", finding.code, finding.text)).collect();
        let desired = loaded.desired.unwrap_or_else(|| panic!("refused: {refused:#?}"));
        (loaded.tenant.expect("a tenant"), desired)
    }

    /// The rule book that `tenant` goes by.
    pub fn rules(&self, tenant: &Tenant) -> &'static Portal {
        self.provider.portal(tenant.portal.as_ref().map(|(portal, _)| portal.as_str()))
    }

    /// The reader alone.
    pub fn reader(&self, tenant: &Tenant) -> Box<dyn Reader> {
        self.open(tenant).0
    }

    fn open(&self, tenant: &Tenant) -> (Box<dyn Reader>, Box<dyn Writer>) {
        let limits = self.provider.planes.iter().map(|(plane, _, limit)| (*plane, Rate::Shared(*limit)));
        let session = Opening {
            tenant: tenant.clone(),
            secrets: tenant.credentials.keys().map(|name| (name.clone(), "any".into())).collect(),
            renewal: None,
            link: match (self.strange, SandboxLink::new(self.sandbox.clone())) {
                (true, link) => Arc::new(Strange(link)),
                (false, link) => Arc::new(link),
            },
            pace: Arc::new(Pacer::new(self.clock.clone(), limits)),
        };
        self.provider.both(session)
    }

    /// Plans. Asserts that nothing is written by it.
    pub async fn plan(&self, tenant: &str, people: &str) -> Proposal {
        self.plan_with(tenant, people, &[]).await
    }

    pub async fn plan_with(&self, tenant: &str, people: &str, acks: &[String]) -> Proposal {
        let reader = self.reader(&self.desired(tenant, people).0);
        self.plan_by(&*reader, tenant, people, acks).await
    }

    /// The same by a reader that goes on to be used.
    async fn plan_by(&self, reader: &dyn Reader, tenant: &str, people: &str, acks: &[String]) -> Proposal {
        let (tenant, desired) = self.desired(tenant, people);
        let confirmed = Confirmed::new();
        let before = self.writes();
        let observed = run::look(reader, (self.rules(&tenant), &tenant), &desired, None).await;
        let observed = observed.unwrap_or_else(|error| panic!("{error}"));
        let word = Statements { acks, confirmed: &confirmed, only: None };
        let proposal = run::propose(self.rules(&tenant), &tenant, desired, observed, word);
        assert_eq!(self.writes(), before, "a plan writes nothing");
        proposal
    }

    /// Plans and applies.
    pub async fn apply(&self, tenant: &str, people: &str, parallelism: usize) -> Applied {
        self.apply_with(tenant, people, parallelism, &[]).await
    }

    /// The same with acknowledgements.
    pub async fn apply_with(
        &self,
        tenant: &str,
        people: &str,
        parallelism: usize,
        acks: &[String],
    ) -> Applied {
        self.apply_by(tenant, people, (parallelism, acks), |_, _| Box::new(Nobody)).await
    }

    /// The same with a person who does the steps by hand; they get the plan, and a writer in place of a portal.
    pub async fn apply_by(
        &self,
        tenant: &str,
        people: &str,
        (parallelism, acks): (usize, &[String]),
        person: impl FnOnce(Plan, Box<dyn Writer>) -> Box<dyn Person>,
    ) -> Applied {
        let own = self.desired(tenant, people).0;
        let policy = Policy { parallelism, ..Policy::of(self.rules(&own).lag) };
        let (reader, writer) = self.open(&own);
        let proposal = self.plan_by(&*reader, tenant, people, acks).await;
        let tenant = own;
        let person = person(proposal.plan.clone(), self.open(&tenant).1);
        let (_stop, interrupt) = tokio::sync::mpsc::channel(1);
        let outside = Outside {
            rules: self.rules(&tenant),
            reader: &*reader,
            writer: &*writer,
            programs: &*writer,
            person: &*person,
            clock: &*self.clock,
            watch: &|_| {},
            interrupt,
        };
        let plan = proposal.plan.clone();
        let approved = engine::approve(proposal.plan, &proposal.proof).expect("a plan that is proved");
        let ending = run::apply(approved, policy, outside).await;
        Applied { plan, ending }
    }

    /// The rule book by which a tenant goes.
    pub fn rules_of(&self, tenant: &str, people: &str) -> &'static Portal {
        self.rules(&self.desired(tenant, people).0)
    }

    /// How many writing requests came so far.
    pub fn writes(&self) -> usize {
        self.requests().iter().filter(|entry| entry.mutates).count()
    }

    pub fn requests(&self) -> Vec<Entry> {
        self.sandbox.requests()
    }
}

impl Applied {
    /// Asserts that every step was carried out and read back.
    pub fn all_verified(&self, what: &str) {
        let bad: Vec<_> = self
            .ending
            .outcomes
            .iter()
            .filter(|(_, outcome)| **outcome != rosterctl::model::Outcome::Done)
            .map(|(step, outcome)| format!("{step} {}: {outcome:?}", self.name(*step)))
            .collect();
        assert!(bad.is_empty(), "{what}: {bad:#?}");
        let unseen: Vec<_> =
            self.ending.unverified.iter().map(|change| self.plan.change(*change).addr.to_string()).collect();
        assert!(unseen.is_empty(), "{what}: not read back: {unseen:#?}");
        assert_eq!(self.ending.verified.len(), self.plan.changes.len(), "{what}");
    }

    fn name(&self, step: rosterctl::model::StepId) -> String {
        let step = self.plan.step(step);
        let names = step.changes.iter().map(|change| self.plan.change(*change).addr.to_string());
        format!("({}) {}", step.shape, names.collect::<Vec<_>>().join(", "))
    }
}

/// A plan in short, a line a change: `+ user ana@x`.
pub fn lines(plan: &Plan) -> Vec<String> {
    plan.changes.iter().map(|change| spelled(change, "")).collect()
}

/// The findings of a plan and what it withholds, in short.
pub fn complaints(plan: &Plan) -> Vec<String> {
    let findings = plan.findings.iter().map(|finding| format!("{} {}", finding.code, finding.text));
    let withheld = plan
        .withheld
        .iter()
        .map(|withheld| format!("withheld {}: {}", withheld.change.addr, withheld.hold.reason));
    findings.chain(withheld).collect()
}

/// A change in short, `+ user ana`, without the address's `domain`.
pub fn spelled(change: &Change, domain: &str) -> String {
    let sign = match change.action {
        Action::Create => '+',
        Action::Update => '~',
        Action::Delete => '-',
    };
    format!("{sign} {}", change.addr).replace(domain, "")
}

/// Steps as `s2 - group EMEA/Support, after s1`, then what is withheld with the code.
pub fn told(plan: &Plan, domain: &str) -> Vec<String> {
    let steps = plan.steps.iter().map(|step| {
        let changes: Vec<String> = step.changes.iter().map(|id| spelled(plan.change(*id), domain)).collect();
        let needs: Vec<String> = step.needs.iter().map(ToString::to_string).collect();
        let after = if needs.is_empty() { String::new() } else { format!(", after {}", needs.join(" ")) };
        format!("{} {}{after}", step.id, changes.join(", "))
    });
    let withheld = plan
        .withheld
        .iter()
        .map(|one| format!("withheld {}: {}", spelled(&one.change, domain), one.hold.code));
    steps.chain(withheld).collect()
}

/// The codes by which somebody acknowledges what a plan withholds.
pub fn asked(plan: &Plan) -> Vec<String> {
    plan.withheld.iter().filter_map(|one| one.hold.ack.clone()).collect()
}
