//! Sinch Engage, the chat inbox (lineage A of the name). The vendor publishes no interface for its users, so
//! at the vendor every step is a person's, and what this provider speaks over HTTP is a contract of our own under
//! `/assumed/engage/v1`, never the vendor's. Rules are cited as `engage:E-nnn`, gaps as `C-n`.

mod align;
mod api;
mod calls;
pub mod catalogue;
mod compile;
mod convert;
pub mod emulator;
mod guard;
mod reader;
mod rules;
mod runbook;
mod session;
mod settings;
mod shapes;
mod vet;
mod words;
mod writer;

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::{Opened, Opening, Provider};
use crate::port::{Plane, Rules};
use crate::wire::Emulator;

pub use rules::EngageRules;

/// The vendor Sinch Engage.
pub struct Engage;

impl Provider for Engage {
    fn rules(&self) -> &'static dyn Rules {
        &EngageRules
    }

    fn credentials(&self) -> &'static [(&'static str, bool)] {
        session::CREDENTIALS
    }

    fn planes(&self) -> &'static [(Plane, &'static str, u32)] {
        session::PLANES
    }

    fn open(&self, session: Opening) -> Opened {
        session::open(session)
    }

    fn emulator(&self, state: Value) -> Result<Box<dyn Emulator>, String> {
        Ok(Box::new(emulator::EngageEmulator::new(state)?))
    }

    fn state_schema(&self) -> schemars::Schema {
        emulator::state_schema()
    }
}
