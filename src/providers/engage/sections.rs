//! The sections of a roster file.

use serde_json::json;

use super::shapes::{Profile, Project, Skill, User};
use crate::port::{RosterFile, Section};
use crate::providers::kit::schema::email;

/// People.
pub const USERS: &str = "users";
/// The list of skills.
pub const SKILLS: &str = "skills";
/// Projects.
pub const PROJECTS: &str = "projects";

/// A roster file.
pub const ROSTER: RosterFile = RosterFile::new(
    "engage",
    &[
        Section::profiles::<Profile>(),
        Section::of::<User>(USERS, "People, by e-mail (E-017).").with_profiles().with_keys(|| email(254)),
        Section::of::<Skill>(SKILLS, "The account's list of skills, by name (E-038).")
            .with_keys(|| json!({ "minLength": 1, "maxLength": 80 })),
        Section::of::<Project>(PROJECTS, "Projects, by name. They are referred to, never created (E-036)."),
    ],
);
