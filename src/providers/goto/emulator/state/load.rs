//! From a state file to a tenant, with a clear word about what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Tenant;
use super::desk::Desk;
use super::file::{ExtensionEntry, ExtensionKind, QueueEntry, QueueKind, SeatEntry, StateFile, UserEntry};
use super::key::Key;
use super::people::{People, User};
use super::phones::{Extension, Phones, usual_id};
use super::sessions;
use crate::wire::emulator::{State, time, unique, uuid};

/// The tenant that `state` describes.
pub fn load(state: Value) -> Result<Tenant, String> {
    let file = read(State::read(state, "goto")?)?;
    let mut tenant = empty(&file)?;
    check_groups(&tenant)?;
    for extension in &file.extensions {
        add_extension(&mut tenant, extension)?;
    }
    add_people(&mut tenant, &file)?;
    tenant.desk.models = unique("device_models", file.device_models.clone(), |own| own.id.clone())?;
    for number in &file.phone_numbers {
        tenant.desk.add_number((&tenant.account.key, &tenant.phones), number)?;
    }
    for device in &file.devices {
        tenant.desk.add_device((&tenant.account.key, &tenant.people), device)?;
    }
    Ok(tenant)
}

fn read(mut state: State) -> Result<StateFile, String> {
    let users = state.list("users")?;
    let deleted_users = state.list("deleted_users")?;
    let licenses = state.list("licenses")?;
    let role_sets = state.list("role_sets")?;
    let groups = state.list("groups")?;
    let queues = state.list("queues")?;
    let extensions = state.list("extensions")?;
    let phone_numbers = state.list("phone_numbers")?;
    let devices = state.list("devices")?;
    let rest: StateFile = state.rest()?;
    let rest = StateFile { phone_numbers, devices, ..rest };
    Ok(StateFile { users, deleted_users, licenses, role_sets, groups, queues, extensions, ..rest })
}

/// The tenant without people and without extensions.
fn empty(file: &StateFile) -> Result<Tenant, String> {
    let began_at = time("account.began_at", &file.account.began_at)?;
    let mut tenant = Tenant {
        account: file.account.clone(),
        began_at,
        caller: file.caller.clone(),
        contact_center: file.contact_center.clone(),
        licenses: unique("licenses", file.licenses.clone(), |own| own.key.clone())?,
        role_sets: unique("role_sets", file.role_sets.clone(), |own| own.id.to_string())?,
        groups: unique("groups", file.groups.clone(), |own| own.key.clone())?,
        queues: BTreeMap::new(),
        people: People::default(),
        phones: Phones::default(),
        desk: Desk::default(),
        deleted: BTreeMap::new(),
        elsewhere: file.elsewhere.iter().map(|own| (own.email.to_lowercase(), own.clone())).collect(),
        highest: "1000".into(),
        credentials: file.credentials.clone(),
        limits: file.limits.clone(),
        switches: file.switches.clone(),
    };
    for queue in &file.queues {
        add_queue(&mut tenant, queue.clone())?;
    }
    Ok(tenant)
}

fn add_queue(tenant: &mut Tenant, mut queue: QueueEntry) -> Result<(), String> {
    let kind = format!("{:?}", queue.kind);
    let made = || uuid(&["queue", tenant.account.key.as_str(), &kind, &queue.name]);
    let id = queue.id.as_ref().map_or_else(made, Key::to_string);
    queue.id = Some(id.clone().into());
    if let Some(number) = queue.extension.as_ref().filter(|_| queue.kind == QueueKind::Call) {
        let (id, number, name) = (id.clone(), number.to_string(), queue.name.clone());
        let kind = ExtensionKind::CallQueue;
        put_number(tenant, Extension { id, number, name, kind, ..Extension::default() })?;
    }
    match tenant.queues.insert(id.clone(), queue) {
        Some(_) => Err(format!("queues: `{id}` is listed twice")),
        None => Ok(()),
    }
}

fn put_number(tenant: &mut Tenant, extension: Extension) -> Result<(), String> {
    let (id, number) = (&extension.id, &extension.number);
    if tenant.phones.by_number(number).is_some() || tenant.phones.get(id).is_some() {
        return Err(format!("the extension `{number}` (id `{id}`) is listed twice"));
    }
    tenant.phones.set(extension);
    Ok(())
}

fn add_extension(tenant: &mut Tenant, entry: &ExtensionEntry) -> Result<(), String> {
    let number = entry.number.to_string();
    let id = entry.id.as_ref().map_or_else(|| usual_id(&tenant.account.key, &number), Key::to_string);
    let extension = Extension {
        id,
        number,
        name: entry.name.clone(),
        kind: entry.kind,
        omit_from_directories: entry.omit_from_directories,
        omit_from_auto_attendants: entry.omit_from_auto_attendants,
        shared_appearance: entry.shared_appearance,
        ..Extension::default()
    };
    put_number(tenant, extension).map_err(|text| format!("extensions: {text}"))
}

/// Whether every parent is there and no group is its own ancestor.
fn check_groups(tenant: &Tenant) -> Result<(), String> {
    for group in tenant.groups.values() {
        let mut seen = BTreeSet::new();
        let mut at = Some(group);
        while let Some(own) = at {
            if !seen.insert(&own.key) {
                return Err(format!("groups: `{}` is its own ancestor", group.key));
            }
            at = match &own.parent {
                None => None,
                Some(parent) => {
                    let found = tenant.groups.get(parent);
                    Some(found.ok_or_else(|| format!("groups: the parent `{parent}` is not there"))?)
                }
            };
        }
    }
    Ok(())
}

/// Adds everyone in `file` to `tenant`, which has licenses, groups, role sets and queues already.
fn add_people(tenant: &mut Tenant, file: &StateFile) -> Result<(), String> {
    let StateFile { users, deleted_users, .. } = file;
    tenant.highest = highest(users.iter().chain(deleted_users)).unwrap_or_else(|| "1000".into());
    let names = queue_names(tenant);
    let wrong = |entry: &UserEntry, text: String| format!("users: `{}`: {text}", entry.email);
    for entry in users {
        let user = user(tenant, &names, entry).map_err(|text| wrong(entry, text))?;
        if tenant.people.get(&user.key).is_some() || tenant.people.by_email(&user.email).is_some() {
            return Err(wrong(entry, format!("the e-mail or the key `{}` is listed twice", user.key)));
        }
        let key = user.key.clone();
        tenant.people.set(user);
        give_primary(tenant, &key, entry).map_err(|text| wrong(entry, text))?;
    }
    for entry in users.iter().filter(|entry| !entry.secondary_extensions.is_empty()) {
        give_secondary(tenant, entry).map_err(|text| wrong(entry, text))?;
    }
    for entry in deleted_users {
        let user = user(tenant, &names, entry).map_err(|text| format!("deleted_{}", wrong(entry, text)))?;
        tenant.deleted.insert(user.email.to_lowercase(), user);
    }
    Ok(())
}

fn highest<'a>(users: impl Iterator<Item = &'a UserEntry>) -> Option<Key> {
    users.filter_map(|user| user.key.clone()).filter(Key::is_number).max()
}

/// The person that `entry` describes, references checked.
fn user(tenant: &mut Tenant, names: &QueueNames, entry: &UserEntry) -> Result<User, String> {
    check_references(tenant, entry)?;
    sessions::check(entry.meetings.iter().chain(&entry.webinars).chain(&entry.trainings))?;
    let key = entry.key.clone().unwrap_or_else(|| tenant.next_user_key());
    let role_set = entry.role_set.as_ref().map(|named| role_set(tenant, named)).transpose()?;
    let mut queues: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for seat in &entry.queues {
        queues.entry(queue(tenant, names, seat)?).or_default().insert(seat.role);
    }
    Ok(User {
        key,
        email: entry.email.clone(),
        first_name: entry.first_name.clone(),
        last_name: entry.last_name.clone(),
        locale: entry.locale.clone(),
        time_zone: entry.time_zone.clone(),
        licenses: entry.licenses.iter().cloned().collect(),
        roles: entry.roles.iter().cloned().collect(),
        role_set,
        group: entry.group.clone(),
        managed_groups: entry.managed_groups.iter().cloned().collect(),
        signed_in: entry.signed_in,
        last_sign_in_days: entry.last_sign_in_days,
        invites: entry.invites,
        invited_at: entry.invited_at,
        directory_managed: entry.directory_managed,
        transfer_pending: entry.transfer_pending,
        declined_transfer: entry.declined_transfer,
        contact_center_admin: entry.contact_center_admin,
        queues,
        meetings: entry.meetings.clone(),
        webinars: entry.webinars.clone(),
        trainings: entry.trainings.clone(),
        lag: None,
    })
}

fn check_references(tenant: &Tenant, entry: &UserEntry) -> Result<(), String> {
    let groups = &mut entry.group.iter().chain(&entry.managed_groups);
    if let Some(key) = entry.licenses.iter().find(|key| !tenant.licenses.contains_key(*key)) {
        return Err(format!("no license has the key `{key}`"));
    }
    match groups.find(|key| !tenant.groups.contains_key(*key)) {
        Some(key) => Err(format!("no group has the key `{key}`")),
        None => Ok(()),
    }
}

fn role_set(tenant: &Tenant, named: &Key) -> Result<String, String> {
    if tenant.role_sets.contains_key(named.as_str()) {
        return Ok(named.to_string());
    }
    let found = tenant.role_sets.iter().find(|(_, set)| set.name == named.as_str());
    found.map(|(id, _)| id.clone()).ok_or_else(|| format!("no role set has the id or the name `{named}`"))
}

/// The queues by name, each with its id; `None` where two share the name.
type QueueNames = BTreeMap<String, Option<String>>;

fn queue_names(tenant: &Tenant) -> QueueNames {
    let mut names = QueueNames::new();
    for (id, queue) in &tenant.queues {
        names.entry(queue.name.clone()).and_modify(|own| *own = None).or_insert_with(|| Some(id.clone()));
    }
    names
}

fn queue(tenant: &Tenant, names: &QueueNames, seat: &SeatEntry) -> Result<String, String> {
    let named = &seat.queue;
    if tenant.queues.contains_key(named) {
        return Ok(named.clone());
    }
    match names.get(named) {
        Some(Some(id)) => Ok(id.clone()),
        Some(None) => Err(format!("two queues are called `{named}`; name the id")),
        None => Err(format!("no queue has the id or the name `{named}`")),
    }
}

/// Gives the person their primary extension.
fn give_primary(tenant: &mut Tenant, key: &Key, entry: &UserEntry) -> Result<(), String> {
    let Some(number) = &entry.extension else { return Ok(()) };
    let full_name = tenant.people.get(key).map(User::full_name).unwrap_or_default();
    let mut extension = extension(tenant, number, &full_name)?;
    if extension.primary.is_some() {
        return Err(format!("the extension `{number}` is somebody else's primary one"));
    }
    extension.primary = Some(key.clone());
    tenant.phones.set(extension);
    Ok(())
}

/// Gives the person their further extensions, after all primary ones were given.
fn give_secondary(tenant: &mut Tenant, entry: &UserEntry) -> Result<(), String> {
    let Some(user) = tenant.people.by_email(&entry.email).cloned() else { return Ok(()) };
    for number in &entry.secondary_extensions {
        let mut extension = extension(tenant, number, &user.full_name())?;
        extension.secondary.insert(user.key.clone());
        tenant.phones.set(extension);
    }
    Ok(())
}

/// The direct extension with this number, made where it is not there yet.
fn extension(tenant: &Tenant, number: &Key, name: &str) -> Result<Extension, String> {
    match tenant.phones.by_number(number.as_str()) {
        Some(own) if own.kind == ExtensionKind::DirectExtension => Ok(own.clone()),
        Some(_) => Err(format!("the extension `{number}` is no direct extension")),
        None => {
            let id = usual_id(&tenant.account.key, number.as_str());
            Ok(Extension { id, number: number.to_string(), name: name.to_owned(), ..Extension::default() })
        }
    }
}
