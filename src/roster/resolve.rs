//! Sections merged over files, and profiles laid under entries.

use std::collections::BTreeMap;

use super::parse::Document;
use super::profiles;
use crate::model::{Finding, Findings, Node, NodeValue, Place, ScalarStyle, Severity, nearest};
use crate::port::{Entry, Roster, Section};

/// All sections of a tenant by name, each with its entries by key.
pub(super) type Sections = BTreeMap<&'static str, BTreeMap<String, Entry>>;

/// Merges `documents` (in the order of their paths) to a roster of `sections`. `about` is where a finding about
/// the tenant as a whole stands.
pub(super) fn resolve(
    documents: Vec<Document>,
    sections: &[Section],
    about: Place,
    findings: &mut Findings,
) -> Roster {
    let mut merged = Sections::new();
    let mut partial = false;
    let names = names(sections);
    for document in documents {
        let parsed = document.parsed;
        partial |= !parsed.whole;
        if let Some(node) = parsed.node {
            partial |= !merge(&mut merged, &names, node, findings);
        }
    }
    let declares = sections.iter().any(|section| {
        let is_profiles = sections.iter().any(|other| other.profiles == Some(section.name));
        !is_profiles && merged.get(section.name).is_some_and(|entries| !entries.is_empty())
    });
    if !declares && !partial {
        let hint = "an empty roster is never taken for \"nothing shall be there\"";
        findings.refuse("R-012", about, "no file of this tenant declares anything", Some(hint.into()));
    }
    for section in sections {
        if let Some(profiles) = section.profiles {
            partial |= !profiles::lay(&mut merged, section.name, profiles, partial, findings);
        }
    }
    merged.retain(|name, _| sections.iter().any(|section| section.name == *name));
    Roster { sections: merged, partial }
}

/// The keys that may stand at the top of a file.
fn names(sections: &[Section]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for section in sections {
        for name in [section.profiles, Some(section.name)].into_iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Takes the sections of one file over; says whether all of them were taken.
fn merge(merged: &mut Sections, names: &[&'static str], file: Node, findings: &mut Findings) -> bool {
    if file.is_null() {
        return true;
    }
    let place = file.place;
    let describe = file.describe();
    let NodeValue::Map(entries) = file.value else {
        let hint = format!("sections: {}", names.join(", "));
        findings.refuse("R-006", place, format!("expected a map of sections, found {describe}"), Some(hint));
        return false;
    };
    let mut all = true;
    for (key, value) in entries {
        let own = key.as_text().unwrap_or_default();
        match names.iter().find(|name| **name == own) {
            Some(name) => all &= take_section(merged.entry(name).or_default(), name, value, findings),
            None => {
                all = false;
                findings.push(unknown_section(&key, names));
            }
        }
    }
    all
}

/// Takes the entries of one section of one file over; says whether that was possible.
fn take_section(
    entries: &mut BTreeMap<String, Entry>,
    name: &str,
    section: Node,
    findings: &mut Findings,
) -> bool {
    if section.is_null() {
        return true;
    }
    let (place, describe) = (section.place, section.describe());
    let NodeValue::Map(own) = section.value else {
        let text = format!("expected a map of {name}, found {describe}");
        findings.refuse("R-006", place, text, Some("write each entry as `key: { ... }`".into()));
        return false;
    };
    for (key, node) in own {
        let place = key.place;
        let NodeValue::Scalar(key, _) = key.value else { continue };
        take_entry(entries, Entry { key: key.into(), place, node }, findings);
    }
    true
}

/// Takes one entry over. One that is no map counts as an empty one, so that its key is known.
fn take_entry(entries: &mut BTreeMap<String, Entry>, mut entry: Entry, findings: &mut Findings) {
    if entry.node.is_null() {
        let text = format!("nothing is written under `{}`", entry.key);
        findings.refuse("R-008", entry.node.place, text, Some("write `{}` for a bare declaration".into()));
        entry.node.value = NodeValue::Map(Vec::new());
    }
    if entry.node.entries().is_none() {
        let text = format!("expected a map, found {}", entry.node.describe());
        findings.refuse("R-006", entry.node.place, text, None);
        entry.node.value = NodeValue::Map(Vec::new());
    }
    match entries.get(&entry.key) {
        None => {
            entries.insert(entry.key.clone(), entry);
        }
        Some(first) => findings.push(
            Finding::new("R-004", Severity::Refuse, format!("`{}` is written twice", entry.key))
                .at(entry.place)
                .hint("keep one of the two")
                .also(first.place, "first written here"),
        ),
    }
}

fn unknown_section(key: &Node, names: &[&'static str]) -> Finding {
    let own = key.as_text().unwrap_or_default();
    let hint = match nearest(own, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("sections: {}", names.join(", ")),
    };
    Finding::new("R-005", Severity::Refuse, format!("no section is called `{own}`")).at(key.place).hint(hint)
}

/// Takes the entry `key` out of a map.
pub(super) fn take(node: &mut Node, key: &str) -> Option<(Node, Node)> {
    let NodeValue::Map(entries) = &mut node.value else { return None };
    let at = entries.iter().position(|(own, _)| own.as_text() == Some(key))?;
    Some(entries.remove(at))
}

/// A text in quotes, wherever it stood plain: for values whose written form counts.
pub(super) fn as_written(node: &mut Node) {
    if let NodeValue::Scalar(text, style) = &mut node.value
        && !matches!(&**text, "" | "~" | "null" | "Null" | "NULL")
    {
        *style = ScalarStyle::Quoted;
    }
}
