//! The first look at a tenant's folder: which files there are, and what `tenant.yaml` says. It is quick, so
//! that a caller can begin reading the live tenant while [`super::load`] reads the rest.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::find::{self, TENANT};
use super::source::{self, Input, Named, Source};
use super::{tenant, yaml};
use crate::model::{Endpoint, FileId, Files, Finding, Findings, Only, Severity, Tenant};
use crate::port::Portal;

/// A tenant whose `tenant.yaml` was read, and whose other files were not.
pub struct Opened {
    /// The tenant, where enough of it could be read. `findings` may refuse it all the same.
    pub tenant: Option<Tenant>,
    /// Its provider's rules, where it names one.
    pub rules: Option<&'static Portal>,
    /// What was found so far.
    pub findings: Findings,
    /// The files by their numbers; of all but `tenant.yaml` only the path is known yet.
    pub files: Files,
    /// Whom it is read for, where it is not for everybody.
    pub only: Option<Only>,
    /// What there is to read.
    pub(super) inputs: Vec<(FileId, Input)>,
}

/// Looks at the tenant in `folder`.
pub fn open(folder: &Utf8Path, known: &[&'static Portal]) -> Opened {
    let inputs = find::files(folder).into_iter().map(|(path, found)| {
        let source = match found {
            Ok(()) => Source::Disk(folder.join(&path)),
            Err(trouble) => Source::Trouble(trouble),
        };
        Input { path, source }
    });
    let name = folder.canonicalize_utf8().ok().and_then(|real| real.file_name().map(str::to_owned));
    let mut opened = begin(inputs.collect(), known, &name.unwrap_or_else(|| folder.to_string()));
    if let Some(own) = &opened.tenant {
        tenant::look_at_programs(folder, own, &mut opened.findings);
        look_at_state(folder, own, &mut opened.findings);
    }
    opened
}

/// Reports a sandbox's state that is not the repository's own, or no file that can be read.
fn look_at_state(folder: &Utf8Path, tenant: &Tenant, findings: &mut Findings) {
    let Endpoint::Sandbox { state } = &tenant.endpoint else { return };
    // What is wrong with the path itself is told where it is written.
    if state.is_empty() {
        return;
    }
    let Some(trouble) = source::refused(&folder.join(state), folder) else { return };
    findings.push(trouble.about(state));
}

/// The same for files that are in memory: paths below the tenant's folder, and texts.
pub fn open_texts(texts: BTreeMap<Utf8PathBuf, String>, known: &[&'static Portal]) -> Opened {
    let inputs = texts.into_iter().map(|(path, text)| Input { path, source: Source::Text(text) });
    begin(inputs.collect(), known, "texts")
}

/// Tells of every tenant whose name another one before it has as well.
pub fn twins(tenants: &mut [(Utf8PathBuf, Opened)]) {
    let mut first: BTreeMap<String, Utf8PathBuf> = BTreeMap::new();
    for (folder, opened) in tenants {
        let Some(tenant) = &opened.tenant else { continue };
        if let Some(other) = first.get(&tenant.name) {
            let text = format!("the tenant in {other} is called `{}` too", tenant.name);
            opened.findings.refuse("R-021", tenant.place, text, Some("every tenant has its own name".into()));
        } else {
            first.insert(tenant.name.clone(), folder.clone());
        }
    }
}

/// Reads `tenant.yaml` among `inputs`, which are sorted by path, and numbers the files.
fn begin(mut inputs: Vec<Input>, known: &[&'static Portal], folder: &str) -> Opened {
    let own = inputs.iter().position(|input| input.path == TENANT);
    let Some(own) = own.map(|at| inputs.remove(at)) else { return no_tenant(folder) };
    let read = match own.source {
        Source::Disk(path) => source::text(&path, Named::Regular),
        Source::Text(text) => Ok(text),
        Source::Trouble(trouble) => Err(trouble),
    };
    let (text, trouble) = match read {
        Ok(text) => (text, None),
        Err(trouble) => (trouble.shown.clone(), Some(trouble)),
    };
    let state = tenant::state_file(&text);
    inputs.retain(|input| find::is_roster(&input.path, state.as_deref()));

    let mut files = Files::default();
    let at = inputs.partition_point(|input| input.path < *TENANT);
    let numbered = number(inputs, at, &mut files, &text);
    let file = FileId(at as u32);
    let mut findings = Findings::default();
    let (tenant, rules) = match trouble {
        Some(trouble) => {
            findings.push(trouble.finding(file));
            (None, None)
        }
        None => {
            let node = yaml::parse(file, &text, &mut findings);
            findings = tenant::hide_secrets(findings, &text);
            node.map_or((None, None), |node| tenant::read(node, known, &mut findings))
        }
    };
    Opened { tenant, rules, findings, files, only: None, inputs: numbered }
}

/// Gives every input its number; `tenant.yaml`, whose text is here already, comes at `own`.
fn number(inputs: Vec<Input>, own: usize, files: &mut Files, text: &str) -> Vec<(FileId, Input)> {
    let mut numbered = Vec::with_capacity(inputs.len());
    for (at, input) in inputs.into_iter().enumerate() {
        if at == own {
            files.add(TENANT, text);
        }
        numbered.push((files.add(input.path.clone(), ""), input));
    }
    if own == numbered.len() {
        files.add(TENANT, text);
    }
    numbered
}

fn no_tenant(folder: &str) -> Opened {
    let mut findings = Findings::default();
    let finding = Finding::new("R-012", Severity::Refuse, format!("there is no `{TENANT}` in this folder"));
    findings.push(finding.about(folder).hint("a tenant is a folder with one"));
    Opened { tenant: None, rules: None, findings, files: Files::default(), only: None, inputs: Vec::new() }
}
