//! From a state file to a tenant, with a clear word about what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::file::{ExtensionEntry, ExtensionKind, QueueKind, StateFile};
use super::key::Key;
use super::people::People;
use super::phones::{Extension, usual_id};
use super::{Tenant, load_people};
use crate::wire::emulator::{State, time, unique, uuid};

/// The tenant that `state` describes.
pub fn load(state: Value) -> Result<Tenant, String> {
    let file = read(State::read(state, "goto")?)?;
    let mut tenant = empty(&file)?;
    check_groups(&tenant)?;
    for extension in &file.extensions {
        add_extension(&mut tenant, extension)?;
    }
    load_people::add(&mut tenant, &file)?;
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
    let rest: StateFile = state.rest()?;
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
