//! GoTo Connect: `users/v1` and `voice-admin/v1` (section 6 of the fact sheet). Who lacks the right sees
//! empty lists and 404, never a refusal.

pub mod devices;
pub mod extensions;
pub mod invented;
pub mod numbers;
pub mod queues;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::errors;
use super::paging::{Marker, nothing};
use super::state::answers::{ForeignLines, LineIds};
use super::state::key::Key;
use super::state::people::User;
use super::state::phones::Extension;
use super::state::{Handler, Tenant};
use crate::wire::emulator::{Answer, uuid};
use crate::wire::{Method, Response};

/// Answers a request to the Connect host.
pub fn route(handler: Handler<'_>) -> Answer {
    let call = handler.call;
    match (call.method, call.route().as_slice()) {
        (Method::Get, ["users", "v1", rest @ ..]) => users_route(handler, rest),
        (_, ["voice-admin", "v1", "extensions", rest @ ..]) => extensions_route(handler, rest),
        (_, ["voice-admin", "v1", "phone-numbers", rest @ ..]) => numbers::route(handler, rest),
        (_, ["voice-admin", "v1", "devices", rest @ ..]) => devices::route(handler, rest),
        (Method::Get, ["voice-admin", "v1", "device-models"]) => devices::models(handler),
        (Method::Get, ["voice-admin", "v1", "accounts"]) => Ok(accounts(&handler)),
        (Method::Get, ["voice-admin", "v1", "call-queues"]) => queues::list(handler),
        (Method::Get, ["voice-admin", "v1", "call-queues", id]) => queues::one(handler, id),
        (Method::Get, ["voice-admin", "v1", "call-queues", id, "users"]) => queues::users(handler, id),
        _ => Err(errors::not_found()),
    }
}

fn users_route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    match rest {
        ["users"] => users(handler),
        ["users", key, "lines"] => lines_of(handler, key),
        ["lines"] => own_lines(handler),
        ["me"] => Ok(me(&handler)),
        _ => Err(errors::not_found()),
    }
}

fn extensions_route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    match (handler.call.method, rest) {
        (Method::Get, []) => extensions::list(handler),
        (Method::Post, []) => extensions::create(handler),
        (Method::Get, [id]) => extensions::one(handler, id),
        (Method::Patch, [id]) => extensions::change(handler, id),
        (Method::Delete, [id]) => extensions::delete(handler, id),
        _ => Err(errors::not_found()),
    }
}

/// Whether the caller may see the account's phones: Super admin or "configure PBX" (section 6.2).
pub fn may_see(tenant: &Tenant) -> bool {
    tenant.caller_may(&["MANAGE_ACCOUNT"])
}

/// Whether the query's `accountKey` is this account's; one that is demanded and not there is refused.
pub fn account(handler: &Handler<'_>, demanded: bool) -> Result<bool, Response> {
    match handler.call.query("accountKey") {
        Some(key) => Ok(key == handler.tenant.account.key.as_str()),
        None if demanded => Err(errors::violation("accountKey", "REQUIRED")),
        None => Ok(true),
    }
}

/// A page of what the account has of something, by id.
pub fn listing<T>(
    handler: &Handler<'_>,
    all: &BTreeMap<String, T>,
    shown: impl Fn(&Tenant, &T) -> Value,
) -> Answer {
    let marker = Marker::read(handler.call)?;
    if !account(handler, true)? || !may_see(handler.tenant) {
        return Ok(nothing());
    }
    let after = marker.after.as_deref().unwrap_or_default();
    let found = all.iter().filter(|(id, _)| id.as_str() > after);
    Ok(marker.page(found.map(|(id, own)| (id.clone(), shown(handler.tenant, own)))))
}

/// `GET /users/v1/users`.
fn users(handler: Handler<'_>) -> Answer {
    let marker = Marker::of_users(handler.call, &handler.tenant.switches)?;
    if !account(&handler, handler.tenant.switches.users_need_account)? || !may_see(handler.tenant) {
        return Ok(nothing());
    }
    let (tenant, call) = (&*handler.tenant, handler.call);
    let after = marker.after.as_deref().map(Key::from);
    let connected =
        tenant.people.after(after.as_ref()).filter(|user| tenant.is_in_connect(user, call.now, call.number));
    let shown = |user: &User| {
        let lines = lines(tenant, user);
        let id = uuid(&["pbx-user", tenant.account.key.as_str(), user.key.as_str()]);
        json!({ "userKey": user.key, "userId": id, "lines": lines })
    };
    Ok(marker.page(connected.map(|user| (user.key.to_string(), shown(user)))))
}

/// `GET /users/v1/users/{userKey}/lines`; the e-mail in place of the key is deprecated and still works.
fn lines_of(handler: Handler<'_>, key: &str) -> Answer {
    let tenant = &*handler.tenant;
    let user = tenant.people.get(&Key::from(key)).or_else(|| tenant.people.by_email(key));
    let user = user.filter(|user| tenant.is_in_connect(user, handler.call.now, handler.call.number));
    let user = user.ok_or_else(errors::not_found)?;
    let own = tenant.caller().is_some_and(|caller| caller.key == user.key);
    if !own && !tenant.caller_is_super() {
        return Err(match tenant.switches.foreign_lines {
            ForeignLines::NotFound => errors::not_found(),
            ForeignLines::Forbidden => {
                errors::connect(403, "UNAUTHORIZED", "The caller may not see this user's lines.")
            }
        });
    }
    Ok(Response::json(200, &json!({ "items": lines(tenant, user) })))
}

/// `GET /users/v1/lines`: the caller's own.
fn own_lines(handler: Handler<'_>) -> Answer {
    let tenant = &*handler.tenant;
    let lines = tenant.caller().map(|user| lines(tenant, user)).unwrap_or_default();
    Ok(Response::json(200, &json!({ "items": lines })))
}

fn me(handler: &Handler<'_>) -> Response {
    let tenant = &*handler.tenant;
    let item = json!({ "accountKey": tenant.account.key, "organizationId": organization(tenant) });
    Response::json(200, &json!({ "items": [item] }))
}

/// `GET /voice-admin/v1/accounts`.
fn accounts(handler: &Handler<'_>) -> Response {
    let tenant = &*handler.tenant;
    if !may_see(tenant) {
        return nothing();
    }
    let item = json!({
        "key": tenant.account.key,
        "accountKey": tenant.account.key,
        "name": tenant.account.name,
        "organizationId": organization(tenant),
    });
    Response::json(200, &json!({ "items": [item] }))
}

/// The phone system's own id of the account.
pub fn organization(tenant: &Tenant) -> String {
    uuid(&["organization", tenant.account.key.as_str()])
}

fn lines(tenant: &Tenant, user: &User) -> Vec<Value> {
    let primary = tenant.phones.primary_of(&user.key).map(|own| line(tenant, own, true));
    let further = tenant.phones.secondary_of(&user.key).map(|own| line(tenant, own, false));
    primary.into_iter().chain(further).collect()
}

fn line(tenant: &Tenant, extension: &Extension, primary: bool) -> Value {
    let id = match tenant.switches.line_ids {
        LineIds::Extensions => extension.id.clone(),
        LineIds::Own => uuid(&["line", &extension.id]),
    };
    json!({
        "id": id,
        "name": extension.name,
        "number": extension.number,
        "primary": primary,
        "organization": { "id": organization(tenant), "name": tenant.account.name },
        "region": "US",
    })
}
