//! Groups and who is in them. Groups are listed without members and read one by one (S-36); where the service sends
//! the members all the same, the list is enough.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::super::api::{Features, GROUPS, field, id, items, text};
use super::super::catalogue::{GROUP, GROUP_MEMBER};
use super::super::session::Session;
use super::people;
use crate::model::{Addr, Attributes, Observation, Pool, Value, VendorError};
use crate::providers::kit::reader::{Read, doubt, each};

/// Reads all groups.
pub async fn all(session: &Session, features: &Features) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    if !features.groups {
        return Ok(seen);
    }
    let listing = session.api.list(GROUPS, &[("excludedAttributes", "members")], features).await?;
    let mut flaw = listing.flaw;
    let mut names = BTreeSet::new();
    for group in &listing.items {
        if let Err(wrong) = remember(session, group) {
            flaw.get_or_insert(wrong);
        } else if let Some(name) =
            text(group, "displayName").filter(|name| !names.insert(name.to_lowercase()))
        {
            session.directory.with(|known| known.doubled.insert(name.to_lowercase()));
        }
    }
    let sent_all_the_same = listing.items.iter().any(|group| !items(group, "members").is_empty());
    let groups = if sent_all_the_same { listing.items } else { one_by_one(session, &listing.items).await? };
    flaw = flaw.or_else(|| contradiction(session, &groups));
    for group in &groups {
        if let Some(name) = text(group, "displayName") {
            show(session, &name, group, &mut seen);
        }
    }
    if let Some(flaw) = flaw {
        doubt(&mut seen, &[GROUP, GROUP_MEMBER], &format!("the list of groups is not whole: {flaw}"));
    }
    Ok(seen)
}

/// A group that looks as if it were not there, or empty, although somebody's own resource tells that they are in it.
fn contradiction(session: &Session, groups: &[Json]) -> Option<String> {
    let filled = groups.iter().filter(|group| !items(group, "members").is_empty());
    let filled: BTreeSet<String> = filled.filter_map(id).collect();
    session.directory.with(|known| {
        let (group, user) = known.told.iter().find(|(group, _)| !filled.contains(*group))?;
        Some(format!("`{user}` is said to be in group {group}, which is not listed, or without members"))
    })
}

async fn one_by_one(session: &Session, listed: &[Json]) -> Result<Vec<Json>, VendorError> {
    let ids: Vec<String> = listed.iter().filter_map(id).collect();
    let groups =
        each(ids.iter().map(|id| -> Read<'_, _, _> { Box::pin(session.api.one(GROUPS, id)) })).await?;
    // One that is gone by now is no group any more.
    Ok(groups.into_iter().flatten().collect())
}

/// Writes down which id a group's name has.
///
/// # Errors
/// What is wrong with the group, in words.
fn remember(session: &Session, group: &Json) -> Result<(), String> {
    let (Some(id), Some(name)) = (id(group), text(group, "displayName")) else {
        return Err("a group comes without `id` or `displayName`".into());
    };
    session.directory.with(|known| known.groups.put(name.to_lowercase(), &*id));
    Ok(())
}

/// Adds a group and its members under a name, which may be spelled in another case. A member that is no user here (a group within the group, somebody who was deleted) is
/// left as it is.
pub fn show(session: &Session, name: &str, group: &Json, seen: &mut Observation) {
    let Some(own) = id(group) else { return };
    let mut told = Attributes::new().with("id", Value::text(own));
    // A list is whole for all that (S-08), but which of them a roster means nobody can say.
    if session.directory.with(|known| known.doubled.contains(&name.to_lowercase())) {
        told.set("doubled", Value::Flag(true));
    }
    seen.resources.insert(Addr::new(GROUP, name), told);
    for member in items(group, "members") {
        let Some(id) = text(member, "value") else { continue };
        let user = session.directory.with(|known| known.users.name(&id));
        if let Some(user) = user.filter(|user| !user.contains('/')) {
            let held = Attributes::new().with("user_id", Value::text(id));
            seen.resources.insert(Addr::new(GROUP_MEMBER, [name, "/", &*user].concat()), held);
        }
    }
}

/// One group, with its members, by id where it is known.
pub async fn one(session: &Session, features: &Features, name: &str) -> Result<Option<Json>, VendorError> {
    let same = |group: &Json| {
        text(group, "displayName").is_some_and(|own| own.to_lowercase() == name.to_lowercase())
    };
    if let Some(id) = session.directory.with(|known| known.groups.key(&name.to_lowercase())) {
        match session.api.one(GROUPS, &id).await? {
            Some(group) if same(&group) => return Ok(Some(group)),
            _ => session.directory.with(|known| known.groups.forget_key(&id)),
        }
    }
    let found = people::find(session, features, GROUPS, "displayName", name).await?;
    let Some(group) = found.into_iter().find(same) else { return Ok(None) };
    remember(session, &group).unwrap_or_default();
    // The list may leave members out.
    match id(&group) {
        Some(id) => session.api.one(GROUPS, &id).await,
        None => Ok(None),
    }
}

/// The seats of an entitlement, where the service tells them (the draft behind S-07 has the numbers; none of them is
/// in any RFC).
pub fn pool(item: &Json, value: &str) -> Option<Pool> {
    let number = |name: &str| field(item, name).and_then(Json::as_u64);
    let capacity = number("totalAssignmentsPermitted")?;
    Some(Pool { name: value.to_owned(), capacity, taken: number("totalAssignmentsUsed").unwrap_or(0) })
}
