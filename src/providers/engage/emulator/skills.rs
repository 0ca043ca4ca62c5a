//! The list of skills.

use serde_json::Value;

use super::Handler;
use super::answers::{check_version, error, fields, not_found, tagged};
use super::file::NamedEntry;
use super::lists::skill;
use crate::wire::Response;
use crate::wire::emulator::Answer;

/// The longest name, in characters.
const LONGEST: usize = 80;

/// `POST /skills`.
pub fn create(handler: &mut Handler<'_>) -> Answer {
    let name = name(handler, None)?;
    let made = NamedEntry { id: handler.tenant.fresh("s_"), name, version: 1 };
    let body = skill(&made);
    handler.tenant.skills.push(made);
    Ok(tagged(201, &body))
}

/// `PATCH /skills/{id}`: the name changes, the id stays (E-042).
pub fn rename(handler: &mut Handler<'_>, id: &str) -> Answer {
    check_version(handler.call, find(handler, id)?.version)?;
    let name = name(handler, Some(id))?;
    let own = handler.tenant.skills.iter_mut().find(|own| own.id == id).ok_or_else(not_found)?;
    own.name = name;
    own.version += 1;
    Ok(tagged(200, &skill(own)))
}

/// `DELETE /skills/{id}`: not while somebody holds it (E-042).
pub fn delete(handler: &mut Handler<'_>, id: &str) -> Answer {
    check_version(handler.call, find(handler, id)?.version)?;
    if handler.tenant.users.iter().any(|user| user.skills.iter().any(|own| own == id)) {
        return Err(error(409, "skill_in_use", "somebody holds the skill", None));
    }
    handler.tenant.skills.retain(|own| own.id != id);
    Ok(Response::empty(204))
}

fn find<'h>(handler: &'h Handler<'_>, id: &str) -> Result<&'h NamedEntry, Response> {
    handler.tenant.skills.iter().find(|own| own.id == id).ok_or_else(not_found)
}

/// The name that is written, unless another skill has it, whatever the case of its letters.
fn name(handler: &Handler<'_>, id: Option<&str>) -> Result<String, Response> {
    let body = fields(handler.call, &["name"])?;
    let name = body.get("name").and_then(Value::as_str).map(str::trim).unwrap_or_default();
    if !(1..=LONGEST).contains(&name.chars().count()) {
        return Err(error(400, "invalid_value", "1 to 80 characters", Some("name")));
    }
    let same = |own: &&NamedEntry| own.name.to_lowercase() == name.to_lowercase() && Some(&*own.id) != id;
    match handler.tenant.skills.iter().find(same) {
        Some(_) => Err(error(409, "skill_exists", "the list has this skill", Some("name"))),
        None => Ok(name.to_owned()),
    }
}
