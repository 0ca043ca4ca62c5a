//! Tenants, rosters and what they come to in a few lines of text, for the tests of the rule book.

use std::collections::BTreeMap;

use serde_yaml::Value as Yaml;

use super::PORTAL;
use crate::model::{
    Addr, Declared, Desired, Endpoint, FileId, Finding, Findings, Node, NodeValue, Offboarding, Place,
    Reason, ScalarStyle, Tenant,
};
use crate::port::{Entry, Roster};

/// A tenant on the sandbox that declares nothing but its name.
pub fn tenant() -> Tenant {
    Tenant {
        name: "acme".into(),
        provider: "scim".into(),
        portal: None,
        account: None,
        endpoint: Endpoint::Sandbox { state: "live.yaml".into() },
        credentials: BTreeMap::new(),
        offboarding: Offboarding::Suspend,
        notify: true,
        floors: BTreeMap::new(),
        own: BTreeMap::new(),
        prices: None,
        writes: BTreeMap::new(),
        settings: None,
        place: place(0),
    }
}

/// The same with settings, written in flow style.
pub fn tenant_with(settings: &str) -> Tenant {
    let yaml: Yaml = serde_yaml::from_str(settings).expect("the test's YAML is right");
    Tenant { settings: Some(node(&yaml, &mut 1000)), ..tenant() }
}

fn place(number: u32) -> Place {
    Place { file: FileId(0), line: number, column: 1, length: 1 }
}

/// What `text` wants in `tenant`, and what is found about it.
pub fn compiled(tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    let mut findings = Findings::default();
    let desired = (PORTAL.compile)(tenant, &roster(text), &mut findings);
    (desired, findings.sorted())
}

fn roster(text: &str) -> Roster {
    let Yaml::Mapping(file) = serde_yaml::from_str(text).expect("the test's YAML is right") else {
        return Roster::default();
    };
    let mut counter = 0;
    let mut roster = Roster::default();
    for section in PORTAL.sections {
        let Some(Yaml::Mapping(entries)) = file.get(section.name) else { continue };
        let made = roster.sections.entry(section.name).or_default();
        for (key, value) in entries {
            let key = key.as_str().expect("keys are texts").to_owned();
            counter += 1;
            made.insert(key.clone(), Entry { key, place: place(counter), node: node(value, &mut counter) });
        }
    }
    roster
}

fn node(yaml: &Yaml, counter: &mut u32) -> Node {
    *counter += 1;
    let place = place(*counter);
    let plain = |text: String| NodeValue::Scalar(text.into(), ScalarStyle::Plain);
    let value = match yaml {
        Yaml::Mapping(entries) => NodeValue::Map(
            entries.iter().map(|(key, value)| (node(key, counter), node(value, counter))).collect(),
        ),
        Yaml::Sequence(items) => NodeValue::List(items.iter().map(|item| node(item, counter)).collect()),
        Yaml::String(text) => NodeValue::Scalar(text.as_str().into(), ScalarStyle::Quoted),
        Yaml::Bool(flag) => plain(flag.to_string()),
        Yaml::Number(number) => plain(number.to_string()),
        _ => plain(String::new()),
    };
    Node { place, value }
}

/// What is wanted, a line each: `license ana@x/Voice`, `closed license user=ana@x`, `gone user ana@x`.
pub fn wants(desired: &Desired) -> Vec<String> {
    let line = |addr: &Addr, declared: &Declared| {
        let attributes = declared.attributes.iter();
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
