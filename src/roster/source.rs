//! Where a file's text comes from, and one file's text within limits.

use std::fs::{self, File};
use std::io::Read;

use camino::{Utf8Path, Utf8PathBuf};

use crate::model::{FileId, Finding, Place, Severity};

/// The longest file that is read, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// A file that is still to be read.
pub(super) struct Input {
    pub path: Utf8PathBuf,
    pub source: Source,
}

/// Where a text comes from.
pub(super) enum Source {
    Disk(Utf8PathBuf),
    Text(String),
    Trouble(Trouble),
}

/// Why a file has no text, or not all of it.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    code: &'static str,
    text: String,
    hint: &'static str,
    line: u32,
    column: u32,
    /// What can be shown of it.
    pub shown: String,
}

impl Trouble {
    pub fn new(code: &'static str, text: impl Into<String>, hint: &'static str) -> Self {
        Self { code, text: text.into(), hint, line: 1, column: 1, shown: String::new() }
    }

    /// The finding about it, in `file`.
    pub fn finding(&self, file: FileId) -> Finding {
        let place = Place { file, line: self.line, column: self.column, length: 1 };
        Finding::new(self.code, Severity::Refuse, &self.text).at(place).hint(self.hint)
    }
}

/// The text of the file at `path`. Its length is checked before it is read.
pub(super) fn text(path: &Utf8Path) -> Result<String, Trouble> {
    let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() {
        return Err(Trouble::new("R-001", "this is not a file with a text", "take it out of the folder"));
    }
    if about.len() > MAX_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    // It may have grown since: one byte over the limit is enough to know.
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn too_large() -> Trouble {
    let text = format!("the file is larger than {} MiB", MAX_BYTES >> 20);
    Trouble::new("R-002", text, "split it: any number of files may share a section")
}

fn unreadable(error: &std::io::Error) -> Trouble {
    Trouble::new("R-001", format!("the file cannot be read: {error}"), "look at its owner and its rights")
}

/// The trouble with bytes that are no UTF-8 from `at` on.
fn not_utf8(bytes: &[u8], at: usize) -> Trouble {
    let (good, rest) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let good = String::from_utf8_lossy(good);
    let begun = good.rsplit('\n').next().unwrap_or_default();
    let wrong = rest.first().copied().unwrap_or_default();
    let rest_of_line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    Trouble {
        code: "R-001",
        text: format!("the file is not UTF-8: byte {} is 0x{:02x}", at + 1, wrong),
        hint: if utf16 { "this is UTF-16: save it as UTF-8" } else { "save it as UTF-8" },
        line: good.matches('\n').count() as u32 + 1,
        column: begun.chars().count() as u32 + 1,
        shown: format!("{good}{}", String::from_utf8_lossy(rest_of_line)),
    }
}
