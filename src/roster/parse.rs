//! Many files to as many trees, on all cores; the result does not depend on how many there are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use camino::Utf8PathBuf;

use super::source::{self, Input, Named, Source};
use super::yaml::{self, Parsed};
use crate::model::{FileId, Findings};

/// One file with its tree.
pub(super) struct Document {
    /// What it is.
    pub file: FileId,
    /// What can be shown of it; of a file that is on disk and right in itself, nothing: it is read again in the
    /// rare case that a later stage has something to report.
    pub text: String,
    /// Where it is on disk.
    pub path: Option<Utf8PathBuf>,
    /// Whether its text is not known, or not to its end.
    pub unread: bool,
    /// What came of reading it.
    pub parsed: Parsed,
}

/// Reads and parses every input that is part of the roster, in the order of their numbers.
pub(super) fn documents(inputs: Vec<(FileId, Input)>) -> Vec<Document> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(inputs.len());
    if workers < 2 {
        return inputs.into_iter().map(|(file, input)| document(file, input)).collect();
    }
    let waiting: Vec<Mutex<Option<(FileId, Input)>>> =
        inputs.into_iter().map(|input| Mutex::new(Some(input))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(slot) = waiting.get(next.fetch_add(1, Ordering::Relaxed)) {
            // A slot is taken once, and nothing panics while it is held.
            let input = slot.lock().ok().and_then(|mut input| input.take());
            done.extend(input.map(|(file, input)| document(file, input)));
        }
        done
    };
    let mut all: Vec<Document> = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    all.sort_by_key(|document| document.file);
    all
}

fn document(file: FileId, input: Input) -> Document {
    let (read, path) = match input.source {
        Source::Disk(path) => (source::text(&path, Named::Regular), Some(path)),
        Source::Text(text) => (Ok(text), None),
        Source::Trouble(trouble) => (Err(trouble), None),
    };
    match read {
        Ok(text) => {
            let parsed = yaml::read(file, &text);
            let kept = path.is_none() || !parsed.findings.is_empty();
            Document { file, text: if kept { text } else { String::new() }, path, unread: false, parsed }
        }
        Err(trouble) => {
            let mut findings = Findings::default();
            findings.push(trouble.finding(file));
            let parsed = Parsed { node: None, whole: false, findings };
            Document { file, text: trouble.shown, path: None, unread: true, parsed }
        }
    }
}
