//! From a roster to what it wants. Reads each entry's shape, spells things as the vendor does, and makes every
//! check that needs no live state. Knows nothing of the live tenant.

mod companies;
mod contacts;
mod context;
mod people;
mod tenant;

use super::catalogue::ADMINISTRATORS;
use super::catalogue::guards::FEWEST_ADMINISTRATORS;
use crate::model::{Desired, Findings, Tenant};
use crate::port::Roster;
use crate::providers::kit::draft::Draft;
use context::Context;
pub use people::{access, scope};
pub use tenant::check_tenant;

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context::of(tenant, roster, findings);
    let mut draft = Draft::default();
    draft.floor(ADMINISTRATORS, FEWEST_ADMINISTRATORS.least(tenant));
    people::check_profiles(&cx, findings);
    people::compile(&cx, &mut draft, findings);
    companies::compile(&cx, &mut draft, findings);
    contacts::compile(&cx, &mut draft, findings);
    contacts::account(&cx, &mut draft, findings);
    draft.finish()
}

#[cfg(test)]
mod tests;
