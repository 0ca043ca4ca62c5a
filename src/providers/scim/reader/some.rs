//! Reads just enough to show some addresses: single users and groups, and a listing only where that takes fewer calls.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::api::Features;
use super::super::catalogue::{CATALOGUE, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER};
use super::super::session::Session;
use super::{groups, people};
use crate::model::{Addr, Around, Observation, VendorError, folded};
use crate::providers::kit::reader::{Read, each};

/// Where so few people are asked for, a listing is never tried instead.
const FEW: usize = 3;

/// What has to be read to show the addresses.
#[derive(Default)]
struct Wanted {
    people: BTreeSet<Arc<str>>,
    /// Of whom only the id is needed, to know them in a list of members.
    members: BTreeSet<Arc<str>>,
    groups: BTreeSet<Arc<str>>,
}

impl Wanted {
    fn of(addrs: &[Addr]) -> Self {
        let mut wanted = Self::default();
        for addr in addrs {
            let spec = CATALOGUE.spec(addr.kind);
            let part = |name| spec.part(&addr.key, name).map(Arc::from);
            match addr.kind {
                USER | LICENSE | ROLE | MANAGER => wanted.people.extend(part("user")),
                GROUP => wanted.groups.extend(part("group")),
                GROUP_MEMBER => {
                    wanted.members.extend(part("user"));
                    wanted.groups.extend(part("group"));
                }
                _ => {}
            }
        }
        wanted
    }
}

/// At least what is at `addrs`.
pub async fn some(
    session: &Session,
    features: &Features,
    addrs: &[Addr],
) -> Result<Observation, VendorError> {
    let wanted = Wanted::of(addrs);
    let mut seen = Observation::default();
    read_people(session, features, &wanted, &mut seen).await?;
    let groups = wanted.groups.iter();
    let found =
        each(groups.map(|name| -> Read<'_, _, _> { Box::pin(groups::named(session, features, name)) }))
            .await?;
    for (name, found) in wanted.groups.iter().zip(&found) {
        match found.as_slice() {
            [group] => groups::show(session, name, group, &mut seen),
            [] => {}
            // Which of them is meant nobody can say (S-08).
            _ => drop(seen.ambiguous.insert(Addr::new(GROUP, Arc::clone(name)), Vec::new())),
        }
    }
    Ok(seen)
}

/// What the own resources of these people tell. Who is not found may be there all the same.
pub async fn these(
    session: &Session,
    features: &Features,
    keys: &[Arc<str>],
) -> Result<Observation, VendorError> {
    session.directory.with(|known| known.told.clear());
    let reads = keys.iter().map(|key| -> Read<'_, _, _> { Box::pin(people::one(session, features, key)) });
    let mut seen = Observation::default();
    for user in each(reads).await?.iter().flatten() {
        people::show(session, user, &mut seen);
        people::note_groups(session, user);
    }
    managers(session, features, &mut seen).await?;
    Ok(seen)
}

/// Everything around `places`: the groups that are asked about, or all of them where a person is.
pub async fn around(
    session: &Session,
    features: &Features,
    places: &[Around],
) -> Result<Observation, VendorError> {
    let of_people = places.iter().any(|place| place.standing.takes_all(CATALOGUE.subject));
    if of_people {
        session.directory.with(|known| known.told.clear());
        let keys: BTreeSet<&str> = places.iter().map(|place| &*place.value).collect();
        let reads =
            keys.iter().map(|key| -> Read<'_, _, _> { Box::pin(people::one(session, features, key)) });
        each(reads).await?.iter().flatten().for_each(|user| people::note_groups(session, user));
        return groups::all(session, features).await;
    }
    let mut seen = Observation::default();
    let named: BTreeSet<&str> = places.iter().map(|place| &*place.value).collect();
    let reads = named.iter().map(|name| -> Read<'_, _, _> { Box::pin(groups::one(session, features, name)) });
    for (name, group) in named.iter().zip(each(reads).await?) {
        group.iter().for_each(|group| groups::show(session, name, group, &mut seen));
    }
    Ok(seen)
}

/// People one by one, or all where that takes fewer calls.
async fn read_people(
    session: &Session,
    features: &Features,
    wanted: &Wanted,
    seen: &mut Observation,
) -> Result<(), VendorError> {
    let (strangers, known) = session.directory.with(|known| {
        let strangers = wanted.members.difference(&wanted.people);
        let strangers: Vec<Arc<str>> =
            strangers.filter(|key| known.users.key(&folded(key)).is_none()).cloned().collect();
        (strangers, known.users.pairs())
    });
    let singles: Vec<&Arc<str>> = wanted.people.iter().chain(&strangers).collect();
    let pages = known.div_ceil(usize::try_from(features.page_size).unwrap_or(1).max(1));
    if singles.len() > FEW && singles.len() > pages.max(1) {
        for (_, user) in people::refresh(session, features).await? {
            people::show(session, &user, seen);
        }
        return Ok(());
    }
    let people = singles.iter();
    let found =
        each(people.map(|key| -> Read<'_, _, _> { Box::pin(people::one(session, features, key)) })).await?;
    found.iter().flatten().for_each(|user| people::show(session, user, seen));
    managers(session, features, seen).await
}

/// A manager who was only told by id is looked up by it.
async fn managers(session: &Session, features: &Features, seen: &mut Observation) -> Result<(), VendorError> {
    let unknown = seen.resources.iter().any(|(addr, own)| {
        addr.kind == MANAGER && own.text("manager").is_some_and(|name| name.starts_with("id:"))
    });
    if unknown {
        people::refresh(session, features).await?;
        let keys: Vec<Addr> = seen.resources.keys().filter(|addr| addr.kind == MANAGER).cloned().collect();
        for addr in keys {
            let Some(own) = seen.resources.get_mut(&addr) else { continue };
            let name =
                own.text("manager_id").and_then(|id| session.directory.with(|known| known.users.name(id)));
            if let Some(name) = name {
                own.set("manager", crate::model::Value::text(&*name));
            }
        }
    }
    Ok(())
}
