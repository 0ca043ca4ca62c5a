//! People and what they hold.

use std::sync::Arc;

use super::super::catalogue::{
    ADMINISTRATOR, ALL, COMPANY_ACCESS, MODULES, REMOTE_SUPPORT, ROLE, SEAT, SERVICE_DESK, STANDARD, USER,
    seat_key,
};
use super::super::shapes::{Role, SeatKind, User, UserState};
use super::super::vet;
use super::draft::{Cause, Draft, USUAL_PRIORITY};
use super::names::canonical;
use super::{Context, USERS, entries};
use crate::model::{
    Addr, At, Attributes, Findings, Kind, Offboarding, OneOrMany, Place, Reason, Value, read,
};
use crate::port::Entry;

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = vet::email(&entry.key, entry.place, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        let email: Arc<str> = canonical(&entry.key).into();
        vet::person(cx, &email, &user, findings);
        if whole {
            Person { cx, email, entry, user }.compile(draft);
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
    fn compile(&self, draft: &mut Draft) {
        let state = self.user.state.map(|state| (state.value, state.place));
        match (state, self.cx.tenant.offboarding) {
            (None | Some((UserState::Present, _)), _) => self.stays(draft),
            (Some((UserState::Absent, place)), Offboarding::Delete) => {
                draft.gone(self.addr(USER), Attributes::new(), place, self.cause(Reason::Absent));
            }
            (Some((UserState::Absent, place)), Offboarding::Suspend) => {
                self.suspended(place, Reason::Absent, draft);
            }
            (Some((UserState::Suspended, place)), _) => self.suspended(place, Reason::Suspended, draft),
        }
    }

    fn stays(&self, draft: &mut Draft) {
        draft.add(self.addr(USER), self.names(), self.entry.place, self.cause(Reason::Declared));
        if let Some(role) = &self.user.role {
            let name = if role.value == Role::Administrator { ADMINISTRATOR } else { STANDARD };
            let attributes = Attributes::new().with("role", Value::text(name));
            draft.add(self.addr(ROLE), attributes, role.place, self.cause(Reason::Declared));
        }
        self.seat(REMOTE_SUPPORT, self.user.remote_support.as_ref(), draft);
        self.seat(SERVICE_DESK, self.user.service_desk.as_ref(), draft);
        if let Some(companies) = &self.user.companies {
            self.close(COMPANY_ACCESS, companies.place, Reason::NotDeclared, draft);
            self.companies(draft, Reason::Declared);
        }
    }

    /// Role standard and no seat. Of the companies one stays, because nobody may be without: which one
    /// only the live tenant can tell; what is written here are the first candidates.
    fn suspended(&self, place: Place, reason: Reason, draft: &mut Draft) {
        draft.add(self.addr(USER), self.names(), self.entry.place, self.cause(reason));
        let role = Attributes::new().with("role", Value::text(STANDARD));
        draft.add(self.addr(ROLE), role, place, self.cause(reason));
        for module in MODULES {
            self.no_seat(module, place, reason, draft);
        }
        self.close(COMPANY_ACCESS, place, reason, draft);
        self.companies(draft, reason);
    }

    fn names(&self) -> Attributes {
        let mut attributes = Attributes::new();
        let names = [("first_name", &self.user.first_name), ("last_name", &self.user.last_name)];
        for (name, text) in names.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
            attributes.set(name, Value::text(text.0.as_str()));
        }
        attributes
    }

    /// The sort of seat that is wanted must be there; of no seat, neither sort may be. That a person who has one
    /// sort loses the other is told by `align`: only what is there can go.
    fn seat(&self, module: &str, wanted: Option<&At<OneOrMany<At<SeatKind>>>>, draft: &mut Draft) {
        let Some(wanted) = wanted else { return };
        match wanted.0.first() {
            Some(own) => {
                let key = seat_key(&self.email, module, own.value == SeatKind::Shared);
                let cause = self.cause(Reason::Declared);
                draft.add(Addr::new(SEAT, key), Attributes::new(), own.place, cause);
            }
            None => self.no_seat(module, wanted.place, Reason::NotDeclared, draft),
        }
    }

    fn no_seat(&self, module: &str, place: Place, reason: Reason, draft: &mut Draft) {
        for shared in [false, true] {
            let addr = Addr::new(SEAT, seat_key(&self.email, module, shared));
            draft.gone(addr, Attributes::new(), place, self.cause(reason));
        }
    }

    fn companies(&self, draft: &mut Draft, reason: Reason) {
        let Some(companies) = &self.user.companies else { return };
        for company in &companies.0 {
            let addr = access(&company.value, &self.email);
            draft.add(addr, scope(&company.value), company.place, self.cause(reason));
        }
    }

    fn close(&self, kind: Kind, place: Place, reason: Reason, draft: &mut Draft) {
        draft.close(kind, &["user"], &self.email, place, reason);
    }

    fn addr(&self, kind: Kind) -> Addr {
        Addr::new(kind, self.email.clone())
    }

    fn cause(&self, reason: Reason) -> Cause {
        Cause { reason, priority: self.user.priority.unwrap_or(USUAL_PRIORITY) }
    }
}

/// The address of somebody's access to a company.
pub fn access(company: &str, email: &str) -> Addr {
    Addr::new(COMPANY_ACCESS, format!("{company}/{email}"))
}

/// The company that something hangs on; none where it is all of them.
pub fn scope(company: &str) -> Attributes {
    let attributes = Attributes::new();
    if company == ALL { attributes } else { attributes.with("company", Value::text(company)) }
}
