//! One person: read, written in part, deleted; and the one field of the account that can be written.

use serde_json::{Map, Value};

use super::Handler;
use super::answers::{check_version, error, fields, not_found, tagged};
use super::create::{flag, ids, role, webchat_name};
use super::file::{Tenant, UserEntry};
use crate::wire::Response;
use crate::wire::emulator::Answer;

/// The fields that can be written.
const FIELDS: [&str; 6] = ["active", "role", "project_ids", "skill_ids", "webchat_name", "two_factor"];
/// The fields that never change (E-018, E-019).
const IMMUTABLE: [&str; 3] = ["first_name", "last_name", "email"];

/// `PATCH /account`.
pub fn patch_account(handler: &mut Handler<'_>) -> Answer {
    let body = fields(handler.call, &["two_factor_required"])?;
    if let Some(required) = flag(&body, "two_factor_required")? {
        handler.tenant.account.two_factor_required = required;
    }
    Ok(handler.tenant.account_answer())
}

/// `GET /users/{id}`.
pub fn one(handler: &Handler<'_>, id: &str) -> Answer {
    let user = handler.tenant.user(id).ok_or_else(not_found)?;
    Ok(tagged(200, &handler.tenant.to_json(user)))
}

/// `PATCH /users/{id}`: all of it or nothing.
pub fn patch(handler: &mut Handler<'_>, id: &str) -> Answer {
    let user = handler.tenant.user(id).ok_or_else(not_found)?;
    let known: Vec<&str> = FIELDS.into_iter().chain(IMMUTABLE).collect();
    let body = fields(handler.call, &known)?;
    if let Some(field) = IMMUTABLE.into_iter().find(|field| body.contains_key(*field)) {
        return Err(error(400, "immutable_field", "it never changes", Some(field)));
    }
    check_version(handler.call, user.version)?;
    let mut after = changed(handler.tenant, user, &body)?;
    let stays = after.active && after.role == "administrator";
    if !stays && handler.tenant.is_last_administrator(user) {
        return Err(last_administrator());
    }
    after.version += 1;
    let answer = tagged(200, &handler.tenant.to_json(&after));
    if let Some(user) = handler.tenant.user_mut(id) {
        *user = after;
    }
    Ok(answer)
}

fn changed(tenant: &Tenant, user: &UserEntry, body: &Map<String, Value>) -> Result<UserEntry, Response> {
    let mut after = user.clone();
    after.active = flag(body, "active")?.unwrap_or(after.active);
    after.two_factor = flag(body, "two_factor")?.unwrap_or(after.two_factor);
    after.role = role(body)?.unwrap_or(after.role);
    after.webchat_name = webchat_name(body)?.unwrap_or(after.webchat_name);
    after.projects = ids(body, "project_ids", "unknown_project", &tenant.projects)?.unwrap_or(after.projects);
    after.skills = ids(body, "skill_ids", "unknown_skill", &tenant.skills)?.unwrap_or(after.skills);
    Ok(after)
}

/// `DELETE /users/{id}`: for good; the seat is free (E-005, E-006).
pub fn delete(handler: &mut Handler<'_>, id: &str) -> Answer {
    let user = handler.tenant.user(id).ok_or_else(not_found)?;
    check_version(handler.call, user.version)?;
    if handler.tenant.is_last_administrator(user) {
        return Err(last_administrator());
    }
    let open = user.open_conversations;
    if open > 0 && handler.call.query("force") != Some("true") {
        return Err(error(409, "open_conversations", "conversations are open", None));
    }
    handler.tenant.users.retain(|own| own.id != id);
    // What becomes of them is not documented (C-7): here they wait for somebody to assign them.
    handler.tenant.unassigned_conversations += open;
    Ok(Response::empty(204))
}

fn last_administrator() -> Response {
    error(409, "last_administrator", "the last active administrator stays one", None)
}
