//! `tests/README.md` names every suite.

use std::fs;
use std::path::Path;

#[test]
fn every_suite_stands_on_the_page_of_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let page = fs::read_to_string(folder.join("README.md")).expect("the page");
    let mut missing = Vec::new();
    let mut known = 0;
    for entry in fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let shown = if path.is_dir() { format!("`{name}/`") } else { format!("`{name}`") };
        if path.is_dir() || name.ends_with(".rs") {
            known += 1;
            if !page.contains(&shown) {
                missing.push(shown);
            }
        }
    }
    assert!(missing.is_empty(), "not on tests/README.md: {missing:?}");
    let first =
        |line: &str| line.strip_prefix("| `").and_then(|rest| rest.split('`').next()).map(str::to_owned);
    let gone: Vec<String> =
        page.lines().filter_map(first).filter(|name| !folder.join(name).exists()).collect();
    assert!(gone.is_empty(), "tests/README.md names what is not there: {gone:?}");
    assert!(known > 20, "the suites were not found");
}
