//! The shape of the state file: what `GET /_sandbox/state` returns and what a fixture says. A field that is
//! left out has a default; an unknown one is refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::file_people::{ExtensionEntry, ExtensionKind, ProfileEntry, SeatEntry, UserEntry};
use super::key::Key;
use super::switches::Switches;

/// The state of an emulated GoTo tenant.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StateFile {
    /// Whose emulator this is: `goto`.
    #[serde(default = "goto")]
    pub provider: String,
    /// The account.
    pub account: AccountEntry,
    /// The e-mail of the person whose token is used. Where that is nobody in the list, the caller may do
    /// everything and is not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// The Contact Center contract.
    pub contact_center: ContactCenterEntry,
    /// The licenses (subscriptions) of the account.
    pub licenses: Vec<LicenseEntry>,
    /// Custom roles.
    pub role_sets: Vec<RoleSetEntry>,
    /// User groups.
    pub groups: Vec<GroupEntry>,
    /// Contact Center queues.
    pub queues: Vec<QueueEntry>,
    /// The people.
    pub users: Vec<UserEntry>,
    /// Extensions that are nobody's primary one, or that differ from what a user's `extension` says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<ExtensionEntry>,
    /// People who were deleted from the account: adding their e-mail revives them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deleted_users: Vec<UserEntry>,
    /// People with a profile in another account (G-011).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<ProfileEntry>,
    /// The valid credentials; where none are named, any that are not empty will do.
    #[serde(skip_serializing_if = "Credentials::is_open")]
    pub credentials: Credentials,
    /// What the vendor allows.
    pub limits: Limits,
    /// The answers to what is not public.
    #[serde(skip_serializing_if = "is_default")]
    pub switches: Switches,
}

fn goto() -> String {
    "goto".into()
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn yes() -> bool {
    true
}

/// The account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AccountEntry {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// After how many days without sign-in a person counts as inactive: 30, 60 or 90 (G-104).
    pub inactivity_days: u64,
    /// The moment at which the emulator's clock begins, for dates in answers and mails (RFC 3339).
    pub began_at: String,
}

impl Default for AccountEntry {
    fn default() -> Self {
        Self {
            key: "8887380153236031176".into(),
            name: "Acme".into(),
            inactivity_days: 90,
            began_at: "2026-01-01T00:00:00Z".into(),
        }
    }
}

/// The Contact Center contract.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactCenterEntry {
    /// Contracted seats. More people are taken and billed, unless the switch says otherwise (G-704).
    pub seats: u64,
}

/// One purchased subscription.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicenseEntry {
    /// Its key.
    pub key: Key,
    /// Its name for people.
    pub description: String,
    /// Product codes, such as `JIVE` for GoTo Connect.
    #[serde(default)]
    pub products: Vec<String>,
    /// How many may hold it; 100 where nothing is written.
    #[serde(default = "hundred")]
    pub seats: usize,
    /// Whether it can be assigned.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub enabled: bool,
    /// Whether somebody else manages it, so that it cannot be assigned here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub externally_managed: bool,
}

fn hundred() -> usize {
    100
}

/// A custom role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSetEntry {
    /// Its id.
    pub id: Key,
    /// Its name.
    pub name: String,
    /// What it permits, by the names of `adminRoles`.
    #[serde(default)]
    pub permissions: Vec<String>,
}

/// A user group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// Its key.
    pub key: Key,
    /// Its own name, without its parents'.
    pub name: String,
    /// The key of its parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Key>,
}

/// What a queue handles.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QueueKind {
    /// Calls.
    #[default]
    Call,
    /// Messages.
    Inbox,
    /// Campaigns.
    Outbound,
}

/// A queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueEntry {
    /// Its uuid; made from kind and name where it is left out.
    #[serde(default)]
    pub id: Option<Key>,
    /// Its name.
    pub name: String,
    /// What it handles.
    #[serde(default)]
    pub kind: QueueKind,
    /// The extension of a call queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Key>,
}

/// The valid credentials.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Credentials {
    /// The valid OAuth clients.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<ClientEntry>,
    /// The valid personal access tokens.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub personal_access_tokens: Vec<String>,
    /// The refresh tokens that are valid from the start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refresh_tokens: Vec<String>,
    /// The access tokens that are valid from the start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access_tokens: Vec<String>,
    /// The scopes that every token has; all where none are named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
}

impl Credentials {
    /// Whether nothing is named, so that anything that is not empty will do.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// An OAuth client.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientEntry {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

/// What the vendor allows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Calls a second on each of the vendor's interfaces; 0 is no limit.
    pub calls_per_second: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { calls_per_second: 10 }
    }
}
