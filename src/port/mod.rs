//! The traits for the outside: what the house asks of a provider, of the clock and of whoever paces its
//! calls. This room says what is asked, never how it is done.

mod pace;
mod portal;
mod seeing;
mod side;

pub use pace::{Again, Answer, Clock, Pace, Plane};
pub use portal::{Align, Entry, Guard, Portal, Roster, Section, TenantKey, settled};
pub use seeing::{BoxFuture, Nobody, Person, ReadScope, Reader, Work, Writer};
pub use side::{Alignment, GuardCase, Side, names, of_kind, of_kind_mut};
