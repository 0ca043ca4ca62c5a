//! What an embedded sandbox keeps between runs, so that a plan after an apply finds nothing to do.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::wire::Emulator;

/// Saving that takes longer than this is put off for ten times as long as it took.
const QUICK: Duration = Duration::from_millis(50);

/// Keeps a sandbox's state in a file.
pub struct Keeper {
    path: PathBuf,
    digest: String,
    /// Not before this moment is it saved again.
    rest: Option<Instant>,
    /// Whether something changed since it was saved.
    unsaved: bool,
    /// The mails that were kept, until a sandbox takes them.
    outbox: Vec<Value>,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of the text that the state was begun from.
    digest: String,
    state: Value,
    outbox: Vec<Value>,
}

impl Keeper {
    /// What to begin with, and the keeper: the state kept in `dir` where it was begun from this very
    /// `text`, else what `read` makes of the text. `read_kept` reads what was kept, where something was. The folder is
    /// made when something is kept.
    ///
    /// # Errors
    /// Where the kept file cannot be read or the text is no state, in words.
    pub fn open(
        dir: &Path,
        text: &str,
        read_kept: impl FnOnce(&Path) -> Result<Option<Vec<u8>>, String>,
        read: impl FnOnce(&str) -> Result<Value, String>,
    ) -> Result<(Value, Self), String> {
        let path = dir.join("sandbox.json");
        let digest: String =
            Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let kept = read_kept(&path)?.map(|bytes| parsed(&path, &bytes)).transpose()?;
        let (state, outbox) = match kept.filter(|kept| kept.digest == digest) {
            Some(Kept { state, outbox, .. }) => (state, outbox),
            None => (read(text)?, Vec::new()),
        };
        Ok((state, Self { path, digest, rest: None, unsaved: false, outbox }))
    }

    /// The mails that were kept.
    pub(super) fn take_outbox(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.outbox)
    }

    /// Told after every change: saves, or puts it off where saving takes long.
    pub(super) fn note(&mut self, emulator: &dyn Emulator) {
        self.unsaved = true;
        if self.rest.is_none_or(|rest| Instant::now() >= rest) {
            // What cannot be saved now is tried again after the next change, and `flush` reports it.
            self.flush(emulator).ok();
        }
    }

    /// Saves what is not saved yet.
    pub(super) fn flush(&mut self, emulator: &dyn Emulator) -> Result<(), String> {
        if !self.unsaved {
            return Ok(());
        }
        let began = Instant::now();
        let kept = Kept { digest: self.digest.clone(), state: emulator.state(), outbox: emulator.outbox() };
        self.write(&kept).map_err(|error| format!("{}: {error}", self.path.display()))?;
        self.unsaved = false;
        let took = began.elapsed();
        self.rest = (took > QUICK).then(|| Instant::now() + took * 10);
        Ok(())
    }

    /// Writes beside the file and renames: a process that is killed leaves the old file or the new one.
    fn write(&self, kept: &Kept) -> std::io::Result<()> {
        if let Some(dir) = self.path.parent()
            && !dir.exists()
        {
            fs::create_dir_all(dir)?;
            // Nothing in the folder is to be committed, whatever the repository around it ignores.
            fs::write(dir.join(".gitignore"), "*\n")?;
        }
        let fresh = self.path.with_extension(format!("json.{}", std::process::id()));
        fs::write(&fresh, serde_json::to_vec(kept)?)?;
        fs::rename(&fresh, &self.path)
    }
}

fn parsed(path: &Path, bytes: &[u8]) -> Result<Kept, String> {
    serde_json::from_slice(bytes)
        .map_err(|error| format!("{}: {error}; delete the file to begin anew", path.display()))
}
