//! The `rosterctl` program; everything it does is in the library's `cli` room.

fn main() -> std::process::ExitCode {
    rosterctl::cli::main(rosterctl::providers::ALL)
}
