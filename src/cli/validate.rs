//! `validate`: the offline check.

use camino::Utf8PathBuf;
use serde_json::json;

use super::args::{Format, Validate};
use super::exit::Exit;
use super::gather::open;
use super::print;
use crate::model::{Files, Finding};
use crate::providers::Provider;
use crate::report;

/// Runs the command.
pub fn run(providers: &'static [&'static Provider], options: &Validate) -> Exit {
    let tenants = match open(providers, &options.path) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    for (folder, start) in tenants {
        let loaded = start.load();
        let refused = loaded.findings.refused();
        let name = loaded.tenant.as_ref().map_or_else(|| folder.to_string(), |tenant| tenant.name.clone());
        tell(options.format, &name, &folder, &loaded.files, &loaded.findings.sorted());
        exit = exit.and(if refused { Exit::Error } else { Exit::Done });
    }
    exit
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
            print::document(&format!("{document}\n"));
        }
    }
}
