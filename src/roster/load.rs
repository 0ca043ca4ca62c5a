//! The whole way from an opened tenant to what it wants.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use super::open::Opened;
use super::parse::{Document, documents};
use super::resolve::resolve;
use super::source;
use crate::model::{Desired, FileId, Files, Findings, Tenant};
use crate::port::Rules;

/// A tenant with all its files read.
pub struct Loaded {
    /// The files, with their texts.
    pub files: Files,
    /// The tenant, where enough of `tenant.yaml` could be read.
    pub tenant: Option<Tenant>,
    /// The rule book that it goes by, where its provider is known.
    pub rules: Option<&'static dyn Rules>,
    /// What it wants; only where nothing refuses.
    pub desired: Option<Desired>,
    /// What was found, in all stages.
    pub findings: Findings,
}

/// Reads the other files of a tenant, merges them, and asks the provider's rules what they want. Every stage
/// has its say, whatever the ones before it found.
pub fn load(opened: Opened) -> Loaded {
    let Opened { tenant, rules, mut findings, files, inputs } = opened;
    let mut documents = documents(inputs);
    let mut files = with_texts(files, &mut documents);
    let paths: BTreeMap<FileId, Utf8PathBuf> =
        documents.iter_mut().filter_map(|document| Some((document.file, document.path.take()?))).collect();
    for document in &mut documents {
        findings.extend(std::mem::take(&mut document.parsed.findings));
    }
    let mut desired = None;
    if let (Some(tenant), Some(rules)) = (&tenant, rules) {
        let roster = resolve(documents, rules.sections(), tenant.place, &mut findings);
        let wanted = rules.compile(tenant, &roster, &mut findings);
        desired = (!findings.refused()).then_some(wanted);
    }
    show(&mut files, &paths, &findings);
    Loaded { files, tenant, rules, desired, findings }
}

/// Reads again the texts that findings point into.
fn show(files: &mut Files, paths: &BTreeMap<FileId, Utf8PathBuf>, findings: &Findings) {
    let places = findings.iter().flat_map(|finding| {
        let also = finding.also.as_ref().map(|(place, _)| *place);
        finding.place.into_iter().chain(also)
    });
    let told: BTreeSet<FileId> = places.map(|place| place.file).collect();
    for (file, path) in told.into_iter().filter_map(|file| Some((file, paths.get(&file)?))) {
        // A file that is gone or different by now has nothing to show; the finding stands all the same.
        if let Ok(text) = source::text(path)
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
