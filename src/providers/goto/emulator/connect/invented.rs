//! What no page publishes, under a prefix that cannot be mistaken for real (row 1): queues of all kinds
//! with their members, and Contact Center admins. Errors are those of section 6.1.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::errors::{self, connect, connect_body};
use super::super::paging::{Marker, nothing};
use super::super::state::file::{QueueEntry, QueueKind};
use super::super::state::key::Key;
use super::super::state::people::{QueueRole, User};
use super::super::state::{Handler, Tenant};
use super::extensions::connect_user;
use super::may_see;
use super::queues::{self, in_queue};
use crate::wire::emulator::{Answer, named, word};
use crate::wire::{Method, Response, encode};

/// Answers a request below `/_emulator/`.
pub fn route(handler: Handler<'_>) -> Answer {
    let call = handler.call;
    let base = format!("/_emulator/contact-center/v1/accounts/{}", handler.tenant.account.key);
    let path = call.below(&base).filter(|_| handler.tenant.switches.queue_api);
    match (call.method, path.ok_or_else(errors::not_found)?.as_slice()) {
        (Method::Get, ["queues"]) => list(handler),
        (Method::Get, ["queues", id, "members"]) => members(handler, id),
        (Method::Get, ["queues", id, "members", key]) => member(handler, id, key),
        (Method::Put, ["queues", id, "members", key]) => put_member(handler, id, key),
        (Method::Delete, ["queues", id, "members", key]) => drop_member(handler, id, key),
        (Method::Get, ["admins"]) => admins(handler),
        (Method::Put, ["admins", key]) => put_admin(handler, key),
        (Method::Delete, ["admins", key]) => drop_admin(handler, key),
        _ => Err(errors::not_found()),
    }
}

fn list(handler: Handler<'_>) -> Answer {
    let marker = Marker::read(handler.call)?;
    let kind = match handler.call.query("kind") {
        None => None,
        Some(name) => Some(named::<QueueKind>(name).ok_or_else(|| errors::violation("kind", "INVALID"))?),
    };
    if !may_see(handler.tenant) {
        return Ok(nothing());
    }
    let after = marker.after.as_deref().unwrap_or_default();
    let found = handler.tenant.queues_of(kind).filter(|(id, _)| id.as_str() > after);
    Ok(marker.page(found.map(|(id, queue)| (id.clone(), to_json(id, queue)))))
}

/// A queue; only call queues have a number in the space that all extensions share (G-804).
fn to_json(id: &str, queue: &QueueEntry) -> Value {
    let mut body = json!({ "id": id, "kind": queue.kind, "name": queue.name, "type": "BASIC" });
    if let Some(number) = queue.extension.as_ref().filter(|_| queue.kind == QueueKind::Call) {
        encode::put(&mut body, "extensionNumber", json!(number));
    }
    body
}

fn members(handler: Handler<'_>, id: &str) -> Answer {
    let marker = Marker::read(handler.call)?;
    check_queue(&handler, id)?;
    let after = marker.after.as_deref().map(Key::from);
    let people = in_queue(handler.tenant, id, after.as_ref());
    Ok(marker.page(people.map(|user| (user.key.to_string(), seat(user, id)))))
}

fn member(handler: Handler<'_>, id: &str, key: &str) -> Answer {
    check_queue(&handler, id)?;
    let user = queues::member(handler.tenant, id, &Key::from(key)).ok_or_else(errors::not_found)?;
    Ok(Response::json(200, &seat(user, id)))
}

fn put_member(handler: Handler<'_>, id: &str, key: &str) -> Answer {
    may_write(&handler)?;
    check_queue(&handler, id)?;
    let roles = roles(&connect_body(handler.call)?)?;
    let mut user = fit_user(&handler, key)?;
    check_seats(&handler, &user)?;
    user.queues.insert(id.to_owned(), roles);
    let answer = seat(&user, id);
    handler.tenant.people.set(user);
    Ok(Response::json(200, &answer))
}

fn drop_member(handler: Handler<'_>, id: &str, key: &str) -> Answer {
    may_write(&handler)?;
    check_queue(&handler, id)?;
    queues::member(handler.tenant, id, &Key::from(key)).ok_or_else(errors::not_found)?;
    take(handler.tenant, key, |user| drop(user.queues.remove(id)));
    Ok(Response::empty(204))
}

fn admins(handler: Handler<'_>) -> Answer {
    let marker = Marker::read(handler.call)?;
    if !may_see(handler.tenant) {
        return Ok(nothing());
    }
    let after = marker.after.as_deref().map(Key::from);
    let people = handler.tenant.people.after(after.as_ref()).filter(|user| user.contact_center_admin);
    Ok(marker.page(people.map(|user| (user.key.to_string(), json!({ "userKey": user.key })))))
}

fn put_admin(handler: Handler<'_>, key: &str) -> Answer {
    may_write(&handler)?;
    let mut user = fit_user(&handler, key)?;
    check_seats(&handler, &user)?;
    user.contact_center_admin = true;
    handler.tenant.people.set(user);
    Ok(Response::json(200, &json!({ "userKey": key })))
}

fn drop_admin(handler: Handler<'_>, key: &str) -> Answer {
    may_write(&handler)?;
    let user = handler.tenant.people.get(&Key::from(key)).filter(|user| user.contact_center_admin);
    user.ok_or_else(errors::not_found)?;
    take(handler.tenant, key, |user| user.contact_center_admin = false);
    Ok(Response::empty(204))
}

fn may_write(handler: &Handler<'_>) -> Result<(), Response> {
    match may_see(handler.tenant) {
        true => Ok(()),
        false => Err(connect(403, "UNAUTHORIZED", "Queues are set by administrators.")),
    }
}

fn check_queue(handler: &Handler<'_>, id: &str) -> Result<(), Response> {
    let there = handler.tenant.queues.contains_key(id) && may_see(handler.tenant);
    if there { Ok(()) } else { Err(errors::not_found()) }
}

/// Somebody who may be put into a queue: a Connect user, where row 4 says so.
fn fit_user(handler: &Handler<'_>, key: &str) -> Result<User, Response> {
    let key = Key::from(key);
    if handler.tenant.switches.membership_needs_license {
        connect_user(handler, Some(key.clone()))?;
    }
    let user = handler.tenant.people.get(&key).cloned();
    user.ok_or_else(|| connect(400, "INVALID_USER_KEY", "The user key is unknown or invalid"))
}

/// G-704: nothing blocks one person more than contracted, unless the switch says so.
fn check_seats(handler: &Handler<'_>, user: &User) -> Result<(), Response> {
    let tenant = &*handler.tenant;
    let counted = user.contact_center_admin || !user.queues.is_empty();
    if tenant.switches.contact_center_overage || counted {
        return Ok(());
    }
    match (tenant.contact_center_people() as u64) < tenant.contact_center.seats {
        true => Ok(()),
        false => Err(connect(400, "LICENSE_FULL", "The Contact Center has no seat left.")),
    }
}

/// The roles in a body: at least one, each known.
fn roles(body: &Value) -> Result<BTreeSet<QueueRole>, Response> {
    let list = body["roles"].as_array().filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| errors::violation("roles", "REQUIRED"))?;
    let role = |value: &Value| match value.as_str() {
        Some("AGENT") => Ok(QueueRole::Agent),
        Some("SUPERVISOR") => Ok(QueueRole::Supervisor),
        _ => Err(errors::violation("roles", "INVALID")),
    };
    list.iter().map(role).collect()
}

/// Changes a person who is in the account or was deleted from it.
fn take(tenant: &mut Tenant, key: &str, act: impl Fn(&mut User)) {
    let key = Key::from(key);
    if let Some(mut user) = tenant.people.get(&key).cloned() {
        act(&mut user);
        tenant.people.set(user);
    }
    tenant.deleted.values_mut().filter(|user| user.key == key).for_each(act);
}

fn seat(user: &User, id: &str) -> Value {
    let roles: Vec<String> =
        user.queues.get(id).into_iter().flatten().map(|role| word(role).to_uppercase()).collect();
    json!({ "userKey": user.key, "roles": roles })
}
