//! What tests of every vendor need: a pace without waiting, a tenant, a roster in a few lines of text, a change.
//! It is compiled for unit tests only: what enters by the front door brings its own.

pub mod labels;
mod lines;
mod play;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_yaml::Value as Yaml;

use crate::model::{
    Action, Addr, Attributes, Change, ChangeId, Endpoint, FileId, Kind, Node, NodeValue, Offboarding, Place,
    Reason, Reversibility, ScalarStyle, Tenant,
};
use crate::port::{Again, Answer, BoxFuture, Entry, Halted, Pace, Plane, Roster, Section};

pub use lines::{changes, codes, compiled, observed, wants};
pub use play::{Exchange, Play, Sides, Stage};

/// A pace without waiting; a read gets so many tries.
pub struct Quick(pub u32);

impl Pace for Quick {
    fn turn(&self, _: Plane) -> BoxFuture<'_, Result<(), Halted>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn pause(&self, _: Duration) -> BoxFuture<'_, bool> {
        Box::pin(std::future::ready(true))
    }

    fn after(&self, _: Plane, attempt: u32, answer: Answer) -> Again {
        if answer == Answer::Fine || attempt >= self.0 { Again::No } else { Again::After(Duration::ZERO) }
    }
}

/// A tenant on the sandbox that declares nothing but its name.
pub fn tenant(provider: &str) -> Tenant {
    Tenant {
        name: "acme".into(),
        provider: provider.into(),
        portal: None,
        account: None,
        endpoint: Endpoint::Sandbox { state: "live.yaml".into() },
        credentials: BTreeMap::new(),
        offboarding: Offboarding::Suspend,
        notify: true,
        floors: BTreeMap::new(),
        refresh_token_store: None,
        own: BTreeMap::new(),
        prices: None,
        writes: BTreeMap::new(),
        calls_per_second: None,
        settings: None,
        place: place(0),
    }
}

/// The same with settings, written in flow style.
pub fn tenant_with(provider: &str, settings: &str) -> Tenant {
    let yaml: Yaml = serde_yaml::from_str(settings).expect("the test's YAML is right");
    Tenant { settings: Some(node(&yaml, &mut 1000)), ..tenant(provider) }
}

/// A place that tells apart from other places, not where something is.
pub fn place(number: u32) -> Place {
    Place { file: FileId(0), line: number, column: 1, length: 1 }
}

/// A roster from one file, without profiles.
pub fn roster(sections: &'static [Section], text: &str) -> Roster {
    let Yaml::Mapping(file) = serde_yaml::from_str(text).expect("the test's YAML is right") else {
        return Roster::default();
    };
    let mut counter = 0;
    let mut roster = Roster::default();
    for section in sections {
        let Some(Yaml::Mapping(entries)) = file.get(section.name) else { continue };
        let made = roster.sections.entry(section.name).or_default();
        for (key, value) in entries {
            let key = key.as_str().expect("keys are texts").to_owned();
            let place = next(&mut counter);
            made.insert(key.clone(), Entry { key, place, node: node(value, &mut counter) });
        }
    }
    roster
}

fn next(counter: &mut u32) -> Place {
    *counter += 1;
    place(*counter)
}

fn node(yaml: &Yaml, counter: &mut u32) -> Node {
    let place = next(counter);
    let plain = |text: String| NodeValue::Scalar(text.into(), ScalarStyle::Plain);
    let value = match yaml {
        Yaml::Mapping(entries) => NodeValue::Map(
            entries.iter().map(|(key, value)| (node(key, counter), node(value, counter))).collect(),
        ),
        Yaml::Sequence(items) => NodeValue::List(items.iter().map(|item| node(item, counter)).collect()),
        Yaml::String(text) if text == "none" => plain(text.clone()),
        Yaml::String(text) => NodeValue::Scalar(text.as_str().into(), ScalarStyle::Quoted),
        Yaml::Bool(flag) => plain(flag.to_string()),
        Yaml::Number(number) => plain(number.to_string()),
        _ => plain(String::new()),
    };
    Node { place, value }
}

/// A change, numbered by its place in the step later on. What goes had `attributes`.
pub fn change(kind: Kind, key: &str, action: Action, attributes: Attributes) -> Change {
    let gone = action == Action::Delete;
    Change {
        id: ChangeId(0),
        addr: Addr::new(kind, key),
        action,
        before: gone.then(|| attributes.clone()),
        after: (!gone).then_some(attributes),
        reversibility: Reversibility::Reversible,
        source: None,
        reason: Reason::Declared,
        priority: 100,
    }
}
