//! What a roster file may say about a club. `None` is a key that is not there and so is not managed; an empty list
//! is *none*.

use rosterctl::model::At;
use rosterctl::port::{RosterFile, Section};
use rosterctl::providers::kit::schema::{self, UserState};
use schemars::JsonSchema;

/// The section of the people.
pub const MEMBERS: &str = "members";

/// A roster file.
pub const ROSTER: RosterFile = RosterFile::new(
    "club",
    &[Section::of::<Member>(MEMBERS, "Members, by e-mail (C-04).").with_keys(|| schema::email(254))],
);

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
