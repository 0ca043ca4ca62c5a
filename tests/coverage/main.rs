//! Every statement of the help pages that the program was written from, and what becomes of it: a small roster for each
//! goes through the program on the sandbox, and what it prints has the words of the row. `docs/coverage.md` is made of the
//! same tables: `BLESS=1 cargo test --test coverage`.

mod adding;
mod assist;
mod inbox;
mod licenses;
#[path = "../common/marks.rs"]
mod marks;
mod status;
mod world;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use world::Run;

/// What becomes of a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// Declared, and done by the program.
    ByProgram,
    /// Declared, and done by a person with the clicks that the check-list names.
    ByHand,
    /// Shown, warned about or refused.
    Told,
    /// Not declarable; the text is the reason.
    OutOfReach,
}
use Verdict::{ByHand, ByProgram, OutOfReach, Told};

impl Verdict {
    const fn words(self) -> &'static str {
        match self {
            ByProgram => "by the program",
            ByHand => "by hand",
            Told => "told",
            OutOfReach => "out of reach",
        }
    }
}

/// One statement of a page.
pub struct Line {
    pub statement: &'static str,
    pub verdict: Verdict,
    /// What the program does about it, or why it does not.
    pub how: &'static str,
    /// The numbers of the sheet.
    pub rules: &'static [&'static str],
    /// Where more of it is shown.
    pub shown: &'static str,
    pub run: Run,
    /// Words that the program prints.
    pub says: &'static [&'static str],
}

/// A help page and its statements.
pub struct Page {
    pub title: &'static str,
    /// Whose rules it is about.
    pub provider: &'static str,
    pub lines: &'static [Line],
}

const PAGES: &[&Page] = &[&licenses::PAGE, &adding::PAGE, &assist::PAGE, &status::PAGE, &inbox::PAGE];

/// How many statements the pages have.
const STATEMENTS: usize = 53;

/// Lines whose behaviour is not there yet: they are printed and do not fail.
const PENDING: &[&str] = &[];

/// Lines that may have no other verdict.
const SETTLED: &[(&str, Verdict)] = &[
    ("1.1", ByHand),
    ("1.5", ByHand),
    ("2.3", ByHand),
    ("2.5", ByProgram),
    ("2.4", ByProgram),
    ("2.9", ByProgram),
    ("1.6", ByHand),
    ("2.14", ByHand),
    ("4.3", ByHand),
    ("4.5", ByHand),
    ("5.3", ByHand),
    ("5.4", ByHand),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every line with its number, `2.9` for the ninth of the second page.
fn lines() -> impl Iterator<Item = (String, &'static Page, &'static Line)> {
    let pages = PAGES.iter().enumerate();
    pages.flat_map(|(at, page)| {
        page.lines.iter().enumerate().map(move |(line, own)| (format!("{}.{}", at + 1, line + 1), *page, own))
    })
}

/// What each run printed; the same run is done once.
fn outputs() -> BTreeMap<Run, String> {
    let runs: Vec<Run> =
        lines().map(|(_, _, line)| line.run).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let share = runs.len().div_ceil(4).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = runs
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(|run| (*run, run.printed())).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("a part")).collect()
    })
}

#[test]
fn every_line_does_what_it_says() {
    let outputs = outputs();
    let mut failed = Vec::new();
    for (number, _, line) in lines() {
        let printed = &outputs[&line.run];
        let missing: Vec<&&str> = line.says.iter().filter(|words| !printed.contains(**words)).collect();
        match (missing.is_empty(), PENDING.contains(&number.as_str())) {
            (true, false) => {}
            (true, true) => println!("{number} is there: take it out of PENDING"),
            (false, true) => println!("{number} is pending: {missing:?}"),
            (false, false) => {
                failed.push(format!("{number} ({}) lacks {missing:?} in\n{printed}", line.statement))
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn the_tables_are_whole() {
    assert_eq!(lines().count(), STATEMENTS);
    for (number, page, line) in lines() {
        assert!(!line.says.is_empty() && line.how.len() > 20, "{number} says too little");
        assert!(root().join(line.shown).exists(), "{number}: {} is not there", line.shown);
        let numbers = marks::sheet(page.provider).numbers();
        let known = |rule: &&str| numbers.iter().any(|own| own == rule);
        assert!(!line.rules.is_empty() && line.rules.iter().all(known), "{number}: {:?}", line.rules);
        assert_eq!(line.verdict == ByHand, line.run.lists(), "{number}: a line by hand shows its clicks");
    }
    for (number, verdict) in SETTLED {
        let line = lines().find(|(own, ..)| own == number).expect("a line").2;
        assert_eq!(line.verdict, *verdict, "{number} {}", line.statement);
    }
}

/// `docs/coverage.md`.
fn page() -> String {
    let count = |verdict| lines().filter(|(_, _, line)| line.verdict == verdict).count();
    let counts: Vec<String> =
        [ByProgram, ByHand, Told, OutOfReach].map(|own| format!("{} {}", count(own), own.words())).into();
    let mut out = format!(
        "# What the help pages say, and what becomes of it\n\n\
         rosterctl was written from five help pages of its vendors. Each line is one statement of them, in our words, with \
         a verdict: **by the program** (it is declared and done), **by hand** (it is declared, and a check-list names the \
         clicks), **told** (shown, warned about or refused), **out of reach** (with the reason). `cargo test --test coverage` \
         runs the roster of each line on the sandbox and looks for words of what is printed. A rule that is not the vendor's own \
         word carries its mark.\n\n{} statements: {}.\n",
        STATEMENTS,
        counts.join(", ")
    );
    for (at, own) in PAGES.iter().enumerate() {
        let _ = write!(
            out,
            "\n## {}. {}\n\n| | statement | verdict | what is done | rules | roster | more |\n|---|---|---|---|---|---|---|\n",
            at + 1,
            own.title
        );
        for (number, _, line) in lines().filter(|(_, page, _)| std::ptr::eq(*page, *own)) {
            let Line { statement, verdict, how, rules, shown, run, .. } = line;
            let (rules, verdict, name) =
                (marked(own.provider, rules), verdict.words(), shown.trim_start_matches("docs/"));
            let link = shown.strip_prefix("docs/").map_or_else(|| format!("../{shown}"), str::to_owned);
            let roster = run.shown();
            let yet = if PENDING.contains(&number.as_str()) { ", not yet" } else { "" };
            let _ = writeln!(
                out,
                "| {number} | {statement} | **{verdict}**{yet} | {how} | {rules} | {roster} | [{name}]({link}) |"
            );
        }
    }
    out
}

/// The numbers, each with its mark where that is not `doc`.
fn marked(provider: &str, rules: &[&str]) -> String {
    let sheet = marks::sheet(provider);
    let one = |rule: &&str| match sheet.mark(rule) {
        Some("doc") | None => (*rule).to_owned(),
        Some(mark) => format!("{rule} ({mark})"),
    };
    rules.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_page_says_what_the_tables_say() {
    let path: PathBuf = root().join("docs/coverage.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, page()).expect("the page is written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page(), "BLESS=1 rewrites docs/coverage.md");
}
