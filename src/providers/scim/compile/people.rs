//! People and what they hold. The checks judge only what the roster says: an absent key is unknown, not none.

use super::super::catalogue::{GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER};
use super::super::fields::none;
use super::super::sections::USERS;
use super::super::settings;
use super::super::shapes::{Text, User};
use super::context::{Context, is_group_name, is_user_name};
use super::groups::Groups;
use crate::model::{At, Attributes, Findings, Kind, Name, Place, Reason, Value, read};
use crate::port::Entry;
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::{Draft, Fate, Subject};
use crate::providers::kit::names::entries;

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, groups: &mut Groups, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = is_user_name(&entry.key, entry.place, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        let person = Person { cx, subject: Subject::of(entry, user.priority), entry, user };
        person.check(findings);
        if whole {
            person.compile(groups, draft, findings);
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
        if let Some([_, second, ..]) = user.roles.as_ref().map(|roles| roles.value.as_slice())
            && settings::of(self.cx.tenant).single_role
        {
            let number = user.roles.as_ref().map_or(0, |roles| roles.value.len());
            let text = format!("the service knows one role a person (`single_role`), here are {number}");
            findings.refuse("scim:S-06", second.place, text, Some("keep one".into()));
        }
        self.texts().iter().for_each(|(name, text)| check_text(name, text, findings));
        check_text("manager", &user.manager, findings);
        if let Some(id) = user.external_id.as_ref().filter(|id| id.trim().is_empty()) {
            let hint = Some("leave it out: the key of the entry is used".to_owned());
            findings.refuse("scim:S-02", id.place, "an `external_id` is not empty", hint);
        }
    }

    /// The attributes that are one text each.
    fn texts(&self) -> [(Name, &Text); 12] {
        let user = &self.user;
        [
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
        ]
    }

    fn compile(&self, groups: &mut Groups, draft: &mut Draft, findings: &mut Findings) {
        match Fate::of(self.user.state, self.cx.tenant.offboarding) {
            Fate::Stays => self.stays(true, Reason::Declared, groups, draft, findings),
            // Suspended is `active: false` and nothing else (section 6): what the person holds is as the other
            // keys say.
            Fate::Suspended(_, reason @ Reason::Suspended) => {
                self.stays(false, reason, groups, draft, findings);
            }
            Fate::Suspended(place, reason) => self.leaves(place, reason, draft, findings),
            Fate::Gone(place) => {
                let cause = self.subject.cause(Reason::Absent);
                draft.gone(self.subject.addr(USER), Attributes::new(), place, cause);
            }
        }
    }

    fn stays(
        &self,
        active: bool,
        reason: Reason,
        groups: &mut Groups,
        draft: &mut Draft,
        findings: &mut Findings,
    ) {
        self.record(active, reason, draft);
        self.manager(draft, findings);
        self.values(LICENSE, self.user.licenses.as_ref(), draft);
        self.values(ROLE, self.user.roles.as_ref(), draft);
        self.groups(groups, draft, findings);
    }

    /// A leaver loses what they hold and then the access; the person stays listed.
    fn leaves(&self, place: Place, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        self.record(false, reason, draft);
        self.manager(draft, findings);
        for kind in [LICENSE, ROLE, GROUP_MEMBER] {
            self.subject.close(kind, place, reason, draft);
        }
    }

    fn record(&self, active: bool, reason: Reason, draft: &mut Draft) {
        let mut attributes = Attributes::new()
            .with("user_name", Value::text(self.entry.key.as_str()))
            .with("active", Value::Flag(active));
        if let Some(id) = &self.user.external_id {
            attributes.set("external_id", Value::text(id.as_str()));
        }
        for (name, text) in self.texts() {
            let Some(text) = text else { continue };
            attributes.set(name, text.0.first().map_or_else(none, |text| Value::text(text.as_str())));
        }
        draft.add(self.subject.addr(USER), attributes, self.subject.place, self.subject.cause(reason));
    }

    /// A manager is somebody else.
    fn manager(&self, draft: &mut Draft, findings: &mut Findings) {
        let Some(manager) = &self.user.manager else { return };
        self.subject.close(MANAGER, manager.place, Reason::NotDeclared, draft);
        let Some(name) = manager.0.first() else { return };
        let Some(who) = self.cx.user(name, findings) else { return };
        if *who == *self.subject.key {
            let hint = Some("name somebody else, or leave the key out".to_owned());
            findings.refuse("scim:S-12", name.place, format!("`{who}` is named as their own manager"), hint);
        }
        let attributes = Attributes::new().with("manager", Value::text(&*who));
        draft.add(self.subject.addr(MANAGER), attributes, name.place, self.subject.cause(Reason::Declared));
    }

    /// Licenses or roles: exactly these.
    fn values(&self, kind: Kind, list: Option<&At<Vec<At<String>>>>, draft: &mut Draft) {
        let Some(list) = list else { return };
        let values = list.value.iter().filter(|value| !value.trim().is_empty());
        self.subject.exactly(kind, list.place, values, Subject::has, draft);
    }

    fn groups(&self, known: &mut Groups, draft: &mut Draft, findings: &mut Findings) {
        let Some(groups) = &self.user.groups else { return };
        self.subject.close(GROUP_MEMBER, groups.place, Reason::NotDeclared, draft);
        for group in &groups.value {
            if !is_group_name(&group.value, group.place, findings) {
                continue;
            }
            self.cx.groups.check(group, findings);
            let addr = self.subject.within(GROUP_MEMBER, &known.spelling(&group.value));
            draft.add(addr, Attributes::new(), group.place, self.subject.cause(Reason::Declared));
            if let Some(list) =
                known.list(&group.value).filter(|list| !list.people.contains(&*self.subject.key))
            {
                let who = &self.entry.key;
                let text = format!("`{who}` is in `{}` here and left out of its list", group.value);
                let finding = refusal("R-020", group.place, text).also(list.place, "the closed list is here");
                findings.push(finding.hint(format!("add `{who}` to the list, or drop the group here")));
            }
        }
    }
}

/// A list of these stands for one value or for none.
fn check_text(name: &str, text: &Text, findings: &mut Findings) {
    let Some(text) = text else { return };
    if let [_, second, ..] = text.0.as_slice() {
        let text = format!("a person has one `{name}` here");
        findings.refuse("R-006", second.place, text, Some("keep one".into()));
    }
    for empty in text.0.iter().filter(|text| text.trim().is_empty()) {
        let hint = Some("write `[]` for none".to_owned());
        findings.refuse("R-006", empty.place, format!("`{name}` is empty"), hint);
    }
}
