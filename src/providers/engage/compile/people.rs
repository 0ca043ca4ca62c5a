//! People and what they hold.

use std::sync::Arc;

use super::super::catalogue::{CONVERSATIONS, USER, USER_PROJECT, USER_SKILL};
use super::super::shapes::{User, UserState};
use super::super::vet;
use super::names::canonical;
use super::{Cause, Context, Draft, USERS, USUAL_PRIORITY, entries};
use crate::model::{Addr, At, Attributes, Findings, Kind, Offboarding, Place, Reason, Value, read};
use crate::port::Entry;

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = vet::email(&entry.key, entry.place, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        let email: Arc<str> = canonical(&entry.key).into();
        vet::person(cx, &email, &user, findings);
        if whole {
            Person { cx, email, entry, user }.compile(draft, findings);
        }
    }
}

/// One entry of the section, read.
struct Person<'a, 'r> {
    cx: &'a Context<'r>,
    email: Arc<str>,
    entry: &'r Entry,
    user: User,
}

impl Person<'_, '_> {
    fn compile(&self, draft: &mut Draft, findings: &mut Findings) {
        let state = self.user.state.map(|state| (state.value, state.place));
        match (state, self.cx.tenant.offboarding) {
            (None | Some((UserState::Present, _)), _) => {
                self.record(true, self.entry.place, Reason::Declared, draft);
                self.sets(draft, findings);
            }
            (Some((UserState::Absent, place)), Offboarding::Delete) => {
                let addr = Addr::new(USER, self.email.clone());
                draft.gone(addr, self.successor(), place, self.cause(Reason::Absent));
                self.conversations(Reason::Absent, draft);
            }
            (Some((UserState::Absent, place)), Offboarding::Suspend) => {
                self.leaves(place, Reason::Absent, draft, findings);
            }
            (Some((UserState::Suspended, place)), _) => {
                self.leaves(place, Reason::Suspended, draft, findings);
            }
        }
    }

    /// Inactive; what else is written still counts.
    fn leaves(&self, place: Place, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        self.record(false, place, reason, draft);
        self.sets(draft, findings);
        self.conversations(reason, draft);
    }

    fn record(&self, active: bool, place: Place, reason: Reason, draft: &mut Draft) {
        let user = &self.user;
        let mut attributes = self.successor().with("active", Value::Flag(active));
        for (name, text) in [("first_name", &user.first_name), ("last_name", &user.last_name)] {
            if let Some(text) = text {
                attributes.set(name, Value::text(text.0.as_str()));
            }
        }
        if let Some(role) = user.role.as_ref().and_then(|role| vet::role_of(role)) {
            attributes.set("role", Value::text(role));
        }
        if let Some(name) = &user.webchat_name {
            attributes.set("webchat_name", Value::text(name.0.as_str()));
        }
        if let Some(flag) = &user.two_factor {
            attributes.set("two_factor", Value::Flag(flag.value));
        }
        if *self.entry.key != *self.email {
            attributes.set("spelled", Value::text(self.entry.key.as_str()));
        }
        draft.add(Addr::new(USER, self.email.clone()), attributes, place, self.cause(reason));
    }

    /// Who takes over, for `align` to judge.
    fn successor(&self) -> Attributes {
        let to = self.user.reassign_to.iter().map(|to| ("reassign_to", Value::text(&*canonical(&to.value))));
        to.collect()
    }

    /// Open conversations go to whoever is named (E-027).
    fn conversations(&self, reason: Reason, draft: &mut Draft) {
        let Some(to) = &self.user.reassign_to else { return };
        let attributes = Attributes::new().with("assigned_to", Value::text(&*canonical(&to.value)));
        let addr = Addr::new(CONVERSATIONS, self.email.clone());
        draft.add(addr, attributes, to.place, self.cause(reason));
    }

    fn sets(&self, draft: &mut Draft, findings: &mut Findings) {
        let names = &self.cx.names;
        if let Some(list) = &self.user.projects {
            list.iter().for_each(|project| names.project(project, findings));
            self.set(USER_PROJECT, list, draft);
        }
        if let Some(list) = &self.user.skills {
            list.iter().for_each(|skill| names.skill(skill, findings));
            self.set(USER_SKILL, list, draft);
        }
    }

    fn set(&self, kind: Kind, list: &At<Vec<At<String>>>, draft: &mut Draft) {
        draft.close(kind, self.email.clone(), list.place);
        for name in &list.value {
            let addr = Addr::new(kind, [&name.value, "/", &*self.email].concat());
            draft.add(addr, Attributes::new(), name.place, self.cause(Reason::Declared));
        }
    }

    fn cause(&self, reason: Reason) -> Cause {
        Cause { reason, priority: self.user.priority.unwrap_or(USUAL_PRIORITY) }
    }
}
