//! Arguments, environment, files, wiring, exit codes: the only room that imports everything.

/// The program.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
