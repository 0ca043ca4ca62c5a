//! Where words leave the program: the result to stdout, the rest to stderr.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is where the program speaks")]

use std::io::Write;

use super::exit::Exit;

/// Writes a part of the result. A reader that went away (`| head`) is no error.
pub fn result(text: &str) {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}

/// Says something beside the result.
pub fn note(text: &str) {
    let mut out = anstream::stderr().lock();
    writeln!(out, "{text}").ok();
}

/// Says what went wrong and what exit that is.
pub fn error(text: &str) -> Exit {
    note(&format!("error: {text}"));
    Exit::Error
}
