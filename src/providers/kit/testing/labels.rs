//! Whether what a person is told to do calls everything as their portal does.

use crate::model::Runbook;
use crate::providers::kit::labels::{Label, Language};

/// The languages that differ from the tables' own.
pub const FOREIGN: [Language; 2] = [Language::Portuguese, Language::Spanish];

fn texts(book: &Runbook) -> impl Iterator<Item = &String> {
    [&book.place].into_iter().chain(&book.clicks).chain(&book.checks)
}

/// Whether `text` holds `word` as a whole word.
fn holds(text: &str, word: &str) -> bool {
    let letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        !letter(text[..at].chars().next_back()) && !letter(text[at + word.len()..].chars().next())
    })
}

/// Every label of `table` that stands in `books` in English although they are in `language`, each with its text; and
/// every label that a page prints in `language` and no text says. Labels are matched as they are spelled.
pub fn unspoken(books: &[Runbook], table: &[Label], language: Language) -> Vec<String> {
    let mut table = table.to_vec();
    table.sort_by_key(|label| std::cmp::Reverse(label.en.len()));
    let mut spoken: Vec<String> = table.iter().map(|label| language.say(*label)).collect();
    spoken.sort_by_key(|label| std::cmp::Reverse(label.len()));
    let mut wrong = Vec::new();
    for text in books.iter().flat_map(texts) {
        let rest = spoken.iter().fold(text.clone(), |rest, label| rest.replace(label.as_str(), "_"));
        let plain = table.iter().filter(|label| holds(&rest, label.en));
        wrong.extend(plain.map(|label| format!("{} in: {text}", label.en)));
    }
    let printed = table.iter().filter_map(|label| language.printed(*label));
    let unused = printed.filter(|label| !books.iter().flat_map(texts).any(|text| text.contains(label)));
    wrong.extend(unused.map(|label| format!("nothing says {label}")));
    wrong
}
