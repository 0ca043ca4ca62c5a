//! Holds the map of `src/lib.rs`: who imports whom, where vendors are named, how long things get, which codes there
//! are. The figures that a person looks at are printed by `python3 tests/house/figures.py`.

#[path = "house/catalogues.rs"]
mod catalogues;
#[path = "house/codes.rs"]
mod codes;
#[path = "common/marks.rs"]
mod marks;
#[path = "house/marks.rs"]
mod marks_of_codes;
#[path = "house/modules.rs"]
mod modules;
#[path = "house/sizes.rs"]
mod sizes;
#[path = "house/suites.rs"]
mod suites;
#[path = "house/words.rs"]
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What each layer imports, besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("port", &["model"]),
    ("roster", &["model", "port"]),
    ("engine", &["model"]),
    ("report", &["model"]),
    ("run", &["model", "port", "roster", "engine", "report"]),
    ("wire", &["model", "port"]),
    ("providers", &["model", "port", "wire"]),
    ("sandbox", &["model", "port", "wire"]),
    ("cli", &["model", "port", "roster", "engine", "report", "run", "wire", "providers", "sandbox"]),
];

/// How many import circles there are between modules. The number may only fall.
const CIRCLES: usize = 0;

/// How many times a lint that keeps panics out is set aside in `src`. The number may only fall.
const PANICS: usize = 10;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The files of `src`: the layer, the path below `src`, the text.
fn sources() -> Vec<(String, PathBuf, String)> {
    static READ: OnceLock<Vec<(String, PathBuf, String)>> = OnceLock::new();
    READ.get_or_init(read_sources).clone()
}

fn read_sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for path in rust_files(&src) {
        let inner = path.strip_prefix(&src).expect("below src").to_owned();
        let layer = inner.components().next().expect("a part").as_os_str().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("source is text");
        sources.push((layer, inner, text));
    }
    sources
}

/// The text without its unit tests.
fn untested(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default()
}

/// The code without its comments: what is said about another layer is no import of it.
fn code(text: &str) -> String {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

/// Holds a number that may only fall.
fn only_falls(what: &str, found: usize, held: usize, listed: &dyn std::fmt::Debug) {
    assert!(found <= held, "{found} {what} instead of {held}: {listed:#?}");
    assert!(found == held, "only {found} {what} are left: write {found} for {held} in tests/house.rs");
}

#[test]
fn a_layer_imports_only_what_the_map_says() {
    let mut wrong = Vec::new();
    for (layer, path, text) in sources() {
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else { continue };
        // A vendor's tests go through the stages that its catalogue is made for.
        if path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests")) {
            continue;
        }
        for (other, _) in LAYERS {
            let own = *other == layer || allowed.contains(other);
            if !own && code(&text).contains(&format!("crate::{other}")) {
                wrong.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_folder_is_a_layer_of_the_map() {
    for (layer, path, _) in sources() {
        let known =
            LAYERS.iter().any(|(name, _)| *name == layer) || ["lib.rs", "main.rs"].contains(&layer.as_str());
        assert!(known, "{} is in no layer", path.display());
    }
}

/// The table of `src/lib.rs` and the one of this file are one.
#[test]
fn the_map_in_the_crate_documentation_says_the_same() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    for (layer, imports) in LAYERS {
        let line = lib.lines().find(|line| line.starts_with(&format!("//! {layer} ")));
        let line = line.unwrap_or_else(|| panic!("src/lib.rs does not map {layer}"));
        let said: Vec<&str> = line.rsplit("  ").next().unwrap_or_default().split_whitespace().collect();
        let whole = match *layer {
            "model" => said == ["(imports", "nothing)"],
            "cli" => said == ["everything"],
            _ => said == *imports,
        };
        assert!(whole, "src/lib.rs maps {layer} to {said:?}, and it imports {imports:?}");
    }
}

#[test]
fn modules_do_not_import_each_other_in_circles() {
    let modules = modules::Modules::read();
    let circles = modules.circles();
    only_falls("import circles", circles.len(), CIRCLES, &circles);
}

#[test]
fn what_may_panic_is_counted() {
    const LINTS: [&str; 6] =
        ["unwrap_used", "expect_used", "panic", "unreachable", "indexing_slicing", "string_slice"];
    let mut found = Vec::new();
    for (_, path, text) in sources() {
        let text = code(untested(&text));
        for own in text.split("expect(").skip(1).filter_map(|rest| rest.split(')').next()) {
            let lints = LINTS.iter().filter(|lint| own.contains(&format!("clippy::{lint}")));
            found.extend(lints.map(|lint| format!("{}: {lint}", path.display())));
        }
    }
    only_falls("exceptions to the lints against panics", found.len(), PANICS, &found);
}
