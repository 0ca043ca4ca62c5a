//! The whole way from an opened tenant to what it wants.

use super::open::Opened;
use super::parse::{Document, documents};
use super::resolve::resolve;
use crate::model::{Desired, Files, Findings, Tenant};

/// A tenant with all its files read.
pub struct Loaded {
    /// The files, with their texts.
    pub files: Files,
    /// The tenant, where enough of `tenant.yaml` could be read.
    pub tenant: Option<Tenant>,
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
    let files = with_texts(files, &mut documents);
    for document in &mut documents {
        findings.extend(std::mem::take(&mut document.parsed.findings));
    }
    let mut desired = None;
    if let (Some(tenant), Some(rules)) = (&tenant, rules) {
        let roster = resolve(documents, rules.sections(), tenant.place, &mut findings);
        let wanted = rules.compile(tenant, &roster, &mut findings);
        desired = (!findings.refused()).then_some(wanted);
    }
    Loaded { files, tenant, desired, findings }
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
