//! Every trap and every edge of the vendor's domain sheet: each number is planned around, refused, warned about,
//! or out of reach with a reason. `docs/traps.md` is made of the same table: `BLESS=1 cargo test --test traps`.

#[path = "../common/mod.rs"]
mod common;

mod cases;
mod table;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use table::{Does, ROWS};

/// The traps that the sheet numbers.
const TRAPS: std::ops::RangeInclusive<u32> = 1..=43;
/// The edges that the sheet numbers.
const EDGES: &[u32] =
    &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 30];

fn numbers() -> Vec<String> {
    let traps = TRAPS.map(|number| format!("T-{number:02}"));
    traps.chain(EDGES.iter().map(|number| format!("E-{number:02}"))).collect()
}

#[test]
fn every_number_of_the_sheet_has_its_row_in_order() {
    let rows: Vec<&str> = ROWS.iter().map(|row| row.number).collect();
    assert_eq!(rows, numbers());
}

#[test]
fn every_case_holds() {
    let mut failed = Vec::new();
    for row in ROWS {
        if let Does::OutOfReach(reason) = row.does {
            assert!(reason.len() > 20, "{} needs a reason", row.number);
            continue;
        }
        let Some(case) = row.case else { panic!("{} has neither case nor reason", row.number) };
        if std::panic::catch_unwind(case).is_err() {
            failed.push(row.number);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn the_page_says_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/traps.md");
    let page = table::page();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &page).expect("the page is written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page, "BLESS=1 rewrites docs/traps.md");
}

/// The codes in the sources that a person can be shown, each of which has a page.
fn codes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
            if path.is_dir() {
                folders.extend((!is_test).then_some(path));
            } else if path.extension().is_some_and(|end| end == "rs") && !is_test {
                let text = fs::read_to_string(&path).expect("source is text");
                found.extend(quoted_codes(text.split("#[cfg(test)]\nmod").next().unwrap_or_default()));
            }
        }
    }
    found
}

/// `R-014` and `goto:T-04` where they stand alone in quotes.
fn quoted_codes(text: &str) -> Vec<String> {
    let is_code = |text: &&str| {
        let number = text.rsplit_once('-').map(|(_, number)| number).unwrap_or_default();
        let shaped = number.len() >= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
        let ours = text.strip_prefix("R-").is_some_and(|rest| rest.len() == 3);
        let theirs = text.split_once(':').is_some_and(|(vendor, rule)| {
            vendor.bytes().all(|byte| byte.is_ascii_lowercase())
                && rule.len() <= 5
                && rule.as_bytes().get(1) == Some(&b'-')
        });
        shaped && (ours || theirs)
    };
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let quoted = lines.flat_map(|line| line.split('"').skip(1).step_by(2).collect::<Vec<_>>());
    quoted.filter(is_code).map(str::to_owned).collect()
}

#[test]
fn every_code_has_a_page_that_explains_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings");
    let codes = codes();
    assert!(codes.len() > 60, "the codes were not found: {codes:?}");
    let mut missing = Vec::new();
    for code in &codes {
        let page =
            fs::read_to_string(folder.join(format!("{}.md", code.replace(':', "-")))).unwrap_or_default();
        if !page.starts_with(&format!("# {code}: ")) {
            missing.push(code);
        }
    }
    assert!(missing.is_empty(), "no page in docs/findings: {missing:?}");
}
