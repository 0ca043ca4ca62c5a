//! A second opinion: what this program reads from YAML, another YAML engine reads as well.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rosterctl::model::{FileId, Findings};
use rosterctl::roster::yaml;
use serde_json::Value;

/// What this program reads, where it takes the text.
fn ours(text: &str) -> Option<Value> {
    let mut findings = Findings::default();
    let node = yaml::parse(FileId(0), text, &mut findings)?;
    findings.is_empty().then(|| yaml::to_json(&node))
}

fn theirs(text: &str) -> Result<Value, String> {
    serde_yaml::from_str(text).map_err(|error| error.to_string())
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != ".git" {
                yaml_files(&path, found);
            }
        } else if name.ends_with(".yaml") || name.ends_with(".yml") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_of_the_repository_reads_the_same() {
    let mut files = Vec::new();
    yaml_files(Path::new(env!("CARGO_MANIFEST_DIR")), &mut files);
    files.sort();
    let mut compared = 0;
    for path in files {
        let text = fs::read_to_string(&path).expect("a text");
        if let Some(ours) = ours(&text) {
            assert_eq!(Ok(ours), theirs(&text), "{}", path.display());
            compared += 1;
        }
    }
    assert!(compared > 50, "only {compared} files were compared");
}

/// Texts at the edges of the core schema. (`0b1` is missing: only YAML 1.1 takes it for a number.)
#[test]
fn scalars_read_the_same() {
    let words = "yes no on off y n NO true True TRUE tRUE false null Null NULL ~ nULL 0 -0 +1 -17 1010 0017 1.5 -1.5e3 \
        1e3 .5 5. 12:30 12:30:45 2026-01-01 1,000 0x1F 0o17 9223372036854775807 9223372036854775808 \
        18446744073709551615 none a#b - -- + . .. e3 1e 'it''s' \"a\\tb\\u00e9\\n\" '' \"\" '1' \"true\" ä 日本 [] {}";
    let phrases = ["a b", "a: b", "[a, b]", "{a: 1}", "|\n  x\n  y", ">-\n  x\n  y", "!!str 1"];
    let mut differing = Vec::new();
    for scalar in words.split_whitespace().chain(phrases) {
        let text = format!("key: {scalar}\n");
        if let Some(ours) = ours(&text)
            && Ok(&ours) != theirs(&text).as_ref()
        {
            differing.push(format!("{scalar:?}: {ours} and {:?}", theirs(&text)));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

/// Small documents in all the styles that people write.
fn document() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,6}",
        "[A-Z][a-z ]{0,5}[a-z]",
        "[0-9]{1,4}",
        "-?[0-9]{1,3}\\.[0-9]{1,2}",
        "[a-z]{1,4}@[a-z]{1,4}\\.example",
        Just("true".to_owned()),
        Just("null".to_owned()),
        Just("~".to_owned()),
        Just("none".to_owned()),
        "[ -~]{0,8}".prop_map(|text| format!("'{}'", text.replace('\'', "''"))),
        "[ -~äöü日\\t]{0,8}".prop_map(|text| format!("{:?}", text).replace("\\'", "'")),
    ];
    let leaf = word.prop_map(Written::Statements);
    let tree = leaf.prop_recursive(4, 24, 5, |inner| {
        let key = prop_oneof!["[a-z_]{1,6}", "[a-z]{1,3}@[a-z]{1,3}", "'[a-z: ]{1,5}'"];
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..4), any::<bool>())
                .prop_map(|(items, flow)| Written::List(items, flow)),
            (prop::collection::btree_map(key, inner, 0..4), any::<bool>())
                .prop_map(|(entries, flow)| Written::Map(entries.into_iter().collect(), flow)),
        ]
    });
    tree.prop_map(|tree| {
        let mut text = String::new();
        tree.write(&mut text, 0, false);
        text
    })
}

#[derive(Clone, Debug)]
enum Written {
    Statements(String),
    List(Vec<Written>, bool),
    Map(Vec<(String, Written)>, bool),
}

impl Written {
    fn flow(&self) -> String {
        match self {
            Self::Statements(word) => word.clone(),
            Self::List(items, _) => {
                format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", "))
            }
            Self::Map(entries, _) => {
                let entries = entries.iter().map(|(key, value)| format!("{key}: {}", value.flow()));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn write(&self, text: &mut String, depth: usize, after: bool) {
        let indent = "  ".repeat(depth);
        match self {
            Self::List(items, false) if !items.is_empty() => {
                text.push_str(if after { "\n" } else { "" });
                for item in items {
                    text.push_str(&format!("{indent}-"));
                    item.write(text, depth + 1, true);
                }
            }
            Self::Map(entries, false) if !entries.is_empty() => {
                text.push_str(if after { "\n" } else { "" });
                for (key, value) in entries {
                    text.push_str(&format!("{indent}{key}:"));
                    value.write(text, depth + 1, true);
                }
            }
            _ => text.push_str(&format!("{}{}\n", if after { " " } else { "" }, self.flow())),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn small_documents_read_the_same(text in document()) {
        match (ours(&text), theirs(&text)) {
            (Some(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs, "{}", text),
            (Some(ours), Err(error)) => prop_assert!(false, "only we read {text:?}: {ours}: {error}"),
            // What we refuse beyond YAML itself is no difference.
            (None, _) => {}
        }
    }

    #[test]
    fn no_text_is_a_panic(text in "[a-z:{}\\[\\], \\n\\t&*!|>'\"#?%@`~<-]{0,60}") {
        ours(&text);
    }
}
