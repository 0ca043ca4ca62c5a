//! The loader must take any text without a panic, without much memory and in no time: from YAML over the
//! merged roster and the provider's rules to the findings as a person sees them.
//!
//! One input is one tenant: files are cut apart by lines of `%%%`; the first is `tenant.yaml` if it names a
//! tenant, and otherwise a plain one is put before it.

#![no_main]

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use libfuzzer_sys::fuzz_target;
use rosterctl::model::{FileId, Findings};
use rosterctl::port::Portal;
use rosterctl::roster::{self, Loaded, yaml};
use rosterctl::{providers, report};

const TENANT: &str = "tenant: acme\nprovider: goto\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(node) = yaml::parse(FileId(0), text, &mut Findings::default()) {
        yaml::to_json(&node);
    }
    load(text);
});

fn load(text: &str) {
    let mut files: BTreeMap<Utf8PathBuf, String> = BTreeMap::new();
    for (at, part) in text.split("\n%%%\n").enumerate() {
        let is_tenant = at == 0 && part.starts_with("tenant");
        let path = if is_tenant { "tenant.yaml".into() } else { format!("people/{at:03}.yaml") };
        files.insert(path.into(), part.to_owned());
    }
    files.entry("tenant.yaml".into()).or_insert_with(|| TENANT.to_owned());
    let known: Vec<&'static Portal> = providers::ALL.iter().flat_map(|provider| provider.portals()).collect();
    let opened = roster::open_texts(files, &known);
    let Loaded { files, findings, desired, .. } = roster::load(opened);
    let list = findings.sorted();
    assert!(desired.is_some() || !list.is_empty(), "nothing is refused without a finding");
    report::findings(&list, &files, "acme".into());
    report::findings_json(&list, &files, "acme".into());
}
