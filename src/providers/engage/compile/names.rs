//! The names that a roster declares, and references to them. Where a roster declares any object of a kind,
//! references to that kind must be declared; otherwise only the live tenant can tell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{PROJECTS, SKILLS, USERS};
use crate::model::{At, Finding, Findings, Place, Severity, nearest};
use crate::port::{Entry, Roster};

/// The entries of one section.
type Section = BTreeMap<String, Entry>;

/// The names that a roster declares.
pub struct Names<'r> {
    /// By e-mail in lower case.
    users: BTreeMap<String, &'r Entry>,
    skills: Option<&'r Section>,
    projects: Option<&'r Section>,
    /// Whether what is not here may still be declared.
    partial: bool,
}

impl<'r> Names<'r> {
    /// The names that `roster` declares; tells of people who are declared twice (E-017).
    pub fn of(roster: &'r Roster, findings: &mut Findings) -> Self {
        let section = |name| roster.sections.get(name).filter(|entries| !entries.is_empty());
        let mut users: BTreeMap<String, &Entry> = BTreeMap::new();
        for entry in section(USERS).into_iter().flat_map(|users| users.values()) {
            let Some(other) = users.insert(canonical(&entry.key).into_owned(), entry) else { continue };
            let text = format!("`{}` is the same address as `{}`", entry.key, other.key);
            let finding = Finding::new("engage:E-017", Severity::Refuse, text).at(entry.place);
            findings.push(finding.also(other.place, "first written here").hint("write each person once"));
        }
        Self { users, skills: section(SKILLS), projects: section(PROJECTS), partial: roster.partial }
    }

    /// Whether the roster says that this person leaves.
    pub fn leaves(&self, email: &str) -> bool {
        let state = self.users.get(email).and_then(|entry| entry.node.get("state"));
        state.is_some_and(|state| matches!(state.as_text(), Some("suspended" | "absent")))
    }

    /// Tells of somebody who is not declared.
    pub fn user(&self, name: &At<String>, findings: &mut Findings) {
        if self.partial || self.users.is_empty() || self.users.contains_key(&*canonical(&name.value)) {
            return;
        }
        let near = nearest(&canonical(&name.value), self.users.keys().map(String::as_str)).map(str::to_owned);
        refuse("R-017", name.place, format!("no user is called `{}`", name.value), near, findings);
    }

    /// Tells of a skill that is not in the declared list, or is deleted from it (E-038).
    pub fn skill(&self, name: &At<String>, findings: &mut Findings) {
        let Some(skills) = self.complete(self.skills) else { return };
        let Some(entry) = skills.get(&name.value) else {
            let near = nearest(&name.value, skills.keys().map(String::as_str)).map(str::to_owned);
            let text = format!("no skill of the list is called `{}`", name.value);
            return refuse("engage:E-038", name.place, text, near, findings);
        };
        let state = entry.node.get("state").filter(|state| state.as_text() == Some("absent"));
        if let Some(state) = state {
            let text = format!("the skill `{}` is to be deleted and is given here", name.value);
            let finding = Finding::new("engage:E-038", Severity::Refuse, text).at(name.place);
            findings.push(finding.also(state.place, "deleted here").hint("drop it here, or keep the skill"));
        }
    }

    /// Tells of a project that is not declared (E-036).
    pub fn project(&self, name: &At<String>, findings: &mut Findings) {
        if let Some(projects) = self.complete(self.projects)
            && !projects.contains_key(&name.value)
        {
            let near = nearest(&name.value, projects.keys().map(String::as_str)).map(str::to_owned);
            let text = format!("no project is called `{}`", name.value);
            refuse("engage:E-036", name.place, text, near, findings);
        }
    }

    fn complete(&self, section: Option<&'r Section>) -> Option<&'r Section> {
        section.filter(|_| !self.partial)
    }
}

/// An e-mail as it stands in keys (E-017).
pub fn canonical(email: &str) -> Cow<'_, str> {
    if email.chars().any(char::is_uppercase) { email.to_lowercase().into() } else { email.into() }
}

fn refuse(code: &'static str, place: Place, text: String, near: Option<String>, findings: &mut Findings) {
    findings.refuse(code, place, text, near.map(|name| format!("did you mean `{name}`?")));
}
