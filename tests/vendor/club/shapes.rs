//! What a roster file may say about a club. `None` is a key that is not there and so is not managed; an empty list
//! is *none*.

use rosterctl::model::At;
use rosterctl::port::Section;
use rosterctl::providers::kit::schema::{self, Pairs, UserState};
use schemars::{JsonSchema, Schema};

/// The section of the people.
pub const MEMBERS: &str = "members";
/// All sections of a roster file.
pub const SECTIONS: &[Section] = &[Section { name: MEMBERS, profiles: None }];

/// A roster file.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "only its schema is used: the files of a tenant are merged before they are read"
)]
pub struct RosterFile {
    /// Members, by e-mail (C-04).
    #[schemars(extend("propertyNames" = schema::email(254)))]
    members: Option<Pairs<Member>>,
}

/// One member.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The club's key of the member, where the person is already there.
    pub id: Option<At<String>>,
    /// The e-mail that the member had before (C-06).
    pub was: Option<At<String>>,
    /// The full name. Needed to create the member.
    pub name: Option<At<String>>,
    /// Whether the member manages the club (C-10).
    pub steward: Option<At<bool>>,
    /// The badges that the member holds; exactly these, `[]` for none.
    pub badges: Option<At<Vec<At<String>>>>,
    /// `suspended`: no access, and the badges stay. `absent`: off-boarded, as `offboarding` says.
    pub state: Option<At<UserState>>,
    /// Who gets a scarce badge first: lower goes first; 100 where nothing is written.
    pub priority: Option<u32>,
}

/// The JSON Schema of a roster file.
pub fn roster_schema() -> Schema {
    schema::roster::<RosterFile>("club")
}
