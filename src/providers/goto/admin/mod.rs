//! GoTo Admin, the portal of today: its rule book. The classic portals show the same account under older rules, and
//! build on this one where the rules are the same; it knows neither of them.

pub(super) mod align;
mod besides;
pub(super) mod calls;
pub mod catalogue;
pub(super) mod compile;
pub(super) mod guard;
mod runbook;
pub(super) mod shapes;

use super::{contract, sections, settings};
use crate::port::Portal;
use crate::providers::kit;
use catalogue::CATALOGUE;
use shapes::ROSTER;

pub use compile::check_across;

/// The rule book of GoTo Admin.
pub static PORTAL: Portal = Portal {
    portal: Some(sections::GOTO_ADMIN),
    settings_schema: Some(kit::schema::settings::<settings::Settings>),
    tenant_keys: contract::KEYS,
    check_tenant: compile::check_tenant,
    also_reads: besides::also_reads,
    usual_carrier: calls::usual_carrier,
    readable: calls::readable,
    believed_for: calls::believed_for,
    outdates: calls::outdates,
    runbook: runbook::of,
    cost: calls::cost,
    settled: calls::settled,
    ..Portal::new("goto", &CATALOGUE, ROSTER, compile::compile, align::align, guard::guard, calls::call)
};

#[cfg(test)]
mod tests;
