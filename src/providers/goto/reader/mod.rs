//! Reads a tenant: pages, not objects. Whatever cannot be proven to be whole is said to be incomplete.

mod around;
mod desk;
mod listings;
mod people;
mod queues;
mod sessions;
mod some;

use std::sync::Arc;

use super::admin::catalogue::{CONTACT_CENTER, CONTACT_CENTER_ADMIN, QUEUE, QUEUE_MEMBER};
use super::session::{Account, Session};
use crate::model::{ErrorKind, Kind, Observation, Pool, VendorError};
use crate::port::ReadScope;
use crate::providers::kit::reader::{absorb, doubt};

pub use around::around;
pub use desk::desk;
pub use listings::{groups, licenses, role_sets};
use people::these;
pub use people::{everybody, everybody_without_lines};
use queues::Strangers;
pub use queues::{known_role, queues};
pub use sessions::products;
pub use some::some;

/// At least what is asked for, and who asked.
pub async fn observe(session: &Session, scope: &ReadScope) -> Result<Observation, VendorError> {
    let account = session.account().await?;
    let mut seen = match scope {
        ReadScope::All => whole(session, account, None).await?,
        ReadScope::Only(addrs) => some(session, account, addrs).await?,
        ReadScope::Around(places) => around(session, account, places).await?,
    };
    finish(session, account, &mut seen);
    Ok(seen)
}

/// What these people hold: their own entries, the short lists that name it, and the lists in which anybody may be.
pub async fn observe_people(session: &Session, people: &[Arc<str>]) -> Result<Observation, VendorError> {
    let account = session.account().await?;
    let mut seen = whole(session, account, Some(people)).await?;
    finish(session, account, &mut seen);
    Ok(seen)
}

fn finish(session: &Session, account: &Account, seen: &mut Observation) {
    // What no reading can show is not incomplete: people say what is there (U-03).
    seen.incomplete.retain(|kind, _| session.is_readable(*kind));
    seen.caller = session.caller(account);
}

/// Everything, or of people these alone. What needs no other listing is read first and at once; then the people, and
/// beside them who is in which queue.
async fn whole(
    session: &Session,
    account: &Account,
    only: Option<&[Arc<str>]>,
) -> Result<Observation, VendorError> {
    let (licenses, role_sets, groups, (queues, named), (admins, flagged)) = tokio::try_join!(
        licenses(session, account),
        role_sets(session, account),
        groups(session, account),
        queues(session, account),
        queues::admins(session, account),
    )?;
    let people = async {
        match only {
            Some(only) => these(session, account, only).await,
            None => everybody(session, account).await,
        }
    };
    let (people, members) = tokio::try_join!(people, queues::members(session, account, named))?;
    let sees_all = account.sees_all || people.caller_sees_all;
    let mut seen = Observation::default();
    for part in [licenses, role_sets, groups, queues, admins, people.part] {
        absorb(&mut seen, part);
    }
    let strangers = if only.is_some() { Strangers::Named } else { Strangers::Doubted };
    let center = queues::name(session, queues::Trust { sees_all, strangers }, &members, &flagged);
    absorb(&mut seen, center.part);
    if let Some(capacity) = session.contact_center_seats() {
        seen.pools.push(Pool { name: CONTACT_CENTER.into(), capacity, taken: center.people });
    }
    seen.pools.sort_by(|a, b| a.name.cmp(&b.name));
    doubt_hidden(&mut seen, sees_all);
    Ok(seen)
}

/// Where the caller's rights are unproven an empty list on GoTo Connect says nothing (section 6.1).
fn doubt_hidden(seen: &mut Observation, sees_all: bool) {
    if sees_all {
        return;
    }
    for kind in [QUEUE, QUEUE_MEMBER, CONTACT_CENTER_ADMIN] {
        if !seen.resources.keys().any(|addr| addr.kind == kind) {
            doubt(
                seen,
                &[kind],
                "the list is empty, and the caller's role does not prove that nothing is hidden",
            );
        }
    }
}

/// A listing, or `None` and a doubt about `kinds` where the vendor does not show it to this caller.
fn visible<T>(
    answer: Result<T, VendorError>,
    kinds: &[Kind],
    seen: &mut Observation,
) -> Result<Option<T>, VendorError> {
    match answer {
        Ok(listing) => Ok(Some(listing)),
        Err(error) if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::NotFound) => {
            doubt(seen, kinds, &format!("the vendor does not show it: {error}"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// What was seen of the kinds that a portal knows.
pub fn narrowed(mut seen: Observation, knows: fn(Kind) -> bool) -> Observation {
    seen.resources.retain(|addr, _| knows(addr.kind));
    seen.incomplete.retain(|kind, _| knows(*kind));
    seen.ambiguous.retain(|addr, _| knows(addr.kind));
    seen
}

#[cfg(test)]
mod tests;
