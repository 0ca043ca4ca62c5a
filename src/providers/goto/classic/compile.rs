//! From a roster of the classic portal to what it wants. Knows nothing of the live tenant.

use std::sync::Arc;

use super::super::catalogue::guards::FEWEST_SUPER_ADMINS;
use super::super::catalogue::{GROUP_MEMBER, LICENSE, ROLE, SUPER_ADMINS, USER};
use super::super::compile::{
    Cause, Context, Draft, GROUPS, Names, PROFILES, USERS, USUAL_PRIORITY, canonical, entries,
};
use super::super::shapes::{self, UserState};
use super::super::vet as goto;
use super::catalogue::{ALL_USERS, MANAGED_GROUP, MANAGER, MANAGER_PERMISSION, SOME_GROUPS};
use super::shapes::{ClassicProfile, ClassicUser, Managing};
use super::vet;
use crate::model::{
    Addr, Attributes, Desired, Findings, Kind, Offboarding, Place, Reason, Tenant, Value, read,
};
use crate::port::{Roster, Section};

/// The sections of a roster file.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: GROUPS, profiles: None },
];

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context { tenant, roster, names: Names::of(roster, findings) };
    let mut draft = Draft::default();
    draft.floor(SUPER_ADMINS.to_owned(), FEWEST_SUPER_ADMINS.least(tenant));
    for entry in entries(roster, PROFILES) {
        if let Some(profile) = read::<ClassicProfile>(&entry.node, findings) {
            self::profile(&cx, profile, findings);
        }
    }
    super::super::compile::groups(&cx, &mut draft, findings);
    for entry in entries(roster, USERS) {
        let whole = goto::email(&entry.key, entry.place, findings);
        let Some(user) = read::<ClassicUser>(&entry.node, findings) else { continue };
        let email: Arc<str> = canonical(&entry.key).into();
        let (user, managing) = user.split();
        goto::person(&cx, entry, &email, &user, findings);
        let role = user.role.as_ref().and_then(|role| vet::role(role, findings));
        let person = Person { cx: &cx, email, place: entry.place, user, managing, role };
        person.vet(findings);
        if whole {
            person.compile(&mut draft, findings);
        }
    }
    goto::whole(&cx, &draft, findings);
    draft.finish()
}

/// Profiles want nothing by themselves; mistakes in one that nobody uses are told all the same.
fn profile(cx: &Context<'_>, profile: ClassicProfile, findings: &mut Findings) {
    if let Some(role) = &profile.role {
        vet::role(role, findings);
    }
    let (profile, managing) = profile.split();
    goto::profile(cx, &profile, findings);
    vet::managing(cx, None, &managing, findings);
}

/// One entry of the section, read.
struct Person<'a, 'r> {
    cx: &'a Context<'r>,
    email: Arc<str>,
    place: Place,
    user: shapes::User,
    managing: Managing,
    /// The role as it is spelled everywhere, where one is written that the portal has.
    role: Option<&'static str>,
}

impl Person<'_, '_> {
    /// What a leaver has beside the state yields to it, and is not judged.
    fn vet(&self, findings: &mut Findings) {
        if self.user.state.is_none_or(|state| state.value == UserState::Present) {
            let role = self.user.role.as_ref().zip(self.role);
            if self.user.role.is_none() {
                vet::unsaid(&self.managing, findings);
            }
            vet::managing(self.cx, role, &self.managing, findings);
        }
    }

    fn compile(&self, draft: &mut Draft, findings: &mut Findings) {
        let state = self.user.state.map(|state| (state.value, state.place));
        match (state, self.cx.tenant.offboarding) {
            (None | Some((UserState::Present, _)), _) => self.stays(draft, findings),
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

    fn stays(&self, draft: &mut Draft, findings: &mut Findings) {
        self.common(Reason::Declared, draft, findings);
        self.role(draft);
        self.scope(draft);
        self.permissions(draft);
        let Some(licenses) = &self.user.licenses else { return };
        self.close(LICENSE, licenses.place, Reason::NotDeclared, draft);
        for license in &licenses.value {
            let addr = Addr::new(LICENSE, [&*self.email, "/", &license.value].concat());
            draft.add(addr, Attributes::new(), license.place, self.cause(Reason::Declared));
        }
    }

    /// No product, then the role Member (G-103, G-120); what else is written still counts.
    fn suspended(&self, place: Place, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        self.common(reason, draft, findings);
        let role = Attributes::new().with("role", Value::text(vet::SUSPENDED_ROLE));
        draft.add(self.addr(ROLE), role, place, self.cause(reason));
        for kind in [LICENSE, MANAGED_GROUP, MANAGER_PERMISSION] {
            self.close(kind, place, reason, draft);
        }
    }

    /// What a suspended person keeps as well.
    fn common(&self, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        let attributes = self.successors(self.attributes(findings), findings);
        draft.add(self.addr(USER), attributes, self.place, self.cause(reason));
        let Some(group) = &self.user.group else { return };
        self.close(GROUP_MEMBER, group.place, Reason::NotDeclared, draft);
        for path in &group.0 {
            self.cx.names.group(path, findings);
            let addr = Addr::new(GROUP_MEMBER, [&path.value, "/", &*self.email].concat());
            draft.add(addr, Attributes::new(), path.place, self.cause(Reason::Declared));
        }
    }

    fn attributes(&self, findings: &mut Findings) -> Attributes {
        let user = &self.user;
        let texts = [
            ("first_name", user.first_name.as_ref().map(|own| own.0.clone())),
            ("last_name", user.last_name.as_ref().map(|own| own.0.clone())),
            // The vendor writes `en_US` where others write `en-US`.
            ("locale", user.locale.as_ref().map(|own| own.0.replace('-', "_"))),
            ("time_zone", user.time_zone.as_ref().map(|own| own.0.clone())),
            ("id", user.id.as_ref().map(|own| own.value.clone())),
            ("was", goto::was(self.cx, &self.email, user, findings)),
        ];
        let texts = texts.into_iter().filter_map(|(name, text)| Some((name, Value::text(text?))));
        let notify = Value::Flag(user.notify.unwrap_or(self.cx.tenant.notify));
        texts.chain([("notify", notify)]).collect()
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

    fn role(&self, draft: &mut Draft) {
        let Some((written, role)) = self.user.role.as_ref().zip(self.role) else { return };
        let mut attributes = Attributes::new().with("role", Value::text(role));
        if role == MANAGER {
            let scope = if self.managing.all() { ALL_USERS } else { SOME_GROUPS };
            attributes.set("scope", Value::text(scope));
        } else {
            // Groups and permissions go with the role.
            self.close(MANAGED_GROUP, written.place, Reason::NotDeclared, draft);
            self.close(MANAGER_PERMISSION, written.place, Reason::NotDeclared, draft);
        }
        draft.add(self.addr(ROLE), attributes, written.place, self.cause(Reason::Declared));
    }

    /// Without a role beside it, `manages` says nothing of who is a Manager, and so nothing of anybody's scope.
    fn scope(&self, draft: &mut Draft) {
        let Some(manages) = &self.managing.manages else { return };
        self.close(MANAGED_GROUP, manages.place, Reason::NotDeclared, draft);
        for path in self.managing.groups().unwrap_or_default() {
            let addr = Addr::new(MANAGED_GROUP, [&path.value, "/", &*self.email].concat());
            draft.add(addr, Attributes::new(), path.place, self.cause(Reason::Declared));
        }
    }

    fn permissions(&self, draft: &mut Draft) {
        let Some(permissions) = &self.managing.permissions else { return };
        self.close(MANAGER_PERMISSION, permissions.place, Reason::NotDeclared, draft);
        for name in &permissions.value {
            let addr = Addr::new(MANAGER_PERMISSION, [&*self.email, "/", &name.value].concat());
            draft.add(addr, Attributes::new(), name.place, self.cause(Reason::Declared));
        }
    }

    fn close(&self, kind: Kind, place: Place, reason: Reason, draft: &mut Draft) {
        draft.close(kind, &["user"], self.email.clone(), place, reason);
    }

    fn addr(&self, kind: Kind) -> Addr {
        Addr::new(kind, self.email.clone())
    }

    fn cause(&self, reason: Reason) -> Cause {
        Cause { reason, priority: self.user.priority.unwrap_or(USUAL_PRIORITY) }
    }
}
