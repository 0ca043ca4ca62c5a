//! GoTo: GoTo Admin, GoTo Connect and its Contact Center, over the Admin API, users/v1 and voice-admin/v1.
//! Rules, traps and edges are cited as `goto:G-nnn`, `goto:T-nn`, `goto:E-nn`.

mod api;
mod calls;
pub mod catalogue;
mod compile;
mod convert;
mod directory;
pub mod emulator;
mod judge;
mod login;
mod lookup;
mod meet;
mod reader;
mod rules;
#[cfg(test)]
mod script;
mod session;
mod shapes;
mod vet;
mod writer;

pub use login::CREDENTIALS;
pub use rules::GotoRules;
pub use session::{PLANES, open};
pub use vet::vet_together;

/// The vendor GoTo.
pub struct Goto;
