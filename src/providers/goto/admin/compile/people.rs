//! People and what they hold in GoTo Admin.

use super::super::super::sections::USERS;
use super::super::catalogue::{CONTACT_CENTER_ADMIN, EXTENSION, LICENSE, QUEUE_MEMBER, ROLE};
use super::super::shapes::{Profile, User};
use super::context::{Context, is_email};
use super::extensions::check_numbers;
use super::person::Person;
use super::queues::{Lists, member, role_name};
use super::{extras, groups, licenses, texts};
use crate::model::{Attributes, Findings, Reason, Value, read};
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::{Draft, Fate};
use crate::providers::kit::names::entries;

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = is_email(&entry.key, entry.place, findings);
        let Some(user) = read::<User>(&entry.node, findings) else { continue };
        let person = Person::new(cx, entry, user);
        person.check(findings);
        extras::check(&person.user, findings);
        if let Some(extension) = &person.user.extension {
            check_numbers("extension", &extension.0, findings);
        }
        if whole {
            person.compile(lists, draft, findings);
        }
    }
}

/// Checks a profile, whether or not somebody has it.
pub fn check_profile(cx: &Context<'_>, profile: &Profile, findings: &mut Findings) {
    texts::check_language(profile.locale.as_ref(), profile.time_zone.as_ref(), findings);
    if let Some(role) = &profile.role {
        cx.role(role, findings);
    }
    if let Some(group) = &profile.group {
        groups::check_membership(&group.0, findings);
        group.0.iter().for_each(|path| cx.groups.check(path, findings));
    }
    if let Some(queues) = &profile.queues {
        queues.0.iter().for_each(|(queue, _)| cx.queues.check(queue, findings));
    }
    extras::check_profile(profile, findings);
    if let Some(mail) = &profile.welcome_mail {
        cx.mails.check(mail, findings);
    }
    if let Some(list) = &profile.licenses {
        licenses::check_bundles(list, findings);
    }
}

impl Person<'_, '_> {
    fn compile(&self, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        match self.fate() {
            Fate::Stays => {
                self.common(Reason::Declared, draft, findings);
                self.role(draft, findings);
                self.licenses(draft);
                self.queues(lists, draft, findings);
                self.center_admin(draft);
                self.extras(draft);
            }
            Fate::Suspended(place, reason) => {
                self.common(reason, draft, findings);
                self.suspended(&[LICENSE, QUEUE_MEMBER, CONTACT_CENTER_ADMIN], place, reason, draft);
            }
            Fate::Gone(place) => self.gone(place, draft, findings),
        }
    }

    /// What a suspended person keeps as well.
    fn common(&self, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        self.record(reason, draft, findings);
        let Some(extension) = &self.user.extension else { return };
        self.subject.close(EXTENSION, extension.place, Reason::NotDeclared, draft);
        if let Some(number) = extension.0.first() {
            let attributes = Attributes::new().with("number", Value::text(number.0.as_str()));
            let cause = self.subject.cause(Reason::Declared);
            draft.add(self.subject.addr(EXTENSION), attributes, number.place, cause);
        }
    }

    fn role(&self, draft: &mut Draft, findings: &mut Findings) {
        let Some(role) = &self.user.role else { return };
        let (name, custom) = self.cx.role(role, findings);
        let mut attributes = Attributes::new().with("role", Value::text(name));
        if custom {
            attributes.set("role_set", Value::text(name));
        }
        draft.add(self.subject.addr(ROLE), attributes, role.place, self.subject.cause(Reason::Declared));
    }

    fn queues(&self, lists: &Lists, draft: &mut Draft, findings: &mut Findings) {
        let Some(queues) = &self.user.queues else { return };
        self.subject.close(QUEUE_MEMBER, queues.place, Reason::NotDeclared, draft);
        let (who, key) = (&self.entry.key, &self.subject.key);
        for (queue, roles) in &queues.0 {
            self.cx.queues.check(queue, findings);
            for role in &roles.0 {
                let cause = self.subject.cause(Reason::Declared);
                draft.add(member(queue, key, role.value), Attributes::new(), role.place, cause);
                if let Some(list) = lists.get(queue, role.value).filter(|list| !list.people.contains(key)) {
                    let name = role_name(role.value);
                    let text =
                        format!("`{who}` is {name} of `{}` here and left out of its list", queue.value);
                    let finding =
                        refusal("R-020", role.place, text).also(list.place, "the closed list is here");
                    findings.push(finding.hint(format!("add `{key}` to the list, or drop the role here")));
                }
            }
        }
    }

    fn center_admin(&self, draft: &mut Draft) {
        let Some(flag) = &self.user.contact_center_admin else { return };
        self.subject.close(CONTACT_CENTER_ADMIN, flag.place, Reason::NotDeclared, draft);
        if flag.value {
            let cause = self.subject.cause(Reason::Declared);
            draft.add(self.subject.addr(CONTACT_CENTER_ADMIN), Attributes::new(), flag.place, cause);
        }
    }
}
