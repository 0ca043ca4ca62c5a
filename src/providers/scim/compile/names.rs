//! The names that a roster declares, and references to them. Where a roster declares any object of a kind,
//! references to that kind must be declared; otherwise only the live service can tell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::vet;
use super::{GROUPS, USERS};
use crate::model::{At, Finding, Findings, Node, Place, Severity, nearest};
use crate::port::{Entry, Roster};

/// The entries of one section.
type Section = BTreeMap<String, Entry>;

/// The names that a roster declares.
pub struct Names<'r> {
    users: Option<&'r Section>,
    groups: Option<&'r Section>,
    /// Users whose key is not written in lower case, by the key in lower case.
    mixed: BTreeMap<String, &'r Entry>,
    /// Whether what is not here may still be declared.
    partial: bool,
}

impl<'r> Names<'r> {
    /// The names that `roster` declares; tells of people who are declared twice (S-03).
    pub fn of(roster: &'r Roster, findings: &mut Findings) -> Self {
        let section = |name| roster.sections.get(name).filter(|entries| !entries.is_empty());
        let users = section(USERS);
        let mixed = mixed(users, findings);
        Self { users, groups: section(GROUPS), mixed, partial: roster.partial }
    }

    /// The user's entry, by key in lower case.
    pub fn find_user(&self, key: &str) -> Option<&'r Entry> {
        self.users?.get(key).or_else(|| self.mixed.get(key).copied())
    }

    /// The key that `name` refers to; `None` where it is none. Tells of a name that nobody can have (S-03) and of
    /// someone who is not declared.
    pub fn user<'n>(&self, name: &'n At<String>, findings: &mut Findings) -> Option<Cow<'n, str>> {
        if !vet::user_name(&name.value, name.place, findings) {
            return None;
        }
        let key = canonical(&name.value);
        if let Some(users) = self.users.filter(|_| !self.partial)
            && self.find_user(&key).is_none()
        {
            let near = nearest(&key, users.keys().map(String::as_str));
            refuse("R-017", name, format!("no user is called `{}`", name.value), near, findings);
        }
        Some(key)
    }

    /// Tells of a group that is not declared, or declared absent.
    pub fn group(&self, group: &At<String>, findings: &mut Findings) {
        let Some(groups) = self.groups.filter(|_| !self.partial) else { return };
        let Some(entry) = groups.get(&group.value) else {
            let near = nearest(&group.value, groups.keys().map(String::as_str));
            return refuse("R-016", group, format!("no group is called `{}`", group.value), near, findings);
        };
        if let Some(state) = absent(&entry.node) {
            let text = format!("the group `{}` is to be removed and has members here", group.value);
            let finding = Finding::new("R-016", Severity::Refuse, text).at(group.place);
            findings.push(finding.also(state, "removed here").hint("name another group, or keep this one"));
        }
    }
}

/// A `userName` as it stands in keys: it is not case-exact (S-03).
pub fn canonical(name: &str) -> Cow<'_, str> {
    if name.chars().any(char::is_uppercase) { name.to_lowercase().into() } else { name.into() }
}

fn absent(entry: &Node) -> Option<Place> {
    entry.get("state").filter(|state| state.as_text() == Some("absent")).map(|state| state.place)
}

/// Users whose key is not in lower case; tells where two keys are the same person.
fn mixed<'r>(users: Option<&'r Section>, findings: &mut Findings) -> BTreeMap<String, &'r Entry> {
    let mut mixed: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in users.into_iter().flat_map(|users| users.values()) {
        let Cow::Owned(key) = canonical(&entry.key) else { continue };
        let other = users.and_then(|users| users.get(&key)).or(mixed.get(&key).copied());
        if let Some(other) = other {
            let text =
                format!("`{}` is the same userName as `{}`: case does not count", entry.key, other.key);
            let finding = Finding::new("scim:S-03", Severity::Refuse, text).at(entry.place);
            findings.push(finding.also(other.place, "first written here").hint("write each person once"));
        } else {
            mixed.insert(key, entry);
        }
    }
    mixed
}

fn refuse(code: &'static str, at: &At<String>, text: String, near: Option<&str>, findings: &mut Findings) {
    let hint = near.map(|name| format!("did you mean `{name}`?"));
    findings.refuse(code, at.place, text, hint);
}
