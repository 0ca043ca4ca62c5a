//! Where words leave the program: the result to stdout, the rest to stderr.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{AutoStream, ColorChoice};
use camino::Utf8Path;

use super::exit::Exit;
use crate::model::{Files, Finding};
use crate::report::{self, Paint};

/// Whether `-v` was given.
static TALKS: AtomicBool = AtomicBool::new(false);

/// From here on more is printed of what goes on: every call, without what it carries.
pub fn talk() {
    TALKS.store(true, Ordering::Relaxed);
}

/// Whether more is printed of what goes on.
pub fn talks() -> bool {
    TALKS.load(Ordering::Relaxed)
}

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

/// Findings beside the result.
pub fn findings(files: &Files, list: &[Finding], folder: &Utf8Path) {
    note(findings_text(files, list, folder).trim_end());
}

/// Findings and how many there are.
pub fn findings_text(files: &Files, list: &[Finding], folder: &Utf8Path) -> String {
    format!("{}{}\n", report::findings(list, files, folder), report::summary(list))
}

/// Whether the result is colored.
pub fn paint_out() -> Paint {
    paint(AutoStream::choice(&std::io::stdout()))
}

/// Whether what goes beside the result is colored.
pub fn paint_err() -> Paint {
    paint(AutoStream::choice(&std::io::stderr()))
}

fn paint(choice: ColorChoice) -> Paint {
    if choice == ColorChoice::Never { Paint::Plain } else { Paint::Colored }
}
