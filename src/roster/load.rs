//! The whole way from an opened tenant to what it wants.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use super::about::About;
use super::confirmed;
use super::find::CONFIRMED;
use super::open::Opened;
use super::parse::{Document, documents};
use super::resolve::resolve;
use super::source::{self, MAX_BYTES, Named, Unread};
use super::spelling;
use super::yaml;
use crate::model::{Catalogue, Confirmed, Desired, FileId, Files, Findings, Only, Origin, Origins, Tenant};
use crate::port::{Entry, Portal, Section};

/// A tenant with all its files read.
pub struct Loaded {
    /// The files, with their texts.
    pub files: Files,
    /// The tenant, where enough of `tenant.yaml` could be read.
    pub tenant: Option<Tenant>,
    /// The rule book that it goes by, where its provider is known.
    pub rules: Option<&'static Portal>,
    /// What people confirmed.
    pub confirmed: Confirmed,
    /// What it wants; only where nothing refuses.
    pub desired: Option<Desired>,
    /// What was found, in all stages; what is not about those whom it is read for is set aside.
    pub findings: Findings,
    /// Whom it is read for, where it is not for everybody.
    pub only: Option<Only>,
    about: Option<About>,
    /// Where files stand that were read and whose text was let go.
    paths: BTreeMap<FileId, Utf8PathBuf>,
}

impl Loaded {
    /// Adds what was found later, with the lines that it points at.
    pub fn add(&mut self, findings: Findings) {
        let findings = sift(&mut self.about, findings, (&self.files, &self.paths));
        show(&mut self.files, &self.paths, &findings);
        self.findings.extend(findings);
    }

    /// How many findings are not about those whom it is read for.
    pub fn aside(&self) -> usize {
        self.about.as_ref().map_or(0, |about| about.aside)
    }
}

/// Sets aside what is not about those whom a roster is read for.
fn sift(
    about: &mut Option<About>,
    findings: Findings,
    texts: (&Files, &BTreeMap<FileId, Utf8PathBuf>),
) -> Findings {
    match about {
        Some(about) => about.sift(findings, texts),
        None => findings,
    }
}

/// Reads the other files of a tenant, merges them, and asks the provider's rules what they want. Every stage
/// has its say, whatever the ones before it found.
pub fn load(opened: Opened) -> Loaded {
    let Opened { tenant, rules, findings: first, files, only, inputs } = opened;
    let mut findings = Findings::default();
    let mut documents = documents(inputs);
    let mut files = with_texts(files, &mut documents);
    let paths: BTreeMap<FileId, Utf8PathBuf> =
        documents.iter_mut().filter_map(|document| Some((document.file, document.path.take()?))).collect();
    for document in &mut documents {
        findings.extend(std::mem::take(&mut document.parsed.findings));
    }
    let mut desired = None;
    let said = set_apart(&mut documents, &files);
    let sections = rules.map_or(&[][..], |rules| rules.roster.sections);
    let mut about = only.clone().map(|only| About::new(only, &documents, &files, sections));
    let mut confirmed = Confirmed::new();
    if let (Some(tenant), Some(rules)) = (&tenant, rules) {
        if let Some(node) = said.and_then(|document| document.parsed.node) {
            confirmed = confirmed::read(&node, rules.catalogue, &mut findings);
        }
        let roster = resolve(documents, rules.roster.sections, tenant.place, &mut findings);
        let wanted = (rules.compile)(tenant, &roster, &mut findings);
        spelling::check_names(rules.catalogue, &wanted, &mut findings);
        desired = Some(wanted);
    }
    let mut findings = sift(&mut about, findings, (&files, &paths));
    findings.extend(first);
    let desired = desired.filter(|_| !findings.refused());
    show(&mut files, &paths, &findings);
    Loaded { files, tenant, rules, confirmed, desired, findings, only, about, paths }
}

/// Takes out of the documents the one that says what people confirmed.
fn set_apart(documents: &mut Vec<Document>, files: &Files) -> Option<Document> {
    let own = documents.iter().position(|document| files.get(document.file).path == CONFIRMED)?;
    Some(documents.remove(own))
}

/// Reads again the texts that findings point into.
fn show(files: &mut Files, paths: &BTreeMap<FileId, Utf8PathBuf>, findings: &Findings) {
    let places = findings.iter().flat_map(|finding| {
        let also = finding.also.as_ref().map(|(place, _)| *place);
        finding.place.into_iter().chain(also)
    });
    let pointed: BTreeSet<FileId> = places.map(|place| place.file).collect();
    for (file, path) in pointed.into_iter().filter_map(|file| Some((file, paths.get(&file)?))) {
        // A file that is gone or different by now has nothing to show; the finding stands all the same.
        if let Ok(text) = source::text(path, Named::Regular)
            && files.get(file).text.is_empty()
        {
            files.show(file, text);
        }
    }
}

/// The same files with the texts that were read.
fn with_texts(files: Files, documents: &mut [Document]) -> Files {
    let mut read = documents.iter_mut().peekable();
    let mut all = Files::default();
    for (id, file) in files.iter() {
        match read.next_if(|document| document.file == id) {
            Some(document) => all.add(file.path.clone(), std::mem::take(&mut document.text)),
            None => all.add(file.path.clone(), file.text.clone()),
        };
    }
    all
}

/// What people confirmed for the tenant in `folder`, as its file says now; and what is wrong with the file, in
/// words.
pub fn confirmed_now(folder: &Utf8Path, catalogue: &Catalogue) -> (Confirmed, Option<String>) {
    let path = folder.join(CONFIRMED);
    let text = match source::text_of(&path, Named::InFolder(folder), MAX_BYTES) {
        Ok(text) => text,
        Err(Unread::Failed(error)) if error.kind() == ErrorKind::NotFound => return (Confirmed::new(), None),
        Err(why) => return (Confirmed::new(), Some(format!("{path} {why}"))),
    };
    let mut findings = Findings::default();
    let node = yaml::parse(FileId(0), &text, &mut findings);
    let confirmed = node.map(|node| confirmed::read(&node, catalogue, &mut findings)).unwrap_or_default();
    let first = findings.iter().next().map(|finding| format!("{path}: {}: {}", finding.code, finding.text));
    (confirmed, first)
}

/// The entries of an opened tenant. What is wrong with the files is not reported here: [`load`] reports it.
pub fn origins(opened: Opened) -> Origins {
    let Opened { tenant, rules, files, inputs, .. } = opened;
    let (Some(tenant), Some(rules)) = (tenant, rules) else { return Origins::default() };
    let sections = rules.roster.sections;
    let roster = resolve(documents(inputs), sections, tenant.place, &mut Findings::default());
    let holds_profiles = |name: &str| sections.iter().any(|section: &Section| section.profiles == Some(name));
    let mut found = Vec::new();
    for (section, entries) in &roster.sections {
        found.extend(entries.values().map(|entry: &Entry| {
            Origin {
                file: files.path(entry.place.file).to_owned(),
                line: entry.place.line,
                column: entry.place.column,
                section,
                key: entry.key.clone(),
                is_profile: holds_profiles(section),
                profile: entry
                    .node
                    .get("profile")
                    .and_then(|name| Some((name.as_text()?.to_owned(), name.place.line, name.place.column))),
            }
        }));
    }
    Origins::new(found)
}

/// The content of a sandbox's state file as JSON: data, not a roster.
///
/// # Errors
/// What is wrong with the file, with the file for showing it: unreadable, too large, no YAML.
pub fn state(path: &Utf8Path, named: Named<'_>) -> Result<Value, (Files, Findings)> {
    let (mut files, mut findings) = (Files::default(), Findings::default());
    let read = source::text(path, named);
    let text = read.as_ref().map_or_else(|trouble| trouble.shown.as_str(), String::as_str);
    let file = files.add(path, text);
    let node = match &read {
        Ok(text) => yaml::parse(file, text, &mut findings),
        Err(trouble) => {
            findings.push(trouble.finding(file));
            None
        }
    };
    match node {
        Some(node) if findings.is_empty() => Ok(yaml::to_json(&node)),
        _ => Err((files, findings)),
    }
}
