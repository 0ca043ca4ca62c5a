//! Stories about the provider: the client against the emulator under faults, and the rule book on rosters in
//! a few lines of text.

mod client;
mod judging;
mod leaving;
mod rosters;
mod world;

use super::PORTAL;
use super::catalogue::CATALOGUE;
use crate::engine::{Sides, Unaligned};
use crate::model::{
    Action, Addr, Attributes, Change, ChangeId, Changes, Desired, Endpoint, Finding, Findings, Held, Kind,
    Name, Observation, Offboarding, Reason, Tenant, Value,
};
use crate::providers::kit::testing::{self as kit, place};

/// A tenant on the sandbox that declares nothing but its name.
fn tenant() -> Tenant {
    kit::tenant("engage")
}

/// The same with these settings.
fn with_settings(text: &str) -> Tenant {
    kit::tenant_with("engage", text)
}

/// What `text` wants in `tenant`, and what is found about it.
fn compiled(tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    let mut findings = Findings::default();
    let desired = (PORTAL.compile)(tenant, &kit::roster(PORTAL.sections, text), &mut findings);
    (desired, findings.sorted())
}

/// What is left of a roster after it met a live state: what is wanted, what is held, what is found.
struct Met {
    desired: Desired,
    observed: Observation,
    held: Held,
    findings: Vec<Finding>,
}

impl Met {
    fn new(tenant: &Tenant, live: &[&str], text: &str, acks: &[String]) -> Self {
        let (mut desired, found) = compiled(tenant, text);
        assert_eq!(codes(&found), [""; 0], "{text}");
        let (mut observed, mut findings) = (observed(live), Findings::default());
        let sides = Unaligned { desired: &mut desired, observed: &mut observed, acks };
        let held = crate::run::align(&PORTAL, tenant, sides, &mut findings);
        Self { desired, observed, held, findings: findings.sorted() }
    }

    fn held(&self) -> Vec<String> {
        self.held.iter().map(|(addr, hold)| format!("{addr}: {}", hold.code)).collect()
    }
}

/// What guarding `changes` on a live state holds, and finds.
fn judged(tenant: &Tenant, live: &[&str], text: &str, lines: &[&str]) -> (Vec<String>, Vec<Finding>) {
    let (desired, _) = compiled(tenant, text);
    let observed = observed(live);
    let sides = Sides { desired: &desired, observed: &observed };
    guarded(tenant, sides, &changes(&observed, lines), &[])
}

fn guarded(
    tenant: &Tenant,
    sides: Sides<'_>,
    changes: &Changes,
    acks: &[String],
) -> (Vec<String>, Vec<Finding>) {
    let mut findings = Findings::default();
    let held = crate::run::guard(&PORTAL, tenant, sides, (changes, acks), &mut findings);
    (held.iter().map(|(addr, hold)| format!("{addr}: {}", hold.code)).collect(), findings.sorted())
}

/// Findings as `refuse engage:E-005`, each kind once.
fn codes(findings: &[Finding]) -> Vec<String> {
    let word = |finding: &Finding| format!("{:?}", finding.severity).to_lowercase();
    let mut codes: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", word(finding), finding.code)).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// What is wanted, a line each.
fn wants(desired: &Desired) -> Vec<String> {
    let line = |addr: &Addr, own: &Attributes| {
        let attributes: String = own.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{addr}{attributes}")
    };
    let mut lines: Vec<String> =
        desired.resources.iter().map(|(addr, own)| line(addr, &own.attributes)).collect();
    lines.extend(desired.gone.iter().map(|(addr, own)| format!("gone {}", line(addr, &own.attributes))));
    lines.extend(desired.closed.keys().map(|own| format!("closed {} {}", own.kind, own.value)));
    lines
}

/// A live state from lines such as `user ana@x; id=1; active=true`.
fn observed(lines: &[&str]) -> Observation {
    Observation { resources: lines.iter().map(|line| resource(line)).collect(), ..Observation::default() }
}

fn resource(line: &str) -> (Addr, Attributes) {
    let mut parts = line.split("; ");
    let (kind, key) = parts.next().and_then(|addr| addr.split_once(' ')).expect("a kind and a key");
    let spec = CATALOGUE.kinds.iter().find(|spec| spec.kind.0 == kind).expect("the book has the kind");
    let attribute = |part: &str| {
        let (name, text) = part.split_once('=').expect("a name and a value");
        let own = spec.attributes.iter().find(|each| each.name == name);
        let name: Name = own.expect("the book has the attribute").name;
        let value = match (text, text.parse()) {
            ("true" | "false", _) => Value::Flag(text == "true"),
            (_, Ok(number)) => Value::Number(number),
            _ => Value::text(text),
        };
        (name, value)
    };
    (Addr::new(spec.kind, key), parts.map(attribute).collect())
}

/// Differences from lines: `+ user ana@x; role=agent`, `- user_skill a/ana@x`, `~ user ana@x; active=false`.
fn changes(observed: &Observation, lines: &[&str]) -> Changes {
    Changes::new(lines.iter().map(|line| change(observed, line)).collect())
}

fn change(observed: &Observation, line: &str) -> Change {
    let (action, rest) = line.split_once(' ').expect("a line begins with what happens");
    let action = match action {
        "+" => Action::Create,
        "~" => Action::Update,
        _ => Action::Delete,
    };
    let (addr, after) = resource(rest);
    Change {
        id: ChangeId(0),
        before: observed.resources.get(&addr).cloned().filter(|_| action != Action::Create),
        after: Some(after).filter(|_| action != Action::Delete),
        reversibility: CATALOGUE.spec(addr.kind).removal,
        source: None,
        reason: Reason::Declared,
        priority: 100,
        addr,
        action,
    }
}

fn kind(name: &str) -> Kind {
    CATALOGUE.kinds.iter().find(|spec| spec.kind.0 == name).expect("the book has the kind").kind
}
