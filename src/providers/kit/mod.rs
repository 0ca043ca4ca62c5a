//! What every client of a vendor needs, written once. Knows no vendor.

pub mod checks;
pub mod draft;
pub mod names;
pub mod runbook;
pub mod schema;
pub mod tenant;
