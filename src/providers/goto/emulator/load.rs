//! From a state file to a tenant, with a clear word about what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::errors::uuid;
use super::file::{ExtensionEntry, ExtensionKind, QueueKind, SeatEntry, StateFile, UserEntry};
use super::key::Key;
use super::phones::{Extension, usual_id};
use super::tenant::Tenant;
use super::user::{People, User};

/// The tenant that `state` describes.
pub fn load(state: Value) -> Result<Tenant, String> {
    let file = read(state)?;
    if file.provider != "goto" {
        return Err(format!("provider: this is the emulator of `goto`, not of `{}`", file.provider));
    }
    let StateFile { users, extensions, deleted_users, .. } = &file;
    let mut tenant = empty(&file)?;
    check_groups(&tenant)?;
    for extension in extensions {
        add_extension(&mut tenant, extension)?;
    }
    tenant.highest = highest(users.iter().chain(deleted_users)).unwrap_or_else(|| "1000".into());
    for entry in users {
        let user = user(&mut tenant, entry).map_err(|text| format!("users: `{}`: {text}", entry.email))?;
        if tenant.people.get(&user.key).is_some() || tenant.people.by_email(&user.email).is_some() {
            return Err(format!("users: `{}` or its key `{}` stands there twice", user.email, user.key));
        }
        let key = user.key.clone();
        tenant.people.set(user);
        give_primary(&mut tenant, &key, entry).map_err(|text| format!("users: `{}`: {text}", entry.email))?;
    }
    for entry in users.iter().filter(|entry| !entry.secondary_extensions.is_empty()) {
        give_secondary(&mut tenant, entry).map_err(|text| format!("users: `{}`: {text}", entry.email))?;
    }
    for entry in deleted_users {
        let user =
            user(&mut tenant, entry).map_err(|text| format!("deleted_users: `{}`: {text}", entry.email))?;
        tenant.deleted.insert(user.email.to_lowercase(), user);
    }
    Ok(tenant)
}

/// Reads the file; lists are read entry by entry, so that a mistake is told with its place.
fn read(state: Value) -> Result<StateFile, String> {
    let Value::Object(mut map) = state else { return Err("a state is a map with `users` and so on".into()) };
    let users = entries(&mut map, "users")?;
    let deleted_users = entries(&mut map, "deleted_users")?;
    let licenses = entries(&mut map, "licenses")?;
    let role_sets = entries(&mut map, "role_sets")?;
    let groups = entries(&mut map, "groups")?;
    let queues = entries(&mut map, "queues")?;
    let extensions = entries(&mut map, "extensions")?;
    // An empty `contact_center:` of a YAML file is nothing written.
    map.retain(|_, value| !value.is_null());
    let rest: StateFile = serde_json::from_value(Value::Object(map)).map_err(|error| error.to_string())?;
    Ok(StateFile { users, deleted_users, licenses, role_sets, groups, queues, extensions, ..rest })
}

fn entries<T: DeserializeOwned>(
    map: &mut serde_json::Map<String, Value>,
    name: &str,
) -> Result<Vec<T>, String> {
    let list = match map.remove(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(format!("{name}: a list is expected")),
    };
    let entry = |(at, value): (usize, Value)| {
        serde_json::from_value(value).map_err(|error| format!("{name}[{at}]: {error}"))
    };
    list.into_iter().enumerate().map(entry).collect()
}

/// The tenant without people and without extensions.
fn empty(file: &StateFile) -> Result<Tenant, String> {
    let began = &file.account.began_at;
    let began_at: Timestamp =
        began.parse().map_err(|_| format!("account.began_at: `{began}` is no RFC 3339 time"))?;
    let mut tenant = Tenant {
        account: file.account.clone(),
        began_at,
        caller: file.caller.clone(),
        contact_center: file.contact_center.clone(),
        licenses: unique("licenses", file.licenses.iter().map(|own| (own.key.clone(), own.clone())))?,
        role_sets: unique("role_sets", file.role_sets.iter().map(|own| (own.id.to_string(), own.clone())))?,
        groups: unique("groups", file.groups.iter().map(|own| (own.key.clone(), own.clone())))?,
        queues: BTreeMap::new(),
        people: People::default(),
        phones: super::phones::Phones::default(),
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

fn unique<K: Ord + std::fmt::Display + Clone, T>(
    name: &str,
    entries: impl Iterator<Item = (K, T)>,
) -> Result<BTreeMap<K, T>, String> {
    let mut map = BTreeMap::new();
    for (key, entry) in entries {
        if map.insert(key.clone(), entry).is_some() {
            return Err(format!("{name}: `{key}` stands there twice"));
        }
    }
    Ok(map)
}

fn add_queue(tenant: &mut Tenant, mut queue: super::file::QueueEntry) -> Result<(), String> {
    let kind = format!("{:?}", queue.kind);
    let made = || uuid(&["queue", tenant.account.key.as_str(), &kind, &queue.name]);
    let id = queue.id.as_ref().map_or_else(made, Key::to_string);
    queue.id = Some(id.clone().into());
    if let Some(number) = queue.extension.as_ref().filter(|_| queue.kind == QueueKind::Call) {
        let name = queue.name.clone();
        let extension = Extension::new(id.clone(), number.to_string(), name, ExtensionKind::CallQueue);
        put_number(tenant, extension)?;
    }
    match tenant.queues.insert(id.clone(), queue) {
        Some(_) => Err(format!("queues: `{id}` stands there twice")),
        None => Ok(()),
    }
}

fn put_number(tenant: &mut Tenant, extension: Extension) -> Result<(), String> {
    let (id, number) = (&extension.id, &extension.number);
    if tenant.phones.by_number(number).is_some() || tenant.phones.get(id).is_some() {
        return Err(format!("the extension `{number}` (id `{id}`) stands there twice"));
    }
    tenant.phones.set(extension);
    Ok(())
}

fn add_extension(tenant: &mut Tenant, entry: &ExtensionEntry) -> Result<(), String> {
    let number = entry.number.to_string();
    let id = entry.id.as_ref().map_or_else(|| usual_id(&tenant.account.key, &number), Key::to_string);
    let mut extension = Extension::new(id, number, entry.name.clone(), entry.kind);
    extension.omit_from_directories = entry.omit_from_directories;
    extension.omit_from_auto_attendants = entry.omit_from_auto_attendants;
    extension.shared_appearance = entry.shared_appearance;
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

fn highest<'a>(users: impl Iterator<Item = &'a UserEntry>) -> Option<Key> {
    users.filter_map(|user| user.key.clone()).filter(Key::is_number).max()
}

/// The person that `entry` describes, references checked.
fn user(tenant: &mut Tenant, entry: &UserEntry) -> Result<User, String> {
    if let Some(key) = entry.licenses.iter().find(|key| !tenant.licenses.contains_key(*key)) {
        return Err(format!("no license has the key `{key}`"));
    }
    if let Some(key) =
        entry.group.iter().chain(&entry.managed_groups).find(|key| !tenant.groups.contains_key(*key))
    {
        return Err(format!("no group has the key `{key}`"));
    }
    let key = entry.key.clone().unwrap_or_else(|| tenant.next_user_key());
    let role_set = entry.role_set.as_ref().map(|named| role_set(tenant, named)).transpose()?;
    let mut queues: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for seat in &entry.queues {
        queues.entry(queue(tenant, seat)?).or_default().insert(seat.role);
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
        lag: None,
    })
}

fn role_set(tenant: &Tenant, named: &Key) -> Result<String, String> {
    if tenant.role_sets.contains_key(named.as_str()) {
        return Ok(named.to_string());
    }
    let found = tenant.role_sets.iter().find(|(_, set)| set.name == named.as_str());
    found.map(|(id, _)| id.clone()).ok_or_else(|| format!("no role set has the id or the name `{named}`"))
}

fn queue(tenant: &Tenant, seat: &SeatEntry) -> Result<String, String> {
    let named = &seat.queue;
    if tenant.queues.contains_key(named) {
        return Ok(named.clone());
    }
    let mut found = tenant.queues.iter().filter(|(_, queue)| queue.name == *named);
    match (found.next(), found.next()) {
        (Some((id, _)), None) => Ok(id.clone()),
        (None, _) => Err(format!("no queue has the id or the name `{named}`")),
        _ => Err(format!("two queues are called `{named}`; name the id")),
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
            Ok(Extension::new(id, number.to_string(), name.to_owned(), ExtensionKind::DirectExtension))
        }
    }
}
