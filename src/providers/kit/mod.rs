//! What every client of a vendor needs, written once. Knows no vendor.

pub mod align;
pub mod calls;
pub mod checks;
pub mod directory;
pub mod draft;
pub mod json;
pub mod labels;
pub mod login;
pub mod names;
pub mod naming;
pub mod probes;
pub mod reader;
mod renewal;
pub mod rules;
pub mod runbook;
pub mod schema;
pub mod tenant;
#[cfg(test)]
pub mod testing;
pub mod writer;
