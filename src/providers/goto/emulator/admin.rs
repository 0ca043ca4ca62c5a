//! The Admin API: what each path and method leads to (section 4.2 of the fact sheet).

use serde_json::{Value, json};

use super::errors::{self, Answer};
use super::key::Key;
use super::plane::check_account;
use super::user_json::Words;
use super::user_write as write;
use super::{Handler, create, groups, licenses, rolesets, users};
use crate::wire::{Method, Response};

/// Answers a request to the Admin host.
pub fn route(desk: Handler<'_>) -> Answer {
    let call = desk.call;
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    let ["admin", "rest", "v1", rest @ ..] = segments.as_slice() else { return Err(errors::unrouted()) };
    match rest {
        ["me"] if call.method == Method::Get => Ok(me(&desk)),
        ["accounts", account, rest @ ..] => {
            check_account(desk.tenant, account, call.path)?;
            account_route(desk, rest)
        }
        _ => Err(errors::unrouted()),
    }
}

fn account_route(desk: Handler<'_>, rest: &[&str]) -> Answer {
    match (desk.call.method, rest) {
        (Method::Get, []) => may(&desk, &[]).map(|()| account(&desk)),
        (_, ["users", ..]) => users_route(desk, &rest[1..]),
        (_, ["groups", ..]) => groups_route(desk, &rest[1..]),
        (_, ["rolesets", ..]) => rolesets_route(desk, &rest[1..]),
        (Method::Get, ["licenses"]) => may(&desk, &[]).and_then(|()| licenses::list(desk)),
        (_, ["attributes" | "templates"]) => Err(errors::admin(404, "not.found", "")),
        _ => Err(errors::unrouted()),
    }
}

fn users_route(desk: Handler<'_>, rest: &[&str]) -> Answer {
    match (desk.call.method, rest) {
        (Method::Get, []) => may(&desk, &[]).and_then(|()| users::list(desk)),
        (Method::Post, []) => may(&desk, &["MANAGE_USERS"]).and_then(|()| create::create(desk)),
        (Method::Delete, ["rolesets"]) => may(&desk, &["SUPER_USER"]).and_then(|()| rolesets::take(desk)),
        (Method::Get, [key]) => {
            may(&desk, &[])?;
            let key = one_key(&desk, key)?;
            users::one(desk, &key)
        }
        (Method::Put, [keys]) => {
            may(&desk, &["MANAGE_USERS", "MANAGE_SEATS"])?;
            let keys = many_keys(&desk, keys)?;
            write::update(desk, &keys)
        }
        (Method::Delete, [keys]) => {
            may(&desk, &["MANAGE_USERS"])?;
            let keys = many_keys(&desk, keys)?;
            write::delete(desk, &keys)
        }
        (Method::Delete, [key, "groups"]) => {
            may(&desk, &["MANAGE_USERS", "MANAGE_GROUPS"])?;
            let key = one_key(&desk, key)?;
            groups::leave(desk, &key)
        }
        (Method::Put | Method::Delete, [key, "licenses", license]) if desk.tenant.switches.license_paths => {
            may(&desk, &["MANAGE_USERS", "MANAGE_SEATS"])?;
            let key = one_key(&desk, key)?;
            write::one_license(desk, &key, &Key::from(*license))
        }
        _ => Err(errors::unrouted()),
    }
}

fn groups_route(desk: Handler<'_>, rest: &[&str]) -> Answer {
    let right = if desk.call.method == Method::Get { &[][..] } else { &["MANAGE_GROUPS"] };
    may(&desk, right)?;
    match (desk.call.method, rest) {
        (Method::Get, []) => groups::list(desk),
        (Method::Post, []) => groups::create(desk),
        (Method::Get, [group]) => groups::one(desk, &Key::from(*group)),
        (Method::Put, [group]) => groups::rename(desk, &Key::from(*group)),
        (Method::Delete, [group]) => groups::delete(desk, &Key::from(*group)),
        (Method::Put, [group, "users", key]) => {
            let key = one_key(&desk, key)?;
            groups::join(desk, &Key::from(*group), &key)
        }
        _ => Err(errors::unrouted()),
    }
}

fn rolesets_route(desk: Handler<'_>, rest: &[&str]) -> Answer {
    let right = if desk.call.method == Method::Get { &[][..] } else { &["SUPER_USER"] };
    may(&desk, right)?;
    match (desk.call.method, rest) {
        (Method::Get, []) => rolesets::list(desk),
        (Method::Post, []) => rolesets::create(desk),
        (Method::Put, [id]) => rolesets::change(desk, id),
        (Method::Put, [id, "users"]) => rolesets::give(desk, id),
        _ => Err(errors::unrouted()),
    }
}

/// Whether the caller may do what one of `permissions` allows; none named means any administrator.
fn may(desk: &Handler<'_>, permissions: &[&str]) -> Result<(), Response> {
    let listed: Vec<&str> = match permissions {
        // A Super admin may do it all; an Admin all but what is a Super admin's own (section 5.2).
        [] | ["SUPER_USER"] => permissions.to_vec(),
        others => others.iter().copied().chain(["MANAGE_ACCOUNT"]).collect(),
    };
    if desk.tenant.caller_may(&listed) { Ok(()) } else { Err(errors::not_authorized(desk.call.path)) }
}

/// A user key in the path; what is no number gets what row 29 says.
fn one_key(desk: &Handler<'_>, text: &str) -> Result<Key, Response> {
    let key = Key::from(text);
    if key.is_number() {
        return Ok(key);
    }
    match desk.tenant.switches.odd_key {
        super::answers::OddKey::BadGateway => Err(errors::html(502)),
        super::answers::OddKey::NotFound => Err(errors::admin(404, "user.not.found", text)),
    }
}

/// Several keys with commas between them, as many as row 14 allows.
fn many_keys(desk: &Handler<'_>, text: &str) -> Result<Vec<Key>, Response> {
    let mut keys: Vec<Key> = Vec::new();
    for part in text.split(',') {
        let key = one_key(desk, part)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let most = desk.tenant.switches.bulk_keys;
    if keys.len() > most {
        return Err(errors::admin(400, "too.many.keys", most.to_string()));
    }
    Ok(keys)
}

/// The success of a PUT or DELETE (row 16).
pub fn done(desk: &Handler<'_>, body: Value) -> Response {
    match desk.tenant.switches.write_status {
        super::answers::WriteStatus::NoContent => Response::empty(204),
        super::answers::WriteStatus::Ok => Response::json(200, &body),
    }
}

fn me(desk: &Handler<'_>) -> Response {
    let tenant = &*desk.tenant;
    let words = Words::of(tenant);
    let account = json!({ "key": words.key(&tenant.account.key), "name": tenant.account.name });
    let Some(user) = tenant.caller() else {
        let email = tenant.caller.as_deref().unwrap_or_default();
        return Response::json(
            200,
            &json!({
                "key": words.key(&Key::from("1")), "accountKey": words.key(&tenant.account.key), "email": email,
                "orgAdmin": false, "adminRoles": ["SUPER_USER", "MANAGE_ACCOUNT"], "accounts": [account],
            }),
        );
    };
    let mut body = json!({
        "key": words.key(&user.key),
        "accountKey": words.key(&tenant.account.key),
        "email": user.email,
        "firstName": user.first_name,
        "lastName": user.last_name,
        "orgAdmin": false,
    });
    words.list(&mut body, "adminRoles", user.roles.iter().map(|role| json!(role)));
    words.list(&mut body, "roleSets", user.role_set.iter().map(|id| json!(id)));
    words.list(&mut body, "products", words.products(user));
    body["accounts"] = json!([account]);
    Response::json(200, &body)
}

fn account(desk: &Handler<'_>) -> Response {
    let tenant = &*desk.tenant;
    let key = Words::of(tenant).key(&tenant.account.key);
    Response::json(200, &json!({ "key": key, "name": tenant.account.name }))
}
