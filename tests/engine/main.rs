//! The engine by its front door, with a made-up vendor: stories first, then properties.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod chance;
mod guards;
mod knots;
mod office;
mod orders;
mod proofs;
mod shown;
mod told;
mod withheld;
