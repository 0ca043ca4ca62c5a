//! Queue members and Contact Center admins, over the invented prefix only.

use super::super::api::Member;
use super::super::reader::known_role;
use super::{Desk, missing, part};
use crate::model::{Action, ErrorKind, VendorError};

/// Sets all roles of one person in one queue, from a fresh reading merged with the change.
pub async fn set(desk: &Desk<'_>) -> Result<(), VendorError> {
    refuse_vendor(desk, "queue membership")?;
    let (name, email) = (desk.part("queue")?, desk.part("user")?);
    let queue = desk.office.queue(desk.account, name).await?;
    let user = desk.office.user_key(desk.account, email).await?;
    let (queue, user) = match (queue, user) {
        (Some(queue), Some(user)) => (queue, user),
        _ if desk.only_removes() => return Ok(()),
        (None, _) => return Err(missing("queue", name)),
        (_, None) => return Err(missing("user", email)),
    };
    let now = roles(desk, &queue.id, &user).await?;
    let wanted = merged(desk, &now);
    if wanted == now {
        return Ok(());
    }
    if wanted.is_empty() {
        return desk.office.api.delete_member(&desk.account.key, &queue.id, &user).await;
    }
    desk.office.api.put_member(&desk.account.key, &queue.id, &user, &wanted).await
}

/// The roles of one person in a queue, as the vendor spells them.
async fn roles(desk: &Desk<'_>, queue: &str, user: &str) -> Result<Vec<String>, VendorError> {
    let mut pages = desk.office.api.members(&desk.account.key, queue);
    while let Some(page) = pages.next().await? {
        let is_meant = |member: &Member| member.user_key.as_str() == user;
        if let Some(member) = page.into_iter().find(is_meant) {
            return Ok(member.roles);
        }
    }
    Ok(Vec::new())
}

/// The roles after the step; what the roster cannot say stays.
fn merged(desk: &Desk<'_>, now: &[String]) -> Vec<String> {
    let of = |deletes: bool| {
        let changes = desk.changes().filter(move |change| (change.action == Action::Delete) == deletes);
        changes.filter_map(|change| known_role(part(change, "role")?)).collect::<Vec<_>>()
    };
    let (gone, new) = (of(true), of(false));
    let is_one = |own: &str, list: &[&str]| list.iter().any(|role| role.eq_ignore_ascii_case(own));
    let mut roles: Vec<String> = now.iter().filter(|own| !is_one(own, &gone)).cloned().collect();
    let held: Vec<&str> = now.iter().map(String::as_str).collect();
    roles.extend(new.iter().filter(|role| !is_one(role, &held)).map(|role| role.to_uppercase()));
    roles
}

/// Sets or clears the Contact Center admin flag of one person.
pub async fn set_admin(desk: &Desk<'_>) -> Result<(), VendorError> {
    refuse_vendor(desk, "the Contact Center admin flag")?;
    let email = desk.part("user")?;
    let Some(user) = desk.office.user_key(desk.account, email).await? else {
        return if desk.only_removes() { Ok(()) } else { Err(missing("user", email)) };
    };
    if desk.only_removes() {
        return desk.office.api.delete_admin(&desk.account.key, &user).await;
    }
    desk.office.api.put_admin(&desk.account.key, &user).await
}

/// Nothing public writes these (section 7), so nothing is guessed.
fn refuse_vendor(desk: &Desk<'_>, what: &str) -> Result<(), VendorError> {
    if !desk.office.is_vendor() {
        return Ok(());
    }
    let text = format!("{what} has no public write (goto:G-716): do it by hand in the portal");
    Err(VendorError::new(ErrorKind::Invalid, text))
}
