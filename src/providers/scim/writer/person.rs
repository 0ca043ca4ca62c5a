//! One person's own resource, and its end.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::super::api::{Refusal, USERS, id};
use super::super::calls::was_active;
use super::super::catalogue::{LICENSE, MANAGER, ROLE, USER};
use super::super::convert;
use super::super::reader::person as find_person;
use super::aims::{Aims, Edit};
use super::{StepContext, missing, told, user_id};
use crate::model::{Action, ErrorKind, VendorError, folded};

/// Writes what differs from the aims.
pub async fn patch(context: &StepContext<'_>) -> Result<(), VendorError> {
    let key = context.part("user")?;
    let Some(id) = id_of(context, key).await? else {
        return if context.only_removes() { Ok(()) } else { Err(missing("user", key)) };
    };
    settle(context, key, &id).await
}

/// The id of the person: the one that was planned with, the one behind the name of then or of now.
async fn id_of(context: &StepContext<'_>, key: &str) -> Result<Option<Arc<str>>, VendorError> {
    if let Some(id) = context.changes().find_map(|change| told(change, "user_id")) {
        return Ok(Some(id.into()));
    }
    let before = context.changes().filter(|change| change.addr.kind == USER);
    let before = before.filter_map(|change| change.before.as_ref()?.text("user_name")).next();
    for name in before.into_iter().chain([key]) {
        if let Some(user) = find_person(context.session, context.facts, &folded(name)).await? {
            return Ok(id(&user).map(Arc::from));
        }
    }
    Ok(None)
}

/// Brings a person to the aims of the step. A stale version is read again and tried once more (S-34): what was written
/// meanwhile is then known and kept.
pub async fn settle(context: &StepContext<'_>, key: &str, id: &str) -> Result<(), VendorError> {
    let mut aims = Aims::of(context.changes());
    if let Some(manager) = manager(context).await? {
        aims.manager = Some(Some(manager));
    }
    let mut attempt = 0;
    loop {
        attempt += 1;
        let Some(live) = context.session.api.one(USERS, id).await? else {
            return if context.only_removes() { Ok(()) } else { Err(missing("user", key)) };
        };
        let mut shown = BTreeMap::new();
        convert::resources(&live, &key.into(), &context.session.settings, &|_| None, &mut shown);
        context.work.agree(|addr| [LICENSE, ROLE].contains(&addr.kind), |addr| shown.contains_key(addr))?;
        let edits = aims.edits(&live, &context.session.settings);
        if edits.is_empty() {
            return Ok(());
        }
        match send(context, id, &live, &edits).await {
            Err(refused) if refused.status == 412 && attempt == 1 => {}
            Err(refused) => return Err(refused.error),
            Ok(answer) => return accept(context, &aims, &live, answer.as_ref()),
        }
    }
}

/// By PATCH where the service takes it, else by PUT of all that was read (S-27).
async fn send(
    context: &StepContext<'_>,
    id: &str,
    live: &Json,
    edits: &[Edit],
) -> Result<Option<Json>, Refusal> {
    let version = context.version(live);
    if context.facts.patch {
        let operations: Vec<Json> = edits.iter().map(|edit| edit.operation.clone()).collect();
        return context.session.api.patch((USERS, id), &operations, version.as_deref()).await;
    }
    let mut whole = live.clone();
    edits.iter().for_each(|edit| edit.put(&mut whole));
    context.session.api.put((USERS, id), &whole, version.as_deref()).await
}

/// Looks at the answer, where it is the resource (S-28).
fn accept(
    context: &StepContext<'_>,
    aims: &Aims<'_>,
    live: &Json,
    answer: Option<&Json>,
) -> Result<(), VendorError> {
    let renamed = context.changes().find_map(|change| change.after.as_ref()?.text("user_name"));
    if let (Some(name), Some(id)) = (renamed, id(live)) {
        context.session.directory.with(|known| known.users.put(folded(name), &*id));
    }
    match answer.and_then(|answer| aims.unlike(live, answer)) {
        Some(text) => {
            Err(VendorError::new(ErrorKind::Invalid, format!("{text}: write it so in the roster (S-28)")))
        }
        None => Ok(()),
    }
}

/// The id of the manager who shall be named, where the step names one.
async fn manager(context: &StepContext<'_>) -> Result<Option<String>, VendorError> {
    let mut named =
        context.changes().filter(|change| change.addr.kind == MANAGER && change.action != Action::Delete);
    let Some(change) = named.next() else { return Ok(None) };
    let name = change.after.as_ref().and_then(|after| after.text("manager")).unwrap_or_default();
    if let Some(known) = change.after.as_ref().and_then(|after| after.text("manager_id")) {
        return Ok(Some(known.to_owned()));
    }
    let found = user_id(context, name).await?;
    Ok(Some(found.ok_or_else(|| missing("manager", name))?))
}

/// Deletes a person; one who is not there is gone already. Never somebody who is active, unless the plan said so and
/// was acknowledged: then they are deactivated first (section 6).
pub async fn delete(context: &StepContext<'_>) -> Result<(), VendorError> {
    let key = context.part("user")?;
    context.spare_caller(key, "deleting")?;
    let planned = context.changes().find_map(|change| told(change, "id"));
    let mut attempt = 0;
    loop {
        attempt += 1;
        let user = match planned {
            Some(id) => context.session.api.one(USERS, id).await?,
            None => find_person(context.session, context.facts, key).await?,
        };
        let Some(user) = user else { return Ok(()) };
        let Some(id) = id(&user) else { return Err(missing("user", key)) };
        let Some(version) = inactive(context, key, &id, user).await? else { return Ok(()) };
        match context.session.api.delete(USERS, &id, version.as_deref()).await {
            // Somebody wrote meanwhile, and may have brought the person back (S-34).
            Err(refused) if refused.status == 412 && attempt == 1 => {}
            Err(refused) => return Err(refused.error),
            Ok(()) => {
                context.session.directory.with(|known| known.users.forget_key(&id));
                return Ok(());
            }
        }
    }
}

/// Sees to it that the person is not active, and says which version to delete; `None` where nobody is left.
async fn inactive(
    context: &StepContext<'_>,
    key: &str,
    id: &str,
    user: Json,
) -> Result<Option<Option<String>>, VendorError> {
    if !convert::is_active(&user) {
        return Ok(Some(context.version(&user)));
    }
    deactivate(context, key, id, &user).await?;
    if !context.facts.etag {
        return Ok(Some(None));
    }
    let user = context.session.api.one(USERS, id).await?;
    Ok(user.map(|user| context.version(&user)))
}

async fn deactivate(context: &StepContext<'_>, key: &str, id: &str, user: &Json) -> Result<(), VendorError> {
    if !context.changes().any(was_active) {
        let text = format!("`{key}` is active again, so nobody is deleted: plan again");
        return Err(VendorError::new(ErrorKind::Conflict, text));
    }
    let edits = Aims::inactive().edits(user, &context.session.settings);
    send(context, id, user, &edits).await?;
    Ok(())
}
