//! From a roster to what it wants. Reads each entry's shape, spells things as SCIM does, and hands what it reads
//! to `vet`, which judges it. Knows nothing of the live service.

mod draft;
mod groups;
mod names;
mod people;

use crate::model::{Desired, Findings, Tenant, read};
use crate::port::{Roster, Section};

use super::settings::{self, Settings};
use super::shapes::Profile;
pub use draft::Draft;
pub use names::Names;
pub use people::none;

/// What several people have in common.
pub const PROFILES: &str = "profiles";
/// People.
pub const USERS: &str = "users";
/// Groups.
pub const GROUPS: &str = "groups";

/// The sections of a roster file.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: GROUPS, profiles: None },
];

/// What is known about the whole while one entry is read.
pub struct Context<'r> {
    /// The tenant.
    pub tenant: &'r Tenant,
    /// What its settings say.
    pub settings: Settings,
    /// The roster.
    pub roster: &'r Roster,
    /// The names that the roster declares.
    pub names: Names<'r>,
}

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context { tenant, settings: settings::of(tenant), roster, names: Names::of(roster, findings) };
    let mut draft = Draft::default();
    for entry in entries(cx.roster, PROFILES) {
        // Profiles want nothing by themselves; mistakes in one that nobody uses are told all the same.
        read::<Profile>(&entry.node, findings);
    }
    let lists = groups::compile(&cx, &mut draft, findings);
    people::compile(&cx, &lists, &mut draft, findings);
    draft.finish()
}

/// The entries of a section, by key.
fn entries<'r>(roster: &'r Roster, section: &str) -> impl Iterator<Item = &'r crate::port::Entry> {
    roster.sections.get(section).into_iter().flat_map(|entries| entries.values())
}

#[cfg(test)]
mod tests;
