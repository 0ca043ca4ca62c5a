//! From a roster to what it wants. Reads each entry's shape, spells things as SCIM does, and makes every check that
//! needs no live state. Knows nothing of the live service.

mod context;
mod groups;
mod people;
mod tenant;

use super::shapes::Profile;
use crate::model::{Desired, Findings, Tenant};
use crate::port::Roster;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::profiles;
use context::Context;
pub use tenant::check_tenant;

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context::of(tenant, roster, findings);
    let mut draft = Draft::default();
    profiles::<Profile>(cx.roster, findings);
    let mut groups = groups::compile(&cx, &mut draft, findings);
    people::compile(&cx, &mut groups, &mut draft, findings);
    draft.finish()
}

#[cfg(test)]
mod tests;
