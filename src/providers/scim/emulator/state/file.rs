//! The shape of the state file: what `GET /_sandbox/state` returns and what a fixture says. A field that is
//! left out has a default; an unknown one is refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::switches::Switches;
use crate::wire::emulator::is_default;

/// The state of an emulated SCIM 2.0 service provider.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StateFile {
    /// Whose emulator this is: `scim`.
    #[serde(default = "scim")]
    pub provider: String,
    /// What the service announces and does.
    pub service: Service,
    /// The user name of the person whose token it is. Once that person is inactive or gone, no token is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// The roles that can be given. Where they are listed they are announced as a resource type and no other
    /// value is taken; where they are not, any is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<RoleOffer>>,
    /// The entitlements that can be given; as with `roles`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitlements: Option<Vec<EntitlementOffer>>,
    /// The people.
    pub users: Vec<UserEntry>,
    /// The groups.
    pub groups: Vec<GroupEntry>,
    /// The valid bearer tokens; where none are named, any that is not empty will do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<String>,
    /// What the service allows.
    #[serde(skip_serializing_if = "is_default")]
    pub limits: Limits,
    /// How many identifiers were handed out so far, so that none is handed out twice.
    #[serde(skip_serializing_if = "is_default")]
    pub issued: u64,
    /// How the server differs from the RFC.
    #[serde(skip_serializing_if = "is_default")]
    pub switches: Switches,
}

fn scim() -> String {
    "scim".into()
}

/// What the service announces in `/ServiceProviderConfig`, and does.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// PATCH (S-28).
    pub patch: bool,
    /// Filters (S-24).
    pub filter: bool,
    /// ETags (S-34).
    pub etag: bool,
    /// `/Bulk` (S-33).
    pub bulk: bool,
    /// `sortBy`.
    pub sort: bool,
    /// Setting passwords. It is announced; a password is never kept either way.
    pub change_password: bool,
    /// The most resources in one answer, as announced under `filter`.
    pub max_results: usize,
    /// Paging by cursor (S-26), besides paging by index.
    pub cursor: bool,
    /// How long a cursor is good, in seconds.
    pub cursor_seconds: u64,
    /// How many resources a page has at most, and when no count is asked for (S-25).
    pub page_size: usize,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            patch: true,
            filter: true,
            etag: false,
            bulk: false,
            sort: false,
            change_password: false,
            max_results: 200,
            cursor: false,
            cursor_seconds: 3600,
            page_size: 100,
        }
    }
}

/// What the service allows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Calls a second; 0 is no limit.
    pub calls_per_second: u32,
    /// The seconds in `Retry-After` of a 429; none sends no such header (S-37).
    pub retry_after: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { calls_per_second: 0, retry_after: Some(1) }
    }
}

/// A role that can be given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RoleOffer {
    /// Its value.
    Value(String),
    /// Its value and how many may hold it.
    Bounded(EntitlementOffer),
}

/// An entitlement that can be given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntitlementOffer {
    /// Its value.
    pub value: String,
    /// Its type, such as `license`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// How many people may hold it; no bound where nothing is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<usize>,
}

/// A person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UserEntry {
    /// The identifier; made from the user name where it is left out.
    #[serde(default)]
    pub id: Option<String>,
    /// The login.
    pub user_name: String,
    /// The client's own key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Whether the account can be used; null where the server was told nothing about it, or to forget it.
    #[serde(default = "yes")]
    pub active: Option<bool>,
    /// The parts of the name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: NameEntry,
    /// The name to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The place, for formats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// E-mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<LabelledEntry>,
    /// Roles: values, or maps with `value`, `type`, `display`, `primary`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleEntry>,
    /// Entitlements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entitlements: Vec<LabelledEntry>,
    /// The enterprise extension.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enterprise: EnterpriseEntry,
    /// Further attributes of the User schema, in the words of RFC 7643 (`phoneNumbers`, `nickName`).
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub more: Map<String, Value>,
    /// Whether the person was deleted and only the name is still taken (`soft_delete`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
}

fn yes() -> Option<bool> {
    Some(true)
}

/// The parts of a name. Further ones stand under `more`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NameEntry {
    /// The given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// The family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
}

/// A role of a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RoleEntry {
    /// Its value.
    Value(String),
    /// Its value and what is said about it.
    Labelled(LabelledEntry),
}

/// One value of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelledEntry {
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What it is for.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// For people to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// Whether it is the preferred one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
}

/// The enterprise extension.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EnterpriseEntry {
    /// The number that the organization gave the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee_number: Option<String>,
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The cost center.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center: Option<String>,
    /// The division.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub division: Option<String>,
    /// The organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The manager, by identifier or user name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
}

/// A group.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// The identifier; made from the name where it is left out.
    #[serde(default)]
    pub id: Option<String>,
    /// The name.
    pub display_name: String,
    /// The client's own key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Who is in it: identifiers of users or groups, or user names.
    #[serde(default)]
    pub members: Vec<String>,
    /// Whether the group was deleted and only the name is still taken (`soft_delete`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
}
