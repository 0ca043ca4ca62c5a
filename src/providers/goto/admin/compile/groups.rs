//! User groups: managed where they are declared.

use std::collections::BTreeMap;

use super::super::super::sections::{CLASSIC, GROUPS};
use super::super::catalogue::GROUP;
use super::super::shapes::{Group, Presence};
use super::context::Context;
use crate::model::{Addr, At, Attributes, Findings, Place, Reason, read};
use crate::port::Entry;
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::{Entries, absent, entries};

/// How deep groups nest, and how many children one has, at most: the page leaves open which of both is
/// meant (G-401, U-06), so depth refuses and number warns.
const MOST: usize = 5;

/// What the section `groups` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, GROUPS) {
        let Some(Group { state }) = read(&entry.node, findings) else { continue };
        let addr = Addr::new(GROUP, entry.key.as_str());
        match state {
            Some(state) if state.value == Presence::Absent => {
                draft.gone(addr, Attributes::new(), state.place, Reason::Absent);
            }
            _ => {
                if is_path(&entry.key, entry.place, findings) {
                    check_parent(cx, &entry.key, entry.place, findings);
                }
                draft.add(addr, Attributes::new(), entry.place, Reason::Declared);
            }
        }
    }
    if let Some(groups) = cx.roster.sections.get(GROUPS) {
        check_names(groups, is_classic(cx), findings);
    }
}

/// Checks the groups that one person is in.
pub fn check_membership(groups: &[At<String>], findings: &mut Findings) {
    for path in groups {
        is_path(path, path.place, findings);
    }
    if let [_, second, ..] = groups {
        let text = format!("a person is in one group at most, here are {}", groups.len());
        findings.refuse("goto:G-404", second.place, text, Some("keep one".into()));
    }
}

/// Whether the roster is of the classic portal, where a name is unique in the whole account (G-408).
fn is_classic(cx: &Context<'_>) -> bool {
    cx.tenant.portal.as_ref().is_some_and(|(portal, _)| portal == CLASSIC)
}

/// Checks all declared groups together; `alone` where no two may have one name.
fn check_names(groups: &Entries, alone: bool, findings: &mut Findings) {
    let mut names: BTreeMap<String, &Entry> = BTreeMap::new();
    let mut children: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in groups.values().filter(|entry| absent(entry).is_none()) {
        let (parent, name) = entry.key.rsplit_once('/').unwrap_or(("", &entry.key));
        *children.entry(parent).or_default() += 1;
        if let Some(other) = names.insert(name.to_lowercase(), entry).filter(|_| alone) {
            let text = format!("two groups are called `{name}`: `{}` and `{}`", other.key, entry.key);
            let finding = refusal("goto:G-408", entry.place, text).also(other.place, "first called so here");
            findings.push(finding.hint("give each its own name"));
        }
    }
    for (parent, number) in children {
        if let Some(entry) = groups.get(parent).filter(|_| number > MOST) {
            let text = format!("`{parent}` has {number} sub-groups, and {MOST} may be the most");
            findings.warn("goto:G-401", entry.place, text, None);
        }
    }
}

fn is_path(path: &str, place: Place, findings: &mut Findings) -> bool {
    if !check_path(path, place, findings) {
        return false;
    }
    let depth = path.split('/').count();
    if depth > MOST {
        let text = format!("groups nest {MOST} deep at most, `{path}` is {depth} deep");
        findings.refuse("goto:G-401", place, text, Some("hang it higher up".into()));
    }
    depth <= MOST
}

/// Whether `path` is made of names; reports one that is not (G-409).
pub fn check_path(path: &str, place: Place, findings: &mut Findings) -> bool {
    let wrong = path.split('/').any(|name| name.is_empty() || name.trim() != name);
    if wrong {
        let text = format!("`{path}` is no path of groups: expected names joined by `/`");
        findings.refuse("goto:G-409", place, text, None);
    }
    !wrong
}

/// Reports a group within one that is not there (G-409).
pub fn check_parent(cx: &Context<'_>, path: &str, place: Place, findings: &mut Findings) {
    if let Some((parent, _)) = path.rsplit_once('/')
        && cx.keeps_group(parent) == Some(false)
    {
        let text = format!("`{path}` has no parent: `{parent}` is not declared, or removed");
        findings.refuse("goto:G-409", place, text, Some(format!("declare `{parent}: {{}}`")));
    }
}
