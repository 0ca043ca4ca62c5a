//! What a roster file may say about a tenant of the classic portal. `None` is a key that is not there and so is
//! not managed; an empty list is *none*.

use schemars::JsonSchema;

use super::super::admin::shapes::{self, Group, Locale, PersonName, TimeZone, UserState};
use super::super::sections::{GROUPS, USERS};
use crate::model::{At, OneOrMany};
use crate::port::{RosterFile, Section};
use crate::providers::kit::schema::{self, droppable};

/// A roster file.
pub const ROSTER: RosterFile = RosterFile {
    about: "A roster file of the classic portal: any mix of sections.",
    ..RosterFile::new(
        "goto, portal classic",
        &[
            Section::profiles::<ClassicProfile>(),
            Section::of::<ClassicUser>(USERS, "People, by e-mail.")
                .with_profiles()
                .with_keys(|| schema::email(128)),
            Section::of::<Group>(
                GROUPS,
                "User groups, by path: `EMEA/Support` is `Support` within `EMEA`. Names are unique in the account (G-408).",
            ),
        ],
    )
};

/// What several people have in common. A user's own keys go over it: maps merge by key, lists replace, and
/// `key: none` drops what the profile says.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassicProfile {
    /// See the same key of a user.
    pub locale: Option<At<Locale>>,
    /// See the same key of a user.
    pub time_zone: Option<At<TimeZone>>,
    /// See the same key of a user.
    pub role: Option<At<String>>,
    /// See the same key of a user.
    pub manages: Option<At<OneOrMany<At<String>>>>,
    /// See the same key of a user.
    pub permissions: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    #[schemars(extend("maxItems" = 1))]
    pub group: Option<At<OneOrMany<At<String>>>>,
    /// See the same key of a user.
    pub licenses: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub priority: Option<u32>,
    /// See the same key of a user.
    pub notify: Option<bool>,
}

/// One person.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = droppable::<ClassicProfile>)]
pub struct ClassicUser {
    /// The profile whose keys this user has, where the user's own keys say nothing else.
    pub profile: Option<At<String>>,
    /// The first name, at most 32 characters (G-013). Needed to create the person.
    pub first_name: Option<At<PersonName>>,
    /// The last name, at most 32 characters (G-013). Needed to create the person.
    pub last_name: Option<At<PersonName>>,
    /// The language, and the country where that matters: `en`, `en_US` (G-014).
    pub locale: Option<At<Locale>>,
    /// The time zone, by its IANA name: `Europe/Lisbon` (G-014).
    pub time_zone: Option<At<TimeZone>>,
    /// The one role: `Super admin`, `Admin`, `Manager` or `Member` (G-302).
    pub role: Option<At<String>>,
    /// The groups that a Manager is limited to, by path; exactly these. `all` written out is every user of the
    /// account: a Manager without groups is just that (G-308).
    pub manages: Option<At<OneOrMany<At<String>>>>,
    /// What a Manager may do there, by the names of the portal's check boxes; exactly these.
    pub permissions: Option<At<Vec<At<String>>>>,
    /// The user group, by path; `[]` for none. A person is in one group at most (C-06).
    #[schemars(extend("maxItems" = 1))]
    pub group: Option<At<OneOrMany<At<String>>>>,
    /// The products, by the description of their licenses; exactly these, `[]` for none.
    pub licenses: Option<At<Vec<At<String>>>>,
    /// Who gets a scarce seat first: lower goes first; 100 where nothing is written.
    pub priority: Option<u32>,
    /// `suspended`: no product, then the role `Member` (G-120). `absent`: off-boarded as `offboarding` in
    /// `tenant.yaml` says.
    pub state: Option<At<UserState>>,
    /// Who takes over the meetings of a leaver (G-130).
    pub reassign_to: Option<At<String>>,
    /// Who is co-organizer of a leaver's webinars and trainings, which cannot be reassigned (G-130).
    pub co_organizer: Option<At<String>>,
    /// The e-mail that this person had before: in this portal an address can be changed (C-08).
    pub was: Option<At<String>>,
    /// The vendor's key of the person, in quotes.
    pub id: Option<At<String>>,
    /// Whether the vendor may mail this person about what is done to them (G-310, G-506).
    pub notify: Option<bool>,
}

impl ClassicUser {
    /// The part that every portal has, and what only a Manager has: groups and permissions.
    pub fn split(self) -> (shapes::User, Managing) {
        let Self { profile, first_name, last_name, locale, time_zone, role, manages, permissions, .. } = self;
        let Self { group, licenses, priority, state, reassign_to, co_organizer, was, id, notify, .. } = self;
        let user = shapes::User {
            profile,
            first_name,
            last_name,
            locale,
            time_zone,
            role,
            group,
            licenses,
            priority,
            state,
            reassign_to,
            co_organizer,
            was,
            id,
            notify,
            ..shapes::User::default()
        };
        (user, Managing { manages, permissions })
    }
}

impl ClassicProfile {
    /// The part that every portal has, and what only a Manager has.
    pub fn split(self) -> (shapes::Profile, Managing) {
        let Self { locale, time_zone, role: _, manages, permissions, group, licenses, priority, notify } =
            self;
        let profile = shapes::Profile {
            locale,
            time_zone,
            group,
            licenses,
            priority,
            notify,
            // The roles of this portal are other ones and are judged apart.
            ..shapes::Profile::default()
        };
        (profile, Managing { manages, permissions })
    }
}

/// What only a Manager has.
pub struct Managing {
    /// The groups, or all users.
    pub manages: Option<At<OneOrMany<At<String>>>>,
    /// The permissions.
    pub permissions: Option<At<Vec<At<String>>>>,
}

impl Managing {
    /// Whether `all` is written out.
    pub fn all(&self) -> bool {
        matches!(self.manages.as_ref().map(|own| own.0.as_slice()), Some([only]) if only.value == "all")
    }

    /// The groups, where some or none are written.
    pub fn groups(&self) -> Option<&[At<String>]> {
        if self.all() { None } else { self.manages.as_ref().map(|own| own.0.as_slice()) }
    }
}
