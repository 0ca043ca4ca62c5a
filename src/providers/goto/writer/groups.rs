//! Groups, and who is in which: at most one (section 4.7).

use std::sync::Arc;

use super::{Desk, missing, part};
use crate::model::{Action, ErrorKind, VendorError};

/// Makes a group below its parent. After a lost answer it is looked for first.
pub async fn create(desk: &Desk<'_>) -> Result<(), VendorError> {
    let path = desk.part("group")?;
    let known = desk.office.directory.with(|known| known.groups.key(path).is_some());
    if (known || desk.work.tries > 0) && find(desk, path, true).await?.is_some() {
        return Ok(());
    }
    let (parent, name) = match path.rsplit_once('/') {
        None => (None, path),
        Some((above, name)) => {
            let parent = find(desk, above, false).await?;
            (Some(parent.ok_or_else(|| missing("group", above))?), name)
        }
    };
    let made = desk.office.api.create_group(&desk.account.key, name, parent.as_deref()).await;
    match made {
        Ok(key) => {
            desk.office.directory.with(|known| known.groups.put(path.into(), key.shared()));
            Ok(())
        }
        // The name is taken (`group.name.conflict`), perhaps by this very group.
        Err(error) if error.kind == ErrorKind::Conflict => {
            find(desk, path, true).await?.map(drop).ok_or(error)
        }
        Err(error) => Err(error),
    }
}

/// Removes a group; one that is not there is gone already.
pub async fn delete(desk: &Desk<'_>) -> Result<(), VendorError> {
    let path = desk.part("group")?;
    let Some(key) = find(desk, path, false).await? else { return Ok(()) };
    desk.office.api.delete_group(&desk.account.key, &key).await?;
    desk.office.directory.with(|known| known.groups.forget_name(path));
    Ok(())
}

/// Brings one person into the group that is wanted: leave all, then join.
pub async fn set(desk: &Desk<'_>) -> Result<(), VendorError> {
    let email = desk.part("user")?;
    let Some(user) = desk.office.user(desk.account, email).await? else {
        return if desk.only_removes() { Ok(()) } else { Err(missing("user", email)) };
    };
    let now = user.group_key.as_ref().map(|key| key.as_str());
    let target = match path(desk, Action::Create) {
        Some(path) => Some(find(desk, path, false).await?.ok_or_else(|| missing("group", path))?),
        None => None,
    };
    if target.as_deref() == now || (target.is_none() && !leaves(desk, now).await?) {
        return Ok(());
    }
    let (account, user) = (&desk.account.key, user.key.as_str());
    if now.is_some() {
        desk.office.api.leave_groups(account, user).await?;
    }
    match target {
        Some(group) => desk.office.api.join_group(account, &group, user).await,
        None => Ok(()),
    }
}

/// Whether the person is still in the group that is to be left; any other one is not managed here.
async fn leaves(desk: &Desk<'_>, now: Option<&str>) -> Result<bool, VendorError> {
    let Some(path) = path(desk, Action::Delete) else { return Ok(false) };
    Ok(now.is_some() && find(desk, path, false).await?.as_deref() == now)
}

fn path<'d>(desk: &'d Desk<'_>, action: Action) -> Option<&'d str> {
    desk.changes().find(|change| change.action == action).and_then(|change| part(change, "path"))
}

async fn find(desk: &Desk<'_>, path: &str, fresh: bool) -> Result<Option<Arc<str>>, VendorError> {
    desk.office.group_key(desk.account, path, fresh).await
}
