//! Queue members and Contact Center admins, over the invented prefix only.

use super::super::admin::catalogue::QUEUE_MEMBER;
use super::super::api::Member;
use super::super::reader::known_role;
use super::{StepContext, missing, part};
use crate::model::{Action, Addr, ErrorKind, VendorError};

/// Sets all roles of one person in one queue, from a fresh reading merged with the change.
pub async fn set(context: &StepContext<'_>) -> Result<(), VendorError> {
    refuse_vendor(context, "queue membership")?;
    let (name, email) = (context.part("queue")?, context.part("user")?);
    let queue = context.session.queue(context.facts, name).await?;
    let user = context.session.user_key(context.facts, email).await?;
    let (queue, user) = match (queue, user) {
        (Some(queue), Some(user)) => (queue, user),
        _ if context.only_removes() => return Ok(()),
        (None, _) => return Err(missing("queue", name)),
        (_, None) => return Err(missing("user", email)),
    };
    let now = roles(context, &queue.id, &user).await?;
    let now = now.map_or_else(|| believed_empty(context, name, &user), Ok)?;
    let held: Vec<&str> = now.iter().filter_map(|role| known_role(role)).collect();
    let shows = |addr: &Addr| context.catalogue.part(addr, "role").is_some_and(|role| held.contains(&role));
    context.work.agree(|addr| addr.kind == QUEUE_MEMBER, shows)?;
    let wanted = merged(context, &now);
    if wanted == now {
        return Ok(());
    }
    if wanted.is_empty() {
        return context.session.api.delete_member(&context.facts.key, &queue.id, &user).await;
    }
    context.session.api.put_member(&context.facts.key, &queue.id, &user, &wanted).await
}

/// How often a queue has to look empty before roles are written over what it may hold: one reading in a row lies as easily
/// when the plan is made.
const EMPTY_READINGS: u32 = 3;

/// No roles, where nobody is in the queue as far as enough readings show. Who was made in this run has none to lose.
fn believed_empty(context: &StepContext<'_>, queue: &str, user: &str) -> Result<Vec<String>, VendorError> {
    let is_new = context.session.directory.with(|known| known.made.contains(user));
    if is_new || context.work.tries + 1 >= EMPTY_READINGS || context.only_removes() {
        return Ok(Vec::new());
    }
    let text = format!(
        "the queue `{queue}` looks empty, and what somebody holds there would be written over: it is read again"
    );
    Err(VendorError::new(ErrorKind::NotYet, text))
}

/// The roles of one person in a queue, as the vendor spells them; `None` where the queue looks empty.
async fn roles(
    context: &StepContext<'_>,
    queue: &str,
    user: &str,
) -> Result<Option<Vec<String>>, VendorError> {
    let mut pages = context.session.api.members(&context.facts.key, queue);
    let mut anybody = false;
    while let Some(page) = pages.next().await? {
        anybody |= !page.is_empty();
        let is_meant = |member: &Member| member.user_key.as_str() == user;
        if let Some(member) = page.into_iter().find(is_meant) {
            return Ok(Some(member.roles));
        }
    }
    Ok(anybody.then(Vec::new))
}

/// The roles after the step; what the roster cannot say stays.
fn merged(context: &StepContext<'_>, now: &[String]) -> Vec<String> {
    let of = |deletes: bool| {
        let changes = context.changes().filter(move |change| (change.action == Action::Delete) == deletes);
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
pub async fn set_admin(context: &StepContext<'_>) -> Result<(), VendorError> {
    refuse_vendor(context, "the Contact Center admin flag")?;
    let email = context.part("user")?;
    let Some(user) = context.session.user_key(context.facts, email).await? else {
        return if context.only_removes() { Ok(()) } else { Err(missing("user", email)) };
    };
    if context.only_removes() {
        return context.session.api.delete_admin(&context.facts.key, &user).await;
    }
    context.session.api.put_admin(&context.facts.key, &user).await
}

/// Nothing public writes these (section 7), so nothing is guessed.
fn refuse_vendor(context: &StepContext<'_>, what: &str) -> Result<(), VendorError> {
    if !context.session.is_vendor() {
        return Ok(());
    }
    let text = format!("{what} has no public write (goto:G-716): do it by hand in the portal");
    Err(VendorError::new(ErrorKind::Invalid, text))
}
