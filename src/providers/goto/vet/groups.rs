//! The tree of user groups.

use std::collections::BTreeMap;

use super::super::compile::Context;
use crate::model::{At, Finding, Findings, Place, Severity};
use crate::port::Entry;

/// How deep groups nest, and how many children one has, at most: the page leaves open which of both is
/// meant (G-401, U-06), so depth refuses and number warns.
const MOST: usize = 5;

/// Judges one declared group.
pub fn group(cx: &Context<'_>, path: &str, place: Place, findings: &mut Findings) {
    if !is_path(path, place, findings) {
        return;
    }
    if let Some((parent, _)) = path.rsplit_once('/')
        && cx.names.keeps_group(parent) == Some(false)
    {
        let text = format!("`{path}` has no parent: `{parent}` is not declared, or removed");
        findings.refuse("goto:G-409", place, text, Some(format!("declare `{parent}: {{}}`")));
    }
}

/// Judges the groups that one person is in.
pub fn membership(groups: &[At<String>], findings: &mut Findings) {
    for path in groups {
        is_path(path, path.place, findings);
    }
    if let [_, second, ..] = groups {
        let text = format!("a person is in one group at most, here are {}", groups.len());
        findings.refuse("goto:G-404", second.place, text, Some("keep one".into()));
    }
}

/// Judges all declared groups together.
pub fn group_names(groups: Option<&BTreeMap<String, Entry>>, findings: &mut Findings) {
    let mut names: BTreeMap<String, &Entry> = BTreeMap::new();
    let mut children: BTreeMap<&str, usize> = BTreeMap::new();
    let present =
        |entry: &&Entry| entry.node.get("state").and_then(|state| state.as_text()) != Some("absent");
    for entry in groups.into_iter().flat_map(|groups| groups.values()).filter(present) {
        let (parent, name) = entry.key.rsplit_once('/').unwrap_or(("", &entry.key));
        *children.entry(parent).or_default() += 1;
        if let Some(other) = names.insert(name.to_lowercase(), entry) {
            let text = format!("two groups are called `{name}`: `{}` and `{}`", other.key, entry.key);
            let finding = Finding::new("goto:G-408", Severity::Refuse, text).at(entry.place);
            findings.push(finding.also(other.place, "first called so here").hint("give each its own name"));
        }
    }
    for (parent, number) in children {
        let entry = groups.and_then(|groups| groups.get(parent));
        if let Some(entry) = entry.filter(|_| number > MOST) {
            let text = format!("`{parent}` has {number} sub-groups, and {MOST} may be the most");
            findings.warn("goto:G-401", entry.place, text, None);
        }
    }
}

fn is_path(path: &str, place: Place, findings: &mut Findings) -> bool {
    let depth = path.split('/').count();
    if path.split('/').any(|name| name.is_empty() || name.trim() != name) {
        let text = format!("`{path}` is no path of groups: expected names joined by `/`");
        findings.refuse("goto:G-409", place, text, None);
        false
    } else if depth > MOST {
        let text = format!("groups nest {MOST} deep at most, `{path}` is {depth} deep");
        findings.refuse("goto:G-401", place, text, Some("hang it higher up".into()));
        false
    } else {
        true
    }
}
