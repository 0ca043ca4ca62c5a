//! Desk phones of `voice-admin/v1` (section 6.3): read, added, and given to a person or to nobody.

use serde_json::{Value, json};

use super::super::errors::{self, connect, connect_body};
use super::super::paging::Marker;
use super::super::state::desk::{Device, mac};
use super::super::state::key::Key;
use super::super::state::{Handler, Tenant};
use super::extensions::{connect_user, may_write};
use super::{listing, may_see};
use crate::wire::emulator::{Answer, uuid};
use crate::wire::{Method, Response, encode};

/// Answers below `/voice-admin/v1/devices`.
pub fn route(handler: Handler<'_>, rest: &[&str]) -> Answer {
    match (handler.call.method, rest) {
        (Method::Get, []) => listing(&handler, &handler.tenant.desk.devices, listed),
        (Method::Post, []) => create(handler),
        // The single reading is brief: it tells neither the hardware address nor the user.
        (Method::Get, [id]) => Ok(Response::json(200, &json!({ "id": find(&handler, id)?.id }))),
        (Method::Patch, [id]) => change(handler, id),
        _ => Err(errors::not_found()),
    }
}

/// `GET /voice-admin/v1/device-models`.
pub fn models(handler: Handler<'_>) -> Answer {
    let marker = Marker::read(handler.call)?;
    let after = marker.after.as_deref().unwrap_or_default();
    let found = handler.tenant.desk.models.iter().filter(|(id, _)| id.as_str() > after);
    Ok(marker.page(found.map(|(id, own)| (id.clone(), json!({ "id": own.id, "name": own.name })))))
}

fn find<'a>(handler: &'a Handler<'_>, id: &str) -> Result<&'a Device, Response> {
    let found = handler.tenant.desk.devices.get(id).filter(|_| may_see(handler.tenant));
    found.ok_or_else(errors::not_found)
}

fn create(handler: Handler<'_>) -> Answer {
    may_write(&handler)?;
    let body = &connect_body(handler.call)?;
    if Key::of(&body["accountKey"]).as_ref() != Some(&handler.tenant.account.key) {
        return Err(connect(400, "INVALID_ACCOUNT_KEY", "The account key is unknown or invalid"));
    }
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let (Some(name), Some(model), Some(address)) = (text("name"), text("modelId"), text("macAddress")) else {
        return Err(connect(
            400,
            "MISSING_MANDATORY_FIELDS",
            "One mandatory field is missing in your request.",
        ));
    };
    if name.trim().is_empty() {
        return Err(connect(400, "INVALID_NAME", "Device name is invalid, or has invalid length."));
    }
    let malformed = || connect(400, "MALFORMED_MAC_ADDRESS", "The mac address is malformed.");
    let mac = mac(&address).ok_or_else(malformed)?;
    check_model(handler.tenant, &model)?;
    if handler.tenant.desk.by_mac(&mac).is_some() {
        let text = "The device mac address already exists for given account.";
        return Err(connect(409, "MAC_ADDRESS_EXISTS", text));
    }
    let id = uuid(&["device", handler.tenant.account.key.as_str(), &mac]);
    let device = Device { id, mac, model, name, user: None, standalone: false };
    let answer = to_json(&device);
    handler.tenant.desk.devices.insert(device.id.clone(), device);
    Ok(Response::json(201, &answer))
}

fn check_model(tenant: &Tenant, model: &str) -> Result<(), Response> {
    match tenant.desk.models.contains_key(model) {
        true => Ok(()),
        false => Err(connect(400, "INVALID_MODEL", "The model ID is invalid.")),
    }
}

/// `PATCH /voice-admin/v1/devices/{id}`: a person comes or goes alone.
fn change(handler: Handler<'_>, id: &str) -> Answer {
    may_write(&handler)?;
    let body = &connect_body(handler.call)?;
    let mut device = find(&handler, id)?.clone();
    let others = ["name", "modelId", "licenseKey"].iter().any(|name| body.get(*name).is_some());
    match body.get("assignedUserKey") {
        Some(_) if others => {
            let text = "License or user assignment must be alone in the request body";
            return Err(connect(400, "ASSIGNMENTS_MUST_BE_ALONE", text));
        }
        Some(user) => device.user = user_of(&handler, &device, user)?,
        None => {
            if let Some(model) = body["modelId"].as_str() {
                check_model(handler.tenant, model)?;
                model.clone_into(&mut device.model);
            }
            if let Some(name) = body["name"].as_str() {
                name.clone_into(&mut device.name);
            }
        }
    }
    let answer = to_json(&device);
    handler.tenant.desk.devices.insert(device.id.clone(), device);
    Ok(Response::json(200, &answer))
}

/// Whose the device is after the write. How a person is taken off one is in no page: `null`, as for an extension.
fn user_of(handler: &Handler<'_>, device: &Device, user: &Value) -> Result<Option<Key>, Response> {
    if device.standalone {
        return Err(connect(400, "INVALID_DEVICE_TYPE", "User cannot be assigned to a standalone device."));
    }
    if user.is_null() && handler.tenant.switches.device_takes_null {
        return Ok(None);
    }
    let user = connect_user(handler, Key::of(user))?;
    // A person is the primary user of one device (G-802): which one it was before is theirs no more.
    let other = |own: &&Device| own.id != device.id && own.user.as_ref() == Some(&user);
    match handler.tenant.desk.devices.values().find(other) {
        Some(_) => Err(connect(400, "INVALID_USER_KEY", "The user has a device already")),
        None => Ok(Some(user)),
    }
}

fn to_json(own: &Device) -> Value {
    let mut body = json!({ "id": own.id, "name": own.name, "modelId": own.model, "macAddress": own.mac });
    if let Some(user) = &own.user {
        encode::put(&mut body, "assignedUserKey", json!(user));
    }
    body
}

/// As the list tells it: with the name of the model.
fn listed(tenant: &Tenant, own: &Device) -> Value {
    let model = tenant.desk.models.get(&own.model).map(|model| model.name.as_str());
    let mut body = json!({ "id": own.id, "name": own.name, "modelName": model, "macAddress": own.mac });
    if let Some(user) = &own.user {
        encode::put(&mut body, "assignedUserKey", json!(user));
    }
    if tenant.switches.unknown_fields {
        encode::put(&mut body, "futureField", json!(["x"]));
    }
    body
}
