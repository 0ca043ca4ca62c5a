//! Keeps the state of an embedded emulator between two runs, so that a plan after an apply finds nothing to
//! do. It begins anew when the state file that it was begun from changes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::wire::Emulator;

/// Saving takes at most one part in so many of the time.
const SHARE: u32 = 10;

/// What the file holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The digest of the state file that it was begun from.
    start: String,
    state: Value,
    outbox: Vec<Value>,
}

/// Keeps a state in a file.
pub struct Keeper {
    path: PathBuf,
    start: String,
    last: Mutex<(Option<Instant>, Duration)>,
}

impl Keeper {
    /// Where the state is kept, in `folder` (which is made when first needed), for an emulator begun from
    /// `text`; and the state and outbox that were kept, where they were begun from the same text.
    pub fn open(folder: &Path, text: &str) -> (Self, Option<(Value, Vec<Value>)>) {
        let start: String =
            Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let path = folder.join("sandbox.json");
        // A file that is not there, or cannot be read, is a tenant that begins anew.
        let kept = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
        let kept = kept.filter(|kept| kept.start == start).map(|kept| (kept.state, kept.outbox));
        (Self { path, start, last: Mutex::new((None, Duration::ZERO)) }, kept)
    }

    /// Writes the state: whole or not at all.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn save(&self, state: &Value, outbox: &[Value]) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let kept = Kept { start: self.start.clone(), state: state.clone(), outbox: outbox.to_vec() };
        let aside = self.path.with_extension(format!("{}.part", std::process::id()));
        fs::write(&aside, serde_json::to_vec(&kept)?)?;
        fs::rename(&aside, &self.path)
    }

    /// The state has changed: saves it, unless saving was so slow that it would hold the tenant up. What is
    /// passed over here is saved by [`super::Sandbox::save`] at the end.
    pub(super) fn changed(&self, emulator: &dyn Emulator) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0.is_some_and(|when| when.elapsed() < last.1 * SHARE) {
            return;
        }
        let begun = Instant::now();
        self.save(&emulator.state(), &emulator.outbox()).ok();
        *last = (Some(Instant::now()), begun.elapsed());
    }
}
