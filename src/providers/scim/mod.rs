//! SCIM: any service that speaks SCIM 2.0 (RFC 7643 and RFC 7644): users with the enterprise extension, groups
//! and their members, roles and entitlements. What a service announces decides what is used of it. Rules are
//! cited as `scim:S-nn`.

mod align;
mod api;
mod calls;
pub mod catalogue;
mod compile;
mod convert;
mod directory;
pub mod emulator;
mod fields;
mod guard;
mod login;
mod reader;
mod rules;
mod runbook;
#[cfg(test)]
mod script;
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

pub use rules::ScimRules;

/// Any service that speaks SCIM 2.0.
pub struct Scim;

impl Provider for Scim {
    fn rules(&self) -> &'static dyn Rules {
        &ScimRules
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
        Ok(Box::new(emulator::ScimEmulator::new(state)?))
    }

    fn state_schema(&self) -> schemars::Schema {
        emulator::state_schema()
    }
}
