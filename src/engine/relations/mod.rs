//! How changes and live resources relate to each other: who needs whom, what takes from which pool and counts
//! for which floor, which value changes hands, and what of it must come first. [`withhold`](super::withhold)
//! and [`order`](super::order) both stand on it; it decides nothing itself.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod graph;
pub mod lookup;
pub mod number;
pub mod references;
pub mod world;

pub mod edges;
pub mod floors;
pub mod handovers;
pub mod limits;
pub mod never_empty;
pub mod pools;
pub mod precedence;
pub mod ties;

pub use graph::Graph;
pub use limits::{Limits, Scarce};
pub use number::{ChangeNo, Number, Table};
pub use precedence::{Precedence, Why};
pub use world::World;
