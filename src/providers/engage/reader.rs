//! Reads a tenant: pages, not objects. Whatever cannot be proven to be whole is said to be incomplete. Nobody is
//! asked at the vendor, for no interface shows anything there (section 4.1).

use std::collections::BTreeSet;

use super::api::{Account, Failure, User};
use super::catalogue::{CATALOGUE, CONVERSATIONS, PROJECT, SEATS, SKILL, USER, USER_PROJECT, USER_SKILL};
use super::convert;
use super::session::Session;
use crate::model::{Addr, Around, Attributes, Kind, Observation, Pool, Value, VendorError, folded};
use crate::port::{BoxFuture, ReadScope, Reader};
use crate::providers::kit::reader::{Read, doubt, each};

/// Up to how many people open conversations are counted for everybody: it takes a call each. Beyond it only
/// those who are inactive already are counted, as candidates for deletion; of the others it is unknown.
const COUNTED: usize = 50;
/// Up to how many people are asked for one by one.
const FEW: usize = 8;

impl Reader for Session {
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async move {
            if self.is_vendor() {
                return Ok(nothing(self));
            }
            match scope {
                ReadScope::All => whole(self).await,
                ReadScope::Only(addrs) => some(self, addrs).await,
                ReadScope::Around(places) => around(self, places).await,
            }
            .map_err(VendorError::from)
        })
    }
}

/// What is seen where nobody can be asked: of projects, which are only referred to, nothing is known.
fn nothing(session: &Session) -> Observation {
    let mut seen = Observation { caller: session.caller.clone(), ..Observation::default() };
    let why = "the vendor publishes no interface that lists them";
    seen.incomplete.insert(PROJECT, why.to_owned());
    seen
}

/// Everything.
async fn whole(session: &Session) -> Result<Observation, Failure> {
    let ((account, caller), mut seen, users) =
        tokio::try_join!(session.api.account(), names(session), session.api.users())?;
    seen.caller = caller.or_else(|| session.caller.clone());
    people(session, &users, &mut seen);
    prove(session, account, &users, &mut seen).await?;
    conversations(session, &users, &mut seen).await?;
    Ok(seen)
}

/// Skills and projects, which users only hold the ids of.
async fn names(session: &Session) -> Result<Observation, Failure> {
    let (skills, projects) = tokio::try_join!(session.api.skills(), session.api.projects())?;
    let mut seen = Observation::default();
    session.directory.with(|known| {
        known.skills = convert::listed(SKILL, &skills, &mut seen);
        known.projects = convert::listed(PROJECT, &projects, &mut seen);
    });
    Ok(seen)
}

fn people(session: &Session, users: &[User], seen: &mut Observation) {
    session.directory.with(|known| {
        for user in users {
            if let Some(kind) = convert::user(user, known, &mut seen.resources) {
                let lists = if kind == USER_SKILL { [kind, SKILL] } else { [kind, PROJECT] };
                doubt(seen, &lists, "somebody holds one that the listing does not have");
            }
        }
    });
}

/// The listing of users is whole where it has as many as the account counts seats (E-003, C-5), nobody twice.
async fn prove(
    session: &Session,
    account: Account,
    users: &[User],
    seen: &mut Observation,
) -> Result<(), Failure> {
    let different: BTreeSet<&str> = users.iter().map(|user| user.id.as_str()).collect();
    let listed = different.len() as u64;
    let mut account = account;
    if account.seats.used != listed {
        // Somebody may have come or gone between the two reads.
        account = session.api.account().await?.0;
    }
    let used = account.seats.used;
    if used != listed || users.len() != different.len() {
        let why = format!("the account counts {used} users, the listing shows {}", users.len());
        doubt(seen, &[USER, USER_SKILL, USER_PROJECT, SKILL], &why);
    }
    if let Some(capacity) = account.seats.purchased {
        seen.pools.push(Pool { name: SEATS.to_owned(), capacity, taken: used });
    }
    Ok(())
}

/// Who has open conversations, and how many; without a number where nobody counted (E-027).
async fn conversations(session: &Session, users: &[User], seen: &mut Observation) -> Result<(), Failure> {
    let few = users.len() <= COUNTED;
    let (counted, unknown): (Vec<&User>, Vec<&User>) = users.iter().partition(|user| few || !user.active);
    for user in unknown {
        conversation(user, None, seen);
    }
    for (user, open) in counts(session, &counted).await? {
        conversation(user, Some(open), seen);
    }
    Ok(())
}

async fn counts<'u>(session: &Session, users: &[&'u User]) -> Result<Vec<(&'u User, u64)>, Failure> {
    let reads = users.iter().map(|user| -> Read<'_, _, _> {
        Box::pin(async move { Ok((*user, session.api.open_conversations(&user.id).await?)) })
    });
    each(reads).await
}

fn conversation(user: &User, open: Option<u64>, seen: &mut Observation) {
    let email = folded(&user.email);
    let mut attributes = Attributes::new().with("assigned_to", Value::text(&*email));
    match open {
        Some(0) => return,
        Some(open) => attributes.set("open", Value::Number(i64::try_from(open).unwrap_or(i64::MAX))),
        None => {}
    }
    seen.resources.insert(Addr::new(CONVERSATIONS, &*email), attributes);
}

/// At least what is at `addrs`.
async fn some(session: &Session, addrs: &[Addr]) -> Result<Observation, Failure> {
    let of = |kinds: &[Kind]| -> BTreeSet<&str> {
        let own = addrs.iter().filter(|addr| kinds.contains(&addr.kind));
        own.filter_map(|addr| CATALOGUE.part(addr, "user")).collect()
    };
    let mut seen = Observation::default();
    if addrs.iter().any(|addr| [SKILL, USER_SKILL, USER_PROJECT, PROJECT].contains(&addr.kind)) {
        seen = names(session).await?;
    }
    let users = found(session, &of(&[USER, USER_SKILL, USER_PROJECT, CONVERSATIONS])).await?;
    people(session, &users, &mut seen);
    let asked = of(&[CONVERSATIONS]);
    let asked = users.iter().filter(|user| asked.contains(&*folded(&user.email)));
    for (user, open) in counts(session, &asked.collect::<Vec<_>>()).await? {
        conversation(user, Some(open), &mut seen);
    }
    Ok(seen)
}

/// Everything around `places`: the open conversations of each of these people, and everybody where a skill is asked about.
async fn around(session: &Session, places: &[Around]) -> Result<Observation, Failure> {
    let of = |counted: bool| places.iter().filter(move |place| (place.kind == CONVERSATIONS) == counted);
    let mut seen = Observation::default();
    let asked: BTreeSet<&str> = of(true).map(|place| &*place.value).collect();
    let users = match of(false).next() {
        None => found(session, &asked).await?,
        Some(_) => {
            let ((account, _), named, users) =
                tokio::try_join!(session.api.account(), names(session), session.api.users())?;
            seen = named;
            people(session, &users, &mut seen);
            prove(session, account, &users, &mut seen).await?;
            users
        }
    };
    let asked = users.iter().filter(|user| asked.contains(&*folded(&user.email)));
    for (user, open) in counts(session, &asked.collect::<Vec<_>>()).await? {
        conversation(user, Some(open), &mut seen);
    }
    Ok(seen)
}

/// The people of these addresses: one by one, or all where they are many.
async fn found(session: &Session, emails: &BTreeSet<&str>) -> Result<Vec<User>, Failure> {
    if emails.len() > FEW {
        return session.api.users().await;
    }
    let reads = emails.iter().map(|email| -> Read<'_, _, _> { Box::pin(session.api.user(email)) });
    Ok(each(reads).await?.into_iter().flatten().collect())
}
