//! What differs, what may go on, and in which order: pure and synchronous. This room knows no vendor, no
//! HTTP and no clock; what a provider says reaches it as a catalogue and as the functions of [`Hooks`].
//!
//! `diff` compares, `withhold` sets aside what must not go on (with what hangs on it), `order` makes steps
//! and their order, `arrange` goes from one to the other and back until no knot is left, `prove` judges what
//! came of it from the document alone, `gate` is the only place where an [`Approved`] is made.

mod arrange;
mod diff;
mod gate;
mod guard;
mod identity;
mod order;
mod prove;
mod withhold;

mod closed;
mod floors;
mod follow;
mod graph;
mod say;
mod seats;
mod stays;
mod terms;
mod ties;
mod world;

pub use arrange::arrange;
pub use diff::diff;
pub use gate::{Approved, approve};
pub use guard::{Guarded, guard};
pub use identity::{Sides, recognize};
pub use prove::{Proof, prove};
pub use stays::stays;

use crate::model::{Call, Carrier, Catalogue, Change, Changes, Kind};

/// What a provider says about changes, as plain functions.
pub struct Hooks<'a> {
    /// The rule book as data.
    pub catalogue: &'static Catalogue,
    /// Which call carries a change, one of all.
    pub call: &'a dyn Fn(&Change, &Changes) -> Call,
    /// How many writing calls a step of this shape with these changes costs.
    pub cost: &'a dyn Fn(&str, &[&Change]) -> u32,
    /// Who writes a kind.
    pub carrier: &'a dyn Fn(Kind) -> Carrier,
}
