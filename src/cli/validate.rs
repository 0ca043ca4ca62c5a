//! `validate`: the offline check.

use camino::Utf8PathBuf;
use serde_json::json;

use super::args::{Format, Validate};
use super::exit::Exit;
use super::gather::open;
use super::print;
use crate::model::{Files, Finding};
use crate::roster::{self, Loaded};
use crate::{providers, report};

/// Runs the command.
pub fn run(options: &Validate) -> Exit {
    let tenants = match open(&options.path) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let mut loaded: Vec<(Utf8PathBuf, Loaded)> =
        tenants.into_iter().map(|(folder, opened)| (folder, roster::load(opened))).collect();
    side_by_side(&mut loaded);
    let mut exit = Exit::Done;
    for (folder, loaded) in loaded {
        let refused = loaded.findings.refused();
        let name = loaded.tenant.as_ref().map_or_else(|| folder.to_string(), |tenant| tenant.name.clone());
        tell(options.format, &name, &folder, &loaded.files, &loaded.findings.sorted());
        exit = exit.and(if refused { Exit::Error } else { Exit::Done });
    }
    exit
}

/// Lets each provider judge all of its tenants together.
fn side_by_side(loaded: &mut [(Utf8PathBuf, Loaded)]) {
    for rules in providers::ALL.iter().map(|provider| provider.rules()) {
        let (mut which, mut tenants) = (Vec::new(), Vec::new());
        for (at, (_, one)) in loaded.iter().enumerate() {
            if let (Some(tenant), Some(desired)) = (&one.tenant, &one.desired)
                && tenant.provider == rules.name()
            {
                which.push(at);
                tenants.push((tenant, desired));
            }
        }
        let found = if tenants.len() > 1 { rules.vet_together(&tenants) } else { Vec::new() };
        for (at, findings) in which.into_iter().zip(found) {
            loaded[at].1.findings.extend(findings);
        }
    }
}

fn tell(format: Format, name: &str, folder: &Utf8PathBuf, files: &Files, findings: &[Finding]) {
    match format {
        Format::Human if findings.is_empty() => {
            let count = files.iter().count();
            let files = if count == 1 { "file" } else { "files" };
            print::result(&format!("{name}: {count} {files}, no findings\n"));
        }
        Format::Human => print::result(&print::findings_text(files, findings, folder)),
        Format::Json => {
            let document =
                json!({ "tenant": name, "findings": report::findings_json(findings, files, folder) });
            print::result(&format!("{document}\n"));
        }
    }
}
