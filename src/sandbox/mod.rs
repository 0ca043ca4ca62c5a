//! An emulator as a tenant: it hosts any [`crate::wire::Emulator`], and adds what every emulated vendor needs
//! to be tested against: faults, a request log, an outbox, edits behind one's back, and (for the embedded
//! one) a file that keeps its state between two runs. It knows no vendor: what a list is, and how the vendor
//! fails, it asks the emulator.

mod control;
mod fault;
mod host;
mod keeper;
mod log;
mod server;

pub use fault::{Do, Fault, Match};
pub use host::{Reply, Sandbox};
pub use keeper::Keeper;
pub use log::Entry;
pub use server::serve;
