//! Everybody, in pages, and one person by name.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::super::api::{Features, USERS, id, items, text};
use super::super::catalogue::{GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER};
use super::super::convert;
use super::super::session::Session;
use crate::model::{ErrorKind, Kind, Observation, VendorError, folded};
use crate::providers::kit::reader::doubt;
use crate::wire::encode::query;

/// What users tell of; members of groups are known by the ids of users.
const TOLD_BY_USERS: &[Kind] = &[USER, LICENSE, ROLE, MANAGER, GROUP_MEMBER];

/// Reads everybody.
pub async fn everybody(session: &Session, features: &Features) -> Result<Observation, VendorError> {
    let listing = session.api.list(USERS, &[], features).await?;
    let mut seen = Observation::default();
    let mut flaw = listing.flaw;
    // Managers are told by id, so that all names are needed first.
    let mut names = BTreeSet::new();
    for user in &listing.items {
        if let Err(wrong) = remember(session, user) {
            flaw.get_or_insert(wrong);
        } else if let Some(key) = convert::key(user).filter(|key| !names.insert(key.clone())) {
            flaw.get_or_insert_with(|| format!("two users are called `{key}`"));
        }
    }
    // An empty or cut list would leave out whoever asks as well.
    let caller = session.settings.caller.as_deref().map(folded);
    if let Some(caller) = caller.filter(|caller| !names.iter().any(|name| folded(name) == *caller)) {
        flaw.get_or_insert_with(|| {
            format!("`{caller}`, whose credentials are in use (settings.caller), is not in it")
        });
    }
    session.directory.with(|known| known.told.clear());
    for user in &listing.items {
        show(session, user, &mut seen);
        note_groups(session, user);
    }
    if let Some(flaw) = flaw {
        doubt(&mut seen, TOLD_BY_USERS, &format!("the list of users is not whole: {flaw}"));
    }
    Ok(seen)
}

/// Writes down which id a user's name has.
///
/// # Errors
/// What is wrong with the user, in words.
fn remember(session: &Session, user: &Value) -> Result<(), String> {
    let (Some(id), Some(name)) = (id(user), text(user, "userName")) else {
        return Err("a user comes without `id` or `userName`".into());
    };
    session.directory.with(|known| known.users.put(folded(&name), &*id));
    Ok(())
}

/// Adds all that a user's resource says. Who cannot be named here is nobody's to declare.
pub fn show(session: &Session, user: &Value, seen: &mut Observation) {
    let Some(key) = convert::key(user) else { return };
    let name_of = |id: &str| session.directory.with(|known| known.users.name(id));
    convert::resources(user, &key, &session.settings, &name_of, &mut seen.resources);
}

/// Writes down which groups a user's own resource tells of (RFC 7643, section 4.1.2); not those that they are in by another
/// group.
pub fn note_groups(session: &Session, user: &Value) {
    let Some(key) = convert::key(user) else { return };
    let direct = |group: &&Value| text(group, "type").is_none_or(|kind| kind.eq_ignore_ascii_case("direct"));
    let ids = items(user, "groups").iter().filter(direct).filter_map(|group| text(group, "value"));
    session.directory.with(|known| known.told.extend(ids.map(|id| (id, Arc::clone(&key)))));
}

/// One person, by id where it is known: a list may lag behind a write, the single resource does not.
pub async fn one(session: &Session, features: &Features, key: &str) -> Result<Option<Value>, VendorError> {
    if let Some(id) = session.directory.with(|known| known.users.key(&folded(key))) {
        match session.api.one(USERS, &id).await? {
            Some(user) if convert::key(&user).as_deref() == Some(key) => return Ok(Some(user)),
            Some(user) => remember(session, &user).unwrap_or_default(),
            None => session.directory.with(|known| known.users.forget_key(&id)),
        }
    }
    let found = search(session, features, "userName", key).await?;
    if let Some(user) = &found {
        remember(session, user).unwrap_or_default();
    }
    Ok(found)
}

/// The user whose `attribute` is `value`; a `userName` in any case (S-03), an `externalId` exactly (S-02).
pub async fn search(
    session: &Session,
    features: &Features,
    attribute: &str,
    value: &str,
) -> Result<Option<Value>, VendorError> {
    let same = |own: &str| match attribute {
        "externalId" => own == value,
        _ => folded(own) == folded(value),
    };
    let found = find(session, features, USERS, attribute, value).await?;
    Ok(found.into_iter().find(|user| text(user, attribute).is_some_and(|own| same(&own))))
}

/// What a filter finds, or everything where the service filters nothing (S-24). Who filters may be wrong about
/// what matches, so the caller looks again.
pub async fn find(
    session: &Session,
    features: &Features,
    endpoint: &str,
    attribute: &str,
    value: &str,
) -> Result<Vec<Value>, VendorError> {
    if features.filter {
        let filter = format!("{attribute} eq {}", Value::from(value));
        match session.api.get(&query(endpoint, &[("filter", &filter)])).await {
            // `invalidFilter`: not by this attribute.
            Err(error) if error.kind == ErrorKind::Invalid => {}
            answer => return Ok(items(&answer?, "Resources").to_vec()),
        }
    }
    Ok(session.api.list(endpoint, &[], features).await?.items)
}

/// The names of many people by one listing.
pub async fn refresh(session: &Session, features: &Features) -> Result<Vec<(Arc<str>, Value)>, VendorError> {
    let listing = session.api.list(USERS, &[], features).await?;
    for user in &listing.items {
        remember(session, user).unwrap_or_default();
    }
    Ok(listing.items.into_iter().filter_map(|user| Some((convert::key(&user)?, user))).collect())
}
