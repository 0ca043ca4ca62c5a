//! Groups, and who is in which: at most one (section 4.7).

use std::sync::Arc;

use super::super::api::{Key, User};
use super::{StepContext, missing, part};
use crate::model::{Action, ErrorKind, VendorError};

/// Makes a group below its parent. After a lost answer it is looked for first.
pub async fn create(context: &StepContext<'_>) -> Result<(), VendorError> {
    let path = context.part("group")?;
    let known = context.session.directory.with(|known| known.groups.key(path).is_some());
    if (known || context.work.tries > 0) && find(context, path, true).await?.is_some() {
        return Ok(());
    }
    let (parent, name) = match path.rsplit_once('/') {
        None => (None, path),
        Some((above, name)) => {
            let parent = find(context, above, false).await?;
            (Some(parent.ok_or_else(|| missing("group", above))?), name)
        }
    };
    let made = context.session.api.create_group(&context.facts.key, name, parent.as_deref()).await;
    match made {
        Ok(key) => {
            stands(context, &key, path, parent.as_deref()).await?;
            context.session.directory.with(|known| known.groups.put(path, key.shared()));
            Ok(())
        }
        // The name is taken (`group.name.conflict`), perhaps by this very group.
        Err(error) if error.kind == ErrorKind::Conflict => {
            find(context, path, true).await?.map(drop).ok_or(error)
        }
        Err(error) => Err(error),
    }
}

/// Reads whether a group that was just made stands where it shall: that the vendor reads `parentKey` is assumed (section
/// 4.7). A single group does not lag as lists may; where its answer does not tell the place, the verification does.
async fn stands(
    context: &StepContext<'_>,
    key: &Key,
    path: &str,
    parent: Option<&str>,
) -> Result<(), VendorError> {
    if parent.is_none() {
        return Ok(());
    }
    let made = context.session.api.group(&context.facts.key, key.as_str()).await;
    // What cannot be read now is read when the step is verified.
    let told = made.ok().flatten().and_then(|made| made.parent().map(|own| own.map(str::to_owned)));
    match told {
        Some(own) if own.as_deref() != parent => {
            let text = format!(
                "group {key} was made, but not below its parent: the vendor did not read `parentKey`; make `{path}` by hand (`writes: {{ groups: manual }}`) and delete group {key}, which stands elsewhere"
            );
            Err(VendorError::new(ErrorKind::Invalid, text))
        }
        _ => Ok(()),
    }
}

/// Removes a group; one that is not there is gone already.
pub async fn delete(context: &StepContext<'_>) -> Result<(), VendorError> {
    let path = context.part("group")?;
    let Some(key) = find(context, path, false).await? else { return Ok(()) };
    context.session.api.delete_group(&context.facts.key, &key).await?;
    context.session.directory.with(|known| known.groups.forget_name(path));
    Ok(())
}

/// Brings one person into the group that is wanted: leave all, then join.
pub async fn set(context: &StepContext<'_>) -> Result<(), VendorError> {
    let email = context.part("user")?;
    let Some(user) = context.session.user(context.facts, email).await? else {
        return if context.only_removes() { Ok(()) } else { Err(missing("user", email)) };
    };
    let now = user.group_key.as_ref().map(|key| key.as_str());
    let target = match path(context, Action::Create) {
        Some(path) => Some(existing(context, path).await?),
        None => None,
    };
    if target.is_none() && !leaves(context, now).await? {
        return Ok(());
    }
    bring(context, &user, target).await
}

/// The key of the group at `path`, which must be there.
pub async fn existing(context: &StepContext<'_>, path: &str) -> Result<Arc<str>, VendorError> {
    find(context, path, false).await?.ok_or_else(|| missing("group", path))
}

/// Brings a person, freshly read, into `target`, or out of every group.
pub async fn bring(
    context: &StepContext<'_>,
    user: &User,
    target: Option<Arc<str>>,
) -> Result<(), VendorError> {
    let now = user.group_key.as_ref().map(Key::as_str);
    if target.as_deref() == now {
        return Ok(());
    }
    let (account, user) = (&context.facts.key, user.key.as_str());
    if now.is_some() {
        context.session.api.leave_groups(account, user).await?;
    }
    match target {
        Some(group) => context.session.api.join_group(account, &group, user).await,
        None => Ok(()),
    }
}

/// Whether the person is still in the group that is to be left; any other one is not managed here.
async fn leaves(context: &StepContext<'_>, now: Option<&str>) -> Result<bool, VendorError> {
    let Some(path) = path(context, Action::Delete) else { return Ok(false) };
    Ok(now.is_some() && find(context, path, false).await?.as_deref() == now)
}

fn path<'d>(context: &'d StepContext<'_>, action: Action) -> Option<&'d str> {
    context.changes().find(|change| change.action == action).and_then(|change| part(change, "path"))
}

async fn find(context: &StepContext<'_>, path: &str, fresh: bool) -> Result<Option<Arc<str>>, VendorError> {
    context.session.group_key(context.facts, path, fresh).await
}
