//! Queues, who is in them, and the Contact Center admins: on the invented prefix where there is one, and as
//! far as the vendor tells where not.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::admin::catalogue::{AGENT, CONTACT_CENTER_ADMIN, QUEUE, QUEUE_MEMBER, SUPERVISOR};
use super::super::api::{CallQueue, Member, Queue};
use super::super::directory::{Known, KnownQueue};
use super::super::session::{Account, Session};
use super::visible;
use crate::model::{Addr, Attributes, Kind, Observation, Value, VendorError};
use crate::providers::kit::naming::{Case, Keys};
use crate::providers::kit::reader::{Read, doubt, each};

/// What the vendor does not tell of queues.
const ONLY_CALL_QUEUES: &str = "GoTo lists call queues only; inbox and outbound queues are not readable";

/// A queue's name, and the queue.
pub type Named = (Arc<str>, KnownQueue);

/// The queues, and the same by name.
///
/// # Errors
/// The vendor's refusal, unless it merely does not show them.
pub async fn queues(session: &Session, account: &Account) -> Result<(Observation, Vec<Named>), VendorError> {
    let (mut seen, mut named) = (Observation::default(), Vec::new());
    if session.is_vendor() {
        doubt(&mut seen, &[QUEUE], ONLY_CALL_QUEUES);
    }
    let Some(list) = visible(list(session, account).await, &[QUEUE, QUEUE_MEMBER], &mut seen)? else {
        return Ok((seen, named));
    };
    let names =
        Keys::of(list.iter().map(|own| (own.name.as_deref().unwrap_or(&own.id), &*own.id)), Case::Counts);
    names.mark(QUEUE, &mut seen);
    for (Queue { id, kind, name: _, extension_number }, name) in list.into_iter().zip(names.all) {
        let kind = kind.unwrap_or_else(|| "call".into()).to_lowercase();
        let mut attributes =
            Attributes::new().with("id", Value::text(id.as_str())).with("kind", Value::text(kind.as_str()));
        if let Some(number) = extension_number {
            attributes.set("extension", Value::text(number.as_str()));
        }
        seen.resources.insert(Addr::new(QUEUE, Arc::clone(&name)), attributes);
        named.push((name, KnownQueue { id: id.into(), kind: kind.into() }));
    }
    session.directory.with(|known| {
        // A name that stood for one queue may stand for several by now.
        known.queues = named.iter().cloned().collect();
        known.listed.insert(QUEUE);
    });
    Ok((seen, named))
}

async fn list(session: &Session, account: &Account) -> Result<Vec<Queue>, VendorError> {
    if !session.is_vendor() {
        return session.api.queues(&account.key).await;
    }
    let queues = session.api.call_queues(&account.key).await?;
    let call = |CallQueue { id, name, extension_number, number }| Queue {
        id,
        kind: Some("call".into()),
        name,
        extension_number: extension_number.or(number),
    };
    Ok(queues.into_iter().map(call).collect())
}

/// Who is in a queue and in which roles, as the vendor spells both.
pub struct Membership {
    /// The queue's name.
    pub queue: Arc<str>,
    /// Who is in it; in words where the vendor does not show it.
    pub members: Result<Vec<Member>, String>,
}

/// One listing per queue.
///
/// # Errors
/// The vendor's refusal, unless it merely does not show who is in a queue.
pub async fn members(
    session: &Session,
    account: &Account,
    queues: Vec<Named>,
) -> Result<Vec<Membership>, VendorError> {
    if session.is_vendor() && session.contact_center_seats() == Some(0) {
        // Without a Contact Center there is nobody to look for.
        return Ok(Vec::new());
    }
    let reads = queues.into_iter().map(|(queue, known)| -> Read<'_, _, _> {
        Box::pin(async move {
            let mut hidden = Observation::default();
            let answer = members_of(session, account, &known.id).await;
            let members = visible(answer, &[QUEUE_MEMBER], &mut hidden)?;
            let members = members.ok_or_else(|| hidden.incomplete.remove(&QUEUE_MEMBER).unwrap_or_default());
            Ok(Membership { queue, members })
        })
    });
    each(reads).await
}

/// Everybody in one queue. On the vendor's own list everybody is taken for an agent.
async fn members_of(session: &Session, account: &Account, id: &str) -> Result<Vec<Member>, VendorError> {
    if !session.is_vendor() {
        return session.api.members(&account.key, id).all().await;
    }
    let users = session.api.call_queue_users(id).await?;
    let agent = |user_key| Member { user_key, roles: vec![AGENT.to_uppercase()] };
    Ok(users.into_iter().filter_map(|user| user.user_key).map(agent).collect())
}

/// The Contact Center admins: doubts about them, and who has the flag.
///
/// # Errors
/// The vendor's refusal, unless it merely does not show them.
pub async fn admins(session: &Session, account: &Account) -> Result<(Observation, Vec<Member>), VendorError> {
    let mut seen = Observation::default();
    if session.is_vendor() {
        // No interface tells of the flag.
        return Ok((seen, Vec::new()));
    }
    let answer = session.api.admins(&account.key).all().await;
    let admins = visible(answer, &[CONTACT_CENTER_ADMIN], &mut seen)?;
    Ok((seen, admins.unwrap_or_default()))
}

/// The Contact Center by names.
pub struct Center {
    /// What was seen.
    pub part: Observation,
    /// How many distinct people take a seat (G-701, G-703).
    pub people: u64,
}

/// How far the lists of the Contact Center are trusted.
#[derive(Clone, Copy)]
pub struct Trust {
    /// Whether the caller's role proves that an empty list is empty.
    pub sees_all: bool,
    /// What is made of somebody whose e-mail is not known.
    pub strangers: Strangers,
}

/// What a key in a list is that belongs to nobody who was read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// A contradiction: everybody in the account is known.
    Doubted,
    /// Somebody who counts, and goes by the key.
    Named,
    /// Nobody who is asked about.
    PassedOver,
}

/// Puts names to the keys of members and admins.
pub fn name(session: &Session, trust: Trust, queues: &[Membership], admins: &[Member]) -> Center {
    session.directory.with(|known| {
        let mut naming = Naming { known, trust, part: Observation::default(), people: BTreeSet::new() };
        for admin in admins {
            if let Some(email) = naming.person(admin, CONTACT_CENTER_ADMIN, "the list of admins") {
                naming.see(CONTACT_CENTER_ADMIN, email);
            }
        }
        for Membership { queue, members } in queues {
            match members {
                Ok(members) => naming.queue(queue, members),
                Err(reason) => doubt(&mut naming.part, &[QUEUE_MEMBER], reason),
            }
        }
        Center { people: naming.people.len() as u64, part: naming.part }
    })
}

struct Naming<'a> {
    known: &'a Known,
    trust: Trust,
    part: Observation,
    people: BTreeSet<Arc<str>>,
}

impl Naming<'_> {
    fn queue(&mut self, queue: &str, members: &[Member]) {
        if members.is_empty() && !self.trust.sees_all {
            let reason = format!("queue `{queue}` looks empty, and the caller's role does not prove it");
            doubt(&mut self.part, &[QUEUE_MEMBER], &reason);
        }
        for member in members {
            let Some(email) = self.person(member, QUEUE_MEMBER, queue) else { continue };
            for role in member.roles.iter().filter_map(|role| known_role(role)) {
                self.see(QUEUE_MEMBER, format!("{queue}/{email}/{role}").into());
            }
        }
    }

    /// The e-mail behind a key; devices have none.
    fn person(&mut self, member: &Member, kind: Kind, place: &str) -> Option<Arc<str>> {
        let key = member.user_key.as_str();
        if self.known.devices.contains(key) {
            return None;
        }
        self.people.insert(member.user_key.shared());
        let email = self.known.users.name(key);
        match (email, self.trust.strangers) {
            (Some(email), _) => Some(email),
            (None, Strangers::Named) => Some(["#", key].concat().into()),
            (None, Strangers::PassedOver) => None,
            (None, Strangers::Doubted) => {
                let reason = format!("`{place}` names user {key}, who is not among the users");
                doubt(&mut self.part, &[kind], &reason);
                None
            }
        }
    }

    fn see(&mut self, kind: Kind, key: Arc<str>) {
        self.part.resources.insert(Addr::new(kind, key), Attributes::new());
    }
}

/// The role as keys spell it; others are not managed.
pub fn known_role(role: &str) -> Option<&'static str> {
    [AGENT, SUPERVISOR].into_iter().find(|own| own.eq_ignore_ascii_case(role))
}
