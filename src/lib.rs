//! # The house on one screen
//!
//! ```text
//! model     nouns: Kind, Addr, Attributes, Change, Plan, Finding      (imports nothing)
//! port      traits for the outside: Portal, Reader, Writer, Clock      model
//! roster    text → Desired: read, load, resolve, validate             model port
//! engine    diff, order, gate: pure and synchronous                   model
//! report    plans and findings, one file per format                   model
//! run       the pipeline, pacing, the executor                        model port roster engine
//! wire      HTTP as data; network, in-memory link, the Emulator trait port
//! providers one folder per vendor, and the list of them               model port wire
//! sandbox   an emulator as a tenant: state, faults, request log       wire
//! cli       arguments, environment, files, wiring, exit codes         everything
//! ```
//!
//! The right column is all that a room imports, so arrows only point up the list; `tests/house.rs` holds
//! the table. A room's `mod.rs` is its front door. Vendors are named in `providers` only.
//!
//! # The path of data
//!
//! ```text
//! load → resolve → validate → observe → diff → order → gate → apply → verify
//! Documents  Roster  Desired  Observation  Changes  Plan  Approved  outcomes  Verdict
//! ```

// No panic reaches a user, and only the command line speaks; tests may do both.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::panic,
        clippy::print_stdout,
        clippy::print_stderr,
        clippy::unreachable
    )
)]

pub mod cli;
pub mod engine;
pub mod model;
pub mod port;
pub mod providers;
pub mod report;
pub mod roster;
pub mod run;
pub mod sandbox;
pub mod wire;
