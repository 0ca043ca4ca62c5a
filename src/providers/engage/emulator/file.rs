//! The shape of the state file: what `GET /_sandbox/state` returns and what a fixture says. A field that is left
//! out has a default; an unknown one is refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::wire::emulator::{Rate, is_default};

/// The state of an emulated Engage account.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "StateFile")]
pub struct Tenant {
    /// Whose emulator this is: `engage`.
    #[serde(default = "engage")]
    pub provider: String,
    /// The account.
    pub account: AccountEntry,
    /// The e-mail of the person whose token is used. Where that is nobody in the list, the caller may do
    /// everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// The projects; nothing makes one.
    pub projects: Vec<NamedEntry>,
    /// The list of skills.
    pub skills: Vec<NamedEntry>,
    /// The people.
    pub users: Vec<UserEntry>,
    /// How many open conversations are assigned to nobody.
    #[serde(skip_serializing_if = "is_default")]
    pub unassigned_conversations: u64,
    /// The valid tokens; where none are named, any that is not empty will do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<String>,
    /// What the server allows.
    pub limits: Limits,
    /// How many things were made so far: no id is used twice.
    #[serde(skip_serializing_if = "is_default")]
    pub made: u64,
}

fn engage() -> String {
    "engage".into()
}

/// The account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AccountEntry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its seats.
    pub seats: SeatsEntry,
    /// Whether everybody needs a second factor.
    pub two_factor_required: bool,
    /// For how many days conversations are kept (E-008).
    pub retention_days: u32,
    /// When the emulator begins, as RFC 3339 says it.
    pub began_at: String,
}

impl Default for AccountEntry {
    fn default() -> Self {
        Self {
            id: "a_1".into(),
            name: "Account".into(),
            seats: SeatsEntry::default(),
            two_factor_required: false,
            retention_days: 365,
            began_at: "2026-01-01T00:00:00Z".into(),
        }
    }
}

/// The seats of the account. How many are used follows from the people.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SeatsEntry {
    /// How many are bought; no limit where nothing is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchased: Option<u64>,
    /// How many are taken: written, never read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<u64>,
}

/// What the server allows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Calls a second for each token, 20 at once; 0 for no limit.
    pub calls_per_second: Rate,
}

/// A project or a skill.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedEntry {
    /// Its id; made of the name where nothing is written.
    #[serde(default)]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    #[serde(default = "one")]
    pub version: u64,
}

fn one() -> u64 {
    1
}

fn yes() -> bool {
    true
}

/// A person.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UserEntry {
    /// The id; made where nothing is written.
    #[serde(default)]
    pub id: String,
    /// The address, as it was written.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
    /// The role, by its canonical name.
    pub role: String,
    /// Whether the person has access.
    #[serde(default = "yes")]
    pub active: bool,
    /// Whether the invitation was accepted.
    #[serde(default = "yes")]
    pub accepted: bool,
    /// Whether the person signs in with a second factor.
    #[serde(default)]
    pub two_factor: bool,
    /// What customers see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webchat_name: Option<String>,
    /// The projects, by id or name.
    #[serde(default, alias = "project_ids")]
    pub projects: Vec<String>,
    /// The skills, by id or name.
    #[serde(default, alias = "skill_ids")]
    pub skills: Vec<String>,
    /// How many open conversations are assigned to the person.
    #[serde(default)]
    pub open_conversations: u64,
    /// The version.
    #[serde(default = "one")]
    pub version: u64,
    /// When the person was made, as RFC 3339 says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When the last invitation was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<String>,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<String>,
}
