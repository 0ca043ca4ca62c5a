//! The part of the state file that is about people and their extensions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::is_default;
use super::key::Key;
use super::people::QueueRole;

/// One role of a person in a queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeatEntry {
    /// The queue's name, or its id where two queues share a name.
    pub queue: String,
    /// The role.
    pub role: QueueRole,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UserEntry {
    /// The key; the next free number where it is left out.
    #[serde(default)]
    pub key: Option<Key>,
    /// The e-mail.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
    /// The language, `en_US` where nothing is written.
    #[serde(default = "locale", skip_serializing_if = "is_usual_locale")]
    pub locale: String,
    /// The time zone, `America/Los_Angeles` where nothing is written.
    #[serde(default = "time_zone", skip_serializing_if = "is_usual_time_zone")]
    pub time_zone: String,
    /// Keys of the licenses held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub licenses: Vec<Key>,
    /// Built-in roles and bare permissions, such as `SUPER_USER`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// The id (or the name) of the custom role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_set: Option<Key>,
    /// The key of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// Keys of the groups that the person manages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managed_groups: Vec<Key>,
    /// Whether the person ever signed in; if not, they are invited.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signed_in: bool,
    /// How many days ago the last sign-in was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_days: Option<u64>,
    /// How many invitations were sent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub invites: u64,
    /// When the last one was, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<i64>,
    /// Whether a directory owns name and e-mail, so that they cannot be written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub directory_managed: bool,
    /// Whether the person was invited to move here from another account and has not answered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub transfer_pending: bool,
    /// Whether the person said no to that: suspended, and the seat stays held (G-123).
    #[serde(default, skip_serializing_if = "is_default")]
    pub declined_transfer: bool,
    /// The number of the primary extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Key>,
    /// Numbers of further extensions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secondary_extensions: Vec<Key>,
    /// Whether the person is a Contact Center admin.
    #[serde(default, skip_serializing_if = "is_default")]
    pub contact_center_admin: bool,
    /// Roles in queues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queues: Vec<SeatEntry>,
}

fn locale() -> String {
    "en_US".into()
}

fn is_usual_locale(text: &str) -> bool {
    text == "en_US"
}

fn time_zone() -> String {
    "America/Los_Angeles".into()
}

fn is_usual_time_zone(text: &str) -> bool {
    text == "America/Los_Angeles"
}

fn one() -> u64 {
    1
}

fn is_one(number: &u64) -> bool {
    *number == 1
}

/// What an extension is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExtensionKind {
    /// A person's line.
    #[default]
    DirectExtension,
    /// A call queue's number.
    CallQueue,
    /// A conference bridge.
    ConferenceBridge,
    /// A dial plan.
    DialPlan,
    /// A ring group.
    RingGroup,
    /// A shared voicemail.
    SharedVoicemail,
    /// A virtual fax.
    VirtualFax,
}

/// An extension.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionEntry {
    /// Its uuid; made from the number where it is left out.
    #[serde(default)]
    pub id: Option<Key>,
    /// Its number, three to six digits.
    pub number: Key,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// What it is.
    #[serde(default, rename = "type")]
    pub kind: ExtensionKind,
    /// Whether directories leave it out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub omit_from_directories: bool,
    /// Whether auto attendants leave it out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub omit_from_auto_attendants: bool,
    /// Whether several phones show it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shared_appearance: bool,
}

/// A person's profile in another account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileEntry {
    /// The key.
    pub key: Key,
    /// The e-mail.
    pub email: String,
    /// The first name there.
    #[serde(default)]
    pub first_name: String,
    /// The last name there.
    #[serde(default)]
    pub last_name: String,
}
