//! Custom roles (section 4.6, row 21).

use serde_json::{Value, json};

use super::super::errors::{self, admin, admin_body};
use super::super::paging;
use super::super::state::answers::{NoMatch, RoleKinds};
use super::super::state::file::RoleSetEntry;
use super::super::state::key::Key;
use super::super::state::people::User;
use super::super::state::{Handler, Tenant};
use super::done;
use super::edit::{ROLES, text};
use super::effects::{Change, follow_up};
use super::users::matching;
use crate::wire::emulator::{Answer, uuid};
use crate::wire::{Response, encode};

/// `GET A/rolesets`.
pub fn list(handler: Handler<'_>) -> Answer {
    let list = handler.tenant.role_sets.values().map(|set| to_json(handler.tenant, set)).collect();
    paging::whole(handler.call, list, &handler.tenant.switches)
}

/// `POST A/rolesets`.
pub fn create(handler: Handler<'_>) -> Answer {
    let body = admin_body(handler.call)?;
    let name = text(&body, "name")?.filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| admin(400, "roleset.name.required", ""))?;
    if handler.tenant.role_sets.values().any(|set| set.name == name) {
        return Err(admin(409, "roleset.name.conflict", name));
    }
    let permissions = permissions(&body)?.unwrap_or_default();
    let id = uuid(&["roleset", handler.tenant.account.key.as_str(), &name]);
    let set = RoleSetEntry { id: Key::from(id.as_str()), name, permissions };
    let answer = to_json(handler.tenant, &set);
    handler.tenant.role_sets.insert(id, set);
    Ok(Response::json(201, &answer))
}

/// `PUT A/rolesets/{id}`.
pub fn change(handler: Handler<'_>, id: &str) -> Answer {
    let body = admin_body(handler.call)?;
    let (name, permissions) = (text(&body, "name")?, permissions(&body)?);
    let set = handler.tenant.role_sets.get_mut(id).ok_or_else(|| admin(404, "roleset.not.found", id))?;
    set.name = name.unwrap_or_else(|| set.name.clone());
    set.permissions = permissions.unwrap_or_else(|| set.permissions.clone());
    Ok(done(&handler, json!({ "id": id })))
}

/// `PUT A/rolesets/{id}/users?filter=`: gives the role to everyone who matches.
pub fn give(handler: Handler<'_>, id: &str) -> Answer {
    if !handler.tenant.role_sets.contains_key(id) {
        return Err(admin(404, "roleset.not.found", id));
    }
    let exclusive = handler.tenant.switches.role_kinds == RoleKinds::Exclusive;
    let people = selected(&handler)?;
    if let Some(user) = people.iter().find(|user| exclusive && !user.roles.is_empty()) {
        return Err(admin(409, "role.conflict", user.key.as_str()));
    }
    if !handler.tenant.caller_is_super() && people.iter().any(User::is_administrator) {
        return Err(errors::not_authorized(handler.call.path));
    }
    set(handler, people, Some(id))
}

/// `DELETE A/users/rolesets?filter=`: takes the custom role from everyone who matches.
pub fn take(handler: Handler<'_>) -> Answer {
    let people = selected(&handler)?;
    set(handler, people, None)
}

fn set(mut handler: Handler<'_>, people: Vec<User>, id: Option<&str>) -> Answer {
    let mut changes = Vec::new();
    for before in people {
        let mut after = before.clone();
        after.role_set = id.map(str::to_owned);
        if id.is_some() {
            after.roles.clear();
        }
        handler.tenant.people.set(after);
        changes.push(Change { key: before.key.clone(), before: Some(before), made: false });
    }
    follow_up(&mut handler, &changes, None);
    Ok(done(&handler, json!({})))
}

/// Who the filter in the query means. Without one nobody is: a missing filter must never mean everyone.
fn selected(handler: &Handler<'_>) -> Result<Vec<User>, Response> {
    let text = handler.call.query("filter").ok_or_else(|| admin(400, "filter.invalid", ""))?;
    let keys = matching(handler.tenant, text)?;
    if keys.is_empty() && handler.tenant.switches.no_match == NoMatch::NotFound {
        return Err(admin(404, "user.not.found", text));
    }
    Ok(keys.iter().filter_map(|key| handler.tenant.people.get(key)).cloned().collect())
}

fn to_json(tenant: &Tenant, set: &RoleSetEntry) -> Value {
    let holds = |user: &&User| user.role_set.as_deref() == Some(set.id.as_str());
    let count = tenant.people.iter().filter(holds).count();
    let mut body = json!({ "id": set.id.as_str(), "name": set.name });
    if tenant.switches.role_set_permissions {
        encode::put(&mut body, "permissions", json!(set.permissions));
    }
    encode::put(&mut body, "userCount", json!(count));
    body
}

fn permissions(body: &Value) -> Result<Option<Vec<String>>, Response> {
    let list = match &body["permissions"] {
        Value::Null => return Ok(None),
        Value::Array(list) => list,
        _ => return Err(admin(400, "permissions.invalid", "")),
    };
    let known = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        let good = ROLES.contains(&name);
        if good { Ok(name.to_owned()) } else { Err(admin(400, "role.invalid", name)) }
    };
    list.iter().map(known).collect::<Result<_, _>>().map(Some)
}
