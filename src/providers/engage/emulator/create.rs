//! New people, and their invitations.

use serde_json::{Map, Value, json};

use super::Handler;
use super::account::ROLES;
use super::answers::{error, fields, not_found, tagged};
use super::file::{NamedEntry, Tenant, UserEntry};
use crate::wire::Response;
use crate::wire::emulator::Answer;

/// The fields of a new person (section 5.3).
const FIELDS: [&str; 9] = [
    "email",
    "first_name",
    "last_name",
    "webchat_name",
    "role",
    "active",
    "two_factor",
    "project_ids",
    "skill_ids",
];

/// `POST /users`: a seat is taken (E-002) and an invitation sent (E-012).
pub fn create(handler: &mut Handler<'_>) -> Answer {
    let Handler { tenant, outbox, call, .. } = handler;
    let body = fields(call, &FIELDS)?;
    let email = address(&body)?;
    let (first_name, last_name) = (required(&body, "first_name")?, required(&body, "last_name")?);
    let role = role(&body)?.ok_or_else(|| error(400, "missing_field", "a role is chosen", Some("role")))?;
    let projects = ids(&body, "project_ids", "unknown_project", &tenant.projects)?.unwrap_or_default();
    let skills = ids(&body, "skill_ids", "unknown_skill", &tenant.skills)?.unwrap_or_default();
    if tenant.users.iter().any(|user| user.email.to_lowercase() == email.to_lowercase()) {
        return Err(error(409, "email_taken", "somebody has this address", Some("email")));
    }
    if tenant.account.seats.purchased.is_some_and(|bought| tenant.seats_used() >= bought) {
        return Err(error(409, "no_seat", "all purchased seats are taken", None));
    }
    let user = UserEntry {
        id: tenant.fresh("u_"),
        first_name,
        last_name,
        role,
        active: flag(&body, "active")?.unwrap_or(true),
        accepted: false,
        two_factor: flag(&body, "two_factor")?.unwrap_or(false),
        webchat_name: webchat_name(&body)?.flatten(),
        projects,
        skills,
        open_conversations: 0,
        version: 1,
        created_at: Some(tenant.date(call.now)),
        invited_at: Some(tenant.date(call.now)),
        accepted_at: None,
        email,
    };
    outbox.push(mail(tenant, &user, call.now));
    let body = tenant.to_json(&user);
    tenant.users.push(user);
    Ok(tagged(201, &body))
}

/// `POST /users/{id}/invitation`: the same mail again.
pub fn invite_again(handler: &mut Handler<'_>, id: &str) -> Answer {
    let Handler { tenant, outbox, call, .. } = handler;
    let date = tenant.date(call.now);
    let user = tenant.user_mut(id).ok_or_else(not_found)?;
    if user.accepted {
        return Err(error(409, "already_accepted", "the invitation was accepted", None));
    }
    user.invited_at = Some(date);
    user.version += 1;
    let user = user.clone();
    outbox.push(mail(tenant, &user, call.now));
    Ok(Response::empty(202))
}

fn mail(tenant: &Tenant, user: &UserEntry, now: std::time::Duration) -> Value {
    json!({ "to": user.email, "kind": "invitation", "at": tenant.date(now), "user_id": user.id })
}

fn address(body: &Map<String, Value>) -> Result<String, Response> {
    let email = required(body, "email")?;
    match email.split_once('@') {
        Some((local, domain)) if !local.is_empty() && !domain.is_empty() => Ok(email),
        _ => Err(error(400, "invalid_value", "an e-mail address", Some("email"))),
    }
}

fn required(body: &Map<String, Value>, field: &str) -> Result<String, Response> {
    match body.get(field) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Some(Value::String(_) | Value::Null) | None => {
            Err(error(400, "missing_field", "is required", Some(field)))
        }
        Some(_) => Err(error(400, "invalid_value", "a text", Some(field))),
    }
}

/// A role, where one is written.
pub fn role(body: &Map<String, Value>) -> Result<Option<String>, Response> {
    match body.get("role") {
        None => Ok(None),
        Some(Value::String(role)) if ROLES.contains(&role.as_str()) => Ok(Some(role.clone())),
        Some(_) => Err(error(400, "invalid_role", "nobody has this role", Some("role"))),
    }
}

/// A flag, where one is written.
pub fn flag(body: &Map<String, Value>, field: &str) -> Result<Option<bool>, Response> {
    match body.get(field) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(error(400, "invalid_value", "true or false", Some(field))),
    }
}

/// The name in webchat, where it is written; `null` clears it (E-016).
pub fn webchat_name(body: &Map<String, Value>) -> Result<Option<Option<String>>, Response> {
    match body.get("webchat_name") {
        None => Ok(None),
        Some(Value::Null) => Ok(Some(None)),
        Some(Value::String(name)) => Ok(Some(Some(name.clone()).filter(|name| !name.is_empty()))),
        Some(_) => Err(error(400, "invalid_value", "a text or null", Some("webchat_name"))),
    }
}

/// A whole set of ids, where one is written; each of them is in `list` (E-036, E-038).
pub fn ids(
    body: &Map<String, Value>,
    field: &str,
    unknown: &str,
    list: &[NamedEntry],
) -> Result<Option<Vec<String>>, Response> {
    let Some(value) = body.get(field) else { return Ok(None) };
    let texts: Option<Vec<&str>> = value.as_array().and_then(|ids| ids.iter().map(Value::as_str).collect());
    let texts = texts.ok_or_else(|| error(400, "invalid_value", "a list of ids", Some(field)))?;
    let mut set: Vec<String> = Vec::new();
    for id in texts {
        if !list.iter().any(|own| own.id == id) {
            return Err(error(400, unknown, &format!("`{id}` is not there"), Some(field)));
        }
        if !set.iter().any(|own| own == id) {
            set.push(id.to_owned());
        }
    }
    Ok(Some(set))
}
