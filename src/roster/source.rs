//! Where a file's text comes from, and one file's text within limits.

use std::fs::{self, File};
use std::io::Read;

use camino::{Utf8Path, Utf8PathBuf};

use crate::model::{FileId, Finding, Place, Severity};

/// The longest file that is read, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;
/// What to do about a link that leaves the folder.
const COPY: &str = "copy what it leads to into the folder";

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

/// By whose word a file is read, and so what it may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named<'a> {
    /// The repository names it: a regular file, and no link leads out of this folder.
    InFolder(&'a Utf8Path),
    /// A regular file, which a link may lead to: a mounted secret, or what the walk through the folder has judged.
    Regular,
    /// A person typed it: it may be a pipe as well, and `-` is standard input.
    ByPerson,
}

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// What it leads to is not the repository's.
    #[error("is a link that leaves the tenant's folder")]
    Leaves,
    /// A folder, a pipe, a device.
    #[error("is not a regular file")]
    Special,
    /// It is longer than so many bytes.
    #[error("is larger than {} MiB", .0 >> 20)]
    TooLarge(u64),
    /// What the system says.
    #[error("cannot be read: {0}")]
    Failed(#[from] std::io::Error),
    /// It is no text.
    #[error("is not UTF-8")]
    NotText,
}

/// The bytes of the file at `path`, `most` of them at most. What kind of file it is, and how large, is looked at before
/// it is read.
///
/// # Errors
/// Why it is not read.
pub fn bytes(path: &Utf8Path, named: Named<'_>, most: u64) -> Result<Vec<u8>, Unread> {
    if named == Named::ByPerson && path == "-" {
        return taken(std::io::stdin().lock(), most);
    }
    taken(opened(path, named, most)?, most)
}

/// The file, once it is known what it is.
fn opened(path: &Utf8Path, named: Named<'_>, most: u64) -> Result<File, Unread> {
    let about = fs::metadata(path)?;
    if let Named::InFolder(folder) = named
        && !path.canonicalize_utf8()?.starts_with(folder.canonicalize_utf8()?)
    {
        return Err(Unread::Leaves);
    }
    match about.is_file() {
        false if about.is_dir() || named != Named::ByPerson => Err(Unread::Special),
        true if about.len() > most => Err(Unread::TooLarge(most)),
        _ => Ok(File::open(path)?),
    }
}

/// What refuses a file that the repository names, short of reading it: that it is not the repository's, or no file.
/// One that is not there is not refused here.
pub(super) fn refused(path: &Utf8Path, folder: &Utf8Path) -> Option<Finding> {
    let why = match opened(path, Named::InFolder(folder), MAX_BYTES) {
        Ok(_) | Err(Unread::Failed(_)) => return None,
        Err(why) => why,
    };
    let code = if matches!(why, Unread::Leaves) { "R-011" } else { "R-001" };
    let hint = if matches!(why, Unread::Leaves) { COPY } else { "put a file with a text there" };
    Some(Finding::new(code, Severity::Refuse, format!("the file {why}")).hint(hint))
}

/// The same as text.
///
/// # Errors
/// Why it is not read.
pub fn text_of(path: &Utf8Path, named: Named<'_>, most: u64) -> Result<String, Unread> {
    String::from_utf8(bytes(path, named, most)?).map_err(|_| Unread::NotText)
}

/// What can be read, where it is not too much: it may have grown since, and one byte over the limit is enough to know.
fn taken(from: impl Read, most: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(Unread::TooLarge(most)) } else { Ok(bytes) }
}

/// The text of a file that is shown where something is wrong with it.
pub(super) fn text(path: &Utf8Path, named: Named<'_>) -> Result<String, Trouble> {
    let bytes = bytes(path, named, MAX_BYTES).map_err(trouble)?;
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn trouble(why: Unread) -> Trouble {
    let about = |what: &str| format!("the file {what}");
    match why {
        Unread::Leaves => Trouble::new("R-011", about("is a link that leaves the tenant's folder"), COPY),
        Unread::Special => {
            Trouble::new("R-001", "this is not a file with a text", "take it out of the folder")
        }
        Unread::TooLarge(_) => Trouble::new(
            "R-002",
            about(&why.to_string()),
            "split it: any number of files may share a section",
        ),
        Unread::Failed(_) | Unread::NotText => {
            Trouble::new("R-001", about(&why.to_string()), "look at its owner and its rights")
        }
    }
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

/// Writes a file, whole or not at all; what is half written stands beside it and is taken away where it fails. A device
/// or a pipe (`/dev/stdout`) is written to, never replaced.
///
/// # Errors
/// Why it cannot be written, in words.
pub fn write_whole(path: &Utf8Path, text: &str) -> Result<(), String> {
    let fail = |error: std::io::Error| format!("{path} cannot be written: {error}");
    if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return fs::write(path, text).map_err(fail);
    }
    let aside = Utf8PathBuf::from(format!("{path}.part"));
    fs::write(&aside, text).and_then(|()| fs::rename(&aside, path)).map_err(|error| {
        fs::remove_file(&aside).ok();
        fail(error)
    })
}
