//! The shape of the state file: what `GET /_sandbox/state` returns and what a fixture says. A field that is left out
//! has a default; an unknown one is refused.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::wire::emulator::{Rate, is_default};

/// The state of an emulated GoToAssist account of generation I.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StateFile {
    /// Whose emulator this is: `gotoassist`.
    #[serde(default = "gotoassist")]
    pub provider: String,
    /// The e-mail of the person whose token is used. Where that is nobody in the list, the caller is an administrator
    /// with every seat, and is not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// The seats of the plan.
    pub seats: SeatsEntry,
    /// The settings of the account.
    pub account: AccountEntry,
    /// The companies.
    pub companies: Vec<CompanyEntry>,
    /// The people.
    pub users: Vec<UserEntry>,
    /// Contacts that are no users; a user is one by itself.
    pub contacts: Vec<ContactEntry>,
    /// The valid credentials; where none are named, any that are not empty will do.
    #[serde(skip_serializing_if = "is_default")]
    pub credentials: Credentials,
    /// Calls a second; 0 is no limit.
    pub calls_per_second: Rate,
}

fn gotoassist() -> String {
    "gotoassist".into()
}

fn yes() -> bool {
    true
}

/// The seats of the plan, by module.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SeatsEntry {
    /// Remote Support.
    pub remote_support: ShareEntry,
    /// Service Desk.
    pub service_desk: ShareEntry,
}

/// The seats of one module.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ShareEntry {
    /// Seats of one person each.
    pub named: u32,
    /// Seats of the shared pool.
    pub shared: u32,
}

impl Default for ShareEntry {
    fn default() -> Self {
        Self { named: 10, shared: 0 }
    }
}

/// The settings of the account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AccountEntry {
    /// Whether sessions are recorded.
    pub session_recording: bool,
    /// The language.
    pub language: String,
    /// The name.
    pub account_name: String,
    /// The colour of the navigation.
    pub navigation_color: String,
    /// What companies are called on the screen.
    pub companies_label: String,
}

impl Default for AccountEntry {
    fn default() -> Self {
        Self {
            session_recording: false,
            language: "en".into(),
            account_name: "Acme".into(),
            navigation_color: "#1f6feb".into(),
            companies_label: "Companies".into(),
        }
    }
}

/// One company.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompanyEntry {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its unattended machines.
    #[serde(default)]
    pub machines: Vec<MachineEntry>,
    /// Whether it has a customer portal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub portal: bool,
    /// The account settings that it overrides.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, serde_json::Value>,
}

/// One unattended machine.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MachineEntry {
    /// Its id.
    pub uuid: String,
    /// Its name.
    pub name: String,
    /// `ONLINE`, `OFFLINE`, `BLOCKED` or `REMOVED`.
    #[serde(default = "online")]
    pub status: String,
}

fn online() -> String {
    "ONLINE".into()
}

/// How a seat is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Hold {
    /// By one person.
    Named,
    /// From the pool.
    Shared,
    /// Not at all.
    #[default]
    None,
}

/// A person's role.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// Changes everything.
    Administrator,
    /// Sees everything.
    #[default]
    Standard,
}

/// One person.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UserEntry {
    /// The e-mail.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
    /// The role.
    #[serde(default)]
    pub role: Rank,
    /// Whether the person ever accepted the invitation.
    #[serde(default = "yes")]
    pub active: bool,
    /// The seat in Remote Support.
    #[serde(default, skip_serializing_if = "is_default")]
    pub remote_support: Hold,
    /// The seat in Service Desk.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service_desk: Hold,
    /// Names of companies; `*` for all of them. Of an administrator they mean nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<String>,
    /// Alerts and reports that reach this person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<String>,
}

/// One contact that is no user.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactEntry {
    /// Its name.
    pub name: String,
    /// A company's name; `*` for all of them.
    #[serde(default = "every")]
    pub companies: String,
    /// How it is reached.
    #[serde(default)]
    pub methods: Vec<MethodEntry>,
}

fn every() -> String {
    "*".into()
}

/// One way to reach a contact.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodEntry {
    /// `email`, `sms` or `phone`.
    pub kind: String,
    /// The address or the number.
    pub value: String,
    /// Alerts and reports that use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<String>,
}

/// The valid credentials.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Credentials {
    /// The valid ids of OAuth clients.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub client_ids: Vec<String>,
    /// The valid personal access tokens and refresh tokens.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<String>,
}
