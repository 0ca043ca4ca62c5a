//! Open conversations: who has how many, and handing them over (E-027); and what is no part of the contract.

use serde_json::{Value, json};

use super::answers::{error, fields, not_found};
use super::file::UserEntry;
use super::{Handler, OUTSIDE};
use crate::wire::emulator::Answer;
use crate::wire::{Method, Response};

/// `GET /users/{id}/conversations`.
pub fn list(handler: &Handler<'_>, id: &str) -> Answer {
    let user = handler.tenant.user(id).ok_or_else(not_found)?;
    let count = match handler.call.query("state") {
        None | Some("open") => user.open_conversations,
        Some(_) => return Err(error(400, "invalid_value", "open", Some("state"))),
    };
    let one = |number: u64| json!({ "id": format!("c_{id}_{number}"), "state": "open", "assigned_to": id });
    let items: Vec<Value> = (1..=count.min(100)).map(one).collect();
    Ok(Response::json(200, &json!({ "items": items, "count": count })))
}

/// `POST /users/{id}/conversations/reassign`: all open ones, to a person or to nobody.
pub fn reassign(handler: &mut Handler<'_>, id: &str) -> Answer {
    let from = handler.tenant.user(id).ok_or_else(not_found)?;
    let body = fields(handler.call, &["to_user_id", "to"])?;
    let moved = from.open_conversations;
    match (body.get("to_user_id"), body.get("to").and_then(Value::as_str)) {
        (None, Some("unassigned")) => handler.tenant.unassigned_conversations += moved,
        (Some(Value::String(to)), None) => {
            let unknown = || error(400, "unknown_user", "there is nobody of this id", Some("to_user_id"));
            let next = handler.tenant.user(to).ok_or_else(unknown)?;
            may_take_over(from, next)?;
            if to == id {
                return Ok(Response::json(200, &json!({ "moved": 0 })));
            }
            if let Some(next) = handler.tenant.user_mut(to) {
                next.open_conversations += moved;
            }
        }
        _ => return Err(error(400, "invalid_value", "`to_user_id`, or `to: unassigned`", None)),
    }
    if let Some(from) = handler.tenant.user_mut(id) {
        from.open_conversations = 0;
    }
    Ok(Response::json(200, &json!({ "moved": moved })))
}

fn may_take_over(from: &UserEntry, to: &UserEntry) -> Result<(), Response> {
    if !to.active {
        return Err(error(409, "target_inactive", "who shall take over is inactive", Some("to_user_id")));
    }
    let shared = from.projects.is_empty() || from.projects.iter().any(|own| to.projects.contains(own));
    if !shared {
        let text = "who shall take over is in none of the projects";
        return Err(error(400, "target_not_in_project", text, Some("to_user_id")));
    }
    Ok(())
}

/// What customers and invited people do, which no contract needs to say.
pub fn outside(handler: &mut Handler<'_>) -> Answer {
    let call = handler.call;
    let Some(route) = call.below(OUTSIDE) else { return Err(not_found()) };
    match (call.method, route.as_slice()) {
        (Method::Post, ["conversations"]) => Ok(arrive(handler)),
        (Method::Post, ["users", id, "accept"]) => {
            let date = handler.tenant.date(handler.call.now);
            let user = handler.tenant.user_mut(id).ok_or_else(not_found)?;
            (user.accepted, user.accepted_at) = (true, Some(date));
            user.version += 1;
            Ok(Response::empty(204))
        }
        _ => Err(not_found()),
    }
}

/// A customer writes: the conversation goes to the active person with the fewest, or waits where nobody is active
/// who gets conversations. Nobody inactive gets one (C-1).
fn arrive(handler: &mut Handler<'_>) -> Response {
    let available = |user: &&mut UserEntry| user.active && user.accepted && user.role != "editor";
    let least = handler.tenant.users.iter_mut().filter(available).min_by_key(|user| user.open_conversations);
    let assigned = least.map(|user| {
        user.open_conversations += 1;
        user.id.clone()
    });
    if assigned.is_none() {
        handler.tenant.unassigned_conversations += 1;
    }
    Response::json(201, &json!({ "assigned_to": assigned }))
}
