//! The `rosterctl` program; everything it does is in the library's `cli` room.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason
)]

fn main() -> std::process::ExitCode {
    rosterctl::cli::main(rosterctl::providers::ALL)
}
