//! Files that the program writes.

use camino::{Utf8Path, Utf8PathBuf};

/// Writes a file, whole or not at all; what is half written stands beside it and is taken away where it fails. A device
/// or a pipe (`/dev/stdout`) is written to, never replaced.
///
/// # Errors
/// Why it cannot be written, in words.
pub fn write_whole(path: &Utf8Path, text: &str) -> Result<(), String> {
    let fail = |error: std::io::Error| format!("{path} cannot be written: {error}");
    if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return std::fs::write(path, text).map_err(fail);
    }
    let aside = Utf8PathBuf::from(format!("{path}.part"));
    std::fs::write(&aside, text).and_then(|()| std::fs::rename(&aside, path)).map_err(|error| {
        std::fs::remove_file(&aside).ok();
        fail(error)
    })
}
