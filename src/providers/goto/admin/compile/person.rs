//! What every portal of the account knows of a person: names, language, group, licenses, successors.

use super::super::catalogue::{GROUP_MEMBER, LICENSE, MEMBER, ROLE, USER};
use super::super::shapes::User;
use super::context::Context;
use super::{leavers, licenses, texts};
use crate::model::{Attributes, Findings, Kind, Place, Reason, Value};
use crate::port::Entry;
use crate::providers::kit::draft::{self, Draft, Fate, Subject};

/// One entry of the section `users`, read.
pub struct Person<'a, 'r> {
    /// What is known about the whole.
    pub cx: &'a Context<'r>,
    /// Whom the entry is about.
    pub subject: Subject,
    pub entry: &'r Entry,
    /// What it says.
    pub user: User,
}

impl<'a, 'r> Person<'a, 'r> {
    /// The person of `entry`, which was read as `user`.
    pub fn new(cx: &'a Context<'r>, entry: &'r Entry, user: User) -> Self {
        Self { cx, subject: Subject::of(entry, user.priority), entry, user }
    }

    /// What the roster says of the person.
    pub fn fate(&self) -> Fate {
        Fate::of(self.user.state, self.cx.tenant.offboarding)
    }

    /// Checks what is written.
    pub fn check(&self, findings: &mut Findings) {
        texts::check(&self.user, findings);
        licenses::check(self.cx, &self.user, findings);
        leavers::check(self.cx, self.entry, &self.subject.key, &self.user, findings);
    }

    /// The person is removed.
    pub fn gone(&self, place: Place, draft: &mut Draft, findings: &mut Findings) {
        let attributes = self.successors(Attributes::new(), findings);
        draft.gone(self.subject.addr(USER), attributes, place, self.subject.cause(Reason::Absent));
    }

    /// No access: the role Member (G-103, G-120), and nothing of these kinds.
    pub fn suspended(&self, kinds: &[Kind], place: Place, reason: Reason, draft: &mut Draft) {
        let role = Attributes::new().with("role", Value::text(MEMBER));
        draft.add(self.subject.addr(ROLE), role, place, self.subject.cause(reason));
        for kind in kinds {
            self.subject.close(*kind, place, reason, draft);
        }
    }

    /// The record and the group, which a suspended person keeps.
    pub fn record(&self, reason: Reason, draft: &mut Draft, findings: &mut Findings) {
        let attributes = self.successors(self.attributes(findings), findings);
        draft.add(self.subject.addr(USER), attributes, self.entry.place, self.subject.cause(reason));
        let Some(group) = &self.user.group else { return };
        group.0.iter().for_each(|path| self.cx.groups.check(path, findings));
        self.subject.exactly(GROUP_MEMBER, group.place, &group.0, Subject::within, draft);
    }

    /// The licenses: exactly these.
    pub fn licenses(&self, draft: &mut Draft) {
        if let Some(licenses) = &self.user.licenses {
            self.subject.exactly(LICENSE, licenses.place, &licenses.value, Subject::has, draft);
        }
    }

    fn attributes(&self, findings: &mut Findings) -> Attributes {
        let user = &self.user;
        // The vendor writes `en_US` where others write `en-US`.
        let locale = user.locale.as_ref().map(|own| own.0.replace('-', "_"));
        let was = texts::was(self.cx, &self.subject.key, user, findings);
        let stays = matches!(self.fate(), Fate::Stays);
        let group = user.group.as_ref().filter(|_| stays).and_then(|list| list.0.first());
        let texts = draft::texts([
            ("first_name", user.first_name.as_ref().map(|own| own.0.as_str())),
            ("last_name", user.last_name.as_ref().map(|own| own.0.as_str())),
            ("locale", locale.as_deref()),
            ("time_zone", user.time_zone.as_ref().map(|own| own.0.as_str())),
            ("id", user.id.as_ref().map(|own| own.value.as_str())),
            ("was", was.as_deref()),
            // The group that the person is made in (G-002); the membership itself is a resource of its own.
            ("group", group.map(|own| own.value.as_str())),
        ]);
        let notify = user.notify.unwrap_or(self.cx.tenant.notify);
        let mut attributes = texts.with("notify", Value::Flag(notify));
        if let Some(mail) = user.welcome_mail.as_ref().filter(|_| stays) {
            self.cx.mails.choose(mail, notify, &mut attributes, findings);
        }
        attributes
    }

    /// Whoever takes over from a leaver, whom `guard` names beside the removal.
    fn successors(&self, mut attributes: Attributes, findings: &mut Findings) -> Attributes {
        let user = &self.user;
        for (name, who) in [("reassign_to", &user.reassign_to), ("co_organizer", &user.co_organizer)] {
            if let Some(email) = who.as_ref().and_then(|who| self.cx.user(who, findings)) {
                attributes.set(name, Value::text(&*email));
            }
        }
        attributes
    }
}
