//! From a roster to what it wants. Reads each entry's shape, spells things as SCIM does, and makes every check that
//! needs no live state. Knows nothing of the live service.

mod context;
mod groups;
mod people;
mod tenant;

use super::sections::PROFILES;
use super::shapes::Profile;
use crate::model::{Desired, Findings, Tenant, read};
use crate::port::Roster;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::entries;
use context::Context;
pub use tenant::check_tenant;

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context::of(tenant, roster, findings);
    let mut draft = Draft::default();
    for entry in entries(cx.roster, PROFILES) {
        // Profiles want nothing by themselves; mistakes in one that nobody uses are reported all the same.
        read::<Profile>(&entry.node, findings);
    }
    let mut groups = groups::compile(&cx, &mut draft, findings);
    people::compile(&cx, &mut groups, &mut draft, findings);
    draft.finish()
}

#[cfg(test)]
mod tests;
