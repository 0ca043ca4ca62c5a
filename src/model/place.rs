//! Where something is written.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

/// The number of a file within [`Files`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// A stretch of one line of one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters the text in question covers on its first line, at least 1.
    pub length: u32,
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below the tenant's folder, with `/` on every system.
    pub path: Utf8PathBuf,
    /// The text as it was read; empty where the file could not be read.
    pub text: Arc<str>,
}

/// The lines of a text as YAML counts them: a line ends with a line feed, a carriage return, or both.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some(end) = text.find(['\n', '\r']) else { return Some(text) };
        let (line, ending) = text.split_at_checked(end)?;
        rest = ending.strip_prefix("\r\n").or_else(|| ending.strip_prefix(['\n', '\r']));
        Some(line)
    })
}

/// The files of one tenant, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: Vec<SourceFile>,
}

impl Files {
    /// Adds a file and says by which number it is known from here on.
    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        FileId(self.files.len() as u32 - 1)
    }

    /// The file behind `id`.
    ///
    /// # Panics
    /// Where `id` is of another [`Files`]: places never travel between tenants.
    #[expect(clippy::indexing_slicing, reason = "only `add` makes an id, and no file is ever taken out")]
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Gives the file behind `id` the text that may be shown of it.
    pub fn show(&mut self, id: FileId, text: impl Into<Arc<str>>) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            file.text = text.into();
        }
    }

    /// The path behind `id`.
    pub fn path(&self, id: FileId) -> &Utf8Path {
        &self.get(id).path
    }

    /// All files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }
}
