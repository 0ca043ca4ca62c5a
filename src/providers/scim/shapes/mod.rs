//! What a roster file may say about a SCIM service. `None` is a key that is not there and so is not managed; an
//! empty list is *none* (S-10 knows no difference between the two, a roster does).

use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::model::{At, OneOrMany};
use crate::providers::kit::schema::or_none;
pub use crate::providers::kit::schema::{Presence, UserState};

/// A text, or `[]` for none.
pub type Text = Option<At<OneOrMany<At<String>>>>;

/// What several people have in common. A user's own keys go over it: maps merge by key, lists replace, and
/// `key: none` drops what the profile says.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = at_most_one)]
#[expect(dead_code, reason = "users have it merged into their own keys")]
pub struct Profile {
    /// See the same key of a user.
    pub locale: Text,
    /// See the same key of a user.
    pub time_zone: Text,
    /// See the same key of a user.
    pub title: Text,
    /// See the same key of a user.
    pub department: Text,
    /// See the same key of a user.
    pub cost_center: Text,
    /// See the same key of a user.
    pub division: Text,
    /// See the same key of a user.
    pub organization: Text,
    /// See the same key of a user.
    pub manager: Text,
    /// See the same key of a user.
    pub licenses: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub roles: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub groups: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub priority: Option<u32>,
}

/// One person.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = at_most_one, transform = droppable)]
pub struct User {
    /// The profile whose keys this user has, where the user's own keys say nothing else.
    #[expect(dead_code, reason = "laid under the user's own keys before they are read")]
    pub profile: Option<At<String>>,
    /// The given name (`name.givenName`); `[]` for none, as with every text here.
    pub first_name: Text,
    /// The family name (`name.familyName`).
    pub last_name: Text,
    /// The name that is shown (`displayName`).
    pub display_name: Text,
    /// The primary e-mail address. Who is created without this key gets the `userName` where that is an address.
    pub email: Text,
    /// The language of dates and numbers: `en-US`.
    pub locale: Text,
    /// The time zone, by its IANA name: `Europe/Lisbon`.
    pub time_zone: Text,
    /// The title: `Vice President`.
    pub title: Text,
    /// The number that the organization gives people (enterprise extension).
    pub employee_number: Text,
    /// The department (enterprise extension).
    pub department: Text,
    /// The cost center (enterprise extension).
    pub cost_center: Text,
    /// The division (enterprise extension).
    pub division: Text,
    /// The organization (enterprise extension).
    pub organization: Text,
    /// The manager: the key of another user of this roster (enterprise extension).
    pub manager: Text,
    /// The `externalId` by which this roster knows the user again, also under another `userName` (S-02). Who is
    /// created without this key gets the key of the entry.
    pub external_id: Option<At<String>>,
    /// The licenses, by the values of entitlements; exactly these, `[]` for none (S-06).
    pub licenses: Option<At<Vec<At<String>>>>,
    /// The roles, by their values; exactly these, `[]` for none (S-06).
    pub roles: Option<At<Vec<At<String>>>>,
    /// The groups, by `displayName`; exactly these, `[]` for none (S-05).
    pub groups: Option<At<Vec<At<String>>>>,
    /// Who gets a scarce seat first: lower goes first; 100 where nothing is written.
    pub priority: Option<u32>,
    /// `suspended`: not active (S-04), with whatever the other keys say. `absent`: off-boarded as `offboarding` in
    /// `tenant.yaml` says.
    pub state: Option<At<UserState>>,
}

/// One group. `{}` is a bare declaration.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// All members, by `userName`; exactly these, `[]` for none.
    pub members: Option<At<Vec<At<String>>>>,
    /// `absent`: the group is removed, once it is empty.
    pub state: Option<At<Presence>>,
}

/// What a schema can say of a `userName`.
pub fn user_name() -> Value {
    json!({ "type": "string", "minLength": 1, "pattern": "^[^/]+$" })
}

/// A text or a list stands for one text at most: `[]` is none.
fn at_most_one(schema: &mut Schema) {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    properties.into_iter().flat_map(|properties| properties.values_mut()).for_each(limit);
}

/// Limits the lists among the choices of a property.
fn limit(property: &mut Value) {
    let choices = property.get_mut("anyOf").and_then(Value::as_array_mut);
    for choice in choices.into_iter().flatten() {
        limit(choice);
        if choice.get("type") == Some(&json!("array")) {
            choice["maxItems"] = json!(1);
        }
    }
}

/// Keys that a profile may give can be dropped by the word `none`. Where any text will do, that word is one.
fn droppable(schema: &mut Schema) {
    or_none(schema, &["licenses", "roles", "groups", "priority"]);
}

#[cfg(test)]
mod tests;
