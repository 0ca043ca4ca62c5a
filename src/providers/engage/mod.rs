//! Sinch Engage, the chat inbox (lineage A of the name). The vendor publishes no interface for its users, so
//! at the vendor every step is a person's, and what this provider speaks over HTTP is a contract of our own under
//! `/assumed/engage/v1`, never the vendor's. Rules are cited as `engage:E-nnn`, gaps as `C-n`.

mod align;
mod api;
mod calls;
pub mod catalogue;
pub mod codes;
mod compile;
mod convert;
pub mod emulator;
mod guard;
mod labels;
mod reader;
mod roles;
mod runbook;
mod sections;
mod session;
mod settings;
mod shapes;
mod writer;

#[cfg(test)]
mod tests;

use super::kit;
use super::provider::Provider;
use crate::model::{Addr, Attributes, Catalogue, Change, Endpoint, Kind, Ownership, Tenant, Value};
use crate::port::{self, Portal};
use catalogue::{CATALOGUE, CONVERSATIONS, USER};
use sections::ROSTER;

/// The vendor Sinch Engage.
pub static ENGAGE: Provider = Provider {
    codes: codes::CODES,
    ..Provider::new::<session::Session>(
        &PORTAL,
        |state| Ok(Box::new(emulator::EngageEmulator::new(state)?)),
        emulator::state_schema,
    )
};

/// The rule book. Whatever a step carries, one call writes it: sets are written whole, conversations in one batch
/// (E-034).
pub static PORTAL: Portal = Portal {
    settings_schema: Some(kit::schema::settings::<settings::Settings>),
    check_tenant: compile::check_tenant,
    // At the vendor no interface of the vendor's exists (section 4.1).
    usual_carrier: kit::calls::unpublished,
    readable,
    believed_for,
    outdates,
    runbook: runbook::of,
    settled,
    ..Portal::new("engage", &CATALOGUE, ROSTER, compile::compile, align::align, guard::guard, calls::call)
};

/// Nothing at the vendor can be read (section 4.1); on the assumed contract everything can.
fn readable(tenant: &Tenant, kind: Kind) -> bool {
    let managed = CATALOGUE.spec(kind).ownership == Ownership::Managed;
    !(managed && tenant.endpoint == Endpoint::Vendor)
}

/// That nothing is open is true for a moment: customers write, and somebody may come back and leave again.
fn believed_for(kind: Kind) -> Option<u32> {
    (kind == CONVERSATIONS).then_some(1)
}

/// Whoever is made active may be written to again.
fn outdates(change: &Change) -> Vec<Addr> {
    let active = change.after.as_ref().and_then(|after| after.get("active"));
    match change.addr.kind == USER && active == Some(&Value::Flag(true)) {
        true => vec![Addr::new(CONVERSATIONS, change.addr.key.clone())],
        false => Vec::new(),
    }
}

/// As everywhere, but that somebody with no open conversation any more is not listed with any.
fn settled(catalogue: &Catalogue, change: &Change, observed: Option<&Attributes>) -> bool {
    let none_open = change.addr.kind == CONVERSATIONS && change.after.is_some() && observed.is_none();
    none_open || port::settled(catalogue, change, observed)
}
