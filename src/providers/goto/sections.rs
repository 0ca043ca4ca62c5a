//! The sections of a roster file, and the portals that have files of their own.

use crate::port::Section;

/// What several people have in common.
pub const PROFILES: &str = "profiles";
/// People.
pub const USERS: &str = "users";
/// Queues.
pub const QUEUES: &str = "queues";
/// User groups.
pub const GROUPS: &str = "groups";
/// Custom roles.
pub const ROLE_SETS: &str = "role_sets";

/// All sections of GoTo Admin.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: QUEUES, profiles: None },
    Section { name: GROUPS, profiles: None },
    Section { name: ROLE_SETS, profiles: None },
];

/// All sections of either classic portal.
pub const CLASSIC_SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: GROUPS, profiles: None },
];

/// The portals, the usual one first.
pub const PORTALS: [&str; 3] = [GOTO_ADMIN, CLASSIC, PBX_CLASSIC];
/// GoTo Admin.
pub const GOTO_ADMIN: &str = "goto-admin";
/// The classic Admin Center.
pub const CLASSIC: &str = "classic";
/// The classic PBX Administration.
pub const PBX_CLASSIC: &str = "pbx-classic";
