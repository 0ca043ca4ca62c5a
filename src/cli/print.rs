//! Where words leave the program: the result to stdout, the rest to stderr.

use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{AutoStream, ColorChoice};
use camino::Utf8Path;

use super::exit::Exit;
use crate::model::{Files, Finding, visible, visible_json};
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

/// Whether a part of the result could not be written.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes a part of the result. A reader that went away (`| head`) is no error; of anything else the program says that
/// the result is not whole, once, and ends with 1.
pub fn result(text: &str) {
    write(&visible(text));
}

/// The same for a JSON document.
pub fn document(text: &str) {
    write(&visible_json(text));
}

fn write(text: &str) {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(why) if why.kind() != ErrorKind::BrokenPipe && !LOST.swap(true, Ordering::Relaxed) => {
            error(&format!("the result cannot be written: {why}"));
        }
        _ => {}
    }
}

/// Whether all of the result was written: an error where it was not.
pub fn all_written() -> Exit {
    if LOST.load(Ordering::Relaxed) { Exit::Error } else { Exit::Done }
}

/// Says something beside the result.
pub fn note(text: &str) {
    let mut out = anstream::stderr().lock();
    writeln!(out, "{}", visible(text)).ok();
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
