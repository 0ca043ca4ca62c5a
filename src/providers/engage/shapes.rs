//! What a roster file may say about an Engage tenant. `None` is a key that is not there and so is not managed;
//! an empty list is *none*.

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::roles::SPELLINGS;
use crate::model::{At, OneOrMany};
pub use crate::providers::kit::schema::{Presence, UserState};
use crate::providers::kit::schema::{droppable, texts};

/// What several people have in common. A user's own keys go over it: lists replace, and `key: none` drops what
/// the profile says.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "some keys are read for their mistakes only: users have them merged into their own"
)]
pub struct Profile {
    /// See the same key of a user.
    pub role: Option<At<OneOrMany<At<RoleWord>>>>,
    /// See the same key of a user.
    pub projects: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub skills: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub two_factor: Option<bool>,
    /// See the same key of a user.
    pub priority: Option<u32>,
}

/// One person.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = droppable::<Profile>)]
pub struct User {
    /// The profile whose keys this user has, where the user's own keys say nothing else.
    #[expect(dead_code, reason = "merged before an entry is read")]
    pub profile: Option<At<String>>,
    /// The first name. Needed to create the person; it cannot be changed afterwards (E-016, E-018).
    pub first_name: Option<At<PersonName>>,
    /// The last name. Needed to create the person; it cannot be changed afterwards (E-016, E-018).
    pub last_name: Option<At<PersonName>>,
    /// The role: administrator, agent, dispatcher, editor, agent_editor or dispatcher_editor, or the vendor's own
    /// spelling of one; a list of two is their sum (E-023, E-025). Needed to create the person (E-022).
    pub role: Option<At<OneOrMany<At<RoleWord>>>>,
    /// The projects that the person takes part in, by name; exactly these, `[]` for none (E-037).
    pub projects: Option<At<Vec<At<String>>>>,
    /// The skills that the person holds, by name; exactly these, `[]` for none (E-039).
    pub skills: Option<At<Vec<At<String>>>>,
    /// What customers see in a webchat; `null` or `""` clears it (E-016, E-020).
    pub webchat_name: Option<At<WebchatName>>,
    /// Whether the person signs in with a second factor. It is switched on once the invitation was accepted
    /// (E-045), and off only where the tenant's settings allow it (E-044).
    pub two_factor: Option<At<bool>>,
    /// `suspended`: no access, and no conversations; the seat stays taken (E-003). `absent`: off-boarded as
    /// `offboarding` in `tenant.yaml` says.
    pub state: Option<At<UserState>>,
    /// Who gets the open conversations of somebody who is inactivated or deleted: an e-mail, or `unassigned` for
    /// the common assignment view (E-027).
    pub reassign_to: Option<At<String>>,
    /// Who gets a scarce seat first: lower goes first; 100 where nothing is written.
    pub priority: Option<u32>,
}

/// One skill of the list. `{}` is a bare declaration.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// `absent`: the skill is deleted, once nobody holds it (E-042).
    pub state: Option<At<Presence>>,
    /// Whether somebody active must hold it at all times (E-041).
    pub required: Option<bool>,
}

/// One project: a bare declaration, so that a misspelled one is found.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {}

texts! {
    /// A first or a last name.
    PersonName { "type": "string", "pattern": "\\S" };
    /// A role, or a part of one.
    RoleWord { "type": "string", "enum": SPELLINGS };
}

/// What customers see in a webchat; empty where it is cleared, for which `null` is a word here (E-016).
#[derive(Clone, Debug)]
pub struct WebchatName(pub String);

impl<'de> serde::Deserialize<'de> for WebchatName {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Text;

        impl serde::de::Visitor<'_> for Text {
            type Value = WebchatName;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a text, or `null` to clear it")
            }

            fn visit_unit<E: serde::de::Error>(self) -> Result<WebchatName, E> {
                Ok(WebchatName(String::new()))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<WebchatName, E> {
                Ok(WebchatName(text.to_owned()))
            }
        }

        source.deserialize_any(Text)
    }
}

impl JsonSchema for WebchatName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WebchatName".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // A choice of its own, which the general word against `null` leaves alone.
        schemars::json_schema!({ "oneOf": [{ "type": "string" }, { "type": "null" }] })
    }
    fn inline_schema() -> bool {
        true
    }
}
