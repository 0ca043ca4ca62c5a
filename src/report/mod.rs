//! What people and programs read: one file per thing that is shown. This room decides nothing and prints
//! nothing; it makes texts.

mod findings;
mod line;

pub use findings::{findings, findings_json, summary};
