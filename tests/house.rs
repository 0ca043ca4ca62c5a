//! Holds the map of `src/lib.rs`: who imports whom, where vendors are named, how long things get.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room imports, besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("port", &["model"]),
    ("roster", &["model", "port"]),
    ("engine", &["model"]),
    ("report", &["model"]),
    ("run", &["model", "port", "roster", "engine"]),
    ("wire", &["model", "port"]),
    ("providers", &["model", "port", "wire"]),
    ("sandbox", &["port", "wire"]),
    ("cli", &["model", "port", "roster", "engine", "report", "run", "wire", "providers", "sandbox"]),
];

/// Names of vendors and of their products, which stand in `providers` only.
const VENDORS: &[&str] = &["goto", "logmein", "getgo", "jive", "sinch"];

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

fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for path in rust_files(&src) {
        let inner = path.strip_prefix(&src).expect("below src").to_owned();
        let room = inner.components().next().expect("a part").as_os_str().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("source is text");
        sources.push((room, inner, text));
    }
    sources
}

/// The code without its comments: what is said about another room is no import of it.
fn code(text: &str) -> String {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_room_imports_only_what_the_map_says() {
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else { continue };
        // A vendor's tests go through the stages that its catalogue is made for.
        if path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests")) {
            continue;
        }
        for (other, _) in ROOMS {
            let own = *other == room || allowed.contains(other);
            if !own && code(&text).contains(&format!("crate::{other}")) {
                wrong.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_folder_is_a_room_of_the_map() {
    for (room, path, _) in sources() {
        let known =
            ROOMS.iter().any(|(name, _)| *name == room) || ["lib.rs", "main.rs"].contains(&room.as_str());
        assert!(known, "{} is in no room", path.display());
    }
}

#[test]
fn vendors_are_named_in_providers_only() {
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        if room == "providers" {
            continue;
        }
        // What a test uses as an example is data.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_lowercase();
        for (number, line) in (1..).zip(text.lines()) {
            // A comment may show what a code or a key looks like.
            if line.trim_start().starts_with("//") {
                continue;
            }
            if VENDORS.iter().any(|vendor| line.contains(vendor)) {
                wrong.push(format!("{}:{number}: {line}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The lengths of the functions of a formatted file, by name. A function ends at the first line that closes
/// a brace at its own depth.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let depth = line.len() - body.len();
        let is_fn = [
            "fn ",
            "pub fn ",
            "pub(super) fn ",
            "pub(crate) fn ",
            "async fn ",
            "pub async fn ",
            "const fn ",
            "pub const fn ",
        ]
        .iter()
        .any(|start| body.starts_with(start));
        if !is_fn || body.ends_with(';') || body.ends_with('}') {
            continue;
        }
        let end = format!("{}}}", " ".repeat(depth));
        let length = lines[at..].iter().position(|line| *line == end).map_or(1, |last| last + 1);
        let name =
            body.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()).unwrap_or_default();
        found.push((name.to_owned(), length));
    }
    found
}

#[test]
fn functions_fit_on_a_screen() {
    let mut long = Vec::new();
    let (mut all, mut short) = (0, 0);
    for (_, path, text) in sources() {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (name, length) in functions(text) {
            all += 1;
            short += usize::from(length <= 25);
            if length > 60 {
                long.push(format!("{}: {name} has {length} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
    assert!(all > 50, "the functions were not found");
    assert!(short * 10 >= all * 9, "only {short} of {all} functions fit in 25 lines");
}

#[test]
fn files_are_rooms_and_not_halls() {
    let long: BTreeMap<PathBuf, usize> = sources()
        .into_iter()
        .map(|(_, path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 600)
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}
