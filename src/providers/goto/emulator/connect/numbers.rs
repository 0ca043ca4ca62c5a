//! Phone numbers of `voice-admin/v1` (section 6.3): read, and routed to an extension.

use serde_json::{Value, json};

use super::super::errors::{self, connect, connect_body};
use super::super::state::desk::PhoneNumber;
use super::super::state::{Handler, Tenant};
use super::extensions::may_write;
use super::{listing, may_see, organization};
use crate::wire::emulator::Answer;
use crate::wire::{Method, Response, encode};

/// Answers below `/voice-admin/v1/phone-numbers`.
pub fn route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    match (handler.call.method, rest) {
        (Method::Get, []) => listing(&handler, &handler.tenant.desk.numbers, to_json),
        (Method::Get, [id]) => Ok(Response::json(200, &to_json(handler.tenant, find(&handler, id)?))),
        (Method::Patch, [id]) => change(handler, id),
        _ => Err(errors::not_found()),
    }
}

fn find<'a>(handler: &'a Handler<'_>, id: &str) -> Result<&'a PhoneNumber, Response> {
    let found = handler.tenant.desk.numbers.get(id).filter(|_| may_see(handler.tenant));
    found.ok_or_else(errors::not_found)
}

/// `PATCH /voice-admin/v1/phone-numbers/{id}`: `routeTo` is an extension, or `null`.
fn change(handler: Handler<'_>, id: &str) -> Answer {
    may_write(&handler)?;
    let body = &connect_body(handler.call)?;
    let mut own = find(&handler, id)?.clone();
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut own.name);
    }
    match body.get("routeTo") {
        None => {}
        Some(Value::Null) => own.to = None,
        Some(to) => own.to = Some(extension(handler.tenant, to)?),
    }
    let answer = to_json(handler.tenant, &own);
    handler.tenant.desk.numbers.insert(own.id.clone(), own);
    Ok(Response::json(200, &answer))
}

/// The id of the extension that a route names.
fn extension(tenant: &Tenant, to: &Value) -> Result<String, Response> {
    if to["type"] != "EXTENSION" {
        return Err(connect(400, "INVALID_TYPE", "The given route type is invalid"));
    }
    let id = to["id"].as_str().unwrap_or_default();
    match tenant.phones.get(id) {
        Some(own) => Ok(own.id.clone()),
        None => Err(connect(400, "INVALID_ID", "The given extension or phone number ID is invalid")),
    }
}

fn to_json(tenant: &Tenant, own: &PhoneNumber) -> Value {
    let mut body = json!({
        "id": own.id,
        "accountKey": tenant.account.key,
        "organizationId": organization(tenant),
        "number": own.number,
        "name": own.name,
        "smsEnabled": false,
    });
    if let Some(to) = &own.to {
        encode::put(&mut body, "routeTo", json!({ "id": to, "type": "EXTENSION" }));
    }
    if tenant.switches.unknown_fields {
        encode::put(&mut body, "futureField", json!(["x"]));
    }
    body
}
