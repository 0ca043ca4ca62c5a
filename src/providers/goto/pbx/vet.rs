//! What the classic PBX Administration cannot hold, told before any network.

use std::collections::{BTreeMap, BTreeSet};

use super::super::compile::{Context, Draft, canonical};
use super::super::shapes::UserState;
use super::super::vet as goto;
use super::catalogue::{ADMINISTRATORS, CONFIGURE, DEVICE, LINE, base};
use super::shapes::PbxUser;
use crate::model::{Addr, At, Finding, Findings, Place, Severity};

/// What the roster says groups are granted. A group that is not here is granted nobody knows what.
#[derive(Default)]
pub struct Granted(BTreeMap<String, At<Vec<At<String>>>>);

impl Granted {
    /// A group with the list of its permissions.
    pub fn add(&mut self, path: &str, list: At<Vec<At<String>>>) {
        self.0.insert(path.to_owned(), list);
    }

    /// All groups of which the roster says what they are granted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &At<Vec<At<String>>>)> {
        self.0.iter().map(|(path, list)| (path.as_str(), list))
    }

    /// The grant by which a member of `path` has `permission`, as a key: the group's own, or one of a group above.
    pub fn giver(&self, path: &str, permission: &str) -> Option<String> {
        let gives = |group: &&str| {
            self.0.get(*group).is_some_and(|list| list.iter().any(|own| own.value == permission))
        };
        above(path).find(gives).map(|group| format!("{group}/{permission}"))
    }

    /// Whether a member of `path` certainly lacks `permission`: no group from the root down to it grants it, and of
    /// all of them the roster says what they grant (G-409, G-315).
    fn lacks(&self, path: &str, permission: &str) -> bool {
        above(path).all(|group| match self.0.get(group) {
            _ if group == ADMINISTRATORS && permission == CONFIGURE => false,
            Some(list) => !list.iter().any(|own| own.value == permission),
            None => false,
        })
    }
}

/// A group and those that it is nested in: their permissions are passed on (G-409).
pub fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rsplit_once('/').map(|(parent, _)| parent))
}

/// Judges one person.
pub fn person(cx: &Context<'_>, email: &str, user: &PbxUser, granted: &Granted, findings: &mut Findings) {
    for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
        if let Some(name) = name {
            goto::person_name(what, name, findings);
        }
    }
    login(email, user, findings);
    line(user, findings);
    device(user, findings);
    for path in user.groups.iter().flat_map(|list| &list.value) {
        reference(cx, path, findings);
    }
    if let Some(list) = &user.permissions {
        permission_names(list, findings);
        if user.state.is_none_or(|state| state.value == UserState::Present) {
            let groups = user.groups.iter().flat_map(|list| &list.value);
            let groups: Vec<&str> = groups.map(|path| path.value.as_str()).collect();
            bases(list, |base| groups.iter().all(|path| granted.lacks(path, base)), findings);
        }
    }
}

/// The address that is stored for the login is the one that the person registers with, or they cannot get in
/// (G-019).
fn login(email: &str, user: &PbxUser, findings: &mut Findings) {
    let Some(stored) = &user.login_email else { return };
    if goto::email(&stored.value, stored.place, findings) && *canonical(&stored.value) != *email {
        let text = format!("the login of `{email}` would be stored as `{}`", stored.value);
        let hint = "the two have to be equal: who registers with another address cannot get in";
        findings.refuse("goto:G-019", stored.place, text, Some(hint.into()));
    }
}

fn line(user: &PbxUser, findings: &mut Findings) {
    let numbers = user.line.iter().flat_map(|line| &line.0);
    for number in numbers {
        let digits = number.0.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !(3..=6).contains(&number.0.len()) {
            let text = format!("`{}` is no extension: expected 3 to 6 digits", number.0);
            findings.refuse("goto:G-803", number.place, text, None);
        }
    }
    if let Some([_, second, ..]) = user.line.as_ref().map(|line| line.0.as_slice()) {
        let text = "a person has one primary line, here are more";
        findings.refuse("goto:G-801", second.place, text, Some("keep one".into()));
    }
}

/// One device, with a hardware address, on a line (G-802, G-018).
fn device(user: &PbxUser, findings: &mut Findings) {
    let Some(device) = &user.device else { return };
    for each in &device.0 {
        if !is_mac(&each.value) {
            let text = format!("`{}` is no hardware address: expected twelve digits 0 to F", each.value);
            findings.refuse("goto:G-802", each.place, text, Some("such as \"00:04:F2:00:00:01\"".into()));
        }
    }
    if let [_, second, ..] = device.0.as_slice() {
        let text = format!("a person is the primary user of one device, here are {}", device.0.len());
        findings.refuse("goto:G-802", second.place, text, Some("keep one".into()));
    }
    if let (Some(first), Some(line)) = (device.0.first(), user.line.as_ref().filter(|line| line.0.is_empty()))
    {
        let finding = Finding::new("goto:G-018", Severity::Refuse, "a device needs a line").at(first.place);
        findings.push(finding.also(line.place, "there is none").hint("give a line, or drop the device"));
    }
}

/// A hardware address as it is spelled everywhere: `00:04:F2:00:00:01`.
pub fn mac(text: &str) -> String {
    let digits: Vec<u8> =
        text.bytes().filter(u8::is_ascii_hexdigit).map(|byte| byte.to_ascii_uppercase()).collect();
    let pairs: Vec<String> =
        digits.chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
    pairs.join(":")
}

fn is_mac(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    digits == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'-' | b'.'))
}

/// A permission that does nothing without another one stands beside it (G-316, T-31).
fn bases(list: &At<Vec<At<String>>>, missing: impl Fn(&str) -> bool, findings: &mut Findings) {
    for name in &list.value {
        let Some(base) = base(&name.value) else { continue };
        if !list.iter().any(|own| own.value == base) && missing(base) {
            let text = format!("`{}` does nothing without `{base}`", name.value);
            let hint = format!("grant `{base}` as well, or drop `{}`", name.value);
            findings.refuse("goto:G-316", name.place, text, Some(hint));
        }
    }
}

/// The same of groups, each with what the groups above pass on.
pub fn group_bases(granted: &Granted, findings: &mut Findings) {
    for (path, list) in &granted.0 {
        bases(list, |base| granted.lacks(path, base), findings);
    }
}

/// Nothing public lists all permissions, so any name goes that can be one.
pub fn permission_names(list: &At<Vec<At<String>>>, findings: &mut Findings) {
    for name in &list.value {
        if name.trim().is_empty() || name.trim() != name.value || name.contains('/') {
            let text = format!("`{}` is no name of a permission", name.value);
            findings.refuse("goto:G-315", name.place, text, Some("write it as the portal does".into()));
        }
    }
}

/// A group that somebody is in is declared, where any is; the built-in one always is.
pub fn reference(cx: &Context<'_>, path: &At<String>, findings: &mut Findings) {
    if path.value != ADMINISTRATORS {
        cx.names.group(path, findings);
    }
}

/// Judges one declared group: its name, and its one parent (G-409).
pub fn group(cx: &Context<'_>, path: &str, place: Place, findings: &mut Findings) {
    if path.split('/').any(|name| name.is_empty() || name.trim() != name) {
        let text = format!("`{path}` is no path of groups: expected names joined by `/`");
        return findings.refuse("goto:G-409", place, text, None);
    }
    let Some((parent, _)) = path.rsplit_once('/') else { return };
    if parent != ADMINISTRATORS && cx.names.keeps_group(parent) == Some(false) {
        let text = format!("`{path}` has no parent: `{parent}` is not declared, or removed");
        findings.refuse("goto:G-409", place, text, Some(format!("declare `{parent}: {{}}`")));
    }
}

/// The built-in group stays (G-315).
pub fn removal(path: &str, place: Place, findings: &mut Findings) {
    if path == ADMINISTRATORS {
        let text = format!("`{ADMINISTRATORS}` is built in and carries `{CONFIGURE}`: it cannot be removed");
        findings.refuse("goto:G-315", place, text, Some("drop `state: absent`".into()));
    }
}

/// Tells of numbers and devices that two people would have (G-803, G-802).
pub fn unique(draft: &Draft, findings: &mut Findings) {
    let lines =
        draft.of_kind(LINE).filter_map(|(addr, own)| Some((own.attributes.text("number")?, addr, own.place)));
    twice("goto:G-803", "line", lines, findings);
    let devices =
        draft.of_kind(DEVICE).filter_map(|(addr, own)| Some((addr.key.split_once('/')?.1, addr, own.place)));
    twice("goto:G-802", "device", devices, findings);
}

fn twice<'d>(
    code: &'static str,
    what: &str,
    all: impl Iterator<Item = (&'d str, &'d Addr, Place)>,
    findings: &mut Findings,
) {
    let mut holders: BTreeMap<&str, (&Addr, Place)> = BTreeMap::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (value, addr, place) in all {
        let Some((other, first)) = holders.insert(value, (addr, place)) else { continue };
        if told.insert(value) {
            let who = |addr: &Addr| addr.key.split('/').next().unwrap_or_default().to_owned();
            let text = format!("{what} {value} is given to `{}` and to `{}`", who(other), who(addr));
            let finding = Finding::new(code, Severity::Refuse, text).at(place);
            findings.push(finding.also(first, "first given here").hint("each belongs to one person"));
        }
    }
}
