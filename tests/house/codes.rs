//! Tables of codes, pages and sources agree: every code that the sources say is in a table with its severities, every
//! row is used and has a page, every page has a row. `BLESS=1 cargo test --test house` writes titles and severities
//! of the pages, and their index.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use rosterctl::model::{CODES, Code, Severity};
use rosterctl::providers::{engage, goto, gotoassist, scim};

use crate::{code, sources, untested};

/// The tables, and whose each is.
const TABLES: &[(&str, &[Code])] = &[
    ("Ours", CODES),
    ("GoTo", goto::codes::CODES),
    ("GoToAssist", gotoassist::codes::CODES),
    ("Engage", engage::codes::CODES),
    ("SCIM", scim::codes::CODES),
];

/// Our own rules by which steps are ordered; a vendor's are those of its catalogue.
const ORDERS: &[&str] = &["R-037"];

/// Calls that make a finding of one severity, by the end of their names.
const CALLS: &[(&str, Severity)] = &[
    ("refuse", Severity::Refuse),
    ("refuse_all", Severity::Refuse),
    ("refuse_person", Severity::Refuse),
    ("hold", Severity::Refuse),
    ("hold_silently", Severity::Refuse),
    ("hold_kind", Severity::Refuse),
    ("Trouble::new", Severity::Refuse),
    ("Mistake::new", Severity::Refuse),
    ("fixed", Severity::Refuse),
    ("Fixed", Severity::Refuse),
    ("warn", Severity::Warn),
];

/// What the sources do with one code.
#[derive(Default)]
struct Uses {
    /// The severities of which calls tell.
    known: BTreeMap<Severity, String>,
    /// Whether it stands where no severity can be read off: behind a constant, in a list.
    open: bool,
    /// Whether it is the number of a rule by which steps are ordered.
    orders: bool,
}

fn rows() -> impl Iterator<Item = &'static Code> {
    TABLES.iter().flat_map(|(_, codes)| codes.iter())
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/findings")
}

fn file(code: &Code) -> String {
    format!("{}.md", code.id.replace(':', "-"))
}

/// `R-014` and `goto:T-04`.
fn is_code(text: &str) -> bool {
    let Some((head, number)) = text.rsplit_once('-') else { return false };
    let letters = head.rsplit(':').next().unwrap_or_default();
    let upper = (1..=2).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let vendor = head.split_once(':').map(|(vendor, _)| vendor);
    let known = vendor.map_or(head == "R", |vendor| vendor.bytes().all(|byte| byte.is_ascii_lowercase()));
    upper && known && (2..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The bracket that encloses a place, what stands before it, and what it encloses.
fn enclosing(text: &str, at: usize) -> Option<(char, &str, &str)> {
    let mut depth = 0;
    let (start, bracket) = text[..at].char_indices().rev().find(|(_, char)| {
        depth += i32::from(")]}".contains(*char)) - i32::from("([{".contains(*char));
        depth < 0
    })?;
    let inner = &text[start + 1..];
    let mut depth = 0;
    let end = inner.char_indices().find(|(_, char)| {
        depth += i32::from("([{".contains(*char)) - i32::from(")]}".contains(*char));
        depth < 0
    });
    let before = text[..start].trim_end();
    let name = before.rfind(|char: char| !(char.is_alphanumeric() || char == '_' || char == ':'));
    let name = &before[name.map_or(0, |at| at + 1)..];
    Some((bracket, name, &inner[..end.map_or(inner.len(), |(end, _)| end)]))
}

/// What the sources do with each code.
fn uses() -> BTreeMap<String, Uses> {
    let mut found: BTreeMap<String, Uses> = BTreeMap::new();
    for (_, path, text) in sources() {
        let name = path.to_string_lossy().into_owned();
        if name.contains("tests") || name.contains("testing") || name.ends_with("codes.rs") {
            continue;
        }
        let text = code(untested(&text));
        for (at, _) in text.match_indices('"') {
            let Some(quoted) = text[at + 1..].split('"').next().filter(|quoted| is_code(quoted)) else {
                continue;
            };
            let uses = found.entry(quoted.to_owned()).or_default();
            note(uses, &name, enclosing(&text, at));
        }
    }
    found
}

fn note(uses: &mut Uses, file: &str, enclosing: Option<(char, &str, &str)>) {
    let all = [("Refuse", Severity::Refuse), ("Warn", Severity::Warn), ("Note", Severity::Note)];
    let (bracket, call, inner) = enclosing.unwrap_or((' ', "", ""));
    let by_name = CALLS
        .iter()
        .find(|(name, _)| call.rsplit('.').next() == Some(*name) || call.ends_with(&format!("::{name}")));
    let said: Vec<Severity> = all
        .iter()
        .filter(|(name, _)| inner.contains(&format!("Severity::{name}")))
        .map(|(_, own)| *own)
        .collect();
    match (bracket, by_name) {
        ('{', _) if call == "Rule" => uses.orders = true,
        ('(', _) if !said.is_empty() => uses.known.extend(said.iter().map(|own| (*own, file.to_owned()))),
        ('(', Some((_, severity))) => drop(uses.known.insert(*severity, file.to_owned())),
        _ => uses.open = true,
    }
}

fn orders(uses: &BTreeMap<String, Uses>, id: &str) -> bool {
    ORDERS.contains(&id) || uses.get(id).is_some_and(|uses| uses.orders)
}

fn severities(code: &Code) -> String {
    let words: Vec<String> = code.severities.iter().map(|own| format!("{own:?}").to_lowercase()).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// What a page begins with: title, severities, and what the vendor's rule rests upon.
fn head(code: &Code, orders: bool) -> String {
    let line = match (code.severities, orders) {
        ([], _) => "Stands in `because` of steps.".to_owned(),
        (_, true) => format!("Severity: {}. Also stands in `because` of steps.", severities(code)),
        (_, false) => format!("Severity: {}.", severities(code)),
    };
    let mark = code.mark.map_or(String::new(), |mark| format!("\n{EVIDENCE}{}.*\n", mark.said()));
    format!("# {}: {}\n\n*{line}*\n{mark}", code.id, code.title)
}

/// How the line of the mark begins.
const EVIDENCE: &str = "*Evidence: ";

/// What a page says below its head.
fn body(text: &str) -> &str {
    let rest = text.splitn(4, '\n').nth(3).unwrap_or_default();
    match rest.strip_prefix('\n').filter(|rest| rest.starts_with(EVIDENCE)) {
        Some(marked) => marked.split_once('\n').map_or("", |(_, below)| below),
        None => rest,
    }
}

fn index() -> String {
    let mut out = String::from(
        "# Codes\n\nEvery finding has a code, and every step that waits says by which rule. `R-nnn` is a rule of \
         `rosterctl`, `PROVIDER:NUMBER` one of a vendor. A code without a severity stands only in `because` of steps. The mark on the page of a vendor's code is \
         the evidence for the rule: the vendor's own text or the standard (`doc`), somebody else's text or program \
         (`third party`), a conclusion (`inferred`), a convention of this program and its emulator (`assumed`), or none \
         (`unknown`).\n",
    );
    for (whose, codes) in TABLES {
        let _ = writeln!(out, "\n## {whose}\n\n| code | severity | |\n|---|---|---|");
        for code in *codes {
            let _ =
                writeln!(out, "| [{}]({}) | {} | {} |", code.id, file(code), severities(code), code.title);
        }
    }
    out
}

#[test]
fn the_sources_say_what_the_tables_say() {
    let uses = uses();
    let mut wrong = Vec::new();
    let known: BTreeSet<&str> = rows().map(|row| row.id).collect();
    wrong.extend(
        uses.keys().filter(|id| !known.contains(id.as_str())).map(|id| format!("{id} is in no table")),
    );
    for row in rows() {
        let Some(uses) = uses.get(row.id) else {
            wrong.push(format!("{} is used nowhere", row.id));
            continue;
        };
        for (severity, file) in uses.known.iter().filter(|(own, _)| !row.severities.contains(own)) {
            wrong.push(format!("{}: {file} says {severity:?}, the table does not", row.id));
        }
        for severity in row.severities.iter().filter(|own| !uses.known.contains_key(own) && !uses.open) {
            wrong.push(format!("{}: the table says {severity:?}, no source does", row.id));
        }
        if row.severities.is_empty() && !orders(&BTreeMap::new(), row.id) && !uses.orders {
            wrong.push(format!("{} has no severity and orders nothing", row.id));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn tables_are_sorted_and_name_each_code_once() {
    for (_, codes) in TABLES {
        let ids: Vec<&str> = codes.iter().map(|code| code.id).collect();
        assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
        assert!(codes.iter().all(|code| is_code(code.id) && code.severities.is_sorted()));
    }
}

#[test]
fn every_row_has_its_page_and_every_page_its_row() {
    let (uses, bless) = (uses(), std::env::var_os("BLESS").is_some());
    let mut wrong = Vec::new();
    for row in rows() {
        let (path, head) = (folder().join(file(row)), head(row, orders(&uses, row.id)));
        let text = fs::read_to_string(&path).unwrap_or_default();
        if text.starts_with(&head) {
            continue;
        }
        let body = body(&text);
        match bless && !body.is_empty() {
            true => fs::write(&path, head + body).expect("the page is written"),
            false => wrong.push(format!("{} should begin with {head:?}", path.display())),
        }
    }
    let known: BTreeSet<String> = rows().map(file).chain(["README.md".to_owned()]).collect();
    for entry in fs::read_dir(folder()).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if !known.contains(&name) {
            wrong.push(format!("{name} is the page of no code"));
        }
    }
    assert!(wrong.is_empty(), "BLESS=1 rewrites titles and severities: {wrong:#?}");
}

#[test]
fn the_index_lists_every_code() {
    let path = folder().join("README.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, index()).expect("the index is written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), index(), "BLESS=1 rewrites the index");
}
