//! The prover by its front door: against brute force on tiny plans, against chance on larger ones, on documents
//! that somebody edited, and on documents that are none.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod brute;
mod edited;
mod large;
mod malformed;
mod tiny;
