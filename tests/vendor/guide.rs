//! The guide says what is true: its code stands in the vendor word for word, and so does the number of lines.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::club::catalogue::CATALOGUE;
use crate::club::codes::CODES;

const GUIDE: &str = "docs/writing-a-provider.md";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The vendor's files: name and text.
fn vendor() -> Vec<(String, String)> {
    let folder = fs::read_dir(root().join("tests/vendor/club")).expect("the vendor");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let rust = paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    rust.map(|path| (name(&path), read(&path))).collect()
}

/// The code blocks of the guide.
fn blocks(guide: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = guide.lines();
    while lines.any(|line| line == "```rust") {
        blocks.push(lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n"));
    }
    blocks
}

#[test]
fn the_code_of_the_guide_is_the_vendors() {
    let (guide, vendor) = (read(&root().join(GUIDE)), vendor());
    let blocks = blocks(&guide);
    assert!(blocks.len() >= 10, "the guide shows what it speaks of");
    for block in blocks {
        // An ellipsis on a line of its own leaves something out.
        let parts: Vec<&str> = block.split("\n// …\n").collect();
        let stands = |text: &str| parts.iter().all(|part| text.contains(part.trim_matches('\n')));
        assert!(vendor.iter().any(|(_, text)| stands(text)), "not in tests/vendor/club:\n{block}");
    }
}

#[test]
fn the_guide_says_how_many_lines_the_vendor_took() {
    let guide = read(&root().join(GUIDE));
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    let lines: usize = vendor().iter().map(|(_, text)| text.lines().filter(is_code).count()).sum();
    assert!(guide.contains(&format!("**{lines} lines**")), "{GUIDE}: the vendor has {lines} lines of code");
    assert!(lines < 700, "a vendor of two kinds fits in 700 lines, this one has {lines}");
    for (name, _) in vendor() {
        assert!(guide.contains(&format!("`{name}`")), "the guide does not speak of {name}");
    }
}

#[test]
fn lines_of_the_guide_fit_in_110_columns() {
    let guide = read(&root().join(GUIDE));
    let long: Vec<&str> = guide.lines().filter(|line| line.chars().count() > 110).collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// What is cited is in the table of codes and on the facts sheet, and every row is cited.
#[test]
fn every_code_of_the_club_is_known() {
    let facts = read(&root().join("tests/vendor/club/facts.md"));
    let table: BTreeSet<&str> = CODES.iter().map(|code| code.id).collect();
    let mut cited = BTreeSet::new();
    for (_, text) in vendor().iter().filter(|(name, _)| name != "codes.rs") {
        let parts = text.split('"').filter(|part| part.starts_with("club:C-"));
        cited.extend(parts.map(str::to_owned));
    }
    assert_eq!(cited.iter().map(String::as_str).collect::<BTreeSet<_>>(), table);
    for code in table {
        let number = code.trim_start_matches("club:");
        assert!(facts.contains(&format!("| {number} |")), "{code} is not on the facts sheet");
    }
    let rules = CATALOGUE.rules().filter(|rule| !rule.number.starts_with("club:")).count();
    assert_eq!(rules, 0, "rules of the club have numbers of its facts sheet");
}
