//! GoTo Connect: `users/v1` and `voice-admin/v1` (section 6 of the fact sheet). Who lacks the right sees
//! empty lists and 404, never a refusal.

use serde_json::{Value, json};

use super::errors::{self, Answer, uuid};
use super::key::Key;
use super::paging::{Marker, nothing};
use super::phones::Extension;
use super::tenant::Tenant;
use super::user::User;
use super::{Handler, extensions, queues};
use crate::wire::{Method, Response};

/// Answers a request to the Connect host.
pub fn route(desk: Handler<'_>) -> Answer {
    let call = desk.call;
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    match (call.method, segments.as_slice()) {
        (Method::Get, ["users", "v1", rest @ ..]) => users_route(desk, rest),
        (_, ["voice-admin", "v1", "extensions", rest @ ..]) => extensions_route(desk, rest),
        (Method::Get, ["voice-admin", "v1", "accounts"]) => Ok(accounts(&desk)),
        (Method::Get, ["voice-admin", "v1", "call-queues"]) => queues::list(desk),
        (Method::Get, ["voice-admin", "v1", "call-queues", id]) => queues::one(desk, id),
        (Method::Get, ["voice-admin", "v1", "call-queues", id, "users"]) => queues::users(desk, id),
        _ => Err(errors::not_found()),
    }
}

fn users_route(desk: Handler<'_>, rest: &[&str]) -> Answer {
    match rest {
        ["users"] => users(desk),
        ["users", key, "lines"] => lines_of(desk, key),
        ["lines"] => own_lines(desk),
        ["me"] => Ok(me(&desk)),
        _ => Err(errors::not_found()),
    }
}

fn extensions_route(desk: Handler<'_>, rest: &[&str]) -> Answer {
    match (desk.call.method, rest) {
        (Method::Get, []) => extensions::list(desk),
        (Method::Post, []) => extensions::create(desk),
        (Method::Get, [id]) => extensions::one(desk, id),
        (Method::Patch, [id]) => extensions::change(desk, id),
        (Method::Delete, [id]) => extensions::delete(desk, id),
        _ => Err(errors::not_found()),
    }
}

/// Whether the caller may see the account's phones: Super admin or "configure PBX" (section 6.2).
pub fn may_see(tenant: &Tenant) -> bool {
    tenant.caller_may(&["MANAGE_ACCOUNT"])
}

/// Whether the query's `accountKey` is this account's; one that is demanded and not there is refused.
pub fn account(desk: &Handler<'_>, demanded: bool) -> Result<bool, Response> {
    match desk.call.query("accountKey") {
        Some(key) => Ok(key == desk.tenant.account.key.as_str()),
        None if demanded => Err(errors::violation("accountKey", "REQUIRED")),
        None => Ok(true),
    }
}

/// `GET /users/v1/users`.
fn users(desk: Handler<'_>) -> Answer {
    let marker = Marker::read(desk.call)?;
    if !account(&desk, false)? || !may_see(desk.tenant) {
        return Ok(nothing());
    }
    let (tenant, call) = (&*desk.tenant, desk.call);
    let after = marker.after.as_deref().map(Key::from);
    let connected =
        tenant.people.after(after.as_ref()).filter(|user| tenant.is_in_connect(user, call.now, call.number));
    let told = |user: &User| {
        let lines = lines(tenant, user);
        let id = uuid(&["pbx-user", tenant.account.key.as_str(), user.key.as_str()]);
        json!({ "userKey": user.key, "userId": id, "lines": lines })
    };
    Ok(marker.page(connected.map(|user| (user.key.to_string(), told(user)))))
}

/// `GET /users/v1/users/{userKey}/lines`; the e-mail in place of the key is deprecated and still works.
fn lines_of(desk: Handler<'_>, key: &str) -> Answer {
    let tenant = &*desk.tenant;
    let user = tenant.people.get(&Key::from(key)).or_else(|| tenant.people.by_email(key));
    let user = user.filter(|user| tenant.is_in_connect(user, desk.call.now, desk.call.number));
    let user = user.ok_or_else(errors::not_found)?;
    let own = tenant.caller().is_some_and(|caller| caller.key == user.key);
    if !own && !tenant.caller_is_super() {
        return Err(errors::not_found());
    }
    Ok(Response::json(200, &json!({ "items": lines(tenant, user) })))
}

/// `GET /users/v1/lines`: the caller's own.
fn own_lines(desk: Handler<'_>) -> Answer {
    let tenant = &*desk.tenant;
    let lines = tenant.caller().map(|user| lines(tenant, user)).unwrap_or_default();
    Ok(Response::json(200, &json!({ "items": lines })))
}

fn me(desk: &Handler<'_>) -> Response {
    let tenant = &*desk.tenant;
    let item = json!({ "accountKey": tenant.account.key, "organizationId": organization(tenant) });
    Response::json(200, &json!({ "items": [item] }))
}

/// `GET /voice-admin/v1/accounts`.
fn accounts(desk: &Handler<'_>) -> Response {
    let tenant = &*desk.tenant;
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
    json!({
        "id": extension.id,
        "name": extension.name,
        "number": extension.number,
        "primary": primary,
        "organization": { "id": organization(tenant), "name": tenant.account.name },
        "region": "US",
    })
}
