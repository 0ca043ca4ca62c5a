//! From a roster to what it wants. Reads each entry's shape, spells things as GoTo does, and hands what it
//! reads to `vet`, which judges it. Knows nothing of the live tenant.

mod draft;
mod groups;
mod names;
mod people;
mod queues;

use crate::model::{Desired, Findings, Tenant, read};
use crate::port::{Roster, Section};

use super::calls;
use super::catalogue::guards::FEWEST_SUPER_ADMINS;
use super::catalogue::{ROLE_SET, SUPER_ADMINS};
use super::shapes::{Profile, RoleSet};
use super::vet;
pub use draft::{Cause, Draft, USUAL_PRIORITY};
pub use groups::compile as groups;
pub use names::{Names, canonical, system_role};
pub use queues::{List, USUAL_AGENTS, agents_of};

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

/// The sections of a roster file.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: QUEUES, profiles: None },
    Section { name: GROUPS, profiles: None },
    Section { name: ROLE_SETS, profiles: None },
];

/// What is known about the whole while one entry is read.
pub struct Context<'r> {
    /// The tenant.
    pub tenant: &'r Tenant,
    /// The roster.
    pub roster: &'r Roster,
    /// The names that the roster declares.
    pub names: Names<'r>,
}

impl Context<'_> {
    /// Whether there is a Contact Center to check queues against.
    pub fn has_center(&self) -> bool {
        calls::has_center(self.tenant)
    }
}

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context { tenant, roster, names: Names::of(roster, findings) };
    let mut draft = Draft::default();
    draft.floor(SUPER_ADMINS.to_owned(), FEWEST_SUPER_ADMINS.least(tenant));
    profiles(&cx, findings);
    role_sets(&cx, &mut draft, findings);
    groups::compile(&cx, &mut draft, findings);
    let lists = queues::compile(&cx, &mut draft, findings);
    people::compile(&cx, &lists, &mut draft, findings);
    vet::whole(&cx, &draft, findings);
    draft.finish()
}

/// Profiles want nothing by themselves; mistakes in one that nobody uses are told all the same.
fn profiles(cx: &Context<'_>, findings: &mut Findings) {
    for entry in entries(cx.roster, PROFILES) {
        if let Some(profile) = read::<Profile>(&entry.node, findings) {
            vet::profile(cx, &profile, findings);
        }
    }
}

fn role_sets(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, ROLE_SETS) {
        read::<RoleSet>(&entry.node, findings);
        vet::role_set(&entry.key, entry.place, findings);
        draft.declare_kind(ROLE_SET);
    }
}

/// The entries of a section, by key.
pub fn entries<'r>(roster: &'r Roster, section: &str) -> impl Iterator<Item = &'r crate::port::Entry> {
    roster.sections.get(section).into_iter().flat_map(|entries| entries.values())
}

#[cfg(test)]
mod tests;
