//! Every numbered rule of the GoTo sheet that is no trap and no edge: what rosterctl does about it, and where.

mod groups;
mod licenses;
mod open;
mod people;
mod phones;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::marks::sheet;
use crate::table::{Does, ROWS};

/// Where a rule is found.
#[derive(Clone, Copy)]
pub enum Is {
    /// In the sources, which cite it.
    Code,
    /// On this page, which names it.
    Docs(&'static str),
    /// Nowhere; the text is the reason.
    Out,
}

/// A rule: its number, where it is found, and what is done about it.
pub type Rule = (&'static str, Is, &'static str);

const GOTO: &str = "docs/providers/goto.md";
const CLASSIC: &str = "docs/providers/goto-classic.md";
const MONEY: &str = "docs/money.md";

/// All rules, in the order of the sheet.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [people::RULES, licenses::RULES, groups::RULES, phones::RULES, open::RULES].into_iter().flatten()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a text has the number, and not the beginning of a longer one.
fn names(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + number.len()..].chars().next();
        !before.is_some_and(|own| own.is_ascii_alphanumeric())
            && !after.is_some_and(|own| own.is_ascii_digit())
    })
}

/// The sources of the provider and of what providers share, without tables of codes and tests.
fn sources() -> String {
    let mut open: Vec<PathBuf> = ["goto", "kit"].map(|own| root().join("src/providers").join(own)).into();
    let mut all = String::new();
    while let Some(path) = open.pop() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder");
            open.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if !["codes.rs", "tests.rs", "checks.rs"].contains(&name.as_str()) {
            let text = fs::read_to_string(&path).expect("a source");
            all.push_str(text.split("#[cfg(test)]").next().unwrap_or_default());
        }
    }
    all
}

/// How many numbers are in code, in docs, out of scope, and in no table.
fn tally() -> [usize; 4] {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for row in ROWS {
        found.insert(row.number, if matches!(row.does, Does::OutOfReach(_)) { 2 } else { 0 });
    }
    for (number, is, _) in rules() {
        found.insert(
            number,
            [Is::Code, Is::Docs(""), Is::Out].iter().position(|own| same(own, is)).unwrap_or(3),
        );
    }
    let mut counts = [0; 4];
    for number in sheet("goto").numbers() {
        counts[found.get(number.as_str()).copied().unwrap_or(3)] += 1;
    }
    counts
}

fn same(one: &Is, other: &Is) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

#[test]
fn no_rule_of_the_sheet_is_unaccounted() {
    let [code, docs, out, unaccounted] = tally();
    println!("goto: {code} in code, {docs} in docs, {out} out of scope, {unaccounted} unaccounted");
    let own = |number: &&String| !number.starts_with("T-") && !number.starts_with("E-");
    let numbers: Vec<String> = sheet("goto").numbers();
    let numbers: Vec<&str> = numbers.iter().filter(own).map(String::as_str).collect();
    assert_eq!(rules().map(|(number, ..)| *number).collect::<Vec<_>>(), numbers);
    assert_eq!(unaccounted, 0);
}

#[test]
fn every_rule_is_where_its_row_says() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (number, is, text) in rules() {
        match is {
            Is::Code if !names(&sources, number) => wrong.push(format!("{number} is cited in no source")),
            Is::Docs(page) => {
                let page = fs::read_to_string(root().join(page)).expect("a page");
                if !names(&page, number) {
                    wrong.push(format!("{number} is not on its page"));
                }
            }
            _ if text.len() < 20 => wrong.push(format!("{number} needs a reason")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `docs/rules-goto.md`.
fn page() -> String {
    let [code, docs, out, unaccounted] = tally();
    let mut page = format!(
        "# Rules of GoTo, number by number\n\n\
         What is known of GoTo is kept as numbered sentences: rules (G), contradictions between sources (C) and what is \
         not public (U). Traps (T) and ordering edges (E) have [a page of their own](traps.md). This page is made of the \
         tables in `tests/traps/rules/`: a rule *in code* is cited in the sources, one *in docs* is named on the page.\n\n\
         The mark is the evidence for the sentence: the vendor's own pages (`doc`), somebody else's text or program \
         (`third party`), a conclusion (`inferred`), or none (`unknown`: the text says what is assumed). A page says what was \
         true when it was read; none of it was tried on the vendor's hosts by the authors.\n\n\
         With traps and edges: {code} in code, {docs} in docs, {out} out of scope, {unaccounted} unaccounted.\n\n\
         | number | evidence | where | what rosterctl does |\n|---|---|---|---|\n"
    );
    for (number, is, text) in rules() {
        let place = match is {
            Is::Code => "code".to_owned(),
            Is::Docs(path) => {
                let link = path.strip_prefix("docs/").unwrap_or(path);
                format!("[docs]({link})")
            }
            Is::Out => "out of scope".to_owned(),
        };
        let mark = sheet("goto").mark(number).unwrap_or_default();
        let _ = writeln!(page, "| {number} | {mark} | {place} | {text} |");
    }
    page
}

#[test]
fn the_page_of_rules_says_what_the_tables_say() {
    let path = root().join("docs/rules-goto.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, page()).expect("the page is written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page(), "BLESS=1 rewrites docs/rules-goto.md");
}
