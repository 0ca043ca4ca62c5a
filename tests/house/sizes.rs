//! How long things get.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::{sources, untested};

/// The lengths of the functions of a formatted file, by name. A function ends at the first line that closes
/// a brace at its own depth.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let depth = line.len() - body.len();
        let head = body.split_once("fn ").map(|(head, _)| head.trim_end());
        let public = |word: &str| word == "pub" || word.starts_with("pub(");
        let is_fn = head.is_some_and(|head| {
            head.split(' ').all(|word| word.is_empty() || public(word) || word == "async" || word == "const")
        });
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
        for (name, length) in functions(untested(&text)) {
            all += 1;
            short += usize::from(length <= 25);
            if length > 60 {
                long.push(format!("{}: {name} has {length} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
    assert!(all > 1_000, "the functions were not found");
    assert!(short * 10 >= all * 9, "only {short} of {all} functions fit in 25 lines");
}

#[test]
fn no_file_is_longer_than_a_reader_keeps_in_mind() {
    let long: BTreeMap<PathBuf, usize> = sources()
        .into_iter()
        .map(|(_, path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 600)
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}
