//! The names that a roster declares, as its other entries refer to them.

use super::super::sections::{PROJECTS, SKILLS, USERS};
use crate::model::{Findings, Tenant};
use crate::port::Roster;
use crate::providers::kit::names::{Absent, Names, People, Wording};

/// References to skills (E-038).
const SKILL: Wording = Wording {
    what: "skill",
    unknown: "engage:E-038",
    declare_under: None,
    absent: Some(Absent {
        code: "engage:E-038",
        text: "is to be deleted and is given here",
        also: "deleted here",
        hint: "drop it here, or keep the skill",
    }),
};

/// References to projects (E-036).
const PROJECT: Wording =
    Wording { what: "project", unknown: "engage:E-036", declare_under: None, absent: None };

/// What is known about the whole while one entry is read.
pub struct Context<'r> {
    pub tenant: &'r Tenant,
    pub roster: &'r Roster,
    pub users: People<'r>,
    /// The account's list of skills.
    pub skills: Names<'r>,
    pub projects: Names<'r>,
}

impl<'r> Context<'r> {
    /// The names that `roster` declares. Reports people who are declared twice (E-017).
    pub fn of(tenant: &'r Tenant, roster: &'r Roster, findings: &mut Findings) -> Self {
        Self {
            tenant,
            roster,
            users: People::of(roster, USERS, ("engage:E-017", "address"), findings),
            skills: Names::of(roster, SKILLS, &SKILL),
            projects: Names::of(roster, PROJECTS, &PROJECT),
        }
    }
}
