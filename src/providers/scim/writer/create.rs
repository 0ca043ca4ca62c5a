//! Somebody new, with all that the request can carry. After a lost answer, and where the service says that the name is
//! taken, the person is looked for first: by `externalId`, then by `userName` (S-02, S-22).

use serde_json::Value as Json;

use super::super::api::{USERS, id, text};
use super::super::catalogue::USER;
use super::super::fields::MANAGED_BY;
use super::super::reader::search;
use super::aims::Aims;
use super::{StepContext, person, told};
use crate::model::{ErrorKind, VendorError, folded};

/// Makes the person of a step.
pub async fn user(context: &StepContext<'_>) -> Result<(), VendorError> {
    let key = context.part("user")?;
    if context.work.tries > 0
        && let Some(found) = find(context, key).await?
    {
        return adopt(context, key, &found, None).await;
    }
    let body = body(context);
    match context.session.api.create(USERS, &body).await {
        Ok(made) => remember(context, key, made.as_ref()).await,
        Err(refused) if refused.error.kind == ErrorKind::Conflict => match find(context, key).await? {
            Some(found) => adopt(context, key, &found, Some(refused.error)).await,
            None => Err(refused.error),
        },
        Err(refused) => Err(refused.error),
    }
}

fn body(context: &StepContext<'_>) -> Json {
    let mut aims = Aims::of(context.changes());
    let manager = context.changes().find_map(|change| told(change, "manager_id"));
    aims.manager = manager.map(|id| Some(id.to_owned()));
    debug_assert_eq!(MANAGED_BY.name, "manager", "who is named in the same request has an id already");
    aims.resource(&context.session.settings)
}

/// Somebody who is there under the declared `externalId` or `userName`.
async fn find(context: &StepContext<'_>, key: &str) -> Result<Option<Json>, VendorError> {
    if let Some(own) = external_id(context)
        && let Some(found) = search(context.session, context.facts, "externalId", own).await?
    {
        return Ok(Some(found));
    }
    search(context.session, context.facts, "userName", key).await
}

fn external_id<'d>(context: &'d StepContext<'_>) -> Option<&'d str> {
    context.changes().filter(|change| change.addr.kind == USER).find_map(|change| told(change, "external_id"))
}

/// Brings somebody who is there to what was wanted, unless they are not ours to take.
async fn adopt(
    context: &StepContext<'_>,
    key: &str,
    found: &Json,
    refusal: Option<VendorError>,
) -> Result<(), VendorError> {
    let ours = text(found, "externalId").as_deref() == external_id(context);
    if !ours && !context.session.settings.adopt {
        let why = refusal.map_or_else(String::new, |refusal| format!("{refusal}: "));
        let text = format!("{why}`{key}` is there and not ours, and `settings.adopt` is off (S-22)");
        return Err(VendorError::new(ErrorKind::Conflict, text));
    }
    let Some(id) = id(found) else { return Err(super::missing("user", key)) };
    if let Some(name) = text(found, "userName") {
        context.session.directory.with(|known| known.users.put(folded(&name), &*id));
    }
    person::settle(context, key, &id).await
}

/// Writes down the new id: from the body, from `Location`, or by a look (S-22).
async fn remember(context: &StepContext<'_>, key: &str, made: Option<&Json>) -> Result<(), VendorError> {
    let id = match made.and_then(id) {
        Some(id) => Some(id),
        None => search(context.session, context.facts, "userName", key).await?.as_ref().and_then(id),
    };
    let Some(id) = id else {
        let text = format!("`{key}` was made, and neither the answer nor a look tells its id");
        return Err(VendorError::new(ErrorKind::Lost, text));
    };
    context.session.directory.with(|known| known.users.put(folded(key), &*id));
    Ok(())
}
