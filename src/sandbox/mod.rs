//! An emulated vendor as a tenant that can be talked to, watched and troubled: the request log, faults,
//! control paths, what is kept between runs. Written once for all vendors; this room knows no vendor and
//! no roster, only HTTP as data.

mod control;
mod fault;
mod host;
mod keeper;
mod link;
mod log;
mod merge;
mod server;

pub use fault::{Act, Fault, Match};
pub use host::{Observer, Sandbox};
pub use keeper::Keeper;
pub use link::SandboxLink;
pub use log::Entry;
pub use server::serve;
