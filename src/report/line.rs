//! One line of a file, made fit for a terminal: nothing in it acts, and a caret can stand under a part of it.

use unicode_width::UnicodeWidthChar;

pub(super) use crate::model::harmless;

/// How many columns of a line are shown at most.
const WIDEST: usize = 100;
/// How many columns are shown before the text in question, where the line must be cut.
const BEFORE: usize = 40;
/// What a tab becomes. Its stops depend on the terminal, and a caret cannot.
const TAB: &str = "    ";
/// What is shown instead of what may be a secret, whatever its length.
const STARS: &str = "********";

/// A line as it is shown, and where the caret stands.
pub(super) struct Line {
    /// The text.
    pub text: String,
    /// How many terminal columns stand before the text in question.
    pub before: usize,
    /// How many it is wide.
    pub under: usize,
}

/// `line` for showing the text of `length` characters at `column` (from 1), with stars from the column `mask` on.
/// Nothing where the line is blank.
pub(super) fn shown(line: &str, column: u32, length: u32, mask: Option<u32>) -> Option<Line> {
    if line.trim().is_empty() {
        return None;
    }
    let at = column.saturating_sub(1) as usize;
    let start = line.chars().take_while(|letter| letter.is_whitespace()).count().min(at);
    let (mut text, mut before, mut under) = (String::new(), 0, 0);
    for (n, letter) in line.trim_end().chars().enumerate().skip(start) {
        if mask.is_some_and(|mask| n + 1 >= mask as usize) {
            text += STARS;
            break;
        }
        let piece = piece(letter);
        let width = width(&piece);
        text += &piece;
        before += if n < at { width } else { 0 };
        under += if n >= at && n < at + length as usize { width } else { 0 };
    }
    if mask.is_some_and(|mask| mask as usize <= at + 1) {
        (before, under) = (width(&text).saturating_sub(STARS.len()), STARS.len());
    }
    Some(cut(Line { text, before, under: under.max(1) }))
}

fn piece(letter: char) -> String {
    match letter {
        '\t' => TAB.to_owned(),
        letter => harmless(letter.encode_utf8(&mut [0; 4])),
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|letter| letter.width().unwrap_or(0)).sum()
}

/// The same line, cut around the text in question where it is too wide.
fn cut(line: Line) -> Line {
    if width(&line.text) <= WIDEST {
        return line;
    }
    let from = if line.before + line.under > WIDEST { line.before.saturating_sub(BEFORE) } else { 0 };
    let (mut text, mut at, mut before) = (String::new(), 0, 0);
    if from > 0 {
        text.push('…');
        before = 1;
    }
    let mut end = false;
    for letter in line.text.chars() {
        let wide = letter.width().unwrap_or(0);
        if at >= from + WIDEST {
            end = true;
            break;
        }
        if at >= from {
            text.push(letter);
            before += if at < line.before { wide } else { 0 };
        }
        at += wide;
    }
    if end {
        text.push('…');
    }
    let room = width(&text).saturating_sub(before).max(1);
    Line { text, before, under: line.under.min(room) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and the caret line.
    fn check(line: &str, column: u32, length: u32, mask: Option<u32>, wanted: [&str; 2]) {
        let shown = shown(line, column, length, mask).expect("the line is not blank");
        let caret = format!("{}{}", " ".repeat(shown.before), "^".repeat(shown.under));
        assert_eq!([shown.text.as_str(), caret.as_str()], wanted);
    }

    #[test]
    fn carets_stand_under_what_they_mean() {
        check("  a: bc", 6, 2, None, ["a: bc", "   ^^"]);
        check("a:\tbc", 4, 2, None, ["a:    bc", "      ^^"]);
        check("日本: 語x", 5, 1, None, ["日本: 語x", "      ^^"]);
        check("a: b", 5, 1, None, ["a: b", "    ^"]);
        check("\tb: 1", 1, 1, None, ["    b: 1", "^^^^"]);
    }

    #[test]
    fn what_may_be_a_secret_is_stars() {
        check("  key: s3cr3t", 8, 6, Some(8), ["key: ********", "     ^^^^^^^^"]);
        check("  key: s3cr3t", 3, 3, Some(8), ["key: ********", "^^^"]);
        check("  key: s3cr3t", 12, 1, Some(8), ["key: ********", "     ^^^^^^^^"]);
    }

    #[test]
    fn nothing_in_a_line_acts_on_the_terminal() {
        check("a\u{1b}[31mb\u{202e}c", 1, 1, None, ["a\u{fffd}[31mb\u{fffd}c", "^"]);
        assert_eq!(harmless("a\nb\u{7}"), "a\u{fffd}b\u{fffd}");
    }

    #[test]
    fn long_lines_are_cut_around_the_caret() {
        let line = format!("{}needle{}", "x".repeat(300), "y".repeat(300));
        let shown = shown(&line, 301, 6, None).expect("the line is not blank");
        assert!(shown.text.starts_with('…') && shown.text.ends_with('…'), "{}", shown.text);
        assert!(width(&shown.text) <= WIDEST + 2);
        let under: String = shown.text.chars().skip(shown.before).take(shown.under).collect();
        assert_eq!(under, "needle");
    }

    #[test]
    fn a_blank_line_is_not_shown() {
        assert!(shown("  \t ", 1, 1, None).is_none());
    }
}
