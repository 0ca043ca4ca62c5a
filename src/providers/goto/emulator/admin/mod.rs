//! The Admin API: what each path and method leads to (section 4.2 of the fact sheet).

pub mod create;
pub mod edit;
pub mod effects;
pub mod filter;
pub mod groups;
pub mod licenses;
pub mod rolesets;
pub mod spelling;
pub mod users;
pub mod write;

use serde_json::{Value, json};

use super::errors;
use super::host::check_account;
use super::state::Handler;
use super::state::key::Key;
use crate::wire::emulator::Answer;
use crate::wire::{Method, Response, encode};
use spelling::Spelling;

/// Answers a request to the Admin host.
pub fn route(handler: Handler<'_>) -> Answer {
    let call = handler.call;
    let path = call.below("/admin/rest/v1").ok_or_else(errors::unrouted)?;
    match path.as_slice() {
        ["me"] if call.method == Method::Get => Ok(me(&handler)),
        ["accounts", account, rest @ ..] => {
            check_account(handler.tenant, account, call.path)?;
            account_route(handler, rest)
        }
        _ => Err(errors::unrouted()),
    }
}

fn account_route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    match (handler.call.method, rest) {
        (Method::Get, []) => may(&handler, &[]).map(|()| account(&handler)),
        (_, ["users", rest @ ..]) => users_route(handler, rest),
        (_, ["groups", rest @ ..]) => groups_route(handler, rest),
        (_, ["rolesets", rest @ ..]) => rolesets_route(handler, rest),
        (Method::Get, ["licenses"]) => may(&handler, &[]).and_then(|()| licenses::list(handler)),
        (_, ["attributes" | "templates"]) => Err(errors::admin(404, "not.found", "")),
        _ => Err(errors::unrouted()),
    }
}

fn users_route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    match (handler.call.method, rest) {
        (Method::Get, []) => may(&handler, &[]).and_then(|()| users::list(handler)),
        (Method::Post, []) => may(&handler, &["MANAGE_USERS"]).and_then(|()| create::create(handler)),
        (Method::Delete, ["rolesets"]) => {
            may(&handler, role_set_right(&handler)).and_then(|()| rolesets::take(handler))
        }
        (Method::Get, [key]) => {
            may(&handler, &[])?;
            let key = one_key(&handler, key)?;
            users::one(handler, &key)
        }
        (Method::Put, [keys]) => {
            may(&handler, &["MANAGE_USERS", "MANAGE_SEATS"])?;
            let keys = many_keys(&handler, keys)?;
            write::update(handler, &keys)
        }
        (Method::Delete, [keys]) => {
            may(&handler, &["MANAGE_USERS"])?;
            let keys = many_keys(&handler, keys)?;
            write::delete(handler, &keys)
        }
        (Method::Delete, [key, "groups"]) => {
            may(&handler, &["MANAGE_USERS", "MANAGE_GROUPS"])?;
            let key = one_key(&handler, key)?;
            groups::leave(handler, &key)
        }
        (Method::Put | Method::Delete, [key, "licenses", license])
            if handler.tenant.switches.license_paths =>
        {
            may(&handler, &["MANAGE_USERS", "MANAGE_SEATS"])?;
            let key = one_key(&handler, key)?;
            write::one_license(handler, &key, &Key::from(*license))
        }
        _ => Err(errors::unrouted()),
    }
}

fn groups_route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    let right = if handler.call.method == Method::Get { &[][..] } else { &["MANAGE_GROUPS"] };
    may(&handler, right)?;
    match (handler.call.method, rest) {
        (Method::Get, []) => groups::list(handler),
        (Method::Post, []) => groups::create(handler),
        (Method::Get, [group]) => groups::one(handler, &Key::from(*group)),
        (Method::Put, [group]) => groups::rename(handler, &Key::from(*group)),
        (Method::Delete, [group]) => groups::delete(handler, &Key::from(*group)),
        (Method::Put, [group, "users", key]) => {
            let key = one_key(&handler, key)?;
            groups::join(handler, &Key::from(*group), &key)
        }
        _ => Err(errors::unrouted()),
    }
}

fn rolesets_route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    let right = if handler.call.method == Method::Get { &[][..] } else { role_set_right(&handler) };
    may(&handler, right)?;
    match (handler.call.method, rest) {
        (Method::Get, []) => rolesets::list(handler),
        (Method::Post, []) => rolesets::create(handler),
        (Method::Put, [id]) => rolesets::change(handler, id),
        (Method::Put, [id, "users"]) => rolesets::give(handler, id),
        _ => Err(errors::unrouted()),
    }
}

/// What it takes to write custom roles (C-01).
fn role_set_right(handler: &Handler<'_>) -> &'static [&'static str] {
    match handler.tenant.switches.role_set_right {
        super::state::answers::RoleSetRight::SuperAdmin => &["SUPER_USER"],
        super::state::answers::RoleSetRight::Admin => &["MANAGE_USERS"],
    }
}

/// Whether the caller may do what one of `permissions` allows; none named means any administrator.
fn may(handler: &Handler<'_>, permissions: &[&str]) -> Result<(), Response> {
    let listed: Vec<&str> = match permissions {
        // A Super admin may do it all; an Admin all but what is a Super admin's own (section 5.2).
        [] | ["SUPER_USER"] => permissions.to_vec(),
        others => others.iter().copied().chain(["MANAGE_ACCOUNT"]).collect(),
    };
    if handler.tenant.caller_may(&listed) { Ok(()) } else { Err(errors::not_authorized(handler.call.path)) }
}

/// A user key in the path; what is no number gets what row 29 says.
fn one_key(handler: &Handler<'_>, text: &str) -> Result<Key, Response> {
    let key = Key::from(text);
    if key.is_number() {
        return Ok(key);
    }
    match handler.tenant.switches.odd_key {
        super::state::answers::OddKey::BadGateway => Err(errors::html(502)),
        super::state::answers::OddKey::NotFound => Err(errors::admin(404, "user.not.found", text)),
    }
}

/// Several keys with commas between them, as many as row 14 allows.
fn many_keys(handler: &Handler<'_>, text: &str) -> Result<Vec<Key>, Response> {
    let mut keys: Vec<Key> = Vec::new();
    for part in text.split(',') {
        let key = one_key(handler, part)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let most = handler.tenant.switches.bulk_keys;
    if keys.len() > most {
        return Err(errors::admin(400, "too.many.keys", most.to_string()));
    }
    Ok(keys)
}

/// The success of a PUT or DELETE (row 16).
pub fn done(handler: &Handler<'_>, body: Value) -> Response {
    match handler.tenant.switches.write_status {
        super::state::answers::WriteStatus::NoContent => Response::empty(204),
        super::state::answers::WriteStatus::Ok => Response::json(200, &body),
    }
}

fn me(handler: &Handler<'_>) -> Response {
    let tenant = &*handler.tenant;
    let spelling = Spelling::of(tenant);
    let account = json!({ "key": spelling.key(&tenant.account.key), "name": tenant.account.name });
    let Some(user) = tenant.caller() else {
        let email = tenant.caller.as_deref().unwrap_or_default();
        return Response::json(
            200,
            &json!({
                "key": spelling.key(&Key::from("1")), "accountKey": spelling.key(&tenant.account.key), "email": email,
                "orgAdmin": false, "adminRoles": ["SUPER_USER", "MANAGE_ACCOUNT"], "accounts": [account],
            }),
        );
    };
    let mut body = json!({
        "key": spelling.key(&user.key),
        "accountKey": spelling.key(&tenant.account.key),
        "email": user.email,
        "firstName": user.first_name,
        "lastName": user.last_name,
        "orgAdmin": false,
    });
    spelling.list(&mut body, "adminRoles", user.roles.iter().map(|role| json!(role)));
    spelling.list(&mut body, "roleSets", user.role_set.iter().map(|id| json!(id)));
    spelling.list(&mut body, "products", spelling.products(user));
    encode::put(&mut body, "accounts", json!([account]));
    Response::json(200, &body)
}

fn account(handler: &Handler<'_>) -> Response {
    let tenant = &*handler.tenant;
    let key = Spelling::of(tenant).key(&tenant.account.key);
    Response::json(200, &json!({ "key": key, "name": tenant.account.name }))
}
