//! The pipeline, pacing and the executor: from what is wanted and what was seen to a plan, and from an
//! approved plan to what came of it. This layer knows no vendor and no HTTP; reading, writing and time reach it
//! through `port`; programs of the user's own are started here. Every retry of a write is decided here and nowhere below.

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

mod apply;
mod by_hand;
mod executor;
mod look;
mod pace;
mod programs;
mod propose;

pub use apply::{Ending, Event, Outside, apply};
pub use executor::{Command, Executor, Input, Policy};
pub use look::{look, look_closer};
pub use pace::{Pacer, Rate, Stop, backoff};
pub use programs::{Applied, Mode, Probed, Programs, Request, Surroundings, exec_schema};
pub use propose::{Proposal, Statements, propose};
#[cfg(test)]
pub(crate) use propose::{align, guard};
