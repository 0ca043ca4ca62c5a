//! What a roster file may say about a GoToAssist tenant. `None` is a key that is not there and so is not
//! managed; an empty list is *none*.

use schemars::{JsonSchema, Schema};
use serde_json::json;

use crate::model::{At, OneOrMany};
pub use crate::providers::kit::schema::{Presence, UserState};
use crate::providers::kit::schema::{droppable, texts};

/// What several people have in common. A user's own keys go over it, and `key: none` drops what it says.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "some keys are read for their mistakes only: users have them merged into their own"
)]
pub struct Profile {
    /// See the same key of a user.
    pub role: Option<At<Role>>,
    /// See the same key of a user.
    #[schemars(extend("maxItems" = 1))]
    pub remote_support: Option<At<OneOrMany<At<SeatKind>>>>,
    /// See the same key of a user.
    #[schemars(extend("maxItems" = 1))]
    pub service_desk: Option<At<OneOrMany<At<SeatKind>>>>,
    /// See the same key of a user.
    pub companies: Option<At<OneOrMany<At<String>>>>,
    /// See the same key of a user.
    pub priority: Option<u32>,
}

/// One person.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = droppable::<Profile>)]
pub struct User {
    /// The profile whose keys this user has, where the user's own keys say nothing else.
    #[expect(dead_code, reason = "laid under the other keys before they are read")]
    pub profile: Option<At<String>>,
    /// The first name. Only the person can change it once they are created.
    pub first_name: Option<At<PersonName>>,
    /// The last name. Only the person can change it once they are created.
    pub last_name: Option<At<PersonName>>,
    /// `administrator` changes everything, `standard` sees everything.
    pub role: Option<At<Role>>,
    /// The seat in Remote Support, without which nobody sees the module; `[]` for none.
    #[schemars(extend("maxItems" = 1))]
    pub remote_support: Option<At<OneOrMany<At<SeatKind>>>>,
    /// The seat in Service Desk, without which nobody sees the module; `[]` for none.
    #[schemars(extend("maxItems" = 1))]
    pub service_desk: Option<At<OneOrMany<At<SeatKind>>>>,
    /// The companies that a standard user sees: exactly these, or `all`, which means future ones as well (AT-13).
    /// An administrator sees all of them anyway.
    pub companies: Option<At<OneOrMany<At<String>>>>,
    /// `suspended`: role standard, no seat, one company. `absent`: off-boarded as `offboarding` in
    /// `tenant.yaml` says.
    pub state: Option<At<UserState>>,
    /// Who gets a scarce seat first: lower goes first; 100 where nothing is written.
    pub priority: Option<u32>,
}

/// A person's role.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Changes everything.
    Administrator,
    /// Sees the account and changes nothing in it.
    Standard,
}

/// How a seat is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SeatKind {
    /// By this person alone.
    Named,
    /// With others, who wait while it is taken.
    Shared,
}

/// One company. `{}` is a bare declaration.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Whether the company has a customer portal.
    pub portal: Option<At<bool>>,
    /// The account settings that this company overrides: exactly these, `{}` for none (A-402, AU-02).
    pub settings: Option<At<Overrides>>,
    /// Where the data key of the collectors is kept. It is told to whoever enters it, never read or compared.
    pub data_key: Option<Reference>,
    /// `absent`: the company is deleted, once it is empty.
    pub state: Option<At<Presence>>,
}

/// A reference to a secret: one of the two.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = one_key)]
pub struct Reference {
    /// The name of an environment variable.
    pub env: Option<String>,
    /// A file.
    pub file: Option<String>,
}

/// The two settings that a company is known to override.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// Whether sessions are recorded.
    pub session_recording: Option<At<bool>>,
    /// The language, `en` or `en-US`.
    pub language: Option<At<Language>>,
}

/// The account itself.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used: a section is read entry by entry")]
pub struct Account {
    /// What holds for all companies.
    settings: Option<AccountSettings>,
}

/// What holds for all companies unless one overrides it, and what only the account has.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountSettings {
    /// Whether sessions are recorded.
    pub session_recording: Option<At<bool>>,
    /// The language, `en` or `en-US`.
    pub language: Option<At<Language>>,
    /// The name of the account.
    pub account_name: Option<At<PersonName>>,
    /// The colour of the navigation, `#1f6feb`.
    pub navigation_color: Option<At<Color>>,
    /// What companies are called on the screen: groups, sites, and so on.
    pub companies_label: Option<At<PersonName>>,
}

/// One contact that is no user.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Of which company, or `all`.
    pub companies: Option<At<String>>,
    /// The ways to reach it: exactly these, `[]` for none.
    pub methods: Option<At<Vec<At<Method>>>>,
    /// `absent`: the contact is deleted; there is no undo.
    pub state: Option<At<Presence>>,
}

/// One way to reach a contact: one of the three.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = one_key)]
pub struct Method {
    /// An e-mail.
    #[schemars(extend("pattern" = "^[^@\\s/]+@[^@\\s/]+$"))]
    pub email: Option<At<String>>,
    /// A number for text messages, in quotes: `"+3512100000"`.
    #[schemars(extend("pattern" = "^\\+?[0-9][0-9 ().-]{2,30}$"))]
    pub sms: Option<At<String>>,
    /// A number for calls, in quotes.
    #[schemars(extend("pattern" = "^\\+?[0-9][0-9 ().-]{2,30}$"))]
    pub phone: Option<At<String>>,
}

texts! {
    /// A name that people read.
    PersonName { "type": "string", "minLength": 1, "maxLength": 128 };
    /// One or two parts: `en`, `en-US`.
    Language { "type": "string", "pattern": "^[a-z]{2,3}([_-][A-Z]{2})?$" };
    /// Six digits to the base of sixteen.
    Color { "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" };
}

/// Exactly one of the keys is written.
fn one_key(schema: &mut Schema) {
    schema.insert("minProperties".into(), json!(1));
    schema.insert("maxProperties".into(), json!(1));
}

#[cfg(test)]
mod tests;
