//! From a roster of the classic portal to what it wants, with the checks of what this portal cannot hold. Knows
//! nothing of the live tenant.

use super::super::admin::catalogue::{LICENSE, ROLE};
use super::super::admin::compile::{
    Context, Person, check_profile, check_whole, draft, groups as compile_groups, is_email,
};
use super::super::admin::shapes::UserState;
use super::super::sections::USERS;
use super::catalogue::{ALL_USERS, MANAGED_GROUP, MANAGER, MANAGER_PERMISSION, ROLES, SOME_GROUPS};
use super::shapes::{ClassicProfile, ClassicUser, Managing};
use crate::model::{At, Attributes, Desired, Findings, Reason, Tenant, Value, read};
use crate::port::Roster;
use crate::providers::kit::draft::{Draft, Fate, Subject};
use crate::providers::kit::names::{did_you_mean, entries, profiles};

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context::of(tenant, roster, findings);
    let mut draft = draft(tenant);
    for profile in profiles::<ClassicProfile>(roster, findings) {
        if let Some(role) = &profile.role {
            check_role(role, findings);
        }
        let (profile, managing) = profile.split();
        check_profile(&cx, &profile, findings);
        managing.check(&cx, None, findings);
    }
    compile_groups(&cx, &mut draft, findings);
    for entry in entries(roster, USERS) {
        let whole = is_email(&entry.key, entry.place, findings);
        let Some(user) = read::<ClassicUser>(&entry.node, findings) else { continue };
        let (user, managing) = user.split();
        let role = user.role.as_ref().and_then(|role| check_role(role, findings));
        let person = Member { person: Person::new(&cx, entry, user), managing, role };
        person.check(findings);
        if whole {
            person.compile(&mut draft, findings);
        }
    }
    check_whole(&cx, &draft, findings);
    draft.finish()
}

/// The role as it is spelled everywhere; reports one that the portal does not have (G-301, G-309).
fn check_role(role: &At<String>, findings: &mut Findings) -> Option<&'static str> {
    let found = ROLES.into_iter().find(|own| own.eq_ignore_ascii_case(&role.value));
    if found.is_none() {
        let text = format!("`{}` is no role of this portal: expected {}", role.value, ROLES.join(", "));
        let (code, hint) = match did_you_mean(&role.value, ROLES) {
            _ if role.value.eq_ignore_ascii_case("billing admin") => {
                ("goto:G-309", "only the vendor's support appoints a billing admin".to_owned())
            }
            Some(near) => ("goto:G-301", near),
            None => ("goto:G-301", "custom roles are of the new portal".to_owned()),
        };
        findings.refuse(code, role.place, text, Some(hint));
    }
    found
}

impl Managing {
    /// Checks that groups and permissions are a Manager's, and that a Manager has groups or `all` written out (G-308,
    /// section 14).
    fn check(&self, cx: &Context<'_>, written: Option<(&At<String>, &'static str)>, findings: &mut Findings) {
        for group in self.groups().unwrap_or_default() {
            cx.groups.check(group, findings);
        }
        self.check_permissions(findings);
        let Some((role, name)) = written else { return };
        if name == MANAGER {
            let none = self.groups().is_some_and(<[_]>::is_empty);
            if !self.all() && (none || self.manages.is_none()) {
                let text = "a Manager without groups governs ALL USERS of the account";
                let hint = "name the groups under `manages`, or write `manages: all`";
                findings.refuse("goto:G-308", role.place, text, Some(hint.into()));
            }
            return;
        }
        let groups = self.manages.as_ref().filter(|list| !list.0.is_empty());
        let groups = groups.map(|list| ("manages", list.place));
        let rights = self.permissions.as_ref().filter(|list| !list.is_empty());
        let rights = rights.map(|list| ("permissions", list.place));
        for (key, place) in groups.into_iter().chain(rights) {
            let text = format!("`{key}` is a Manager's, and the role here is {name}");
            let hint = format!("drop `{key}`, or say `role: {MANAGER}`");
            findings.refuse("goto:G-308", place, text, Some(hint));
        }
    }

    /// Whoever governs everybody is written out with the role: `manages: all` alone says it of whoever has one
    /// (G-308).
    fn check_role_is_written(&self, findings: &mut Findings) {
        if let Some(manages) = self.manages.as_ref().filter(|_| self.all()) {
            let text = "`manages: all` stands without a role";
            let hint = format!("say `role: {MANAGER}` as well");
            findings.refuse("goto:G-308", manages.place, text, Some(hint));
        }
    }

    /// Nothing public lists the portal's check boxes, so any name goes that can be one.
    fn check_permissions(&self, findings: &mut Findings) {
        for name in self.permissions.iter().flat_map(|list| &list.value) {
            if name.trim().is_empty() || name.trim() != name.value {
                let text = format!("`{}` is no name of a permission", name.value);
                findings.refuse("goto:G-308", name.place, text, Some("write it as the portal does".into()));
            }
        }
    }
}

/// One entry of the section `users`, read.
struct Member<'a, 'r> {
    person: Person<'a, 'r>,
    managing: Managing,
    /// The role as it is spelled everywhere, where one is written that the portal has.
    role: Option<&'static str>,
}

impl Member<'_, '_> {
    /// What a leaver has beside the state yields to it, and is not checked.
    fn check(&self, findings: &mut Findings) {
        self.person.check(findings);
        let user = &self.person.user;
        if user.state.is_none_or(|state| state.value == UserState::Present) {
            if user.role.is_none() {
                self.managing.check_role_is_written(findings);
            }
            self.managing.check(self.person.cx, user.role.as_ref().zip(self.role), findings);
        }
    }

    fn compile(&self, draft: &mut Draft, findings: &mut Findings) {
        let person = &self.person;
        match person.fate() {
            Fate::Stays => {
                person.record(Reason::Declared, draft, findings);
                self.role(draft);
                self.scope(draft);
                person.licenses(draft);
            }
            // No product, then the role Member (G-103, G-120); what else is written still counts.
            Fate::Suspended(place, reason) => {
                person.record(reason, draft, findings);
                person.suspended(&[LICENSE, MANAGED_GROUP, MANAGER_PERMISSION], place, reason, draft);
            }
            Fate::Gone(place) => person.gone(place, draft, findings),
        }
    }

    fn role(&self, draft: &mut Draft) {
        let Some((written, role)) = self.person.user.role.as_ref().zip(self.role) else { return };
        let subject = &self.person.subject;
        let mut attributes = Attributes::new().with("role", Value::text(role));
        if role == MANAGER {
            let scope = if self.managing.all() { ALL_USERS } else { SOME_GROUPS };
            attributes.set("scope", Value::text(scope));
        } else {
            // Groups and permissions go with the role.
            subject.close(MANAGED_GROUP, written.place, Reason::NotDeclared, draft);
            subject.close(MANAGER_PERMISSION, written.place, Reason::NotDeclared, draft);
        }
        draft.add(subject.addr(ROLE), attributes, written.place, subject.cause(Reason::Declared));
    }

    /// Groups and permissions: exactly these. Without a role beside it, `manages` says nothing of who is a Manager, and
    /// so nothing of anybody's scope.
    fn scope(&self, draft: &mut Draft) {
        let subject = &self.person.subject;
        if let Some(manages) = &self.managing.manages {
            let groups = self.managing.groups().unwrap_or_default();
            subject.exactly(MANAGED_GROUP, manages.place, groups, Subject::within, draft);
        }
        if let Some(list) = &self.managing.permissions {
            subject.exactly(MANAGER_PERMISSION, list.place, &list.value, Subject::has, draft);
        }
    }
}
