//! The primary extension of a person (G-801). The one that the phone system made by itself is renumbered
//! rather than doubled (G-003).

use std::sync::Arc;

use super::super::api::{Extension, Line, User};
use super::{StepContext, is_final, missing, undone, wanted};
use crate::model::{ErrorKind, VendorError};

/// Gives a person a number, or takes it.
pub async fn set(context: &StepContext<'_>) -> Result<(), VendorError> {
    let email = context.part("user")?;
    let Some(user) = context.session.user(context.facts, email).await? else {
        return if context.only_removes() { Ok(()) } else { Err(missing("user", email)) };
    };
    let primary = match primary(context, &user).await {
        Err(error) if error.kind == ErrorKind::NotYet && context.only_removes() => {
            return release_unknown(context, &user).await;
        }
        found => found?,
    };
    let Some(number) = context.changes().find_map(|change| wanted(change, "number")) else {
        return release(context, primary.as_ref()).await;
    };
    if primary.as_ref().is_some_and(|own| own.number == number) {
        return Ok(());
    }
    give(context, &user, number, primary.as_ref()).await
}

/// Takes the extension from somebody whom the phone system no longer knows: the license went before.
async fn release_unknown(context: &StepContext<'_>, user: &User) -> Result<(), VendorError> {
    let before = context.changes().find_map(|change| change.before.as_ref()?.text("number"));
    let Some(number) = before else { return Ok(()) };
    let Some(id) = context.session.extension_id(context.facts, number, false).await? else { return Ok(()) };
    let found = context.session.api.extension(&id).await?;
    let theirs = |own: &Extension| own.assigned_primary_user_key.as_ref() == Some(&user.key);
    match found.filter(theirs) {
        Some(_) => context.session.api.assign_extension(&id, None).await,
        None => Ok(()),
    }
}

/// A person's primary extension as the phone system has it now.
struct Primary {
    number: String,
    /// The id of the line, which is that of the extension.
    id: Option<Arc<str>>,
}

async fn primary(context: &StepContext<'_>, user: &User) -> Result<Option<Primary>, VendorError> {
    let Some(lines) = context.session.lines(context.facts, user.key.as_str()).await? else {
        // It copies people from the Admin API in its own time and brings them their first extension (G-003):
        // one made meanwhile would be one too many.
        let text = format!("the phone system does not know user {} yet", user.key);
        return Err(VendorError::new(ErrorKind::NotYet, text));
    };
    let line = lines.into_iter().find(|line| line.primary == Some(true));
    let of_line = |line: Line| Some(Primary { number: line.number?.to_string(), id: line.id.map(Arc::from) });
    let told = || user.extension().map(|number| Primary { number: number.to_owned(), id: None });
    Ok(line.and_then(of_line).or_else(told))
}

async fn give(
    context: &StepContext<'_>,
    user: &User,
    number: &str,
    primary: Option<&Primary>,
) -> Result<(), VendorError> {
    if let Some(found) = existing(context, user, number, context.work.tries > 0).await? {
        return take_over(context, user, (number, &found), primary).await;
    }
    let given = match primary {
        Some(own) => renumber(context, own, number).await,
        None => make(context, user, number).await,
    };
    match given {
        // The number, or the person's first extension, came to be after the lists were read.
        Err(error) if error.kind == ErrorKind::Conflict => {
            let Some(found) = existing(context, user, number, true).await? else { return Err(error) };
            let primary = self::primary(context, user).await?;
            take_over(context, user, (number, &found), primary.as_ref()).await
        }
        given => given,
    }
}

/// An extension that has a number already.
struct Existing {
    id: Arc<str>,
    /// Whether its primary user is somebody who was promoted when the one before was taken off it.
    promoted: bool,
}

/// The extension that has the number already, where it is nobody's.
async fn existing(
    context: &StepContext<'_>,
    user: &User,
    number: &str,
    fresh: bool,
) -> Result<Option<Existing>, VendorError> {
    let Some(id) = context.session.extension_id(context.facts, number, fresh).await? else {
        return Ok(None);
    };
    let found = context.session.api.extension(&id).await?;
    let still = found.filter(|own| own.number.as_ref().is_some_and(|own| own.as_str() == number));
    let Some(extension) = still else {
        context.session.directory.with(|known| known.extensions.remove(number));
        return Ok(None);
    };
    match extension.assigned_primary_user_key {
        Some(holder) if holder != user.key && was_secondary(context, number, holder.as_str()) => {
            Ok(Some(Existing { id, promoted: true }))
        }
        Some(holder) if holder != user.key => {
            let name = context.session.directory.with(|known| known.users.name(holder.as_str()));
            let name = name.unwrap_or_else(|| format!("user {holder}").into());
            let text = format!("extension {number} belongs to {name}: take it from them first (G-801)");
            Err(VendorError::new(ErrorKind::Conflict, text))
        }
        _ => Ok(Some(Existing { id, promoted: false })),
    }
}

/// Whether somebody had the extension as a secondary one when the plan was made: whoever then is its primary user was
/// promoted when the one before was taken off it, and gives way.
fn was_secondary(context: &StepContext<'_>, number: &str, holder: &str) -> bool {
    context.session.directory.with(|known| {
        let keys = known.secondary.get(number);
        keys.is_some_and(|keys| keys.iter().any(|key| &**key == holder))
    })
}

/// Assigns an extension that is there. A person has one primary, so the old one is let go first. Whoever was promoted
/// and gives way has it as a secondary one again.
async fn take_over(
    context: &StepContext<'_>,
    user: &User,
    (number, Existing { id, promoted }): (&str, &Existing),
    primary: Option<&Primary>,
) -> Result<(), VendorError> {
    let user = user.key.as_str();
    release(context, primary).await?;
    match (context.session.api.assign_extension(id, Some(user)).await, primary) {
        (Err(error), Some(own)) if is_final(&error) => {
            let restored = assign(context, own, Some(user)).await;
            return Err(undone(error, restored, "the old extension"));
        }
        (given, _) => given?,
    }
    if !promoted {
        return Ok(());
    }
    let others = context.session.directory.with(|known| known.secondary.get(number).cloned());
    let others: Vec<Arc<str>> = others.into_iter().flatten().filter(|key| &**key != user).collect();
    context.session.api.share_extension(id, &others).await
}

async fn renumber(context: &StepContext<'_>, own: &Primary, number: &str) -> Result<(), VendorError> {
    let id = id(context, own).await?;
    context.session.api.renumber_extension(&id, number).await?;
    context.session.directory.with(|known| {
        known.extensions.remove(own.number.as_str());
        known.extensions.insert(number.into(), id);
    });
    Ok(())
}

async fn make(context: &StepContext<'_>, user: &User, number: &str) -> Result<(), VendorError> {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = if name.is_empty() { number } else { &name };
    let id = context.session.api.create_extension(&context.facts.key, name, number).await?;
    context.session.directory.with(|known| known.extensions.insert(number.into(), id.as_str().into()));
    context.session.api.assign_extension(&id, Some(user.key.as_str())).await
}

async fn release(context: &StepContext<'_>, primary: Option<&Primary>) -> Result<(), VendorError> {
    match primary {
        Some(own) => assign(context, own, None).await,
        None => Ok(()),
    }
}

async fn assign(context: &StepContext<'_>, own: &Primary, user: Option<&str>) -> Result<(), VendorError> {
    let id = id(context, own).await?;
    context.session.api.assign_extension(&id, user).await
}

/// The extension's id. That a line's id is the same is not documented, so it is tried and else looked up.
async fn id(context: &StepContext<'_>, own: &Primary) -> Result<Arc<str>, VendorError> {
    if let Some(id) = &own.id
        && context.session.api.extension(id).await?.is_some()
    {
        return Ok(Arc::clone(id));
    }
    let listed = context.session.extension_id(context.facts, &own.number, false).await?;
    let found = match listed {
        Some(id) => Some(id),
        None => context.session.extension_id(context.facts, &own.number, true).await?,
    };
    found.ok_or_else(|| missing("extension", &own.number))
}
