//! People with line, device, web login, groups and permissions.

use super::super::super::admin::catalogue::{GROUP_MEMBER, USER};
use super::super::super::admin::compile::{Context, check_name, check_numbers, check_owners, is_email};
use super::super::super::admin::shapes::UserState;
use super::super::super::hardware::{is_mac, spelled};
use super::super::super::sections::USERS;
use super::super::catalogue::{DEVICE, LINE, LOGIN, PERMISSION, base};
use super::super::shapes::{Login, PbxUser};
use super::groups::check_reference;
use super::permissions::{self, Granted};
use crate::model::{Addr, Attributes, Findings, Place, Reason, Value, read};
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::{Draft, Fate, Subject, texts};
use crate::providers::kit::names::{canonical, entries};

/// What the section `users` wants.
pub fn compile(cx: &Context<'_>, granted: &Granted, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, USERS) {
        let whole = is_email(&entry.key, entry.place, findings);
        let Some(user) = read::<PbxUser>(&entry.node, findings) else { continue };
        let person = Person { cx, granted, subject: Subject::of(entry, user.priority), user };
        person.check(findings);
        if whole {
            person.compile(draft);
        }
    }
    check_unique(draft, findings);
}

/// Reports numbers and devices that two people would have (G-803, G-802).
fn check_unique(draft: &Draft, findings: &mut Findings) {
    let lines = draft.of_kind(LINE);
    let lines = lines.filter_map(|(addr, own)| Some((own.attributes.text("number")?, addr, own)));
    check_owners("goto:G-803", "line", lines, findings);
    let devices = draft.of_kind(DEVICE);
    let devices = devices.filter_map(|(addr, own)| Some((addr.key.split_once('/')?.1, addr, own)));
    check_owners("goto:G-802", "device", devices, findings);
}

/// One entry of the section, read.
struct Person<'a, 'r> {
    cx: &'a Context<'r>,
    granted: &'a Granted,
    subject: Subject,
    user: PbxUser,
}

impl Person<'_, '_> {
    fn check(&self, findings: &mut Findings) {
        let user = &self.user;
        for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
            if let Some(name) = name {
                check_name(what, name, findings);
            }
        }
        self.check_login(findings);
        if let Some(line) = &user.line {
            check_numbers("line", &line.0, findings);
        }
        self.check_device(findings);
        for path in user.groups.iter().flat_map(|list| &list.value) {
            check_reference(self.cx, path, findings);
        }
        if let Some(list) = &user.permissions {
            permissions::check_names(list, findings);
            if user.state.is_none_or(|state| state.value == UserState::Present) {
                let groups = || user.groups.iter().flat_map(|list| &list.value);
                let missing = |base: &str| groups().all(|path| self.granted.lacks(&path.value, base));
                permissions::check_bases(list, missing, findings);
            }
        }
    }

    /// The address that is stored for the login is the one that the person registers with, or they cannot get in
    /// (G-019).
    fn check_login(&self, findings: &mut Findings) {
        let Some(stored) = &self.user.login_email else { return };
        let who = &self.subject.key;
        if is_email(&stored.value, stored.place, findings) && *canonical(&stored.value) != **who {
            let text = format!("the login of `{who}` would be stored as `{}`", stored.value);
            let hint = "the two have to be equal: who registers with another address cannot get in";
            findings.refuse("goto:G-019", stored.place, text, Some(hint.into()));
        }
    }

    /// One device, with a hardware address, on a line (G-802, G-018).
    fn check_device(&self, findings: &mut Findings) {
        let Some(device) = &self.user.device else { return };
        for each in device.0.iter().filter(|each| !is_mac(&each.value)) {
            let text = format!("`{}` is no hardware address: expected twelve digits 0 to F", each.value);
            findings.refuse("goto:G-802", each.place, text, Some("such as \"00:04:F2:00:00:01\"".into()));
        }
        if let [_, second, ..] = device.0.as_slice() {
            let text = format!("a person is the primary user of one device, here are {}", device.0.len());
            findings.refuse("goto:G-802", second.place, text, Some("keep one".into()));
        }
        let no_line = self.user.line.as_ref().filter(|line| line.0.is_empty());
        if let (Some(first), Some(line)) = (device.0.first(), no_line) {
            let finding = refusal("goto:G-018", first.place, "a device needs a line");
            findings.push(finding.also(line.place, "there is none").hint("give a line, or drop the device"));
        }
    }

    fn compile(&self, draft: &mut Draft) {
        match Fate::of(self.user.state, self.cx.tenant.offboarding) {
            Fate::Stays => self.stays(draft),
            Fate::Suspended(place, reason) => self.leaves(place, reason, draft),
            Fate::Gone(place) => self.goes(place, draft),
        }
    }

    /// The device, the line, the user (E-30): neither goes along with the user, and no reading shows whether there is
    /// one, so each is a step of its own until somebody says that it is gone.
    fn goes(&self, place: Place, draft: &mut Draft) {
        let devices = self.user.device.iter().flat_map(|device| &device.0);
        let devices = devices.map(|mac| self.subject.has(DEVICE, &spelled(&mac.value)));
        for addr in devices.chain([self.subject.addr(LINE), self.subject.addr(USER)]) {
            draft.gone(addr, Attributes::new(), place, self.subject.cause(Reason::Absent));
        }
    }

    fn stays(&self, draft: &mut Draft) {
        let (user, subject) = (&self.user, &self.subject);
        self.common(Reason::Declared, draft);
        if let Some(login) = &user.login {
            let switch = Attributes::new();
            // With the address that is stored for it (G-019).
            let switch = match login.value {
                Login::Enabled => {
                    switch.with("login", Value::text("enabled")).with("email", Value::text(&*subject.key))
                }
                Login::Disabled => switch.with("login", Value::text("disabled")),
            };
            draft.add(subject.addr(LOGIN), switch, login.place, subject.cause(Reason::Declared));
        }
        if let Some(groups) = &user.groups {
            subject.exactly(GROUP_MEMBER, groups.place, &groups.value, Subject::within, draft);
        }
        let Some(list) = &user.permissions else { return };
        subject.close(PERMISSION, list.place, Reason::NotDeclared, draft);
        for name in &list.value {
            let addr = subject.has(PERMISSION, &name.value);
            draft.add(addr, self.base(&name.value), name.place, subject.cause(Reason::Declared));
        }
    }

    /// This portal has no word for it (G-101 is of the others): no way in and no right, which a deletion is not.
    fn leaves(&self, place: Place, reason: Reason, draft: &mut Draft) {
        self.common(reason, draft);
        let disabled = Attributes::new().with("login", Value::text("disabled"));
        draft.add(self.subject.addr(LOGIN), disabled, place, self.subject.cause(reason));
        for kind in [GROUP_MEMBER, PERMISSION] {
            self.subject.close(kind, place, reason, draft);
        }
    }

    /// What somebody who leaves keeps as well.
    fn common(&self, reason: Reason, draft: &mut Draft) {
        let (user, subject) = (&self.user, &self.subject);
        let names = [("first_name", &user.first_name), ("last_name", &user.last_name)];
        let names = texts(names.map(|(name, own)| (name, own.as_ref().map(|own| own.0.as_str()))));
        draft.add(subject.addr(USER), names, subject.place, subject.cause(reason));
        if let Some(line) = &user.line {
            subject.close(LINE, line.place, Reason::NotDeclared, draft);
            if let Some(number) = line.0.first() {
                let attributes = Attributes::new().with("number", Value::text(number.0.as_str()));
                draft.add(subject.addr(LINE), attributes, number.place, subject.cause(Reason::Declared));
            }
        }
        if let Some(device) = &user.device {
            let spelled = |subject: &Subject, kind, mac: &str| -> Addr { subject.has(kind, &spelled(mac)) };
            subject.exactly(DEVICE, device.place, device.0.iter().take(1), spelled, draft);
        }
    }

    /// Which permission has to be there before this one does anything: one of the person's own, or one of a group
    /// of theirs (G-316).
    fn base(&self, name: &str) -> Attributes {
        let Some(base) = base(name) else { return Attributes::new() };
        let mut own = self.user.permissions.iter().flat_map(|list| &list.value);
        if own.any(|own| own.value == base) {
            return Attributes::new().with("base", Value::text(format!("{}/{base}", self.subject.key)));
        }
        let mut groups = self.user.groups.iter().flat_map(|list| &list.value);
        let giver = groups.find_map(|path| self.granted.giver(&path.value, base));
        giver.into_iter().map(|base| ("group_base", Value::text(base))).collect()
    }
}
