//! What of the findings about a roster bears on the people whom a plan is for. Nobody's leaving waits for what is wrong
//! elsewhere; what could be about them stops all the same.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use super::parse::Document;
use super::source::{self, Named};
use crate::model::{FileId, Files, Finding, Findings, Node, NodeValue, Only, Place, folded};
use crate::port::Section;

/// The key under which an entry names its profile.
const PROFILE: &str = "profile";
/// The key under which an entry says that somebody leaves, and the words.
const STATE: &str = "state";
const LEAVES: [&str; 2] = ["absent", "suspended"];

/// Where something begins, by line and column, and whether it speaks of these people.
type Begin = ((u32, u32), bool);

/// Which places speak of these people.
pub(super) struct About {
    only: Only,
    /// Whether all of them leave: then what others' entries say of them decides nothing.
    leave: bool,
    /// Where each section and each entry of a file begins, and whether it speaks of them.
    begins: BTreeMap<FileId, Vec<Begin>>,
    /// The files that are no roster as they stand, and whether they could speak of them.
    closed: BTreeMap<FileId, bool>,
    /// How many findings were set aside.
    pub aside: usize,
}

impl About {
    /// Looks through the files as they were read, before anything of them is merged.
    pub fn new(only: Only, documents: &[Document], files: &Files, sections: &[Section]) -> Self {
        let theirs: Vec<&Node> = theirs(&only, documents).collect();
        let text = |name| move |entry: &&Node| entry.get(name).and_then(Node::as_text).map(str::to_owned);
        let profiles: BTreeSet<String> = theirs.iter().filter_map(text(PROFILE)).collect();
        let states: Vec<String> = theirs.iter().filter_map(text(STATE)).collect();
        let leave = states.len() == theirs.len() && states.iter().all(|own| LEAVES.contains(&own.as_str()));
        let mut about = Self { only, leave, begins: BTreeMap::new(), closed: BTreeMap::new(), aside: 0 };
        for document in documents {
            match &document.parsed.node {
                Some(node) => about.read(document.file, node, sections, &profiles),
                None => {
                    let could = document.unread || about.only.could_be_in(&files.get(document.file).text);
                    about.closed.insert(document.file, could);
                }
            }
        }
        about
    }

    fn read(&mut self, file: FileId, node: &Node, sections: &[Section], profiles: &BTreeSet<String>) {
        let mut begins = Vec::new();
        for (name, section) in node.entries().into_iter().flatten() {
            begins.push((start(name.place), speaks(&self.only, section)));
            let holds_profiles = sections.iter().any(|own| own.profiles == name.as_text());
            for (key, entry) in section.entries().into_iter().flatten() {
                let own = key.as_text().unwrap_or_default();
                let used = holds_profiles && profiles.contains(own);
                let theirs = used || self.only.has(own);
                begins.push((start(key.place), theirs || (!self.leave && speaks(&self.only, entry))));
            }
        }
        begins.sort_unstable();
        self.begins.insert(file, begins);
    }

    /// Sets aside what is not about these people.
    pub fn sift(
        &mut self,
        findings: Findings,
        (files, paths): (&Files, &BTreeMap<FileId, Utf8PathBuf>),
    ) -> Findings {
        let mut kept = Findings::default();
        for finding in findings.sorted() {
            let line = |place: Place| line(place, files, paths);
            if self.concerns(&finding, line) {
                kept.push(finding);
            } else {
                self.aside += 1;
            }
        }
        kept
    }

    fn concerns(&self, finding: &Finding, line: impl Fn(Place) -> Option<String>) -> bool {
        let Some(place) = finding.place else { return true };
        let named = finding.subject.iter().chain([&finding.text]).any(|text| self.only.is_in(text));
        named
            || [Some(place), finding.also.as_ref().map(|(also, _)| *also)].into_iter().flatten().any(|at| {
                match (self.closed.get(&at.file), self.begins.get(&at.file)) {
                    (Some(could), _) => *could,
                    (None, Some(begins)) => {
                        let before = begins.partition_point(|(own, _)| *own <= start(at));
                        let own = before.checked_sub(1).and_then(|last| begins.get(last));
                        own.is_some_and(|(_, speaks)| *speaks)
                            || line(at).is_none_or(|text| self.only.could_be_in(&text))
                    }
                    // `tenant.yaml`, and what people confirmed: everybody's.
                    (None, None) => true,
                }
            })
    }
}

/// The entries of these people.
fn theirs<'d>(only: &'d Only, documents: &'d [Document]) -> impl Iterator<Item = &'d Node> {
    let nodes = documents.iter().filter_map(|document| document.parsed.node.as_ref());
    let sections = nodes.flat_map(|node| node.entries().into_iter().flatten());
    let entries = sections.flat_map(|(_, section)| section.entries().into_iter().flatten());
    let theirs = entries.filter(|(key, _)| key.as_text().is_some_and(|own| only.has(own)));
    theirs.map(|(_, entry)| entry)
}

fn start(place: Place) -> (u32, u32) {
    (place.line, place.column)
}

/// Whether a part of a roster holds the name of one of them.
fn speaks(only: &Only, node: &Node) -> bool {
    match &node.value {
        NodeValue::Scalar(text, _) => only.is_in(&folded(text)),
        NodeValue::List(items) => items.iter().any(|item| speaks(only, item)),
        NodeValue::Map(entries) => {
            entries.iter().any(|(key, value)| speaks(only, key) || speaks(only, value))
        }
    }
}

/// The line of a file that a place is in; nothing where it cannot be read any more.
fn line(place: Place, files: &Files, paths: &BTreeMap<FileId, Utf8PathBuf>) -> Option<String> {
    let kept = files.get(place.file).text.to_string();
    let text = match paths.get(&place.file).filter(|_| kept.is_empty()) {
        Some(path) => source::text(path, Named::Regular).ok()?,
        None => kept,
    };
    crate::model::lines(&text).nth(place.line.saturating_sub(1) as usize).map(str::to_owned)
}
