//! GoTo: GoTo Admin, GoTo Connect and its Contact Center, over the Admin API, users/v1 and voice-admin/v1.
//! Rules, traps and edges are cited as `goto:G-nnn`, `goto:T-nn`, `goto:E-nn`.

mod align;
mod api;
mod calls;
pub mod catalogue;
mod classic;
mod compile;
mod convert;
mod directory;
pub mod emulator;
mod guard;
mod login;
mod lookup;
mod pbx;
mod reader;
mod rules;
mod runbook;
#[cfg(test)]
mod script;
mod session;
mod shapes;
mod status;
#[cfg(test)]
mod testing;
mod vet;
mod writer;

use serde_json::Value;

use super::{Opened, Opening, Provider};
use crate::port::{Plane, Rules};
use crate::wire::Emulator;

pub use rules::GotoRules;
pub use vet::check_across;

/// The vendor GoTo.
pub struct Goto;

impl Provider for Goto {
    fn rules(&self) -> &'static dyn Rules {
        &GotoRules
    }

    fn credentials(&self) -> &'static [(&'static str, bool)] {
        login::CREDENTIALS
    }

    fn planes(&self) -> &'static [(Plane, &'static str, u32)] {
        session::PLANES
    }

    fn open(&self, session: Opening) -> Opened {
        session::open(session)
    }

    fn emulator(&self, state: Value) -> Result<Box<dyn Emulator>, String> {
        Ok(Box::new(emulator::GotoEmulator::new(state)?))
    }

    fn state_schema(&self) -> schemars::Schema {
        emulator::state_schema()
    }
}
