//! Rosters, live states, changes and findings in a line of text each.

use crate::model::{
    Action, Addr, Attributes, Catalogue, Change, ChangeId, Changes, Declared, Desired, Finding, Findings,
    Observation, Reason, Tenant, Value,
};
use crate::port::Portal;

/// What `text` wants in `tenant`, and what is found about it.
pub fn compiled(portal: &Portal, tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    let mut findings = Findings::default();
    let desired = (portal.compile)(tenant, &super::roster(portal.roster.sections, text), &mut findings);
    (desired, findings.sorted())
}

/// Findings as `refuse goto:G-005`, each kind once.
pub fn codes(findings: &[Finding]) -> Vec<String> {
    let word = |finding: &Finding| format!("{:?}", finding.severity).to_lowercase();
    let mut codes: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", word(finding), finding.code)).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// What is wanted, a line each: `license ana@x/Voice`, `closed license user=ana@x`, `gone user ana@x`. Whether somebody
/// is notified is left out.
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

/// A live state from lines such as `user ana@x; id=1; active=true; locked={name}; open=#2`.
pub fn observed(catalogue: &Catalogue, lines: &[&str]) -> Observation {
    let resources = lines.iter().map(|line| resource(catalogue, line)).collect();
    Observation { resources, ..Observation::default() }
}

fn resource(catalogue: &Catalogue, line: &str) -> (Addr, Attributes) {
    let mut parts = line.split("; ");
    let (kind, key) = parts.next().and_then(|addr| addr.split_once(' ')).expect("a kind and a key");
    let spec = catalogue.kinds.iter().find(|spec| spec.kind.0 == kind).expect("the book has the kind");
    let attribute = |part: &str| {
        let (name, text) = part.split_once('=').expect("an attribute is a name and a value");
        let (name, _) = spec.attribute(name).expect("the book has the attribute");
        (name, value(text))
    };
    (Addr::new(spec.kind, key), parts.map(attribute).collect())
}

fn value(text: &str) -> Value {
    if let Some(set) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        return Value::set(set.split(','));
    }
    match (text, text.strip_prefix('#')) {
        ("true" | "false", _) => Value::Flag(text == "true"),
        (_, Some(number)) => Value::Number(number.parse().expect("a number")),
        _ => Value::text(text),
    }
}

/// Differences from lines: `+ license ana@x/Voice; products={JIVE}`, `- user ana@x`, `~ role ana@x; role=Admin`.
/// A reason may stand at the end: `- user ana@x (Absent)`.
pub fn changes(catalogue: &Catalogue, observed: &Observation, lines: &[&str]) -> Changes {
    Changes::new(lines.iter().map(|line| change(catalogue, observed, line)).collect())
}

fn change(catalogue: &Catalogue, observed: &Observation, line: &str) -> Change {
    let (action, rest) = line.split_once(' ').expect("a line begins with what happens");
    let action = match action {
        "+" => Action::Create,
        "~" => Action::Update,
        _ => Action::Delete,
    };
    let reasons = [Reason::Absent, Reason::Suspended, Reason::Follows, Reason::Replaced, Reason::Declared];
    let written = |reason: &Reason| rest.ends_with(&format!(" ({reason:?})"));
    let usual = if action == Action::Delete { Reason::NotDeclared } else { Reason::Declared };
    let (addr, after) = resource(catalogue, rest.split(" (").next().unwrap_or(rest));
    Change {
        id: ChangeId(0),
        before: observed.resources.get(&addr).cloned().filter(|_| action != Action::Create),
        after: Some(after).filter(|_| action != Action::Delete),
        reversibility: catalogue.spec(addr.kind).removal,
        source: None,
        reason: reasons.into_iter().find(written).unwrap_or(usual),
        priority: 100,
        addr,
        action,
    }
}
