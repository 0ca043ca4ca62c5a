//! GoTo: GoTo Admin, GoTo Connect and its Contact Center, over the Admin API, users/v1 and voice-admin/v1.
//! Rules, traps and edges are cited as `goto:G-nnn`, `goto:T-nn`, `goto:E-nn`.

mod calls;
pub mod catalogue;
mod compile;
mod judge;
mod meet;
mod rules;
mod shapes;
#[cfg(test)]
mod testing;
mod vet;

pub use rules::GotoRules;
pub use vet::vet_together;

/// The vendor GoTo.
pub struct Goto;
