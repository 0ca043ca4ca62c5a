//! From a state file to a tenant, with a clear word about what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::errors::uuid;
use super::file::{ExtensionEntry, ExtensionKind, QueueKind, StateFile};
use super::key::Key;
use super::load_people;
use super::phones::{Extension, usual_id};
use super::tenant::Tenant;
use super::user::People;

/// The tenant that `state` describes.
pub fn load(state: Value) -> Result<Tenant, String> {
    let file = read(state)?;
    if file.provider != "goto" {
        return Err(format!("provider: this is the emulator of `goto`, not of `{}`", file.provider));
    }
    let mut tenant = empty(&file)?;
    check_groups(&tenant)?;
    for extension in &file.extensions {
        add_extension(&mut tenant, extension)?;
    }
    load_people::add(&mut tenant, &file)?;
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
