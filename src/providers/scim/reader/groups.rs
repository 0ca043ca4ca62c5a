//! Groups and who is in them. Groups are listed without members and read one by one (S-36); where the service sends
//! the members all the same, the list is enough.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value as Json;

use super::super::api::{Features, GROUPS, field, id, items, text};
use super::super::catalogue::{GROUP, GROUP_MEMBER};
use super::super::session::Session;
use super::people;
use crate::model::{Addr, Attributes, ErrorKind, Named, Observation, Pool, Value, VendorError, folded};
use crate::providers::kit::naming::{Case, Keys};
use crate::providers::kit::reader::{Read, doubt, each};

/// Reads all groups.
pub async fn all(session: &Session, features: &Features) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    if !features.groups {
        return Ok(seen);
    }
    let listing = session.api.list(GROUPS, &[("excludedAttributes", "members")], features).await?;
    let mut flaw = listing.flaw;
    if listing.items.iter().any(|group| called(group).is_none()) {
        flaw.get_or_insert_with(|| "a group comes without `id` or `displayName`".into());
    }
    let names = remember(session, &listing.items, &mut seen);
    let sent_all_the_same = listing.items.iter().any(|group| !items(group, "members").is_empty());
    let groups = if sent_all_the_same { listing.items } else { one_by_one(session, &listing.items).await? };
    flaw = flaw.or_else(|| contradiction(session, &groups));
    for group in &groups {
        if let Some(name) = id(group).and_then(|id| names.get(&id)) {
            show(session, name, group, &mut seen);
        }
    }
    if let Some(flaw) = flaw {
        doubt(&mut seen, &[GROUP, GROUP_MEMBER], &format!("the list of groups is not whole: {flaw}"));
    }
    Ok(seen)
}

/// The name and the id of a group.
fn called(group: &Json) -> Option<(String, String)> {
    Some((text(group, "displayName")?, id(group)?))
}

/// What each group is called, by id, written down for later: names need not be unique (S-08).
fn remember(session: &Session, groups: &[Json], seen: &mut Observation) -> BTreeMap<String, Arc<str>> {
    let rows: Vec<(String, String)> = groups.iter().filter_map(called).collect();
    let keys = Keys::of(rows.iter().map(|(name, id)| (name.as_str(), id.as_str())), Case::Folds);
    keys.mark(GROUP, seen);
    session.directory.with(|known| {
        for ((_, id), key) in rows.iter().zip(&keys.all) {
            known.groups.put(folded(key), id.as_str());
        }
    });
    rows.into_iter().map(|(_, id)| id).zip(keys.all).collect()
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

/// Adds a group and its members under a name, which may be spelled in another case. A member that is no user here (a group within the group, somebody who was deleted) is
/// left as it is.
pub fn show(session: &Session, name: &str, group: &Json, seen: &mut Observation) {
    let Some(own) = id(group) else { return };
    seen.resources.insert(Addr::new(GROUP, name), Attributes::new().with("id", Value::text(own)));
    for member in items(group, "members") {
        let Some(id) = text(member, "value") else { continue };
        let user = session.directory.with(|known| known.users.name(&id));
        if let Some(user) = user.filter(|user| !user.contains('/')) {
            let held = Attributes::new().with("user_id", Value::text(id));
            seen.resources.insert(Addr::new(GROUP_MEMBER, [name, "/", &*user].concat()), held);
        }
    }
}

/// The groups of a name, or the one of `NAME #ID`, with their members; by id where it is known.
pub async fn named(session: &Session, features: &Features, name: &str) -> Result<Vec<Json>, VendorError> {
    let known = session.directory.with(|known| known.groups.key(&folded(name)));
    let told = Named::apart(name).map(|(_, id)| Arc::from(id));
    for id in known.into_iter().chain(told) {
        match session.api.one(GROUPS, &id).await? {
            Some(group) if is_called(&group, name) => return Ok(vec![group]),
            _ => session.directory.with(|known| known.groups.forget_key(&id)),
        }
    }
    let mut found = people::find(session, features, GROUPS, "displayName", name).await?;
    found.retain(|group| is_called(group, name));
    if let [group] = found.as_slice() {
        remember(session, std::slice::from_ref(group), &mut Observation::default());
    }
    // The list may leave members out.
    one_by_one(session, &found).await
}

/// The one group of that name.
///
/// # Errors
/// Where several have it: nobody can say which is meant (S-08).
pub async fn one(session: &Session, features: &Features, name: &str) -> Result<Option<Json>, VendorError> {
    let mut found = named(session, features, name).await?;
    if found.len() > 1 {
        let text = format!("several groups are called `{name}`: write `{name} #ID` (S-08)");
        return Err(VendorError::new(ErrorKind::Conflict, text));
    }
    Ok(found.pop())
}

/// Whether a group is called so, alone or as one of several.
fn is_called(group: &Json, name: &str) -> bool {
    let Some((own, id)) = called(group) else { return false };
    [folded(&own).into_owned(), folded(&Named::one_of(own.trim(), &id)).into_owned()]
        .contains(&folded(name).into_owned())
}

/// The seats of an entitlement, where the service tells them (the draft behind S-07 has the numbers; none of them is
/// in any RFC).
pub fn pool(item: &Json, value: &str) -> Option<Pool> {
    let number = |name: &str| field(item, name).and_then(Json::as_u64);
    let capacity = number("totalAssignmentsPermitted")?;
    Some(Pool { name: value.to_owned(), capacity, taken: number("totalAssignmentsUsed").unwrap_or(0) })
}
