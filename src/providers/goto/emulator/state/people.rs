//! A person in the account, and all people with what is looked up about them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::key::Key;
use super::sessions::SessionEntry;

/// A role in a queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QueueRole {
    /// Takes calls or messages.
    Agent,
    /// Looks after agents.
    Supervisor,
}

/// What a person's status is: a result of licenses, role and sign-ins, never stored (`goto:G-101` to `goto:G-105`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// No license and no role above Member (G-103), or a transfer was declined (G-123).
    Suspended,
    /// Entitled, never signed in (G-105).
    Invited,
    /// Entitled, signed in within the account's days (G-102).
    Active,
    /// Entitled, and not signed in for longer than that (G-104).
    Inactive,
}

/// Since when Connect knows about a license change, and what it knew before (row 25).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lag {
    /// Whether the person was a Connect user before.
    pub was: bool,
    /// Until when Connect shows that.
    pub until: Duration,
    /// Until the request with which number it does.
    pub until_request: u64,
}

/// A person in the account.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct User {
    pub key: Key,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub locale: String,
    pub time_zone: String,
    pub licenses: BTreeSet<Key>,
    pub roles: BTreeSet<String>,
    pub role_set: Option<String>,
    pub group: Option<Key>,
    pub managed_groups: BTreeSet<Key>,
    pub signed_in: bool,
    pub last_sign_in_days: Option<u64>,
    pub invites: u64,
    /// Milliseconds since 1970.
    pub invited_at: Option<i64>,
    pub directory_managed: bool,
    pub transfer_pending: bool,
    pub declined_transfer: bool,
    pub contact_center_admin: bool,
    /// Roles by queue id.
    pub queues: BTreeMap<String, BTreeSet<QueueRole>>,
    /// What the person organizes.
    pub meetings: Vec<SessionEntry>,
    pub webinars: Vec<SessionEntry>,
    pub trainings: Vec<SessionEntry>,
    pub lag: Option<Lag>,
}

impl User {
    /// Whether the role is Member: nothing above it is set.
    pub fn is_member(&self) -> bool {
        self.roles.is_empty() && self.role_set.is_none()
    }

    /// Whether the person is a Super admin.
    pub fn is_super(&self) -> bool {
        self.roles.contains("SUPER_USER")
    }

    /// Whether only a Super admin may touch the person (G-304).
    pub fn is_administrator(&self) -> bool {
        self.is_super() || self.roles.contains("MANAGE_ACCOUNT")
    }

    /// Whether a license or a role lets the person do anything.
    pub fn is_entitled(&self) -> bool {
        !self.licenses.is_empty() || !self.is_member()
    }

    /// The status in an account that calls people inactive after `inactivity_days`.
    pub fn status(&self, inactivity_days: u64) -> Status {
        if self.declined_transfer || !self.is_entitled() {
            Status::Suspended
        } else if !self.signed_in {
            Status::Invited
        } else if self.last_sign_in_days.is_some_and(|days| days > inactivity_days) {
            Status::Inactive
        } else {
            Status::Active
        }
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

/// All people. What is looked up often is kept beside them, so that a page costs a page.
#[derive(Clone, Default)]
pub struct People {
    users: BTreeMap<Key, User>,
    by_email: BTreeMap<String, Key>,
    holders: BTreeMap<Key, BTreeSet<Key>>,
    members: BTreeMap<Key, BTreeSet<Key>>,
    queued: BTreeMap<String, BTreeSet<Key>>,
    supers: BTreeSet<Key>,
    /// The keys in the order of listing; emptied when somebody comes or goes.
    order: Vec<Key>,
}

impl People {
    /// The person with this key.
    pub fn get(&self, key: &Key) -> Option<&User> {
        self.users.get(key)
    }

    /// The person with this e-mail, in whatever case.
    pub fn by_email(&self, email: &str) -> Option<&User> {
        self.users.get(self.by_email.get(&email.to_lowercase())?)
    }

    /// All, by key.
    pub fn iter(&self) -> impl Iterator<Item = &User> {
        self.users.values()
    }

    /// All whose key is greater than `after`, by key.
    pub fn after(&self, after: Option<&Key>) -> impl Iterator<Item = &User> {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = after.map_or(Unbounded, |key| Excluded(key.clone()));
        self.users.range((from, Unbounded)).map(|(_, user)| user)
    }

    /// Who holds a license.
    pub fn holders(&self, license: &Key) -> impl Iterator<Item = &User> {
        self.pick(self.holders.get(license))
    }

    /// How many hold a license.
    pub fn holder_count(&self, license: &Key) -> usize {
        self.holders.get(license).map_or(0, BTreeSet::len)
    }

    /// Who is in a group itself, not below it.
    pub fn members(&self, group: &Key) -> impl Iterator<Item = &User> {
        self.pick(self.members.get(group))
    }

    /// How many are in a group itself, not below it.
    pub fn member_count(&self, group: &Key) -> usize {
        self.members.get(group).map_or(0, BTreeSet::len)
    }

    /// Who is in a queue, in whatever role.
    pub fn queued(&self, queue: &str) -> impl Iterator<Item = &User> {
        self.pick(self.queued.get(queue))
    }

    /// Who is in a queue and has a key greater than `after`, by key.
    pub fn queued_after(&self, queue: &str, after: Option<&Key>) -> impl Iterator<Item = &User> {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = after.map_or(Unbounded, Excluded);
        let keys = self.queued.get(queue).map(|keys| keys.range::<Key, _>((from, Unbounded)));
        keys.into_iter().flatten().filter_map(|key| self.users.get(key))
    }

    /// How many Super admins there are.
    pub fn super_count(&self) -> usize {
        self.supers.len()
    }

    fn pick<'a>(&'a self, keys: Option<&'a BTreeSet<Key>>) -> impl Iterator<Item = &'a User> {
        keys.into_iter().flatten().filter_map(|key| self.users.get(key))
    }

    /// The keys in the order of listing: by e-mail if asked so, else by key.
    pub fn order(&mut self, by_email: bool) -> &[Key] {
        if self.order.len() != self.users.len() {
            self.order = match by_email {
                true => self.by_email.values().cloned().collect(),
                false => self.users.keys().cloned().collect(),
            };
        }
        &self.order
    }

    /// Puts `user` in, in the place of who has the same key.
    pub fn set(&mut self, user: User) {
        let key = user.key.clone();
        let old = self.users.remove(&key);
        if old.as_ref().is_none_or(|old| old.email != user.email) {
            self.order.clear();
        }
        if let Some(old) = &old {
            self.unlink(old);
        }
        self.link(&user);
        self.users.insert(key, user);
    }

    /// Takes the person out.
    pub fn remove(&mut self, key: &Key) -> Option<User> {
        let user = self.users.remove(key)?;
        self.order.clear();
        self.unlink(&user);
        Some(user)
    }

    fn link(&mut self, user: &User) {
        self.by_email.insert(user.email.to_lowercase(), user.key.clone());
        self.each_set(user, |keys| keys.insert(user.key.clone()));
    }

    fn unlink(&mut self, user: &User) {
        self.by_email.remove(&user.email.to_lowercase());
        self.each_set(user, |keys| keys.remove(&user.key));
    }

    /// Does `act` to every set of keys that `user` belongs in.
    fn each_set(&mut self, user: &User, act: impl Fn(&mut BTreeSet<Key>) -> bool) {
        for license in &user.licenses {
            act(self.holders.entry(license.clone()).or_default());
        }
        for queue in user.queues.keys() {
            act(self.queued.entry(queue.clone()).or_default());
        }
        if let Some(group) = &user.group {
            act(self.members.entry(group.clone()).or_default());
        }
        if user.is_super() {
            act(&mut self.supers);
        }
    }
}
