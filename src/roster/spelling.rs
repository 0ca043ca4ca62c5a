//! How texts of a roster are written: accents composed in one way, no blanks at the ends of what names something, and no
//! letter that people do not see or take for another one, unless they are told.

use std::collections::BTreeSet;

use super::resolve::repeated;
use crate::model::{
    Catalogue, Declared, Desired, Findings, Node, NodeValue, Place, ScalarStyle, composed, deceiving,
    has_blank_end,
};
use crate::port::Entry;

/// Composes all accents of a file in one way. Keys that are one key then are written twice.
pub(super) fn compose(node: &mut Node, findings: &mut Findings) {
    match &mut node.value {
        NodeValue::Scalar(text, _) => {
            if let std::borrow::Cow::Owned(other) = composed(text) {
                *text = other.into();
            }
        }
        NodeValue::List(items) => items.iter_mut().for_each(|item| compose(item, findings)),
        NodeValue::Map(entries) => {
            for (key, value) in entries.iter_mut() {
                compose(key, findings);
                compose(value, findings);
            }
            drop_repeats(entries, findings);
        }
    }
}

fn drop_repeats(entries: &mut Vec<(Node, Node)>, findings: &mut Findings) {
    let unusual = |text: &str| !text.is_ascii();
    if !entries.iter().any(|(key, _)| key.as_text().is_some_and(unusual)) {
        return;
    }
    let mut seen = std::collections::BTreeMap::new();
    entries.retain(|(key, _)| {
        let Some(text) = key.as_text() else { return true };
        let first = *seen.entry(text.to_owned()).or_insert(key.place);
        if first != key.place {
            findings.push(repeated(text, key.place, first));
        }
        first == key.place
    });
}

/// What of an entry names nothing, has blanks around it, or deceives.
pub(super) fn check(entry: &mut Entry, findings: &mut Findings) {
    if let Some(name) = without_blanks(&entry.key, entry.place, findings) {
        entry.key = name;
    }
    tell_deceiving(&entry.key, entry.place, findings);
    check_node(&mut entry.node, findings);
}

fn check_node(node: &mut Node, findings: &mut Findings) {
    match &mut node.value {
        NodeValue::Scalar(text, _) => {
            if has_blank_end(text) {
                let text = format!("`{text}` begins or ends with a blank");
                findings.warn(
                    "R-041",
                    node.place,
                    text,
                    Some("take the blank out, unless it is meant".into()),
                );
            }
            tell_deceiving(text, node.place, findings);
        }
        NodeValue::List(items) => {
            items.retain_mut(|item| check_name(item, findings));
            items
                .iter_mut()
                .filter(|item| item.as_text().is_none())
                .for_each(|item| check_node(item, findings));
        }
        NodeValue::Map(entries) => {
            entries.retain_mut(|(key, _)| check_name(key, findings));
            entries.iter_mut().for_each(|(_, value)| check_node(value, findings));
        }
    }
}

/// Checks what stands in a list or as a key, and so names something; whether it does. An empty text is no license, no
/// queue and no group.
fn check_name(name: &mut Node, findings: &mut Findings) -> bool {
    let NodeValue::Scalar(text, style) = &mut name.value else { return true };
    if *style == ScalarStyle::Quoted && text.trim().is_empty() {
        let hint = "take it out; `[]` or `{}` says that there is none";
        findings.refuse("R-008", name.place, "an empty text names nothing", Some(hint.into()));
        return false;
    }
    if let Some(own) = without_blanks(text, name.place, findings) {
        *text = own.into();
    }
    tell_deceiving(text, name.place, findings);
    true
}

/// The same name without blanks at its ends, where it has any; it is refused, and what follows goes by the name that was
/// probably meant.
fn without_blanks(name: &str, place: Place, findings: &mut Findings) -> Option<String> {
    if !has_blank_end(name) {
        return None;
    }
    let own = name.trim();
    refuse_blank(name, own, place, findings);
    Some(own.to_owned())
}

fn refuse_blank(name: &str, own: &str, place: Place, findings: &mut Findings) {
    let text = format!("the name `{name}` begins or ends with a blank");
    findings.refuse("R-041", place, text, Some(format!("write `{own}`")));
}

fn tell_deceiving(text: &str, place: Place, findings: &mut Findings) {
    if let Some(letter) = deceiving(text) {
        let hint = "type the text anew, unless the letter is meant";
        findings.warn("R-042", place, format!("`{text}` has {letter}"), Some(hint.into()));
    }
}

/// What a roster wants by names with blanks around them, wherever it said them.
pub(super) fn check_names(catalogue: &'static Catalogue, desired: &Desired, findings: &mut Findings) {
    let mut told: BTreeSet<(Place, String)> = BTreeSet::new();
    for (addr, Declared { place, .. }) in desired.resources.iter().chain(&desired.gone) {
        if !addr.key.contains(char::is_whitespace) {
            continue;
        }
        let spec = catalogue.spec(addr.kind);
        let parts = spec.key.iter().filter_map(|part| spec.part(&addr.key, part.name));
        told.extend(parts.filter(|part| has_blank_end(part)).map(|part| (*place, part.to_owned())));
    }
    for (place, name) in told {
        refuse_blank(&name, name.trim(), place, findings);
    }
}
