//! The sections of a roster file.

use crate::port::Section;

/// What several people have in common.
pub const PROFILES: &str = "profiles";
/// People.
pub const USERS: &str = "users";
/// Groups.
pub const GROUPS: &str = "groups";

/// All of them.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: GROUPS, profiles: None },
];
