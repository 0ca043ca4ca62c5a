//! GoToAssist, generation I: the suite of Remote Support, Service Desk and Monitoring in one web app, organized by
//! companies. No public interface writes anything of it, and only companies and their machines can be read;
//! the rest is made by hand, or over a contract of our own that is assumed and marked so. Rules, traps, edges
//! and unknowns are cited as `gotoassist:A-nnn`, `AT-nn`, `AE-nn`, `AU-nn`.

mod align;
mod api;
mod calls;
pub mod catalogue;
mod compile;
mod convert;
pub mod emulator;
mod guard;
mod login;
mod reader;
mod rules;
mod runbook;
mod session;
mod settings;
mod shapes;
#[cfg(test)]
mod testing;
mod vet;
mod writer;

use serde_json::Value;

use super::{Opened, Opening, Provider};
use crate::port::{Plane, Rules};
use crate::wire::Emulator;

pub use rules::GotoassistRules;

/// The vendor GoToAssist.
pub struct Gotoassist;

impl Provider for Gotoassist {
    fn rules(&self) -> &'static dyn Rules {
        &GotoassistRules
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
        Ok(Box::new(emulator::GotoassistEmulator::new(state)?))
    }

    fn state_schema(&self) -> schemars::Schema {
        emulator::state_schema()
    }
}
