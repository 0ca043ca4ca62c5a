//! The shape of the state file: what `GET /_sandbox/state` returns and what a fixture says. A field that is
//! left out has a default; an unknown one is refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::key::Key;
use super::people::QueueRole;
use super::sessions::SessionEntry;
use super::switches::Switches;
use crate::wire::emulator::{Rate, is_default};

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
    /// The phone numbers of the account.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phone_numbers: Vec<PhoneNumberEntry>,
    /// The desk phones of the account.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<DeviceEntry>,
    /// The models of desk phones that can be added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub device_models: Vec<ModelEntry>,
    /// People who were deleted from the account: adding their e-mail revives them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deleted_users: Vec<UserEntry>,
    /// People with a profile in another account (G-011).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<ProfileEntry>,
    /// The valid credentials; where none are named, any that are not empty will do.
    #[serde(skip_serializing_if = "is_default")]
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
    /// Meetings that the person organizes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<SessionEntry>,
    /// Webinars that the person organizes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub webinars: Vec<SessionEntry>,
    /// Trainings that the person organizes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainings: Vec<SessionEntry>,
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

/// A phone number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhoneNumberEntry {
    /// Its id; made from the number where it is left out.
    #[serde(default)]
    pub id: Option<Key>,
    /// The number itself, `+493012345678`.
    pub number: String,
    /// Its name; the number where it is left out.
    #[serde(default)]
    pub name: String,
    /// The number of the extension that its calls go to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Key>,
}

/// A desk phone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceEntry {
    /// Its id; made from the hardware address where it is left out.
    #[serde(default)]
    pub id: Option<Key>,
    /// The hardware address.
    pub mac: String,
    /// The id of its model.
    pub model: String,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// The e-mail of its user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Whether it stands alone, with a license of its own, and so takes no user.
    #[serde(default, skip_serializing_if = "is_default")]
    pub standalone: bool,
}

/// A model of desk phones.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelEntry {
    /// Its id, such as `polycom.vvx250`.
    pub id: String,
    /// What people call it.
    pub name: String,
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
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Calls a second on each of the vendor's interfaces; 0 is no limit.
    pub calls_per_second: Rate,
}
