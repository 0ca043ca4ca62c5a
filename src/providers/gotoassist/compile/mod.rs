//! From a roster to what it wants. Reads each entry's shape, spells things as the vendor does, and hands what it
//! reads to `vet`, which judges it. Knows nothing of the live tenant.

mod companies;
mod contacts;
mod draft;
mod names;
mod users;

use crate::model::{Desired, Findings, Tenant, read};
use crate::port::{Entry, Roster, Section};

use super::catalogue::ADMINISTRATORS;
use super::catalogue::guards::FEWEST_ADMINISTRATORS;
use super::shapes::Profile;
use super::vet;
pub use draft::Draft;
pub use names::{Names, canonical};
pub use users::{access, scope};

/// What several people have in common.
pub const PROFILES: &str = "profiles";
/// People.
pub const USERS: &str = "users";
/// Companies.
pub const COMPANIES: &str = "companies";
/// Contacts that are no users.
pub const CONTACTS: &str = "contacts";
/// The account itself.
pub const ACCOUNT: &str = "account";

/// The sections of a roster file.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: COMPANIES, profiles: None },
    Section { name: CONTACTS, profiles: None },
    Section { name: ACCOUNT, profiles: None },
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

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context { tenant, roster, names: Names::of(roster, findings) };
    let mut draft = Draft::default();
    draft.floor(ADMINISTRATORS.to_owned(), FEWEST_ADMINISTRATORS.least(tenant));
    for entry in entries(roster, PROFILES) {
        // Profiles want nothing by themselves; mistakes in one that nobody uses are told all the same.
        if let Some(profile) = read::<Profile>(&entry.node, findings) {
            vet::profile(&cx, &profile, findings);
        }
    }
    users::compile(&cx, &mut draft, findings);
    companies::compile(&cx, &mut draft, findings);
    contacts::compile(&cx, &mut draft, findings);
    contacts::account(&cx, &mut draft, findings);
    vet::whole(&cx, &draft, findings);
    draft.finish()
}

/// The entries of a section, by key.
fn entries<'r>(roster: &'r Roster, section: &str) -> impl Iterator<Item = &'r Entry> {
    roster.sections.get(section).into_iter().flat_map(|entries| entries.values())
}

#[cfg(test)]
mod tests;
