//! What a roster file may say about a tenant of the classic PBX Administration. `None` is a key that is not there
//! and so is not managed; an empty list is *none*.

use schemars::JsonSchema;

pub use super::super::admin::shapes::Presence;
use super::super::admin::shapes::{Extension, PersonName, UserState};
use super::super::sections::{GROUPS, USERS};
use crate::model::{At, OneOrMany};
use crate::port::{RosterFile, Section};
use crate::providers::kit::schema::{self, droppable};

/// A roster file.
pub const ROSTER: RosterFile = RosterFile {
    about: "A roster file of the classic PBX Administration: any mix of sections.",
    ..RosterFile::new(
        "goto, portal pbx-classic",
        &[
            Section::profiles::<PbxProfile>(),
            Section::of::<PbxUser>(USERS, "People, by e-mail.")
                .with_profiles()
                .with_keys(|| schema::email(128)),
            Section::of::<PbxGroup>(
                GROUPS,
                "PBX user groups, by path: `Reception/Desk` is `Desk` within `Reception`, and has its permissions as well.\n`Administrators` is built in and carries `Configure PBX` (G-315).",
            ),
        ],
    )
};

/// What several people have in common. A user's own keys go over it: lists replace, and `key: none` drops what
/// the profile says.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "some keys are read for their mistakes only: users have them merged into their own"
)]
pub struct PbxProfile {
    /// See the same key of a user.
    pub login: Option<At<Login>>,
    /// See the same key of a user.
    pub groups: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub permissions: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub priority: Option<u32>,
}

/// One person.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = droppable::<PbxProfile>)]
pub struct PbxUser {
    /// The profile whose keys this user has, where the user's own keys say nothing else.
    #[expect(dead_code, reason = "merged before the entry is read")]
    pub profile: Option<At<String>>,
    /// The first name, at most 32 characters (G-013). Needed to create the person.
    pub first_name: Option<At<PersonName>>,
    /// The last name, at most 32 characters (G-013). Needed to create the person.
    pub last_name: Option<At<PersonName>>,
    /// The number of the person's line, 3 to 6 digits in quotes; `[]` for none. Without this key and `device` the
    /// person is a stand-alone user (G-018).
    #[schemars(extend("maxItems" = 1))]
    pub line: Option<At<OneOrMany<At<Extension>>>>,
    /// The hardware address of the person's device, in quotes; `[]` for none. A device is billed (G-018, G-215).
    #[schemars(extend("maxItems" = 1))]
    pub device: Option<At<OneOrMany<At<String>>>>,
    /// Whether the person may sign in to the web: a switch of its own (G-019).
    pub login: Option<At<Login>>,
    /// The e-mail that is stored for the login. It has to be the one that the person registers with (G-019).
    pub login_email: Option<At<String>>,
    /// The PBX user groups, by path; exactly these, `[]` for none.
    pub groups: Option<At<Vec<At<String>>>>,
    /// The permissions granted to the person alone; exactly these, `[]` for none.
    pub permissions: Option<At<Vec<At<String>>>>,
    /// Who comes first where something is scarce: lower goes first; 100 where nothing is written.
    pub priority: Option<u32>,
    /// `suspended`: no web login, no group and no permission; line and device stay unless they are taken.
    /// `absent`: off-boarded as `offboarding` in `tenant.yaml` says.
    pub state: Option<At<UserState>>,
}

/// The switch of the web login.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Login {
    /// The person may sign in.
    Enabled,
    /// The person may not.
    Disabled,
}

/// One PBX user group. `{}` is a bare declaration.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PbxGroup {
    /// The permissions granted to the group; exactly these, `[]` for none. Groups within it have them as well.
    pub permissions: Option<At<Vec<At<String>>>>,
    /// `absent`: the group is removed, once it is empty.
    pub state: Option<At<Presence>>,
}
