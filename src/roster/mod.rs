//! TBD
pub mod yaml;
