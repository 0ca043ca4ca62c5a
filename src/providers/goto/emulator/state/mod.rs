//! The account as it is: what the state file says, made quick to look up.

pub mod answers;
pub mod desk;
pub mod file;
pub mod key;
pub mod load;
pub mod people;
pub mod phones;
pub mod save;
pub mod sessions;
pub mod switches;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::wire::emulator::{self, moment};
use desk::Desk;
use file::{
    AccountEntry, ContactCenterEntry, Credentials, GroupEntry, LicenseEntry, Limits, ProfileEntry,
    QueueEntry, QueueKind, RoleSetEntry,
};
use key::Key;
use people::{Lag, People, User};
use phones::Phones;
use switches::Switches;

/// The product code of GoTo Connect.
pub const CONNECT: &str = "JIVE";

/// The account as it is.
#[derive(Clone)]
pub struct Tenant {
    pub account: AccountEntry,
    pub began_at: Timestamp,
    pub caller: Option<String>,
    pub contact_center: ContactCenterEntry,
    pub licenses: BTreeMap<Key, LicenseEntry>,
    pub role_sets: BTreeMap<String, RoleSetEntry>,
    pub groups: BTreeMap<Key, GroupEntry>,
    /// By id.
    pub queues: BTreeMap<String, QueueEntry>,
    pub people: People,
    pub phones: Phones,
    pub desk: Desk,
    /// By lower-case e-mail.
    pub deleted: BTreeMap<String, User>,
    /// By lower-case e-mail.
    pub elsewhere: BTreeMap<String, ProfileEntry>,
    /// The greatest key that a person ever had.
    pub highest: Key,
    pub credentials: Credentials,
    pub limits: Limits,
    pub switches: Switches,
}

/// What a handler works on: the account, the outbox, the request.
pub type Handler<'a> = emulator::Handler<'a, Tenant>;

impl Tenant {
    /// A key that nobody ever had.
    pub fn next_user_key(&mut self) -> Key {
        let next = self.highest.as_str().parse::<u128>().unwrap_or(1000).saturating_add(1);
        self.highest = next.to_string().into();
        self.highest.clone()
    }

    /// Whether one of the person's licenses carries `product`.
    pub fn has_product(&self, user: &User, product: &str) -> bool {
        let held = user.licenses.iter().filter_map(|key| self.licenses.get(key));
        held.flat_map(|own| &own.products).any(|own| own == product)
    }

    /// Whether one of the person's licenses is GoTo Connect.
    pub fn has_connect(&self, user: &User) -> bool {
        user.licenses.iter().any(|key| self.is_connect(key))
    }

    /// Whether a license is GoTo Connect.
    pub fn is_connect(&self, license: &Key) -> bool {
        self.licenses.get(license).is_some_and(|own| own.products.iter().any(|product| product == CONNECT))
    }

    /// Whether Connect shows the person as its user: what the Admin API says, after the lag (row 25).
    pub fn is_in_connect(&self, user: &User, now: Duration, request: u64) -> bool {
        match user.lag {
            Some(Lag { was, until, until_request }) if now < until || request <= until_request => was,
            _ => self.has_connect(user),
        }
    }

    /// The lag that a license change made now starts with.
    pub fn lag(&self, was: bool, now: Duration, request: u64) -> Option<Lag> {
        let (seconds, requests) = (self.switches.connect_lag_seconds, self.switches.connect_lag_requests);
        let until = now.saturating_add(Duration::from_secs(seconds));
        let until_request = request.saturating_add(requests);
        (seconds > 0 || requests > 0).then_some(Lag { was, until, until_request })
    }

    /// How many seats of a license are taken (row 31).
    pub fn taken(&self, license: &Key) -> usize {
        if self.switches.invited_hold_seats {
            return self.people.holder_count(license);
        }
        self.people.holders(license).filter(|user| user.signed_in).count()
    }

    /// Who calls; `None` is somebody outside the list who may do everything.
    pub fn caller(&self) -> Option<&User> {
        self.people.by_email(self.caller.as_deref()?)
    }

    /// What the caller may do: built-in roles and what the custom role permits.
    pub fn caller_may(&self, permissions: &[&str]) -> bool {
        let Some(user) = self.caller() else { return true };
        let custom = user.role_set.as_ref().and_then(|id| self.role_sets.get(id));
        let custom = custom.into_iter().flat_map(|set| &set.permissions);
        user.roles.iter().chain(custom).any(|role| {
            role == "SUPER_USER" || permissions.is_empty() || permissions.contains(&role.as_str())
        })
    }

    /// Whether the caller is a Super admin.
    pub fn caller_is_super(&self) -> bool {
        self.caller().is_none_or(User::is_super)
    }

    /// The keys from the root group down to `group`, and their names.
    pub fn group_path(&self, group: &Key) -> (Vec<Key>, Vec<String>) {
        let mut path = Vec::new();
        let mut at = self.groups.get(group);
        while let Some(own) = at {
            path.push((own.key.clone(), own.name.clone()));
            // A fixture was checked to have no circle; the bound holds for what no check foresees.
            at = own.parent.as_ref().filter(|_| path.len() < 64).and_then(|key| self.groups.get(key));
        }
        path.into_iter().rev().unzip()
    }

    /// Everyone who takes a Contact Center seat: anyone in a queue, and Contact Center admins (G-701).
    pub fn contact_center_people(&self) -> usize {
        let people = self.people.iter().chain(self.deleted.values());
        people.filter(|user| user.contact_center_admin || !user.queues.is_empty()).count()
    }

    /// The queues of a kind, by id.
    pub fn queues_of(&self, kind: Option<QueueKind>) -> impl Iterator<Item = (&String, &QueueEntry)> {
        self.queues.iter().filter(move |(_, queue)| kind.is_none_or(|kind| queue.kind == kind))
    }

    /// The day of `now`, in milliseconds since 1970: no finer, so that the same writes give the same state.
    pub fn day(&self, now: Duration) -> i64 {
        const DAY: i64 = 86_400_000;
        self.date(now).as_millisecond() / DAY * DAY
    }

    /// The moment `now` as a date.
    pub fn date(&self, now: Duration) -> Timestamp {
        moment(self.began_at, now)
    }
}
