//! GoTo: GoTo Admin, GoTo Connect and its Contact Center, over the Admin API, users/v1 and voice-admin/v1.
//! Rules, traps and edges are cited as `goto:G-nnn`, `goto:T-nn`, `goto:E-nn`.

mod admin;
mod api;
mod classic;
pub mod codes;
mod contract;
mod convert;
mod directory;
pub mod emulator;
mod hardware;
mod labels;
mod login;
mod lookup;
mod pbx;
mod probes;
mod reader;
mod sections;
mod session;
mod settings;
mod status;
#[cfg(test)]
mod testing;
mod writer;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::provider::Provider;
use crate::model::{Kind, Observation, Survey, VendorError};
use crate::port::{BoxFuture, ReadScope, Reader};
use session::Session;

pub use admin::{PORTAL, catalogue};

/// The vendor GoTo.
pub static GOTO: Provider = Provider {
    others: &[&classic::PORTAL, &pbx::PORTAL],
    check_across: admin::check_across,
    codes: codes::CODES,
    ..Provider::new::<Session>(
        &PORTAL,
        |state| Ok(Box::new(emulator::GotoEmulator::new(state)?)),
        emulator::state_schema,
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

    fn observe_people<'a>(
        &'a self,
        people: &'a [Arc<str>],
    ) -> BoxFuture<'a, Result<Observation, VendorError>> {
        match self.portal() {
            // Little is read of these portals, and everybody is told by the same pages.
            Some(sections::CLASSIC | sections::PBX_CLASSIC) => self.observe(&ReadScope::All),
            _ => Box::pin(reader::observe_people(self, people)),
        }
    }

    fn survey<'a>(&'a self, kinds: &'a BTreeSet<Kind>) -> BoxFuture<'a, Result<Survey, VendorError>> {
        Box::pin(probes::survey(self, kinds))
    }
}
