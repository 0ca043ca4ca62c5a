//! Where phone numbers lead, and whose the desk phones are.

use std::sync::Arc;

use super::super::api::DeviceModel;
use super::super::convert::TO_EXTENSION;
use super::{StepContext, missing, wanted};
use crate::model::{Action, Change, ErrorKind, Value, VendorError};

/// Lets the calls of a number go to an extension, or nowhere.
pub async fn route(context: &StepContext<'_>) -> Result<(), VendorError> {
    let (session, account) = (context.session, context.facts);
    let number = context.part("phone_number")?;
    let change = context.changes().next().ok_or_else(|| context.no_such_call())?;
    let id = session.number_id(account, number).await?.ok_or_else(|| missing("phone number", number))?;
    let Some(to) = wanted(change, "to") else { return session.api.route_number(&id, None).await };
    let to = to.strip_prefix(TO_EXTENSION).unwrap_or(to);
    let target = session.target_id(account, to).await?.ok_or_else(|| missing("extension", to))?;
    session.api.route_number(&id, Some(&target)).await
}

/// Adds a desk phone where it is new, and gives it to a person or to nobody.
pub async fn set(context: &StepContext<'_>) -> Result<(), VendorError> {
    let (session, account) = (context.session, context.facts);
    let mac = context.part("device")?;
    let change = context.changes().next().ok_or_else(|| context.no_such_call())?;
    let id = match change.action {
        Action::Create => added(context, mac, change).await?,
        _ => session.phone_id(account, mac, false).await?.ok_or_else(|| missing("device", mac))?,
    };
    let user = change.after.as_ref().and_then(|after| after.get("user"));
    match user {
        Some(Value::Text(email)) => {
            let key = session.user_key(account, email).await?.ok_or_else(|| missing("user", email))?;
            session.api.assign_device(&id, Some(&key)).await
        }
        // A new one is nobody's.
        Some(_) if change.action != Action::Create => session.api.assign_device(&id, None).await,
        _ => Ok(()),
    }
}

/// The id of a desk phone, which is added unless it is there: one that a lost answer left is not added twice.
async fn added(context: &StepContext<'_>, mac: &str, change: &Change) -> Result<Arc<str>, VendorError> {
    let (session, account) = (context.session, context.facts);
    if let Some(id) = session.phone_id(account, mac, context.work.tries > 0).await? {
        return Ok(id);
    }
    let model = wanted(change, "model").unwrap_or_default();
    let models = session.api.device_models().all().await?;
    let named = |own: &&DeviceModel| own.id == model || own.name.as_deref() == Some(model);
    let Some(found) = models.iter().find(named) else {
        let text = format!("the vendor has no model of phones that is called `{model}`");
        return Err(VendorError::new(ErrorKind::Invalid, text));
    };
    let usual = format!("{model} {mac}");
    let name = wanted(change, "name").unwrap_or(&usual);
    let id: Arc<str> = session.api.create_device(&account.key, name, (mac, &found.id)).await?.into();
    session.directory.with(|known| known.phones.insert(mac.into(), Arc::clone(&id)));
    Ok(id)
}
