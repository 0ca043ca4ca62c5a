//! From a roster of the classic PBX Administration to what it wants. Knows nothing of the live tenant.

use std::sync::Arc;

use super::super::catalogue::{GROUP, GROUP_MEMBER, USER};
use super::super::compile::{
    Cause, Context, Draft, GROUPS, Names, PROFILES, USERS, USUAL_PRIORITY, canonical, entries,
};
use super::super::shapes::{GroupState, UserState};
use super::super::vet as goto;
use super::catalogue::{ADMINISTRATORS, DEVICE, GROUP_PERMISSION, LINE, LOGIN, PERMISSION, base};
use super::shapes::{Login, PbxGroup, PbxProfile, PbxUser};
use super::vet::{self, Granted};
use crate::model::{
    Addr, Attributes, Desired, Findings, Kind, Name, Offboarding, Place, Reason, Tenant, Value, read,
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
    for entry in entries(roster, PROFILES) {
        if let Some(profile) = read::<PbxProfile>(&entry.node, findings) {
            for path in profile.groups.iter().flat_map(|list| &list.value) {
                vet::reference(&cx, path, findings);
            }
            profile.permissions.iter().for_each(|list| vet::permission_names(list, findings));
        }
    }
    let granted = groups(&cx, &mut draft, findings);
    vet::group_bases(&granted, findings);
    for entry in entries(roster, USERS) {
        let whole = goto::email(&entry.key, entry.place, findings);
        let Some(user) = read::<PbxUser>(&entry.node, findings) else { continue };
        let email: Arc<str> = canonical(&entry.key).into();
        vet::person(&cx, &email, &user, &granted, findings);
        if whole {
            Person { cx: &cx, granted: &granted, email, place: entry.place, user }.compile(&mut draft);
        }
    }
    vet::unique(&draft, findings);
    draft.finish()
}

/// What the section `groups` wants, and what each group is granted as far as the roster says.
fn groups(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) -> Granted {
    let mut granted = Granted::default();
    for entry in entries(cx.roster, GROUPS) {
        let Some(PbxGroup { permissions, state }) = read(&entry.node, findings) else { continue };
        let path = entry.key.as_str();
        let addr = Addr::new(GROUP, path);
        if let Some(state) = state.filter(|state| state.value == GroupState::Absent) {
            vet::removal(path, state.place, findings);
            let cause = Cause { reason: Reason::Absent, ..Cause::default() };
            draft.gone(addr, Attributes::new(), state.place, cause);
            continue;
        }
        vet::group(cx, path, entry.place, findings);
        // The built-in group is always there.
        if path == ADMINISTRATORS {
            draft.declare_kind(GROUP);
        } else {
            draft.add(addr, Attributes::new(), entry.place, Cause::default());
        }
        let Some(list) = permissions else { continue };
        vet::permission_names(&list, findings);
        draft.close(GROUP_PERMISSION, &["path"], path.into(), list.place, Reason::NotDeclared);
        granted.add(path, list);
    }
    for (path, list) in granted.iter() {
        for name in &list.value {
            // The base may be the group's own, or one that a group above passes on.
            let base = base(&name.value).and_then(|base| granted.giver(path, base));
            let attributes = base.into_iter().map(|base| ("base", Value::text(base))).collect();
            let addr = Addr::new(GROUP_PERMISSION, format!("{path}/{}", name.value));
            draft.add(addr, attributes, name.place, Cause::default());
        }
    }
    granted
}

/// One entry of the section, read.
struct Person<'a, 'r> {
    cx: &'a Context<'r>,
    granted: &'a Granted,
    email: Arc<str>,
    place: Place,
    user: PbxUser,
}

impl Person<'_, '_> {
    fn compile(&self, draft: &mut Draft) {
        let state = self.user.state.map(|state| (state.value, state.place));
        match (state, self.cx.tenant.offboarding) {
            (None | Some((UserState::Present, _)), _) => self.stays(draft),
            (Some((UserState::Absent, place)), Offboarding::Delete) => {
                self.goes(place, draft);
            }
            (Some((UserState::Absent, place)), Offboarding::Suspend) => {
                self.leaves(place, Reason::Absent, draft);
            }
            (Some((UserState::Suspended, place)), _) => self.leaves(place, Reason::Suspended, draft),
        }
    }

    /// The device, the line, the user (E-30): neither goes along with the user, and no reading shows whether there is
    /// one, so each is a step of its own until somebody says that it is gone.
    fn goes(&self, place: Place, draft: &mut Draft) {
        let devices = self.user.device.iter().flat_map(|device| &device.0);
        let devices =
            devices.map(|mac| Addr::new(DEVICE, format!("{}/{}", self.email, vet::mac(&mac.value))));
        for addr in devices.chain([self.addr(LINE), self.addr(USER)]) {
            draft.gone(addr, Attributes::new(), place, self.cause(Reason::Absent));
        }
    }

    fn stays(&self, draft: &mut Draft) {
        self.common(Reason::Declared, draft);
        if let Some(login) = &self.user.login {
            let switch = match login.value {
                Login::Enabled => "enabled",
                Login::Disabled => "disabled",
            };
            draft.add(self.addr(LOGIN), self.login(switch), login.place, self.cause(Reason::Declared));
        }
        if let Some(groups) = &self.user.groups {
            self.close(GROUP_MEMBER, groups.place, Reason::NotDeclared, draft);
            for path in &groups.value {
                let addr = Addr::new(GROUP_MEMBER, [&path.value, "/", &*self.email].concat());
                draft.add(addr, Attributes::new(), path.place, self.cause(Reason::Declared));
            }
        }
        if let Some(list) = &self.user.permissions {
            self.close(PERMISSION, list.place, Reason::NotDeclared, draft);
            for name in &list.value {
                let addr = Addr::new(PERMISSION, [&*self.email, "/", &name.value].concat());
                draft.add(addr, self.base(&name.value), name.place, self.cause(Reason::Declared));
            }
        }
    }

    /// This portal has no word for it (G-101 is of the others): no way in and no right, told apart from a deletion.
    fn leaves(&self, place: Place, reason: Reason, draft: &mut Draft) {
        self.common(reason, draft);
        let disabled = Attributes::new().with("login", Value::text("disabled"));
        draft.add(self.addr(LOGIN), disabled, place, self.cause(reason));
        for kind in [GROUP_MEMBER, PERMISSION] {
            self.close(kind, place, reason, draft);
        }
    }

    /// What somebody who leaves keeps as well.
    fn common(&self, reason: Reason, draft: &mut Draft) {
        let user = &self.user;
        let names: [(Name, _); 2] = [("first_name", &user.first_name), ("last_name", &user.last_name)];
        let names = names.into_iter().filter_map(|(name, own)| Some((name, own.as_ref()?)));
        let attributes = names.map(|(name, own)| (name, Value::text(own.0.as_str()))).collect();
        draft.add(self.addr(USER), attributes, self.place, self.cause(reason));
        if let Some(line) = &user.line {
            self.close(LINE, line.place, Reason::NotDeclared, draft);
            if let Some(number) = line.0.first() {
                let attributes = Attributes::new().with("number", Value::text(number.0.as_str()));
                draft.add(self.addr(LINE), attributes, number.place, self.cause(Reason::Declared));
            }
        }
        if let Some(device) = &user.device {
            self.close(DEVICE, device.place, Reason::NotDeclared, draft);
            if let Some(mac) = device.0.first() {
                let addr = Addr::new(DEVICE, format!("{}/{}", self.email, vet::mac(&mac.value)));
                draft.add(addr, Attributes::new(), mac.place, self.cause(Reason::Declared));
            }
        }
    }

    /// Which permission has to be there before this one does anything: one of the person's own, or one of a group
    /// of theirs (G-316).
    fn base(&self, name: &str) -> Attributes {
        let Some(base) = base(name) else { return Attributes::new() };
        let mut own = self.user.permissions.iter().flat_map(|list| &list.value);
        if own.any(|own| own.value == base) {
            return Attributes::new().with("base", Value::text(format!("{}/{base}", self.email)));
        }
        let mut groups = self.user.groups.iter().flat_map(|list| &list.value);
        let giver = groups.find_map(|path| self.granted.giver(&path.value, base));
        giver.into_iter().map(|base| ("group_base", Value::text(base))).collect()
    }

    /// The switch, with the address that is stored for it (G-019).
    fn login(&self, switch: &str) -> Attributes {
        let attributes = Attributes::new().with("login", Value::text(switch));
        match switch {
            "enabled" => attributes.with("email", Value::text(&*self.email)),
            _ => attributes,
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
