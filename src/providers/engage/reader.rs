//! Reads a tenant: pages, not objects. Whatever cannot be proven to be whole is said to be incomplete. Nobody is
//! asked at the vendor, for no interface shows anything there (section 4.1).

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::api::{Account, Failure, User};
use super::catalogue::{CATALOGUE, CONVERSATIONS, PROJECT, SEATS, SKILL, USER, USER_PROJECT, USER_SKILL};
use super::convert::{self, Names};
use super::session::Office;
use crate::model::{Addr, Attributes, Kind, Observation, Pool, Value, VendorError};
use crate::port::{BoxFuture, Reader, View};

/// How many reads of one sort are under way at once; the pace keeps them within what is allowed.
const AT_ONCE: usize = 8;
/// Up to how many people open conversations are counted for everybody: it takes a call each. Beyond it only
/// those who are inactive already are counted, as candidates for deletion; of the others it is unknown.
const COUNTED: usize = 50;
/// Up to how many people are asked for one by one.
const FEW: usize = 8;

/// The reader of Engage.
pub struct EngageReader {
    office: Arc<Office>,
}

impl EngageReader {
    /// A reader in this session.
    pub fn new(office: Arc<Office>) -> Self {
        Self { office }
    }
}

impl Reader for EngageReader {
    fn observe<'a>(&'a self, view: &'a View) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async move {
            if self.office.is_vendor() {
                return Ok(nothing(&self.office));
            }
            match view {
                View::All => whole(&self.office).await,
                View::Only(addrs) => some(&self.office, addrs).await,
            }
            .map_err(VendorError::from)
        })
    }
}

/// What is seen where nobody can be asked: of projects, which are only referred to, nothing is known.
fn nothing(office: &Office) -> Observation {
    let mut seen = Observation { caller: office.caller.clone(), ..Observation::default() };
    let why = "the vendor publishes no interface that lists them";
    seen.incomplete.insert(PROJECT, why.to_owned());
    seen
}

/// Everything.
async fn whole(office: &Office) -> Result<Observation, Failure> {
    let ((account, caller), (), users) =
        tokio::try_join!(office.api.account(), names(office), office.api.users())?;
    let mut seen = Observation { caller: caller.or_else(|| office.caller.clone()), ..Observation::default() };
    office.directory.with(|known| known.resources(&mut seen.resources));
    people(office, &users, &mut seen);
    prove(office, account, &users, &mut seen).await?;
    conversations(office, &users, &mut seen).await?;
    Ok(seen)
}

/// Skills and projects, which users only hold the ids of.
async fn names(office: &Office) -> Result<(), Failure> {
    let (skills, projects) = tokio::try_join!(office.api.skills(), office.api.projects())?;
    office.directory.with(|known| {
        known.skills = Names::of(&skills);
        known.projects = Names::of(&projects);
    });
    Ok(())
}

fn people(office: &Office, users: &[User], seen: &mut Observation) {
    office.directory.with(|known| {
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
    office: &Office,
    account: Account,
    users: &[User],
    seen: &mut Observation,
) -> Result<(), Failure> {
    let different: BTreeSet<&str> = users.iter().map(|user| user.id.as_str()).collect();
    let listed = different.len() as u64;
    let mut account = account;
    if account.seats.used != listed {
        // Somebody may have come or gone between the two reads.
        account = office.api.account().await?.0;
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
async fn conversations(office: &Office, users: &[User], seen: &mut Observation) -> Result<(), Failure> {
    let few = users.len() <= COUNTED;
    let (counted, unknown): (Vec<&User>, Vec<&User>) = users.iter().partition(|user| few || !user.active);
    for user in unknown {
        conversation(user, None, seen);
    }
    for (user, open) in counts(office, &counted).await? {
        conversation(user, Some(open), seen);
    }
    Ok(())
}

async fn counts<'u>(office: &Office, users: &[&'u User]) -> Result<Vec<(&'u User, u64)>, Failure> {
    let each = users.iter().map(|user| -> BoxFuture<'_, Result<(&'u User, u64), Failure>> {
        Box::pin(async move { Ok((*user, office.api.open_conversations(&user.id).await?)) })
    });
    let each: Vec<_> = each.collect();
    stream::iter(each).buffered(AT_ONCE).try_collect().await
}

fn conversation(user: &User, open: Option<u64>, seen: &mut Observation) {
    let email = user.email.trim().to_lowercase();
    let mut attributes = Attributes::new().with("assigned_to", Value::text(email.as_str()));
    match open {
        Some(0) => return,
        Some(open) => attributes.set("open", Value::Number(i64::try_from(open).unwrap_or(i64::MAX))),
        None => {}
    }
    seen.resources.insert(Addr::new(CONVERSATIONS, email), attributes);
}

/// At least what is at `addrs`.
async fn some(office: &Office, addrs: &[Addr]) -> Result<Observation, Failure> {
    let of = |kinds: &[Kind]| -> BTreeSet<&str> {
        let own = addrs.iter().filter(|addr| kinds.contains(&addr.kind));
        own.filter_map(|addr| CATALOGUE.spec(addr.kind).part(&addr.key, "user")).collect()
    };
    let mut seen = Observation::default();
    if addrs.iter().any(|addr| [SKILL, USER_SKILL, USER_PROJECT, PROJECT].contains(&addr.kind)) {
        names(office).await?;
        office.directory.with(|known| known.resources(&mut seen.resources));
    }
    let users = found(office, &of(&[USER, USER_SKILL, USER_PROJECT, CONVERSATIONS])).await?;
    people(office, &users, &mut seen);
    let asked = of(&[CONVERSATIONS]);
    let asked = users.iter().filter(|user| asked.contains(&*user.email.trim().to_lowercase()));
    for (user, open) in counts(office, &asked.collect::<Vec<_>>()).await? {
        conversation(user, Some(open), &mut seen);
    }
    Ok(seen)
}

/// The people of these addresses: one by one, or all where they are many.
async fn found(office: &Office, emails: &BTreeSet<&str>) -> Result<Vec<User>, Failure> {
    if emails.len() > FEW {
        return office.api.users().await;
    }
    let each = emails
        .iter()
        .map(|email| -> BoxFuture<'_, Result<Option<User>, Failure>> { Box::pin(office.api.user(email)) });
    let each: Vec<_> = each.collect();
    let users: Vec<Option<User>> = stream::iter(each).buffered(AT_ONCE).try_collect().await?;
    Ok(users.into_iter().flatten().collect())
}

/// Says of kinds that their listing is not proven to be whole; the first doubt stands.
fn doubt(seen: &mut Observation, kinds: &[Kind], reason: &str) {
    for kind in kinds {
        seen.incomplete.entry(*kind).or_insert_with(|| reason.to_owned());
    }
}
