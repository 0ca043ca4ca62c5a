//! GoTo: GoTo Admin, GoTo Connect and its Contact Center, over the Admin API, users/v1 and voice-admin/v1.
//! Rules, traps and edges are cited as `goto:G-nnn`, `goto:T-nn`, `goto:E-nn`.

mod align;
mod api;
mod calls;
pub mod catalogue;
mod classic;
pub mod codes;
mod compile;
mod contract;
mod convert;
mod directory;
pub mod emulator;
mod guard;
mod login;
mod lookup;
mod pbx;
mod reader;
mod runbook;
#[cfg(test)]
mod script;
mod sections;
mod session;
mod shapes;
mod status;
#[cfg(test)]
mod testing;
mod writer;

use super::kit;
use super::provider::Provider;
use crate::model::{Observation, VendorError};
use crate::port::{BoxFuture, Portal, ReadScope, Reader};
use catalogue::CATALOGUE;
use session::Session;

/// The vendor GoTo.
pub static GOTO: Provider = Provider {
    main: &PORTAL,
    others: &[&classic::PORTAL, &pbx::PORTAL],
    credentials: kit::login::EXCHANGED,
    planes: session::PLANES,
    check_across: compile::check_across,
    open: session::open,
    emulator: |state| Ok(Box::new(emulator::GotoEmulator::new(state)?)),
    state_schema: emulator::state_schema,
};

/// The rule book of GoTo Admin.
pub static PORTAL: Portal = Portal {
    portal: Some(sections::GOTO_ADMIN),
    tenant_keys: contract::KEYS,
    check_tenant: compile::check_tenant,
    align: align::align,
    guard: guard::guard,
    usual_carrier: calls::usual_carrier,
    readable: calls::readable,
    believed_for: calls::believed_for,
    outdates: calls::outdates,
    runbook: |_, change, all| runbook::of(change, all),
    cost: calls::cost,
    ..Portal::new(
        "goto",
        &CATALOGUE,
        sections::SECTIONS,
        shapes::roster_schema,
        compile::compile,
        calls::call,
    )
};

impl Reader for Session {
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>> {
        match self.portal() {
            Some(sections::CLASSIC) => Box::pin(classic::observe(self, scope)),
            Some(sections::PBX_CLASSIC) => Box::pin(pbx::observe(self, scope)),
            _ => Box::pin(reader::observe(self, scope)),
        }
    }
}
