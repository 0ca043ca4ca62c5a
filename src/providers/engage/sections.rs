//! The sections of a roster file.

use crate::port::Section;

/// What several people have in common.
pub const PROFILES: &str = "profiles";
/// People.
pub const USERS: &str = "users";
/// The list of skills.
pub const SKILLS: &str = "skills";
/// Projects.
pub const PROJECTS: &str = "projects";

/// All of them.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: SKILLS, profiles: None },
    Section { name: PROJECTS, profiles: None },
];
