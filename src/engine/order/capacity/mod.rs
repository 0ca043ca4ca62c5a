//! Whether tight pools and floors have room for what takes from them, found by simulating the plan once.

mod ledger;
mod nodes;
mod simulate;

pub use ledger::{Allowance, AllowanceNo, Ledger};
pub use nodes::Nodes;
pub use simulate::{Times, simulate};
