//! Call queues as `voice-admin/v1` shows them: read-only (section 6.4, rows 2 and 3).

use serde_json::{Value, json};

use super::super::errors;
use super::super::paging::{Marker, nothing};
use super::super::state::answers::{QueueNumber, QueueUsers};
use super::super::state::file::{QueueEntry, QueueKind};
use super::super::state::key::Key;
use super::super::state::people::{QueueRole, User};
use super::super::state::{Handler, Tenant};
use super::{account, may_see, organization};
use crate::wire::emulator::Answer;
use crate::wire::{Response, encode};

/// `GET /voice-admin/v1/call-queues?accountKey=`.
pub fn list(handler: Handler<'_>) -> Answer {
    let marker = Marker::read(handler.call)?;
    if !account(&handler, true)? || !may_see(handler.tenant) {
        return Ok(nothing());
    }
    let tenant = &*handler.tenant;
    let after = marker.after.as_deref().unwrap_or_default();
    let found = tenant.queues_of(Some(QueueKind::Call)).filter(|(id, _)| id.as_str() > after);
    Ok(marker.page(found.map(|(id, queue)| (id.clone(), to_json(tenant, id, queue)))))
}

/// `GET /voice-admin/v1/call-queues/{id}`.
pub fn one(handler: Handler<'_>, id: &str) -> Answer {
    let queue = call_queue(handler.tenant, id)?;
    Ok(Response::json(200, &to_json(handler.tenant, id, queue)))
}

/// `GET /voice-admin/v1/call-queues/{id}/users`.
pub fn users(handler: Handler<'_>, id: &str) -> Answer {
    let marker = Marker::read(handler.call)?;
    let tenant = &*handler.tenant;
    call_queue(tenant, id)?;
    let listing = tenant.switches.queue_user_items;
    let listed = |user: &&User| match listing {
        QueueUsers::LoggedIn => false,
        QueueUsers::Everyone => true,
        QueueUsers::Agents | QueueUsers::KeysOnly => {
            user.queues.get(id).is_some_and(|roles| roles.contains(&QueueRole::Agent))
        }
    };
    let after = marker.after.as_deref().map(Key::from);
    let people = in_queue(tenant, id, after.as_ref()).filter(listed);
    Ok(marker.page(people.map(|user| (user.key.to_string(), item(tenant, user, listing)))))
}

/// Everyone in a queue whose key is greater than `after`, by key; also deleted people who were left in it
/// (U-02).
pub fn in_queue<'a>(
    tenant: &'a Tenant,
    id: &'a str,
    after: Option<&'a Key>,
) -> Box<dyn Iterator<Item = &'a User> + 'a> {
    let ghost = |user: &&User| user.queues.contains_key(id) && after.is_none_or(|after| user.key > *after);
    let ghosts: Vec<&User> = tenant.deleted.values().filter(ghost).collect();
    let people = tenant.people.queued_after(id, after);
    if ghosts.is_empty() {
        return Box::new(people);
    }
    let mut all: Vec<&User> = people.chain(ghosts).collect();
    all.sort_by(|a, b| a.key.cmp(&b.key));
    Box::new(all.into_iter())
}

/// The person with this key, where they are in the queue.
pub fn member<'a>(tenant: &'a Tenant, id: &str, key: &Key) -> Option<&'a User> {
    let ghosts = tenant.deleted.values().filter(|user| user.key == *key);
    tenant.people.get(key).into_iter().chain(ghosts).find(|user| user.queues.contains_key(id))
}

fn call_queue<'a>(tenant: &'a Tenant, id: &str) -> Result<&'a QueueEntry, Response> {
    let found = tenant.queues.get(id).filter(|queue| queue.kind == QueueKind::Call && may_see(tenant));
    found.ok_or_else(errors::not_found)
}

fn item(tenant: &Tenant, user: &User, listing: QueueUsers) -> Value {
    let extension = tenant.phones.primary_of(&user.key);
    match (listing, extension) {
        (QueueUsers::KeysOnly, _) | (_, None) => json!({ "userKey": user.key }),
        (_, Some(extension)) => json!({ "userKey": user.key, "extensionId": extension.id }),
    }
}

fn to_json(tenant: &Tenant, id: &str, queue: &QueueEntry) -> Value {
    let mut body = json!({
        "id": id,
        "accountKey": tenant.account.key,
        "organizationId": organization(tenant),
        "name": queue.name,
        "type": "BASIC",
    });
    if let Some(number) = &queue.extension {
        let field = match tenant.switches.queue_number_field {
            QueueNumber::ExtensionNumber => "extensionNumber",
            QueueNumber::Number => "number",
        };
        encode::put(&mut body, field, json!(number));
    }
    body
}
