//! People and what they hold. The checks judge only what the roster says: an absent key is unknown, not none.

use super::super::catalogue::{
    ADMINISTRATOR, ALL, COMPANY_ACCESS, MODULES, REMOTE_SUPPORT, ROLE, SEAT, SERVICE_DESK, STANDARD, USER,
    seat_key,
};
use super::super::sections::USERS;
use super::super::shapes::{Profile, Role, SeatKind, User};
use super::context::{Context, LONGEST, is_email};
use crate::model::{Addr, At, Attributes, Findings, OneOrMany, Place, Reason, Value, read};
use crate::providers::kit::draft::{Draft, Fate, Subject, texts};
use crate::providers::kit::names::{entries, profiles};

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = is_email(&entry.key, entry.place, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        let subject = Subject::of(entry, user.priority);
        let person = Person { fate: Fate::of(user.state, cx.tenant.offboarding), subject, user };
        person.check(cx, findings);
        if whole {
            person.compile(draft);
        }
    }
}

/// Checks the profiles.
pub fn check_profiles(cx: &Context<'_>, findings: &mut Findings) {
    for profile in profiles::<Profile>(cx.roster, findings) {
        if let Some(companies) = &profile.companies {
            let role = profile.role.map(|role| role.value);
            check_companies(cx, ("whoever has this profile", role), companies, findings);
        }
    }
}

/// The companies of somebody: never none, never a list for an administrator, better a list than
/// all (AT-13).
fn check_companies(
    cx: &Context<'_>,
    (who, role): (&str, Option<Role>),
    companies: &At<OneOrMany<At<String>>>,
    findings: &mut Findings,
) {
    if role == Some(Role::Administrator) {
        let text = format!("{who} is administrator and sees all companies, always");
        let hint = "drop `companies`, or make it `role: standard`";
        return findings.refuse("gotoassist:A-008", companies.place, text, Some(hint.into()));
    }
    let every = companies.0.iter().find(|name| name.value == ALL);
    match (companies.0.len(), every) {
        (0, _) => {
            let text = format!("{who} would belong to no company");
            let hint = "everybody belongs to at least one: name it, or leave the key out";
            findings.refuse("gotoassist:A-002", companies.place, text, Some(hint.into()));
        }
        (1, Some(every)) => {
            let text = format!("{who} would see all companies, also every one that comes later");
            let hint = "a list of companies grants no more than what is named";
            findings.warn("gotoassist:AT-13", every.place, text, Some(hint.into()));
        }
        (_, Some(every)) => {
            let hint = "name the companies, or say `companies: all`";
            let text = "`all` stands alone: it is no company's name";
            findings.refuse("gotoassist:A-005", every.place, text, Some(hint.into()));
        }
        (_, None) => companies.0.iter().for_each(|name| cx.companies.check(name, findings)),
    }
}

/// One entry of the section, read.
struct Person {
    subject: Subject,
    fate: Fate,
    user: User,
}

impl Person {
    fn check(&self, cx: &Context<'_>, findings: &mut Findings) {
        let user = &self.user;
        for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
            let Some(name) = name else { continue };
            let length = name.0.trim().chars().count();
            if length == 0 || length > LONGEST {
                let text = format!("{what} has 1 to {LONGEST} characters, this one has {length}");
                let hint = "only the person can change it later";
                findings.refuse("gotoassist:A-107", name.place, text, Some(hint.into()));
            }
        }
        self.check_seats(findings);
        let Some(companies) = &user.companies else { return };
        let (who, leaves) = (&self.subject.key, !matches!(self.fate, Fate::Stays));
        match companies.0.iter().find(|name| leaves && name.value == ALL) {
            Some(every) => {
                let text = format!("`{who}` leaves, so only one company stays, not `all`");
                let hint = "name the company that stays";
                findings.refuse("gotoassist:A-002", every.place, text, Some(hint.into()));
            }
            None => {
                let role = user.role.map(|role| role.value).filter(|_| !leaves);
                check_companies(cx, (&format!("`{who}`"), role), companies, findings);
            }
        }
    }

    /// A person holds one sort of seat in a module.
    fn check_seats(&self, findings: &mut Findings) {
        for seat in [&self.user.remote_support, &self.user.service_desk].into_iter().flatten() {
            if let [_, second, ..] = seat.0.as_slice() {
                let text = "a person holds one seat of a module, named or shared";
                findings.refuse("gotoassist:A-204", second.place, text, Some("keep one".into()));
            }
        }
    }

    fn compile(&self, draft: &mut Draft) {
        match self.fate {
            Fate::Stays => self.stays(draft),
            Fate::Suspended(place, reason) => self.suspended(place, reason, draft),
            Fate::Gone(place) => {
                let cause = self.subject.cause(Reason::Absent);
                draft.gone(self.subject.addr(USER), Attributes::new(), place, cause);
            }
        }
    }

    fn stays(&self, draft: &mut Draft) {
        let user = &self.user;
        self.record(Reason::Declared, draft);
        if let Some(role) = &user.role {
            let name = if role.value == Role::Administrator { ADMINISTRATOR } else { STANDARD };
            self.role(name, role.place, Reason::Declared, draft);
        }
        self.seat(REMOTE_SUPPORT, user.remote_support.as_ref(), draft);
        self.seat(SERVICE_DESK, user.service_desk.as_ref(), draft);
        if let Some(companies) = &user.companies {
            self.subject.close(COMPANY_ACCESS, companies.place, Reason::NotDeclared, draft);
            self.companies(Reason::Declared, draft);
        }
    }

    /// Role standard and no seat. Of the companies one stays, because nobody may be without: which one
    /// only the live tenant can tell; what is written here are the first candidates.
    fn suspended(&self, place: Place, reason: Reason, draft: &mut Draft) {
        self.record(reason, draft);
        self.role(STANDARD, place, reason, draft);
        for module in MODULES {
            self.no_seat(module, place, reason, draft);
        }
        self.subject.close(COMPANY_ACCESS, place, reason, draft);
        self.companies(reason, draft);
    }

    fn record(&self, reason: Reason, draft: &mut Draft) {
        let names = [("first_name", &self.user.first_name), ("last_name", &self.user.last_name)];
        let names = texts(names.map(|(name, own)| (name, own.as_ref().map(|own| own.0.as_str()))));
        draft.add(self.subject.addr(USER), names, self.subject.place, self.subject.cause(reason));
    }

    fn role(&self, name: &str, place: Place, reason: Reason, draft: &mut Draft) {
        let role = Attributes::new().with("role", Value::text(name));
        draft.add(self.subject.addr(ROLE), role, place, self.subject.cause(reason));
    }

    /// The sort of seat that is wanted must be there; of no seat, neither sort may be. That a person who has one
    /// sort loses the other is for `align` to see: only what is there can go.
    fn seat(&self, module: &str, wanted: Option<&At<OneOrMany<At<SeatKind>>>>, draft: &mut Draft) {
        let Some(wanted) = wanted else { return };
        match wanted.0.first() {
            Some(own) => {
                let key = seat_key(&self.subject.key, module, own.value == SeatKind::Shared);
                let cause = self.subject.cause(Reason::Declared);
                draft.add(Addr::new(SEAT, key), Attributes::new(), own.place, cause);
            }
            None => self.no_seat(module, wanted.place, Reason::NotDeclared, draft),
        }
    }

    fn no_seat(&self, module: &str, place: Place, reason: Reason, draft: &mut Draft) {
        for shared in [false, true] {
            let addr = Addr::new(SEAT, seat_key(&self.subject.key, module, shared));
            draft.gone(addr, Attributes::new(), place, self.subject.cause(reason));
        }
    }

    fn companies(&self, reason: Reason, draft: &mut Draft) {
        for company in self.user.companies.iter().flat_map(|companies| &companies.0) {
            let addr = access(&company.value, &self.subject.key);
            draft.add(addr, scope(&company.value), company.place, self.subject.cause(reason));
        }
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
