//! A sheet's rules, number by number: what rosterctl does about each, and where. A page is made of such a table.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::marks::sheet;

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

/// The tables about one provider.
pub struct Table {
    pub provider: &'static str,
    pub rules: &'static [&'static [Rule]],
    /// What of `src/providers` cites them beside the provider's own folder.
    pub shared: &'static [&'static str],
    /// Numbers that stand in another table, which has cases: how many in code, and how many out of scope.
    pub elsewhere: [usize; 2],
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a text has the number, and not a part of a longer one.
fn names(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + number.len()..].chars().next();
        !before.is_some_and(|own| own.is_ascii_alphanumeric())
            && !after.is_some_and(|own| own.is_ascii_digit())
    })
}

impl Table {
    /// The rules, in the order of the sheet.
    fn all(&self) -> impl Iterator<Item = &'static Rule> + use<> {
        self.rules.iter().copied().flatten()
    }

    /// The sources of the provider, without its table of codes and its tests.
    fn sources(&self) -> String {
        let folders = self.shared.iter().chain([&self.provider]);
        let mut open: Vec<PathBuf> = folders.map(|own| root().join("src/providers").join(own)).collect();
        let mut all = String::new();
        while let Some(path) = open.pop() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if ["codes.rs", "tests.rs", "tests", "checks.rs"].contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                let entries = fs::read_dir(&path).expect("a folder");
                open.extend(entries.map(|entry| entry.expect("an entry").path()));
            } else {
                let text = fs::read_to_string(&path).unwrap_or_default();
                all.push_str(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default());
            }
        }
        all
    }

    /// `engage: 40 in code, 9 in docs, 4 out of scope, 0 unaccounted`.
    pub fn tally(&self) -> String {
        let count = |test: fn(&Is) -> bool| self.all().filter(|(_, is, _)| test(is)).count();
        let code = count(|is| matches!(is, Is::Code)) + self.elsewhere[0];
        let docs = count(|is| matches!(is, Is::Docs(_)));
        let out = count(|is| matches!(is, Is::Out)) + self.elsewhere[1];
        let all = sheet(self.provider).numbers().len();
        let missing = all.saturating_sub(code + docs + out);
        format!(
            "{}: {code} in code, {docs} in docs, {out} out of scope, {missing} unaccounted",
            self.provider
        )
    }

    /// Every number of the sheet but those of `others` has its row, in the order of the sheet, and is where the row says.
    pub fn check(&self, others: &[&str]) {
        println!("{}", self.tally());
        assert!(self.tally().ends_with(" 0 unaccounted"), "{}", self.tally());
        let numbers = sheet(self.provider).numbers();
        let own = |number: &&str| !others.iter().any(|other| number.starts_with(other));
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).filter(own).collect();
        let rows: Vec<&str> = self.all().map(|(number, ..)| *number).collect();
        assert_eq!(rows, numbers);
        let sources = self.sources();
        let wrong: Vec<String> = self.all().filter_map(|rule| misplaced(rule, &sources)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// The rows of a page in Markdown.
    pub fn rows(&self, shown: impl Fn(&str) -> String) -> String {
        let mut out =
            String::from("| number | evidence | where | what rosterctl does |\n|---|---|---|---|\n");
        for (number, is, text) in self.all() {
            let place = match is {
                Is::Code => "code".to_owned(),
                Is::Docs(path) => format!("[docs]({})", path.strip_prefix("docs/").unwrap_or(path)),
                Is::Out => "out of scope".to_owned(),
            };
            let mark = sheet(self.provider).mark(number).unwrap_or_default();
            let _ = writeln!(out, "| {} | {mark} | {place} | {text} |", shown(number));
        }
        out
    }
}

/// What is wrong with a row.
fn misplaced((number, is, text): &Rule, sources: &str) -> Option<String> {
    match is {
        Is::Code if !names(sources, number) => Some(format!("{number} is cited in no source")),
        Is::Docs(page) => {
            let page = fs::read_to_string(root().join(page)).expect("a page");
            (!names(&page, number)).then(|| format!("{number} is not on its page"))
        }
        _ if text.len() < 20 => Some(format!("{number} needs a reason")),
        _ => None,
    }
}

/// Compares a page with what it is made of; `BLESS=1` rewrites it.
pub fn published(path: &str, page: &str) {
    let file = root().join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, page).expect("the page is written");
    }
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), page, "BLESS=1 rewrites {path}");
}
