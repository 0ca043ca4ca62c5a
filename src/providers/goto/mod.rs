//! GoTo: GoTo Admin, GoTo Connect and its Contact Center, over the Admin API, users/v1 and voice-admin/v1.
//! Rules, traps and edges are cited as `goto:G-nnn`, `goto:T-nn`, `goto:E-nn`.

mod api;
pub mod catalogue;
mod convert;
mod directory;
mod login;
mod lookup;
mod reader;
mod session;
mod writer;

pub use login::CREDENTIALS;
pub use session::{PLANES, open};
