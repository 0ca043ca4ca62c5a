//! GoTo's words ↔ resources and attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::admin::catalogue::{
    ADMIN, BARE_PERMISSIONS, EXTENSION, GROUP_MEMBER, LICENSE, MEMBER, PHONE_NUMBER, ROLE, SUPER_ADMIN, USER,
};
use super::api::{DIRECT, Device, Extension, Group, Key, License, Route, User};
use super::directory::Known;
use super::hardware;
use crate::model::{Addr, Attributes, Name, Value, folded};
use crate::port::of_kind_mut;
use crate::providers::kit::naming::{Case, Keys};

/// The built-in role that may do everything (section 4.6).
pub const SUPER_USER: &str = "SUPER_USER";
/// The built-in role that the portal calls Admin.
pub const MANAGE_ACCOUNT: &str = "MANAGE_ACCOUNT";

/// The status of who signs in: neither merely invited nor away for long (G-102, G-104).
const ACTIVE: &str = "ACTIVE";

/// Where service users for devices have their addresses; they are nobody's business (section 4.4).
const SERVICE_DOMAIN: &str = "devices.logmein.com";

/// Resources by address, as an observation holds them.
pub type Resources = BTreeMap<Addr, Attributes>;

/// The address of a user as a key: in lower case. `None` where there is none.
pub fn email(user: &User) -> Option<Arc<str>> {
    user.email.as_deref().map(folded).filter(|own| !own.is_empty()).map(Arc::from)
}

/// Whether an address belongs to a device and to no person.
pub fn is_service(email: &str) -> bool {
    email.rsplit_once('@').is_some_and(|(_, domain)| {
        domain == SERVICE_DOMAIN
            || domain.strip_suffix(SERVICE_DOMAIN).is_some_and(|rest| rest.ends_with('.'))
    })
}

/// All that a user object tells: the person, the role, the licenses, the group, the extension.
pub fn resources(user: &User, email: &Arc<str>, known: &Known, into: &mut Resources) {
    into.insert(Addr::new(USER, Arc::clone(email)), managing(person(user), user, known));
    let signed_in = Value::Flag(user.status.as_deref() == Some(ACTIVE));
    into.insert(Addr::new(ROLE, Arc::clone(email)), role(user, known).with("signed_in", signed_in));
    for key in &user.license_keys {
        // A key that the licenses do not list cannot be called anything, so it is not managed.
        if let Some(product) = known.licenses.name(key.as_str()) {
            let addr = Addr::new(LICENSE, format!("{email}/{product}"));
            into.insert(addr, license(key, known));
        }
    }
    let path = user.group_key.as_ref().and_then(|key| known.groups.name(key.as_str()));
    if let Some(path) = path {
        into.insert(Addr::new(GROUP_MEMBER, format!("{path}/{email}")), Attributes::new());
    }
    if let Some(number) = user.extension() {
        into.insert(Addr::new(EXTENSION, Arc::clone(email)), extension(number));
    }
}

/// The attributes of an extension.
pub fn extension(number: &str) -> Attributes {
    Attributes::new().with("number", Value::text(number))
}

/// What a number says of an extension object, whatever it is, and who has it where that was asked for.
pub fn line(extension: &Extension, known: &Known) -> Attributes {
    let Extension { id, number: _, name, kind, assigned_primary_user_key, assigned_secondary_user_keys } =
        extension;
    let who = |key: &Key| known.users.name(key.as_str()).unwrap_or_else(|| format!("#{key}").into());
    let mut attributes = Attributes::new().with("id", Value::text(id.as_str()));
    if let Some(name) = name {
        attributes.set("name", Value::text(name.as_str()));
    }
    let kind = kind.as_deref().unwrap_or(DIRECT).to_lowercase();
    attributes.set("type", Value::text(kind));
    if let Some(primary) = assigned_primary_user_key {
        attributes.set("primary", Value::text(&*who(primary)));
    }
    if !assigned_secondary_user_keys.is_empty() {
        attributes.set(
            "secondary",
            Value::set(assigned_secondary_user_keys.iter().map(|key| who(key).to_string())),
        );
    }
    attributes
}

/// How an extension is written where something leads to it.
pub const TO_EXTENSION: &str = "extension/";

/// Where a phone number leads to: `extension/1010`, nothing, or what has no number here.
pub fn route(route: Option<&Route>, numbers: &BTreeMap<&str, &str>) -> Attributes {
    let Some(Route { id: Some(id), kind }) = route else {
        return Attributes::new().with("to", Value::Set(Box::default()));
    };
    let found = numbers.get(id.as_str());
    let kind = kind.as_deref().unwrap_or("EXTENSION").to_lowercase();
    let to = match found.filter(|_| kind == "extension") {
        Some(number) => format!("{TO_EXTENSION}{number}"),
        None => format!("{kind}/#{id}"),
    };
    Attributes::new().with("to", Value::text(to))
}

/// Says of each phone number who has the extension that it leads to.
pub fn lead_to<'h>(resources: &mut Resources, holder: impl Fn(&str) -> Option<&'h str>) {
    for (_, own) in of_kind_mut(resources, PHONE_NUMBER) {
        let number = own.text("to").and_then(|to| to.strip_prefix(TO_EXTENSION));
        if let Some(who) = number.and_then(&holder) {
            own.set("user", Value::text(who));
        }
    }
}

/// A phone number without what people write between the digits.
pub fn phone_number(text: &str) -> String {
    text.chars().filter(|one| one.is_ascii_digit() || *one == '+').collect()
}

/// The hardware address of a desk phone, where it has one.
pub fn mac(device: &Device) -> Option<Arc<str>> {
    let mac = device.mac_address.as_deref().filter(|mac| hardware::is_mac(mac))?;
    Some(hardware::spelled(mac).into())
}

/// A desk phone: its model and whose it is.
pub fn device(device: &Device, known: &Known) -> Attributes {
    let Device { id: _, mac_address: _, model_name, assigned_user_key } = device;
    let user = match assigned_user_key {
        Some(key) => {
            Value::text(&*known.users.name(key.as_str()).unwrap_or_else(|| format!("#{key}").into()))
        }
        None => Value::Set(Box::default()),
    };
    let attributes = Attributes::new().with("user", user);
    match model_name {
        Some(model) => attributes.with("model", Value::text(model.as_str())),
        None => attributes,
    }
}

/// The attributes that tell about a license, wherever it is referred to.
pub fn license(key: &Key, known: &Known) -> Attributes {
    let mut attributes = Attributes::new().with("license_key", Value::text(key.as_str()));
    if let Some(products) = known.products.get(key.as_str()) {
        attributes.set("products", Value::Set(products.clone()));
    }
    attributes
}

fn person(user: &User) -> Attributes {
    let User { key, email: _, first_name, last_name, locale, time_zone, status, .. } = user;
    let mut attributes = Attributes::new();
    let texts: [(Name, &Option<String>); 5] = [
        ("first_name", first_name),
        ("last_name", last_name),
        ("locale", locale),
        ("status", status),
        ("time_zone", time_zone),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            attributes.set(name, Value::text(text.as_str()));
        }
    }
    attributes.set("id", Value::text(key.as_str()));
    invited(user, &mut attributes);
    let locked = locked(user);
    if !locked.is_empty() {
        attributes.set("locked", Value::set(locked));
    }
    attributes
}

/// How often a person was invited, and of whoever has not accepted since when (G-105).
fn invited(user: &User, attributes: &mut Attributes) {
    let number = |key: &Option<Key>| key.as_ref().and_then(|key| key.as_str().parse::<i64>().ok());
    if let Some(count) = number(&user.invite_count).filter(|count| *count > 1) {
        attributes.set("invites", Value::Number(count));
    }
    let waits = user.status.as_deref() == Some("INVITED");
    let moment = number(&user.invited_date).filter(|_| waits).map(jiff::Timestamp::from_millisecond);
    if let Some(Ok(moment)) = moment {
        let day = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
        attributes.set("invited", Value::text(day.to_string()));
    }
}

/// The same with the groups that the person manages, where they are limited to some (G-308). One that no
/// listing names stays in the list under its key, so that the list is never taken for a shorter one.
fn managing(attributes: Attributes, user: &User, known: &Known) -> Attributes {
    if user.managed_group_keys.is_empty() {
        return attributes;
    }
    let named = user.managed_group_keys.iter().map(|key| {
        known.groups.name(key.as_str()).map_or_else(|| format!("#{key}"), |path| path.to_string())
    });
    attributes.with("managed_groups", Value::set(named))
}

/// What a directory owns, so that writing it would fail (section 10, 16).
fn locked(user: &User) -> Vec<&'static str> {
    let all = user.identity_read_only == Some(true);
    let mut locked = Vec::new();
    if all || user.name_locked == Some(true) {
        locked.push("name");
    }
    if all || user.email_locked == Some(true) {
        locked.push("email");
    }
    locked
}

/// The one role of a user (G-302), as the portal calls it.
fn role(user: &User, known: &Known) -> Attributes {
    let holds = |role: &str| user.admin_roles.iter().any(|own| own == role);
    let named = |role: &str| Attributes::new().with("role", Value::text(role));
    if holds(SUPER_USER) {
        return named(SUPER_ADMIN);
    }
    if holds(MANAGE_ACCOUNT) {
        return named(ADMIN);
    }
    if let Some(id) = user.role_sets.first() {
        let name = known.role_sets.name(id.as_str()).unwrap_or_else(|| id.shared());
        return named(&name).with("role_set", Value::text(&*name));
    }
    if user.admin_roles.is_empty() {
        return named(MEMBER);
    }
    let mut bare: Vec<&str> = user.admin_roles.iter().map(String::as_str).collect();
    bare.sort_unstable();
    bare.dedup();
    named(&format!("{BARE_PERMISSIONS}{}", bare.join("+")))
}

/// The whole list of built-in roles that makes up `role`; `None` where it is a custom role.
pub fn admin_roles(role: &str) -> Option<Vec<String>> {
    match role {
        SUPER_ADMIN => Some(vec![SUPER_USER.into()]),
        ADMIN => Some(vec![MANAGE_ACCOUNT.into()]),
        MEMBER => Some(Vec::new()),
        _ => Some(role.strip_prefix(BARE_PERMISSIONS)?.split('+').map(str::to_owned).collect()),
    }
}

/// The list that brings someone who holds `now` to `role`. Permissions beside a system role are shown
/// nowhere, so they are not managed and stay where one system role follows another; those that made up the
/// shown role go with it.
pub fn admin_roles_after(now: &[String], role: &str) -> Option<Vec<String>> {
    let mut wanted = admin_roles(role)?;
    let is_system = |own: &String| own == SUPER_USER || own == MANAGE_ACCOUNT;
    if wanted.iter().any(is_system) && now.iter().any(is_system) {
        wanted.extend(now.iter().filter(|own| !is_system(own)).cloned());
    }
    Some(wanted)
}

/// Licenses by what people call them; one name must not stand for two subscriptions.
pub fn license_names(licenses: &[License]) -> Keys {
    let plain = |license: &License| {
        let own = license.description.as_deref().map(str::trim).filter(|own| !own.is_empty());
        own.map_or_else(|| license.products.join("+"), str::to_owned)
    };
    let names: Vec<String> = licenses.iter().map(plain).collect();
    let rows = names.iter().zip(licenses).map(|(name, license)| (name.as_str(), license.key.as_str()));
    Keys::of(rows, Case::Counts)
}

/// The paths of groups from the root. Below one of several groups of one path stands a path of its own for what is in
/// it.
pub fn group_paths(groups: &[Group]) -> Keys {
    let by_key: BTreeMap<&str, &Group> = groups.iter().map(|group| (group.key.as_str(), group)).collect();
    let mut levels: BTreeMap<usize, Vec<&Group>> = BTreeMap::new();
    for group in groups {
        levels.entry(depth(group, &by_key)).or_default().push(group);
    }
    let (mut paths, mut twins) = (BTreeMap::<&str, Arc<str>>::new(), BTreeMap::new());
    for level in levels.values() {
        let names: Vec<String> = level.iter().map(|group| path(group, &by_key, &paths)).collect();
        let rows = names.iter().zip(level).map(|(name, group)| (name.as_str(), group.key.as_str()));
        let keys = Keys::of(rows, Case::Counts);
        paths.extend(level.iter().map(|group| group.key.as_str()).zip(keys.all));
        twins.extend(keys.twins);
    }
    // A name may have a slash in it, and so read like a path.
    let own = |group: &Group| paths.get(group.key.as_str()).cloned().unwrap_or_default();
    let names: Vec<Arc<str>> = groups.iter().map(own).collect();
    let mut keys =
        Keys::of(names.iter().zip(groups).map(|(name, group)| (&**name, group.key.as_str())), Case::Counts);
    keys.twins.append(&mut twins);
    keys
}

/// The group above, where it is listed.
fn above<'g>(group: &Group, all: &BTreeMap<&str, &'g Group>) -> Option<&'g Group> {
    let key = group.parent_key.as_ref().or_else(|| group.key_path.iter().rev().nth(1))?;
    all.get(key.as_str()).copied()
}

/// How many groups are above one. Parents that go round in a circle end somewhere.
fn depth(group: &Group, all: &BTreeMap<&str, &Group>) -> usize {
    std::iter::successors(above(group, all), |group| above(group, all)).take(all.len()).count()
}

/// The path of a group: below that of the group above, else as the answer spells it.
fn path(group: &Group, all: &BTreeMap<&str, &Group>, paths: &BTreeMap<&str, Arc<str>>) -> String {
    let own =
        group.name_path.last().or(group.name.as_ref()).cloned().unwrap_or_else(|| group.key.to_string());
    match above(group, all).and_then(|above| paths.get(above.key.as_str())) {
        Some(above) => format!("{above}/{own}"),
        None if group.name_path.is_empty() => own,
        None => group.name_path.join("/"),
    }
}

#[cfg(test)]
mod tests;
