//! Bad rosters, each a folder with the findings that it must give. `BLESS=1 cargo test --test cases` rewrites
//! them; they are read like code.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use rosterctl::port::Portal;
use rosterctl::roster::{self, Loaded};
use rosterctl::{providers, report};

fn load(folder: &Utf8Path) -> Loaded {
    let known: Vec<&'static Portal> = providers::ALL.iter().flat_map(|provider| provider.portals()).collect();
    roster::load(roster::open(folder, &known))
}

/// What a person is shown about the tenant in `folder`.
fn told(folder: &Utf8Path) -> String {
    let Loaded { files, findings, .. } = load(folder);
    let list = findings.sorted();
    format!("{}\n{}\n", report::findings(&list, &files, "".into()), report::summary(&list))
}

fn cases() -> Vec<Utf8PathBuf> {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = folder.read_dir_utf8().expect("the cases are there");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("a case").into_path()).collect();
    cases.sort();
    cases
}

#[test]
fn every_bad_roster_gives_its_findings() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let (golden, told) = (case.join("findings.txt"), told(&case));
        if bless {
            fs::write(&golden, &told).expect("the golden file can be written");
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if wanted != told {
            wrong.push(format!("{}:\n{told}--- instead of\n{wanted}", case.file_name().unwrap_or_default()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_forty_cases_at_least() {
    assert!(cases().len() >= 40);
}

#[test]
fn the_examples_are_without_findings_that_refuse() {
    let examples = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for tenant in roster::tenants(&examples).expect("there are tenants") {
        let told = told(&tenant);
        assert!(!told.contains(" error"), "{tenant}:\n{told}");
    }
}

#[test]
fn findings_are_told_to_programs_as_well() {
    let case = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/literal-secret");
    let Loaded { files, findings, .. } = load(&case);
    let json = report::findings_json(&findings.sorted(), &files, "acme".into());
    let first = serde_json::json!({
        "file": "acme/tenant.yaml", "line": 3, "column": 11, "code": "R-010", "severity": "refuse", "subject": null,
        "text": "the URL holds a user or a password",
        "hint": "leave it out: secrets stand under `credentials`, as references", "also": null
    });
    assert_eq!(json[0], first);
    for secret in ["hunter2", "my-client-id", "s3cr3t", "pat-0123"] {
        assert!(!json.to_string().contains(secret) && !told(&case).contains(secret), "{secret} is told");
    }
}
