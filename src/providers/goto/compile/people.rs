//! People and what they hold.

use std::sync::Arc;

use super::super::catalogue::{
    CONTACT_CENTER_ADMIN, EXTENSION, GROUP_MEMBER, LICENSE, MEMBER, QUEUE_MEMBER, ROLE, USER,
};
use super::super::shapes::{User, UserState};
use super::super::vet;
use super::draft::{Cause, Draft, USUAL_PRIORITY};
use super::names::canonical;
use super::queues::{Lists, member, role_name};
use super::{Context, USERS, entries};
use crate::model::{
    Addr, Attributes, Finding, Findings, Kind, Offboarding, Place, Reason, Severity, Value, read,
};
use crate::port::Entry;

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = vet::email(&entry.key, entry.place, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        let email: Arc<str> = canonical(&entry.key).into();
        vet::person(cx, entry, &email, &user, findings);
        if whole {
            Person { cx, email, entry, user }.compile(lists, draft, findings);
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
    fn compile(&self, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        let state = self.user.state.map(|state| (state.value, state.place));
        match (state, self.cx.tenant.offboarding) {
            (None | Some((UserState::Present, _)), _) => self.stays(lists, draft, findings),
            (Some((UserState::Absent, place)), Offboarding::Delete) => {
                let attributes = self.successors(Attributes::new(), findings);
                draft.gone(self.addr(USER), attributes, place, self.cause(Reason::Absent));
            }
            (Some((UserState::Absent, place)), Offboarding::Suspend) => {
                self.suspended(place, Reason::Absent, draft, findings);
            }
            (Some((UserState::Suspended, place)), _) => {
                self.suspended(place, Reason::Suspended, draft, findings);
            }
        }
    }

    fn stays(&self, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        self.common(Reason::Declared, draft, findings);
        self.role(draft, findings);
        self.licenses(draft);
        self.queues(lists, draft, findings);
        self.center_admin(draft);
    }

    /// Neither license nor queue, the role Member (G-103, G-120); what else is written still counts.
    fn suspended(&self, place: Place, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        self.common(reason, draft, findings);
        let role = Attributes::new().with("role", Value::text(MEMBER));
        draft.add(self.addr(ROLE), role, place, self.cause(reason));
        for kind in [LICENSE, QUEUE_MEMBER, CONTACT_CENTER_ADMIN] {
            draft.close(kind, &["user"], self.email.clone(), place, reason);
        }
    }

    /// What a suspended person keeps as well.
    fn common(&self, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        let attributes = self.successors(self.attributes(findings), findings);
        draft.add(self.addr(USER), attributes, self.entry.place, self.cause(reason));
        self.group(draft, findings);
        self.extension(draft);
    }

    fn attributes(&self, findings: &mut Findings) -> Attributes {
        let user = &self.user;
        let mut attributes = Attributes::new();
        for (name, text) in [("first_name", &user.first_name), ("last_name", &user.last_name)] {
            if let Some(text) = text {
                attributes.set(name, Value::text(text.0.as_str()));
            }
        }
        if let Some(locale) = &user.locale {
            // The vendor writes `en_US` where others write `en-US`.
            attributes.set("locale", Value::text(locale.0.replace('-', "_")));
        }
        if let Some(zone) = &user.time_zone {
            attributes.set("time_zone", Value::text(zone.0.as_str()));
        }
        if let Some(id) = &user.id {
            attributes.set("id", Value::text(id.as_str()));
        }
        if let Some(was) = vet::was(self.cx, &self.email, user, findings) {
            attributes.set("was", Value::text(was));
        }
        attributes.set("notify", Value::Flag(user.notify.unwrap_or(self.cx.tenant.notify)));
        attributes
    }

    /// Who takes over from a leaver, which `guard` tells beside the removal.
    fn successors(&self, mut attributes: Attributes, findings: &mut Findings) -> Attributes {
        let user = &self.user;
        for (name, who) in [("reassign_to", &user.reassign_to), ("co_organizer", &user.co_organizer)] {
            if let Some(email) = who.as_ref().and_then(|who| self.cx.names.user(who, findings)) {
                attributes.set(name, Value::text(&*email));
            }
        }
        attributes
    }

    fn role(&self, draft: &mut Draft, findings: &mut Findings) {
        let Some(role) = &self.user.role else { return };
        let (name, custom) = self.cx.names.role(role, findings);
        let mut attributes = Attributes::new().with("role", Value::text(name));
        if custom {
            attributes.set("role_set", Value::text(name));
        }
        draft.add(self.addr(ROLE), attributes, role.place, self.cause(Reason::Declared));
    }

    fn licenses(&self, draft: &mut Draft) {
        let Some(licenses) = &self.user.licenses else { return };
        self.close(LICENSE, licenses.place, draft);
        for license in &licenses.value {
            let addr = Addr::new(LICENSE, [&*self.email, "/", &license.value].concat());
            draft.add(addr, Attributes::new(), license.place, self.cause(Reason::Declared));
        }
    }

    fn group(&self, draft: &mut Draft, findings: &mut Findings) {
        let Some(group) = &self.user.group else { return };
        self.close(GROUP_MEMBER, group.place, draft);
        for path in &group.0 {
            self.cx.names.group(path, findings);
            let addr = Addr::new(GROUP_MEMBER, [&path.value, "/", &*self.email].concat());
            draft.add(addr, Attributes::new(), path.place, self.cause(Reason::Declared));
        }
    }

    fn queues(&self, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        let Some(queues) = &self.user.queues else { return };
        self.close(QUEUE_MEMBER, queues.place, draft);
        if queues.0.iter().any(|(_, roles)| !roles.0.is_empty()) {
            draft.seat(&self.email);
        }
        for (queue, roles) in &queues.0 {
            self.cx.names.queue(queue, findings);
            for role in &roles.0 {
                let addr = member(queue, &self.email, role.value);
                draft.add(addr, Attributes::new(), role.place, self.cause(Reason::Declared));
                if let Some(list) = lists.get(queue, role.value)
                    && !list.people.contains(&self.email)
                {
                    let role_name = role_name(role.value);
                    let text = format!(
                        "`{}` is {role_name} of `{}` here and left out of its list",
                        self.entry.key, queue.value
                    );
                    let finding = Finding::new("R-020", Severity::Refuse, text).at(role.place);
                    let hint = format!("add `{}` to the list, or drop the role here", self.email);
                    findings.push(finding.also(list.place, "the closed list is here").hint(hint));
                }
            }
        }
    }

    fn center_admin(&self, draft: &mut Draft) {
        let Some(flag) = &self.user.contact_center_admin else { return };
        self.close(CONTACT_CENTER_ADMIN, flag.place, draft);
        if flag.value {
            let cause = self.cause(Reason::Declared);
            draft.add(self.addr(CONTACT_CENTER_ADMIN), Attributes::new(), flag.place, cause);
            draft.seat(&self.email);
        }
    }

    fn extension(&self, draft: &mut Draft) {
        let Some(extension) = &self.user.extension else { return };
        self.close(EXTENSION, extension.place, draft);
        if let Some(number) = extension.0.first() {
            let attributes = Attributes::new().with("number", Value::text(number.0.as_str()));
            draft.add(self.addr(EXTENSION), attributes, number.place, self.cause(Reason::Declared));
        }
    }

    fn close(&self, kind: Kind, place: Place, draft: &mut Draft) {
        draft.close(kind, &["user"], self.email.clone(), place, Reason::NotDeclared);
    }

    fn addr(&self, kind: Kind) -> Addr {
        Addr::new(kind, self.email.clone())
    }

    fn cause(&self, reason: Reason) -> Cause {
        Cause { reason, priority: self.user.priority.unwrap_or(USUAL_PRIORITY) }
    }
}
