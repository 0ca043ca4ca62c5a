//! GoToAssist, generation I: the suite of Remote Support, Service Desk and Monitoring in one web app, organized by
//! companies. No public interface writes anything of it, and only companies and their machines can be read;
//! the rest is made by hand, or over a contract of our own that is assumed and marked so. Rules, traps, edges
//! and unknowns are cited as `gotoassist:A-nnn`, `AT-nn`, `AE-nn`, `AU-nn`.

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
mod probes;
mod reader;
mod runbook;
mod sections;
mod session;
mod settings;
mod shapes;
#[cfg(test)]
mod testing;
mod writer;

use super::kit;
use super::provider::Provider;
use crate::port::Portal;
use catalogue::CATALOGUE;
use compile::compile;
use sections::ROSTER;

/// The vendor GoToAssist.
pub static GOTOASSIST: Provider = Provider {
    codes: codes::CODES,
    ..Provider::new::<session::Session>(
        &PORTAL,
        |state| Ok(Box::new(emulator::GotoassistEmulator::new(state)?)),
        emulator::state_schema,
    )
};

/// The rule book. Every shape is one request: whatever is written as a whole is written as a whole.
pub static PORTAL: Portal = Portal {
    settings_schema: Some(kit::schema::settings::<settings::Settings>),
    check_tenant: compile::check_tenant,
    // At the vendor nothing public writes anything.
    usual_carrier: kit::calls::unpublished,
    readable: calls::readable,
    runbook: runbook::of,
    ..Portal::new("gotoassist", &CATALOGUE, ROSTER, compile, align::align, guard::guard, calls::call)
};
