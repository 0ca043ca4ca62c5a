//! The traits for the outside: what is asked of a provider, of the clock and of whoever paces calls. This layer says
//! what is asked, never how it is done.

#![warn(missing_docs)]

mod pace;
mod portal;
mod roster_file;
mod schema;
mod seeing;
mod side;
mod store;

pub use pace::{Again, Answer, Clock, Halted, Pace, Plane};
pub use portal::{Align, Entry, Guard, Portal, Roster, TenantKey, settled};
pub use roster_file::{PROFILES, RosterFile, Section};
pub use schema::schema_of;
pub use seeing::{BoxFuture, Nobody, Person, ReadScope, Reader, Work, Writer};
pub use side::{Alignment, GuardCase, Side, of_kind, of_kind_mut};
pub use store::KeepToken;
