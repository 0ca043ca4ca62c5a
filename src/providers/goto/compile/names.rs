//! The names that a roster declares, and references to them. Where a roster declares any object of a kind,
//! references to that kind must be declared; otherwise only the live tenant can tell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::catalogue::SYSTEM_ROLES;
use super::super::shapes::UserState;
use super::super::vet;
use super::{GROUPS, QUEUES, ROLE_SETS, USERS};
use crate::model::{At, Finding, Findings, Node, Place, Severity, nearest};
use crate::port::{Entry, Roster};

/// The entries of one section.
type Section = BTreeMap<String, Entry>;

/// The names that a roster declares.
pub struct Names<'r> {
    users: Option<&'r Section>,
    queues: Option<&'r Section>,
    groups: Option<&'r Section>,
    role_sets: Option<&'r Section>,
    /// Users whose key is not written in lower case, by the key in lower case.
    mixed: BTreeMap<String, &'r Entry>,
    /// Whether what is not here may still be declared.
    partial: bool,
}

impl<'r> Names<'r> {
    /// The names that `roster` declares; tells of people who are declared twice.
    pub fn of(roster: &'r Roster, findings: &mut Findings) -> Self {
        let section = |name| roster.sections.get(name).filter(|entries| !entries.is_empty());
        let users = section(USERS);
        Self {
            users,
            queues: section(QUEUES),
            groups: section(GROUPS),
            role_sets: section(ROLE_SETS),
            mixed: mixed(users, findings),
            partial: roster.partial,
        }
    }

    /// The user's entry, by e-mail in lower case.
    pub fn find_user(&self, email: &str) -> Option<&'r Entry> {
        self.users?.get(email).or_else(|| self.mixed.get(email).copied())
    }

    /// Where the roster says that this person leaves, and how.
    pub fn leaver(&self, email: &str) -> Option<(Place, UserState)> {
        let state = self.find_user(email)?.node.get("state")?;
        match state.as_text() {
            Some("suspended") => Some((state.place, UserState::Suspended)),
            Some("absent") => Some((state.place, UserState::Absent)),
            _ => None,
        }
    }

    /// The e-mail that `name` refers to, in lower case; `None` where it is none. Tells of an address that
    /// is none (G-005) and of someone who is not declared.
    pub fn user<'n>(&self, name: &'n At<String>, findings: &mut Findings) -> Option<Cow<'n, str>> {
        if !vet::email(&name.value, name.place, findings) {
            return None;
        }
        let email = canonical(&name.value);
        if let Some(users) = self.complete(self.users)
            && self.find_user(&email).is_none()
        {
            let near = near(&email, users.keys().map(String::as_str));
            refuse("R-017", name, format!("no user is called `{}`", name.value), near, findings);
        }
        Some(email)
    }

    /// Tells of a queue that is not declared.
    pub fn queue(&self, name: &At<String>, findings: &mut Findings) {
        if let Some(queues) = self.complete(self.queues)
            && !queues.contains_key(&name.value)
        {
            let near = near(&name.value, queues.keys().map(String::as_str));
            refuse("R-014", name, format!("no queue is called `{}`", name.value), near, findings);
        }
    }

    /// Tells of a group that is not declared, or declared absent.
    pub fn group(&self, path: &At<String>, findings: &mut Findings) {
        let Some(groups) = self.complete(self.groups) else { return };
        let Some(entry) = groups.get(&path.value) else {
            let near = near(&path.value, groups.keys().map(String::as_str));
            return refuse("R-016", path, format!("no group is called `{}`", path.value), near, findings);
        };
        if let Some(state) = absent(&entry.node) {
            let text = format!("the group `{}` is to be removed and has members here", path.value);
            let finding = Finding::new("R-016", Severity::Refuse, text).at(path.place);
            findings.push(finding.also(state, "removed here").hint("name another group, or keep this one"));
        }
    }

    /// The role's name as it is spelled everywhere, and whether it is a custom one. Tells of one that is
    /// neither a system role nor declared (G-301).
    pub fn role<'n>(&self, name: &'n At<String>, findings: &mut Findings) -> (&'n str, bool) {
        if let Some(system) = system_role(&name.value) {
            return (system, false);
        }
        if let Some(declared) = self.complete(self.role_sets)
            && !declared.contains_key(&name.value)
        {
            let known = SYSTEM_ROLES.into_iter().chain(declared.keys().map(String::as_str));
            let near = near(&name.value, known);
            let text = format!("`{}` is neither a system role nor declared under `role_sets`", name.value);
            refuse("goto:G-301", name, text, near, findings);
        }
        (&name.value, true)
    }

    /// Whether `path` is a group that stays, as far as the roster says; `None` where it says nothing.
    pub fn keeps_group(&self, path: &str) -> Option<bool> {
        let groups = self.complete(self.groups)?;
        Some(groups.get(path).is_some_and(|entry| absent(&entry.node).is_none()))
    }

    fn complete(&self, section: Option<&'r Section>) -> Option<&'r Section> {
        section.filter(|_| !self.partial)
    }
}

/// The system role of that name, in whatever case it is written (G-301).
pub fn system_role(name: &str) -> Option<&'static str> {
    SYSTEM_ROLES.into_iter().find(|system| system.eq_ignore_ascii_case(name))
}

/// An e-mail as it stands in keys. The vendor compares them without regard to case.
pub fn canonical(email: &str) -> Cow<'_, str> {
    if email.chars().any(char::is_uppercase) { email.to_lowercase().into() } else { email.into() }
}

fn absent(group: &Node) -> Option<Place> {
    group.get("state").filter(|state| state.as_text() == Some("absent")).map(|state| state.place)
}

/// Users whose key is not in lower case; tells where two keys are the same person.
fn mixed<'r>(users: Option<&'r Section>, findings: &mut Findings) -> BTreeMap<String, &'r Entry> {
    let mut mixed: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in users.into_iter().flat_map(|users| users.values()) {
        let Cow::Owned(email) = canonical(&entry.key) else { continue };
        let other = users.and_then(|users| users.get(&email)).or(mixed.get(&email).copied());
        if let Some(other) = other {
            let text = format!("`{}` is the same address as `{}`", entry.key, other.key);
            let finding = Finding::new("goto:G-005", Severity::Refuse, text).at(entry.place);
            findings.push(finding.also(other.place, "first written here").hint("write each person once"));
        } else {
            mixed.insert(email, entry);
        }
    }
    mixed
}

/// From this many candidates on only those that begin alike are compared letter by letter.
const MANY: usize = 1000;

fn near<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let mut candidates: Vec<&str> = candidates.collect();
    if candidates.len() > MANY {
        let begin = word.get(..2).unwrap_or(word);
        candidates.retain(|each| each.starts_with(begin) && each.len().abs_diff(word.len()) <= 2);
        candidates.truncate(MANY);
    }
    nearest(word, candidates)
}

fn refuse(code: &'static str, at: &At<String>, text: String, near: Option<&str>, findings: &mut Findings) {
    let hint = near.map(|name| format!("did you mean `{name}`?"));
    findings.refuse(code, at.place, text, hint);
}
