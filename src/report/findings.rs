//! Findings as text: where, which code, what; the line with a caret under the text in question, and behind
//! the caret the way out.

use std::collections::BTreeMap;
use std::fmt::Write;

use camino::Utf8Path;
use serde_json::{Value, json};

use super::line::{self, Line};
use crate::model::{self, FileId, Files, Finding, Place, Severity, Snippet};

/// What stands before a line of the file and before everything else that belongs to a finding.
const INDENT: &str = "   ";

/// `findings` for people, in the order given. `prefix` is the tenant's folder as the user typed it; it stands
/// before every path.
pub fn findings(findings: &[Finding], files: &Files, prefix: &Utf8Path) -> String {
    let shown = Shown { files, prefix, masks: masks(findings), lines: lines(findings, files) };
    let mut text = String::new();
    for finding in findings {
        shown.finding(&mut text, finding);
    }
    text
}

/// How many findings there are, by gravity: `3 findings: 2 errors, 1 warning`.
pub fn summary(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "no findings".to_owned();
    }
    let kinds = [(Severity::Refuse, "error"), (Severity::Warn, "warning"), (Severity::Note, "note")];
    let counts = kinds.iter().filter_map(|(severity, word)| {
        let count = findings.iter().filter(|finding| finding.severity == *severity).count();
        (count > 0).then(|| counted(count, word))
    });
    format!("{}: {}", counted(findings.len(), "finding"), counts.collect::<Vec<_>>().join(", "))
}

/// `findings` for programs: one object each, in the order given, with `file`, `line`, `column`, `code`, `severity`,
/// `subject`, `text` and `hint`; `null` where there is none. Nothing of a file's text is in it.
pub fn findings_json(findings: &[Finding], files: &Files, prefix: &Utf8Path) -> Value {
    let shown = Shown { files, prefix, masks: BTreeMap::new(), lines: BTreeMap::new() };
    let list = findings.iter().map(|finding| {
        let also = finding.also.as_ref().map(|(place, what)| {
            json!({ "file": shown.path(place), "line": place.line, "column": place.column, "text": what })
        });
        json!({
            "file": finding.place.as_ref().map(|place| shown.path(place)),
            "line": finding.place.map(|place| place.line),
            "column": finding.place.map(|place| place.column),
            "code": finding.code,
            "severity": finding.severity,
            "subject": finding.subject,
            "text": finding.text,
            "hint": finding.hint,
            "also": also,
        })
    });
    Value::Array(list.collect())
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// From which column on which lines may not be shown. Kept for all findings together: one that may be shown
/// can stand on the line of one that may not.
fn masks(findings: &[Finding]) -> BTreeMap<(FileId, u32), u32> {
    let mut masks = BTreeMap::new();
    let masked = findings.iter().filter(|finding| finding.snippet == Snippet::Masked);
    for place in masked.filter_map(|finding| finding.place) {
        let column = masks.entry((place.file, place.line)).or_insert(place.column);
        *column = place.column.min(*column);
    }
    masks
}

/// The lines of the files that findings stand in, found once: there may be many of both.
fn lines<'f>(findings: &[Finding], files: &'f Files) -> BTreeMap<FileId, Vec<&'f str>> {
    let mut lines = BTreeMap::new();
    for place in findings.iter().filter_map(|finding| finding.place) {
        lines.entry(place.file).or_insert_with(|| model::lines(&files.get(place.file).text).collect());
    }
    lines
}

struct Shown<'s> {
    files: &'s Files,
    prefix: &'s Utf8Path,
    masks: BTreeMap<(FileId, u32), u32>,
    lines: BTreeMap<FileId, Vec<&'s str>>,
}

impl Shown<'_> {
    fn finding(&self, out: &mut String, finding: &Finding) {
        let mut head = String::new();
        if let Some(place) = &finding.place {
            head = format!("{}: ", self.spot(place));
        }
        head += match finding.severity {
            Severity::Refuse => "",
            Severity::Warn => "warning ",
            Severity::Note => "note ",
        };
        let _ = write!(head, "{}: ", finding.code);
        if let (None, Some(subject)) = (&finding.place, &finding.subject) {
            let _ = write!(head, "{subject}: ");
        }
        let _ = writeln!(out, "{}{}", line::harmless(&head), line::harmless(&finding.text));
        let hint = finding.hint.as_deref().map(line::harmless);
        match finding.place.and_then(|place| self.line(&place)) {
            Some(line) => {
                let _ = writeln!(out, "{INDENT}{}", line.text);
                let caret = format!("{}{}", " ".repeat(line.before), "^".repeat(line.under));
                let behind = hint.map(|hint| format!("  {hint}")).unwrap_or_default();
                let _ = writeln!(out, "{INDENT}{caret}{behind}");
            }
            None => {
                let _ = hint.map(|hint| writeln!(out, "{INDENT}{hint}"));
            }
        }
        if let Some((place, what)) = &finding.also {
            let _ = writeln!(out, "{INDENT}{}", line::harmless(&format!("{}: {what}", self.spot(place))));
        }
    }

    /// The line that `place` is on, where there is one.
    fn line(&self, place: &Place) -> Option<Line> {
        let line = *self.lines.get(&place.file)?.get(place.line.checked_sub(1)? as usize)?;
        // The mark at a file's beginning takes no column.
        let line = if place.line == 1 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
        let mask = self.masks.get(&(place.file, place.line)).copied();
        line::shown(line, place.column, place.length, mask)
    }

    fn spot(&self, place: &Place) -> String {
        format!("{}:{}:{}", self.path(place), place.line, place.column)
    }

    fn path(&self, place: &Place) -> String {
        let path = self.files.path(place.file);
        match self.prefix.as_str() {
            "" | "." => path.to_string(),
            _ => self.prefix.join(path).to_string(),
        }
    }
}
