//! Reads just enough to show some addresses: single users, and a listing only where one is touched.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::admin::align::read_beside;
use super::super::admin::catalogue::{
    CATALOGUE, CO_ORGANIZER, CONTACT_CENTER_ADMIN, EXTENSION, GROUP, GROUP_MEMBER, INVITATION, LICENSE,
    LICENSE_PRODUCT, LICENSE_SEATS, MEETING_HANDOVER, QUEUE, QUEUE_MEMBER, ROLE, ROLE_SET, USER,
};
use super::super::api::User;
use super::super::convert;
use super::super::session::{Account, Session};
use super::desk::{DESK, desk};
use super::queues::Named;
use super::{people, queues, sessions};
use crate::model::{Addr, Kind, Observation, VendorError};
use crate::providers::kit::reader::{Read, absorb, each};

/// Where so few people are asked for, a listing is never tried instead.
const FEW: usize = 3;
/// How many users a page of the whole listing brings.
const PAGE: usize = 100;

/// What has to be read to show the addresses.
#[derive(Default)]
struct Wanted {
    kinds: BTreeSet<Kind>,
    /// Of whom the user object is needed.
    people: BTreeSet<Arc<str>>,
    /// Of whom the key is needed, to know them in a list of keys.
    keys: BTreeSet<Arc<str>>,
    queues: BTreeSet<Arc<str>>,
    /// Of whom it is asked what they organize.
    organizers: BTreeSet<Arc<str>>,
}

/// At least what is at `addrs`.
pub async fn some(session: &Session, account: &Account, addrs: &[Addr]) -> Result<Observation, VendorError> {
    let wanted = Wanted::of(addrs);
    let mut seen = named_lists(session, account, &wanted).await?;
    let part = wanted_people(session, account, &wanted).await?;
    absorb(&mut seen, part);
    let part = center(session, account, &wanted).await?;
    absorb(&mut seen, part);
    read_beside(addrs, &mut seen);
    if wanted.any(&DESK) {
        absorb(&mut seen, desk(session, account, addrs).await?);
    }
    if !wanted.organizers.is_empty() {
        let organizers = wanted.organizers.iter().map(|who| &**who);
        absorb(&mut seen, sessions::handed_on(session, account, organizers).await?);
    }
    Ok(seen)
}

impl Wanted {
    fn of(addrs: &[Addr]) -> Self {
        let mut wanted = Self::default();
        for addr in addrs {
            wanted.kinds.insert(addr.kind);
            let spec = CATALOGUE.spec(addr.kind);
            let part = |name| spec.part(&addr.key, name).map(Arc::from);
            match addr.kind {
                USER | ROLE | LICENSE | EXTENSION | GROUP_MEMBER | INVITATION => {
                    wanted.people.extend(part("user"));
                }
                // The seats are told by the licenses.
                LICENSE_SEATS => drop(wanted.kinds.insert(LICENSE_PRODUCT)),
                CO_ORGANIZER | MEETING_HANDOVER => wanted.organizers.extend(part("user")),
                CONTACT_CENTER_ADMIN => wanted.keys.extend(part("user")),
                QUEUE_MEMBER => {
                    wanted.keys.extend(part("user"));
                    wanted.queues.extend(part("queue"));
                }
                _ => {}
            }
        }
        wanted
    }

    fn any(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| self.kinds.contains(kind))
    }
}

/// The short lists that are asked for, or whose names are needed and not known yet.
async fn named_lists(
    session: &Session,
    account: &Account,
    wanted: &Wanted,
) -> Result<Observation, VendorError> {
    let known = |kind| session.directory.with(|known| known.listed.contains(&kind));
    let need = |asked: Kind, naming: &[Kind]| wanted.any(&[asked]) || (wanted.any(naming) && !known(asked));
    let (licenses, role_sets) = (need(LICENSE_PRODUCT, &[LICENSE]), need(ROLE_SET, &[ROLE]));
    let (groups, queues) = (need(GROUP, &[GROUP_MEMBER]), need(QUEUE, &[QUEUE_MEMBER]));
    let none = || Ok(Observation::default());
    let parts = tokio::try_join!(
        async { if licenses { super::licenses(session, account).await } else { none() } },
        async { if role_sets { super::role_sets(session, account).await } else { none() } },
        async { if groups { super::groups(session, account).await } else { none() } },
        async { if queues { super::queues(session, account).await.map(|(part, _)| part) } else { none() } },
    )?;
    let mut seen = parts.0;
    for part in [parts.1, parts.2, parts.3] {
        absorb(&mut seen, part);
    }
    Ok(seen)
}

/// The people that are asked for: one by one, or all where that takes fewer calls.
async fn wanted_people(
    session: &Session,
    account: &Account,
    wanted: &Wanted,
) -> Result<Observation, VendorError> {
    let unknown = session.directory.with(|known| {
        let strangers = wanted.keys.difference(&wanted.people);
        strangers.filter(|email| known.users.key(email).is_none()).cloned().collect::<Vec<_>>()
    });
    let pages = session.directory.with(|known| known.users.pairs().div_ceil(PAGE));
    let singles = wanted.people.len() + unknown.len();
    if singles > FEW && singles > pages {
        return people::everybody(session, account).await.map(|people| people.part);
    }
    let people = wanted.people.iter().chain(&unknown);
    let reads = people.map(|email| -> Read<'_, _, _> { Box::pin(one(session, account, email, wanted)) });
    let mut seen = Observation::default();
    for part in each(reads).await? {
        absorb(&mut seen, part);
    }
    Ok(seen)
}

/// One person, by key where it is known: a list may lag behind a write, the single object does not.
async fn one(
    session: &Session,
    account: &Account,
    email: &str,
    wanted: &Wanted,
) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let Some(user) = session.user(account, email).await? else { return Ok(seen) };
    let Some(own) = convert::email(&user).filter(|own| !convert::is_service(own)) else { return Ok(seen) };
    session.directory.with(|known| convert::resources(&user, &own, known, &mut seen.resources));
    if user.settings.is_none() && wanted.any(&[EXTENSION]) {
        read_extension(session, account, &user, own, &mut seen).await?;
    }
    Ok(seen)
}

/// The primary extension from the phone system, where the user object holds no settings.
async fn read_extension(
    session: &Session,
    account: &Account,
    user: &User,
    email: Arc<str>,
    seen: &mut Observation,
) -> Result<(), VendorError> {
    let lines = people::shown(session.lines(account, user.key.as_str()).await, seen)?.flatten();
    if let Some(number) = lines.as_deref().and_then(people::primary) {
        seen.resources.insert(Addr::new(EXTENSION, email), convert::extension(number));
    }
    Ok(())
}

/// The queues and the admins that are asked for.
async fn center(session: &Session, account: &Account, wanted: &Wanted) -> Result<Observation, VendorError> {
    let named: Vec<Named> = session.directory.with(|known| {
        let queue = |name: &Arc<str>| Some((Arc::clone(name), known.queues.get(name)?.clone()));
        wanted.queues.iter().filter_map(queue).collect()
    });
    let flags = wanted.any(&[CONTACT_CENTER_ADMIN]);
    let ((mut seen, admins), members) = tokio::try_join!(
        async {
            if flags {
                queues::admins(session, account).await
            } else {
                Ok((Observation::default(), Vec::new()))
            }
        },
        queues::members(session, account, named),
    )?;
    // A stranger in a list is nobody that was asked for: those were looked up by now.
    let trust = queues::Trust { sees_all: account.sees_all, strangers: queues::Strangers::PassedOver };
    absorb(&mut seen, queues::name(session, trust, &members, &admins).part);
    Ok(seen)
}
