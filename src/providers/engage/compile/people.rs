//! People and what they hold. The checks judge only what the roster says: an absent key is unknown, not none.

use super::super::catalogue::{CONVERSATIONS, UNASSIGNED, USER, USER_PROJECT, USER_SKILL};
use super::super::roles::{self, NoRole, ROLES};
use super::super::sections::USERS;
use super::super::shapes::{RoleWord, User};
use super::context::Context;
use crate::model::{At, Attributes, Findings, Kind, OneOrMany, Place, Reason, Value, read};
use crate::port::Entry;
use crate::providers::kit::checks::wrong_email;
use crate::providers::kit::draft::{Draft, Fate, Subject, texts};
use crate::providers::kit::names::{canonical, entries, one_of};

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let key = At { place: entry.place, value: entry.key.clone() };
        let whole = is_email(&key, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        let person = Person { cx, subject: Subject::of(entry, user.priority), entry, user };
        person.check(findings);
        if whole {
            person.compile(draft);
        }
    }
}

/// Whether `text` can be somebody's address; reports why not (E-017).
pub fn is_email(text: &At<String>, findings: &mut Findings) -> bool {
    let Some(wrong) = wrong_email(text) else { return true };
    let hint = "the invitation goes there and nobody can change it later, so it has to be right at once";
    findings.refuse("engage:E-017", text.place, wrong, Some(hint.into()));
    false
}

/// Checks a role (E-023, E-025).
pub fn check_role(role: &At<OneOrMany<At<RoleWord>>>, findings: &mut Findings) {
    match roles::role(role.value.0.iter().map(|word| word.0.as_str())) {
        Ok(_) => {}
        Err(NoRole::Unknown(word)) => {
            let hint = one_of(&word.to_lowercase(), "roles", &ROLES);
            findings.refuse("engage:E-023", role.place, format!("`{word}` is no role"), Some(hint));
        }
        Err(NoRole::NoSum(parts)) => {
            let text = match parts.as_slice() {
                [] => "somebody has one role, here is none".to_owned(),
                parts => {
                    format!("as far as the lists of roles show, nobody is {} at once", parts.join(" and "))
                }
            };
            let hint = "administrator stands alone; agent or dispatcher may have editor beside it";
            findings.refuse("engage:E-025", role.place, text, Some(hint.into()));
        }
    }
}

/// One entry of the section, read.
struct Person<'a, 'r> {
    cx: &'a Context<'r>,
    subject: Subject,
    entry: &'r Entry,
    user: User,
}

impl Person<'_, '_> {
    fn check(&self, findings: &mut Findings) {
        let user = &self.user;
        for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
            if let Some(name) = name.as_ref().filter(|name| name.0.trim().is_empty()) {
                let hint = "leave the key out if it is unknown";
                let text = format!("{what} is not empty");
                findings.refuse("engage:E-016", name.place, text, Some(hint.into()));
            }
        }
        if let Some(role) = &user.role {
            check_role(role, findings);
        }
        if let Some(to) = &user.reassign_to {
            self.check_successor(to, findings);
        }
        self.check_skills(findings);
        if !matches!(self.fate(), Fate::Gone(_)) {
            let projects = user.projects.iter().flat_map(|list| &list.value);
            projects.for_each(|project| self.cx.projects.check(project, findings));
            let skills = user.skills.iter().flat_map(|list| &list.value);
            skills.for_each(|skill| self.cx.skills.check(skill, findings));
        }
    }

    fn fate(&self) -> Fate {
        Fate::of(self.user.state, self.cx.tenant.offboarding)
    }

    /// Whoever takes over stays, and is somebody else (E-027).
    fn check_successor(&self, to: &At<String>, findings: &mut Findings) {
        if to.value == UNASSIGNED || !is_email(to, findings) {
            return;
        }
        let name = canonical(&to.value);
        let wrong = if *name == *self.subject.key {
            "`reassign_to` names the leaver".to_owned()
        } else if self.cx.users.leaver(&name).is_some() {
            format!("`reassign_to` names `{}`, who leaves as well", to.value)
        } else {
            self.cx.users.check(to, findings);
            return;
        };
        let hint = "name somebody who stays, or `unassigned`";
        findings.refuse("engage:E-027", to.place, wrong, Some(hint.into()));
    }

    /// Skills matter only to those who get conversations (E-040).
    fn check_skills(&self, findings: &mut Findings) {
        let Some(skills) = self.user.skills.as_ref().filter(|list| !list.value.is_empty()) else { return };
        if let Some(role) = self.role().filter(|role| !roles::converses(role)) {
            let text = format!("skills are of no use to {role}: no conversation reaches this role");
            let hint = "drop `skills`, or give a conversation role as well";
            findings.warn("engage:E-040", skills.place, text, Some(hint.into()));
        }
    }

    /// The role that is written, where it is one.
    fn role(&self) -> Option<&'static str> {
        roles::role(self.user.role.as_ref()?.value.0.iter().map(|word| word.0.as_str())).ok()
    }

    fn compile(&self, draft: &mut Draft) {
        match self.fate() {
            Fate::Stays => {
                self.record(true, self.entry.place, Reason::Declared, draft);
                self.sets(draft);
            }
            Fate::Gone(place) => {
                let cause = self.subject.cause(Reason::Absent);
                draft.gone(self.subject.addr(USER), self.successor("reassign_to"), place, cause);
                self.conversations(Reason::Absent, draft);
            }
            // Inactive; what else is written still counts.
            Fate::Suspended(place, reason) => {
                self.record(false, place, reason, draft);
                self.sets(draft);
                self.conversations(reason, draft);
            }
        }
    }

    fn record(&self, active: bool, place: Place, reason: Reason, draft: &mut Draft) {
        let user = &self.user;
        let to = user.reassign_to.as_ref().map(|to| canonical(&to.value));
        let mut attributes = texts([
            ("first_name", user.first_name.as_ref().map(|own| own.0.as_str())),
            ("last_name", user.last_name.as_ref().map(|own| own.0.as_str())),
            ("reassign_to", to.as_deref()),
            ("role", self.role()),
            ("spelled", (*self.entry.key != *self.subject.key).then_some(self.entry.key.as_str())),
            ("webchat_name", user.webchat_name.as_ref().map(|own| own.0.as_str())),
        ]);
        attributes.set("active", Value::Flag(active));
        if let Some(flag) = &user.two_factor {
            attributes.set("two_factor", Value::Flag(flag.value));
        }
        draft.add(self.subject.addr(USER), attributes, place, self.subject.cause(reason));
    }

    /// Who takes over, under this name.
    fn successor(&self, name: &'static str) -> Attributes {
        let to = self.user.reassign_to.iter();
        to.map(|to| (name, Value::text(&*canonical(&to.value)))).collect()
    }

    /// Open conversations go to whoever is named (E-027).
    fn conversations(&self, reason: Reason, draft: &mut Draft) {
        let Some(to) = &self.user.reassign_to else { return };
        let (addr, attributes) = (self.subject.addr(CONVERSATIONS), self.successor("assigned_to"));
        draft.add(addr, attributes, to.place, self.subject.cause(reason));
    }

    fn sets(&self, draft: &mut Draft) {
        let mut set = |kind: Kind, list: &Option<At<Vec<At<String>>>>| {
            if let Some(list) = list {
                self.subject.exactly(kind, list.place, &list.value, Subject::within, draft);
            }
        };
        set(USER_PROJECT, &self.user.projects);
        set(USER_SKILL, &self.user.skills);
    }
}
