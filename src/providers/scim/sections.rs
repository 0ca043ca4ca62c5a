//! The sections of a roster file.

use super::shapes::{Group, Profile, User, user_name};
use crate::port::{RosterFile, Section};

/// People.
pub const USERS: &str = "users";
/// Groups.
pub const GROUPS: &str = "groups";

/// A roster file.
pub const ROSTER: RosterFile = RosterFile::new(
    "scim",
    &[
        Section::profiles::<Profile>(),
        Section::of::<User>(USERS, "People, by `userName`.").with_profiles().with_keys(user_name),
        Section::of::<Group>(GROUPS, "Groups, by `displayName`."),
    ],
);
