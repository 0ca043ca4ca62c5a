//! People and what they hold.

use std::sync::Arc;

use super::super::catalogue::{GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER};
use super::super::shapes::{Text, User, UserState};
use super::super::vet;
use super::draft::{Cause, Draft, USUAL_PRIORITY};
use super::groups::Lists;
use super::names::canonical;
use super::{Context, USERS, entries};
use crate::model::{
    Addr, At, Attributes, Finding, Findings, Kind, Offboarding, Place, Reason, Severity, Value, read,
};
use crate::port::Entry;

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = vet::user_name(&entry.key, entry.place, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        vet::person(cx, &user, findings);
        if whole {
            let key: Arc<str> = canonical(&entry.key).into();
            Person { cx, key, entry, user }.compile(lists, draft, findings);
        }
    }
}

/// One entry of the section, read.
struct Person<'a, 'r> {
    cx: &'a Context<'r>,
    key: Arc<str>,
    entry: &'r Entry,
    user: User,
}

/// The value of an attribute that the roster wants empty (S-10).
pub fn none() -> Value {
    Value::set(Vec::<String>::new())
}

impl Person<'_, '_> {
    fn compile(&self, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        let state = self.user.state.map(|state| (state.value, state.place));
        match (state, self.cx.tenant.offboarding) {
            (None | Some((UserState::Present, _)), _) => {
                self.stays(true, Reason::Declared, lists, draft, findings);
            }
            (Some((UserState::Suspended, _)), _) => {
                self.stays(false, Reason::Suspended, lists, draft, findings);
            }
            (Some((UserState::Absent, place)), Offboarding::Suspend) => self.leaves(place, draft, findings),
            (Some((UserState::Absent, place)), Offboarding::Delete) => {
                draft.gone(self.addr(USER), place, self.cause(Reason::Absent));
            }
        }
    }

    /// Suspended is `active: false` and nothing else (section 6): what the person holds is as the other keys say.
    fn stays(&self, active: bool, reason: Reason, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        let attributes = self.attributes().with("active", Value::Flag(active));
        draft.add(self.addr(USER), attributes, self.entry.place, self.cause(reason));
        self.manager(draft, findings);
        self.values(LICENSE, self.user.licenses.as_ref(), draft);
        self.values(ROLE, self.user.roles.as_ref(), draft);
        self.groups(lists, draft, findings);
    }

    /// A leaver loses what they hold and then the access; the person stays listed.
    fn leaves(&self, place: Place, draft: &mut Draft, findings: &mut Findings) {
        let attributes = self.attributes().with("active", Value::Flag(false));
        draft.add(self.addr(USER), attributes, self.entry.place, self.cause(Reason::Absent));
        self.manager(draft, findings);
        for kind in [LICENSE, ROLE, GROUP_MEMBER] {
            draft.close(kind, &["user"], self.key.clone(), place, Reason::Absent);
        }
    }

    fn attributes(&self) -> Attributes {
        let user = &self.user;
        let mut attributes = Attributes::new().with("user_name", Value::text(self.entry.key.as_str()));
        if let Some(id) = &user.external_id {
            attributes.set("external_id", Value::text(id.as_str()));
        }
        let texts: [(&'static str, &Text); 12] = [
            ("first_name", &user.first_name),
            ("last_name", &user.last_name),
            ("display_name", &user.display_name),
            ("email", &user.email),
            ("locale", &user.locale),
            ("time_zone", &user.time_zone),
            ("title", &user.title),
            ("employee_number", &user.employee_number),
            ("department", &user.department),
            ("cost_center", &user.cost_center),
            ("division", &user.division),
            ("organization", &user.organization),
        ];
        for (name, text) in texts {
            let Some(text) = text else { continue };
            attributes.set(name, text.0.first().map_or_else(none, |text| Value::text(text.as_str())));
        }
        attributes
    }

    fn manager(&self, draft: &mut Draft, findings: &mut Findings) {
        let Some(manager) = &self.user.manager else { return };
        draft.close(MANAGER, &["user"], self.key.clone(), manager.place, Reason::NotDeclared);
        let Some(name) = manager.0.first() else { return };
        let Some(who) = self.cx.names.user(name, findings) else { return };
        vet::manager(&self.key, &who, name.place, findings);
        let attributes = Attributes::new().with("manager", Value::text(&*who));
        draft.add(self.addr(MANAGER), attributes, name.place, self.cause(Reason::Declared));
    }

    /// Licenses or roles: exactly these.
    fn values(&self, kind: Kind, list: Option<&At<Vec<At<String>>>>, draft: &mut Draft) {
        let Some(list) = list else { return };
        draft.close(kind, &["user"], self.key.clone(), list.place, Reason::NotDeclared);
        for value in list.value.iter().filter(|value| !value.trim().is_empty()) {
            let addr = Addr::new(kind, [&*self.key, "/", &value.value].concat());
            draft.add(addr, Attributes::new(), value.place, self.cause(Reason::Declared));
        }
    }

    fn groups(&self, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        let Some(groups) = &self.user.groups else { return };
        draft.close(GROUP_MEMBER, &["user"], self.key.clone(), groups.place, Reason::NotDeclared);
        for group in &groups.value {
            if !vet::group_name(&group.value, group.place, findings) {
                continue;
            }
            self.cx.names.group(group, findings);
            let name = draft.group(&group.value);
            let addr = Addr::new(GROUP_MEMBER, [&*name, "/", &*self.key].concat());
            draft.add(addr, Attributes::new(), group.place, self.cause(Reason::Declared));
            if let Some(list) = lists.get(&group.value).filter(|list| !list.people.contains(&*self.key)) {
                let text =
                    format!("`{}` is in `{}` here and left out of its list", self.entry.key, group.value);
                let finding = Finding::new("R-020", Severity::Refuse, text).at(group.place);
                let hint = format!("add `{}` to the list, or drop the group here", self.entry.key);
                findings.push(finding.also(list.place, "the closed list is here").hint(hint));
            }
        }
    }

    fn addr(&self, kind: Kind) -> Addr {
        Addr::new(kind, self.key.clone())
    }

    fn cause(&self, reason: Reason) -> Cause {
        Cause { reason, priority: self.user.priority.unwrap_or(USUAL_PRIORITY) }
    }
}
