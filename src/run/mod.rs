//! The pipeline, pacing, and the executor: everything that waits. This room knows no vendor and no HTTP.

mod pace;

pub use pace::{Pacer, backoff};
