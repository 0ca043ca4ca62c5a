//! Extensions of `voice-admin/v1` (section 6.3).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::errors::{self, connect, connect_body};
use super::super::paging::{Marker, nothing};
use super::super::state::file::ExtensionKind;
use super::super::state::key::Key;
use super::super::state::phones::{Extension, is_number, usual_id};
use super::super::state::{Handler, Tenant};
use super::{account, may_see, organization};
use crate::wire::emulator::{Answer, uuid, word};
use crate::wire::{Response, encode};

/// `GET /voice-admin/v1/extensions?accountKey=&type=A,B`.
pub fn list(handler: Handler<'_>) -> Answer {
    let marker = Marker::read(handler.call)?;
    if !account(&handler, true)? || !may_see(handler.tenant) {
        return Ok(nothing());
    }
    let tenant = &*handler.tenant;
    let asked = handler.call.query("type").filter(|_| tenant.switches.extension_types);
    let kinds: Option<Vec<&str>> = asked.map(|list| list.split(',').collect());
    let fits = |extension: &&Extension| {
        kinds.as_ref().is_none_or(|kinds| kinds.contains(&word(extension.kind).as_str()))
    };
    let found = tenant.phones.after(marker.after.as_deref()).filter(fits);
    Ok(marker.page(found.map(|extension| (extension.id.clone(), to_json(tenant, extension)))))
}

/// `GET /voice-admin/v1/extensions/{id}`: with the people.
pub fn one(handler: Handler<'_>, id: &str) -> Answer {
    let extension = find(&handler, id)?;
    Ok(Response::json(200, &whole(handler.tenant, extension)))
}

/// `POST /voice-admin/v1/extensions`: a direct extension.
pub fn create(handler: Handler<'_>) -> Answer {
    may_write(&handler)?;
    let body = &connect_body(handler.call)?;
    let key = Key::of(&body["accountKey"]);
    let key = key.ok_or_else(|| errors::violation("accountKey", "REQUIRED"))?;
    if key != handler.tenant.account.key {
        return Err(connect(400, "INVALID_ACCOUNT_KEY", "The account key is unknown or invalid"));
    }
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let number = match Key::of(&body["number"]) {
        Some(number) => number.to_string(),
        None => handler.tenant.phones.free_number().unwrap_or_default(),
    };
    check_number(handler.tenant, &number, None)?;
    let mut id = usual_id(&handler.tenant.account.key, &number);
    if handler.tenant.phones.get(&id).is_some() {
        id = uuid(&[&id, &handler.call.number.to_string()]);
    }
    let mut extension = Extension { id, number, name, ..Extension::default() };
    set_flags(&mut extension, body);
    let answer = to_json(handler.tenant, &extension);
    handler.tenant.phones.set(extension);
    Ok(Response::json(201, &answer))
}

/// `PATCH /voice-admin/v1/extensions/{id}`: direct extensions only.
pub fn change(handler: Handler<'_>, id: &str) -> Answer {
    may_write(&handler)?;
    let body = &connect_body(handler.call)?;
    let mut extension = find(&handler, id)?.clone();
    if extension.kind != ExtensionKind::DirectExtension {
        return Err(connect(400, "INVALID_EXTENSION", "Only direct extensions can be changed."));
    }
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut extension.name);
    }
    if let Some(number) = Key::of(&body["number"]) {
        check_number(handler.tenant, number.as_str(), Some(id))?;
        extension.number = number.to_string();
    }
    set_flags(&mut extension, body);
    set_primary(&handler, &mut extension, body.get("assignedPrimaryUserKey"))?;
    set_secondary(&handler, &mut extension, &body["assignedSecondaryUserKeys"])?;
    let answer = whole(handler.tenant, &extension);
    handler.tenant.phones.set(extension);
    Ok(Response::json(200, &answer))
}

/// `DELETE /voice-admin/v1/extensions/{id}`: any type; with a call queue's number the queue goes.
pub fn delete(handler: Handler<'_>, id: &str) -> Answer {
    may_write(&handler)?;
    find(&handler, id)?;
    handler.tenant.phones.remove(id);
    handler.tenant.desk.unroute(id);
    if handler.tenant.queues.remove(id).is_some() {
        let members: Vec<_> = handler.tenant.people.queued(id).cloned().collect();
        for mut user in members {
            user.queues.remove(id);
            handler.tenant.people.set(user);
        }
        handler.tenant.deleted.values_mut().for_each(|user| drop(user.queues.remove(id)));
    }
    Ok(Response::empty(204))
}

/// Refuses whoever may not change the account's phones.
pub fn may_write(handler: &Handler<'_>) -> Result<(), Response> {
    match may_see(handler.tenant) {
        true => Ok(()),
        false => Err(connect(403, "UNAUTHORIZED", "The caller may not change this account's phones.")),
    }
}

fn find<'a>(handler: &'a Handler<'_>, id: &str) -> Result<&'a Extension, Response> {
    let found = handler.tenant.phones.get(id).filter(|_| may_see(handler.tenant));
    found.ok_or_else(errors::not_found)
}

/// Whether `number` is one, and nobody else's (G-803).
fn check_number(tenant: &Tenant, number: &str, own: Option<&str>) -> Result<(), Response> {
    if !is_number(number) {
        let text = "Extension number is invalid, or has invalid length for this organization.";
        return Err(connect(400, "INVALID_NUMBER", text));
    }
    match tenant.phones.by_number(number) {
        Some(other) if Some(other.id.as_str()) != own => {
            Err(connect(409, "NUMBER_EXISTS", "The extension number already exists for given account."))
        }
        _ => Ok(()),
    }
}

/// `null` unassigns. A person has one primary extension: who has another keeps it, and this is refused.
fn set_primary(
    handler: &Handler<'_>,
    extension: &mut Extension,
    wanted: Option<&Value>,
) -> Result<(), Response> {
    let Some(wanted) = wanted else { return Ok(()) };
    if wanted.is_null() {
        extension.primary = None;
        promote(handler.tenant, extension);
        return Ok(());
    }
    // The collection's own sample wraps the key in an object of the same name.
    let key = Key::of(wanted).or_else(|| Key::of(&wanted["assignedPrimaryUserKey"]));
    let user = connect_user(handler, key)?;
    match handler.tenant.phones.primary_of(&user) {
        Some(other) if other.id != extension.id => Err(connect(
            409,
            "USER_ALREADY_HAS_PRIMARY_EXTENSION",
            "The user already has a primary extension.",
        )),
        _ => {
            extension.secondary.remove(&user);
            extension.primary = Some(user);
            Ok(())
        }
    }
}

/// The first of the secondary users who has no primary extension of their own may take the place of whoever left.
pub fn promote(tenant: &Tenant, extension: &mut Extension) {
    let free = |user: &&Key| tenant.phones.primary_of(user).is_none_or(|own| own.id == extension.id);
    let next = extension.secondary.iter().find(free).filter(|_| tenant.switches.promotes_secondary).cloned();
    if let Some(user) = next {
        extension.secondary.remove(&user);
        extension.primary = Some(user);
    }
}

fn set_secondary(handler: &Handler<'_>, extension: &mut Extension, wanted: &Value) -> Result<(), Response> {
    let Some(list) = wanted.as_array() else { return Ok(()) };
    let users: Result<BTreeSet<Key>, Response> =
        list.iter().map(|value| connect_user(handler, Key::of(value))).collect();
    extension.secondary = users?;
    Ok(())
}

/// The key of somebody whom Connect knows (rows 4 and 25).
pub fn connect_user(handler: &Handler<'_>, key: Option<Key>) -> Result<Key, Response> {
    let bad = || connect(400, "INVALID_USER_KEY", "The user key is unknown or invalid");
    let user = key.as_ref().and_then(|key| handler.tenant.people.get(key)).ok_or_else(bad)?;
    if !handler.tenant.has_connect(user) {
        return Err(connect(400, "INVALID_USER_LICENSE", "The user has no GoTo Connect license"));
    }
    match handler.tenant.is_in_connect(user, handler.call.now, handler.call.number) {
        true => Ok(user.key.clone()),
        false => Err(bad()),
    }
}

fn set_flags(extension: &mut Extension, body: &Value) {
    let set = |own: &mut bool, name: &str| *own = body[name].as_bool().unwrap_or(*own);
    set(&mut extension.omit_from_directories, "omitFromDirectories");
    set(&mut extension.omit_from_auto_attendants, "omitFromAutoAttendants");
    set(&mut extension.shared_appearance, "sharedAppearance");
}

fn to_json(tenant: &Tenant, extension: &Extension) -> Value {
    let mut body = json!({
        "id": extension.id,
        "accountKey": tenant.account.key,
        "organizationId": organization(tenant),
        "name": extension.name,
        "number": extension.number,
        "type": word(extension.kind),
        "omitFromDirectories": extension.omit_from_directories,
        "omitFromAutoAttendants": extension.omit_from_auto_attendants,
        "sharedAppearance": extension.shared_appearance,
    });
    if tenant.switches.unknown_fields {
        encode::put(&mut body, "futureField", json!(["x"]));
    }
    body
}

/// With the people, as the single GET and the PATCH answer.
fn whole(tenant: &Tenant, extension: &Extension) -> Value {
    let mut body = to_json(tenant, extension);
    if let Some(user) = &extension.primary {
        encode::put(&mut body, "assignedPrimaryUserKey", json!(user));
    }
    if !extension.secondary.is_empty() {
        encode::put(&mut body, "assignedSecondaryUserKeys", json!(extension.secondary));
    }
    body
}
