//! Rosters, live states and differences in a few lines of text, for the tests of the rule book.

use std::collections::BTreeMap;

use super::PORTAL;
use super::catalogue::CATALOGUE;
use crate::model::{
    Action, Addr, Attributes, Change, ChangeId, Changes, Declared, Desired, Finding, Findings, Kind, Name,
    Node, NodeValue, Observation, Reason, Tenant, Value,
};
use crate::port::Roster;
use crate::providers::kit::testing as kit;
pub use crate::providers::kit::testing::place;

/// A tenant on the sandbox that declares nothing but its name.
pub fn tenant() -> Tenant {
    kit::tenant("goto")
}

/// A roster from one file, profiles merged as the program merges them.
pub fn roster(text: &str) -> Roster {
    let mut roster = kit::roster(PORTAL.sections, text);
    let profiles = roster.sections.get("profiles").cloned().unwrap_or_default();
    for entry in roster.sections.get_mut("users").into_iter().flat_map(BTreeMap::values_mut) {
        let profile = entry.node.get("profile").and_then(Node::as_text).map(str::to_owned);
        if let Some(profile) = profile.and_then(|name| profiles.get(&name)) {
            merge(&mut entry.node, &profile.node);
        }
    }
    roster
}

fn merge(own: &mut Node, under: &Node) {
    let (NodeValue::Map(own), NodeValue::Map(under)) = (&mut own.value, &under.value) else { return };
    for (key, value) in under {
        match own.iter_mut().find(|(mine, _)| mine.as_text() == key.as_text()) {
            Some((_, mine)) => merge(mine, value),
            None => own.push((key.clone(), value.clone())),
        }
    }
    own.retain(|(_, value)| !value.is_none_word());
}

/// What `text` wants in `tenant`, and what is found about it.
pub fn compiled(tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    let mut findings = Findings::default();
    let desired = (PORTAL.compile)(tenant, &roster(text), &mut findings);
    (desired, findings.sorted())
}

/// Findings as `refuse goto:G-005`, each kind once.
pub fn codes(findings: &[Finding]) -> Vec<String> {
    let mut codes: Vec<String> = findings
        .iter()
        .map(|finding| {
            format!("{:?} {}", finding.severity, finding.code).to_lowercase().replace("goto:g", "goto:G")
        })
        .map(|code| code.replace("goto:t", "goto:T").replace("goto:e", "goto:E").replace(" r-", " R-"))
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// What is wanted, a line each: `license ana@x/Voice`, `closed license user=ana@x`, `gone user ana@x`.
pub fn wants(desired: &Desired) -> Vec<String> {
    let line = |addr: &Addr, declared: &Declared| {
        let attributes = declared.attributes.iter().filter(|(name, _)| *name != "notify");
        let attributes: String = attributes.map(|(name, value)| format!(" {name}={value}")).collect();
        let reason = match declared.reason {
            Reason::Declared => String::new(),
            reason => format!(" ({reason:?})").to_lowercase(),
        };
        format!("{addr}{attributes}{reason}")
    };
    let mut lines: Vec<String> = desired.resources.iter().map(|(addr, it)| line(addr, it)).collect();
    lines.extend(desired.gone.iter().map(|(addr, it)| format!("gone {}", line(addr, it))));
    lines.extend(
        desired.closed.keys().map(|it| format!("closed {} {}={}", it.kind, it.by.join("+"), it.value)),
    );
    lines
}

/// A live state from lines such as `user ana@x; id=1; status=ACTIVE; locked={name}`.
pub fn observed(lines: &[&str]) -> Observation {
    Observation { resources: lines.iter().map(|line| resource(line)).collect(), ..Observation::default() }
}

/// One resource from its line.
pub fn resource(line: &str) -> (Addr, Attributes) {
    let mut parts = line.split("; ");
    let addr = parts.next().expect("a line begins with an address");
    let (kind, key) = addr.split_once(' ').expect("an address is a kind and a key");
    let addr = Addr::new(kind_named(kind), key);
    let spec = CATALOGUE.spec(addr.kind);
    let attribute = |part: &str| {
        let (name, text) = part.split_once('=').expect("an attribute is a name and a value");
        let name: Name =
            spec.attributes.iter().find(|each| each.name == name).expect("the book has the attribute").name;
        let value = match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
            Some(set) => Value::set(set.split(',')),
            None if text == "true" || text == "false" => Value::Flag(text == "true"),
            None => Value::text(text),
        };
        (name, value)
    };
    (addr, parts.map(attribute).collect())
}

fn kind_named(name: &str) -> Kind {
    CATALOGUE.kinds.iter().find(|spec| spec.kind.0 == name).expect("the book has the kind").kind
}

/// Differences from lines: `+ license ana@x/Voice; products={JIVE}`, `- user ana@x`, `~ role ana@x; role=Admin`.
/// A reason may stand at the end: `- user ana@x (Absent)`.
pub fn changes(observed: &Observation, lines: &[&str]) -> Changes {
    Changes::new(lines.iter().map(|line| change(observed, line)).collect())
}

fn change(observed: &Observation, line: &str) -> Change {
    let (action, rest) = line.split_once(' ').expect("a line begins with what happens");
    let action = match action {
        "+" => Action::Create,
        "~" => Action::Update,
        _ => Action::Delete,
    };
    let reasons = [Reason::Absent, Reason::Suspended, Reason::Follows, Reason::Replaced, Reason::Declared];
    let written = |reason: &Reason| rest.ends_with(&format!(" ({reason:?})"));
    let reason = reasons.into_iter().find(written);
    let rest = rest.split(" (").next().expect("there is always a first part");
    let (addr, after) = resource(rest);
    let usual = if action == Action::Delete { Reason::NotDeclared } else { Reason::Declared };
    Change {
        id: ChangeId(0),
        before: observed.resources.get(&addr).cloned().filter(|_| action != Action::Create),
        after: Some(after).filter(|_| action != Action::Delete),
        reversibility: CATALOGUE.spec(addr.kind).removal,
        source: None,
        reason: reason.unwrap_or(usual),
        priority: 100,
        addr,
        action,
    }
}
