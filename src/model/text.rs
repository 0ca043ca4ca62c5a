//! Texts in messages: made fit to be shown, listed, and short codes that stand for one thing.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// What a letter becomes that may not be shown as it is.
const STAND_IN: char = '\u{fffd}';

/// `text` with all but unreserved letters and those of `kept` percent-encoded (RFC 3986, section 2.3).
pub fn percent(text: &str, kept: &[u8]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte);
    let encoded = |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encoded).collect()
}

/// `text` with nothing in it that a terminal would obey, on one line.
pub fn harmless(text: &str) -> String {
    text.chars().map(|letter| if acts(letter) { STAND_IN } else { letter }).collect()
}

/// `text` with every letter written out that is not seen or turns the direction of writing, `\u{202e}`; what lays it out
/// and colors it stays.
pub fn visible(text: &str) -> Cow<'_, str> {
    written_out(text, |letter| letter.escape_unicode().to_string())
}

/// The same of a JSON text, as JSON writes them out (RFC 8259, section 7): it reads as before.
pub fn visible_json(text: &str) -> Cow<'_, str> {
    written_out(text, |letter| format!("\\u{:04x}", u32::from(letter)))
}

fn written_out(text: &str, spell: impl Fn(char) -> String) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match is_unseen(letter) {
            true => out.push_str(&spell(letter)),
            false => out.push(letter),
        }
    }
    Cow::Owned(out)
}

/// Whether a terminal may do something else with `letter` than show it.
fn acts(letter: char) -> bool {
    letter.is_control() || is_unseen(letter)
}

/// Whether `letter` turns the direction of writing, or is not seen at all. All of them are in the plane that four
/// hexadecimal digits name.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}')
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The first five names, and how many more there are.
pub fn listed<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    shortened(names.into_iter().map(|name| format!("`{}`", name.as_ref())))
}

/// The first five of several texts, and how many more there are.
pub fn shortened(texts: impl IntoIterator<Item = String>) -> String {
    const SHOWN: usize = 5;
    let mut texts = texts.into_iter();
    let shown: Vec<String> = texts.by_ref().take(SHOWN).collect();
    match texts.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Crockford's base 32, which has no letters that look alike.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `PREFIX-` and `length` letters (at most 32) that stand for all of `parts` together.
pub fn code(prefix: &str, length: usize, parts: &[&str]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_be_bytes());
        sum.update(part.as_bytes());
    }
    let letters = sum.finalize().into_iter().take(length);
    let letters = letters.filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
    let letters: String = letters.map(|letter| char::from(*letter)).collect();
    format!("{prefix}-{letters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_written_out() {
        assert_eq!(visible("a\u{202e}b\u{200b}c"), r"a\u{202e}b\u{200b}c");
        assert_eq!(visible_json("{\"a\u{feff}\":1}"), r#"{"a\ufeff":1}"#);
        for plain in ["plain\n\tand \u{1b}[31mred", "Jos\u{e9} \u{65e5}\u{672c}"] {
            assert_eq!(visible(plain), plain);
            assert_eq!(visible_json(plain), plain);
        }
    }

    #[test]
    fn five_names_are_shown_and_the_others_counted() {
        assert_eq!(listed::<&str>([]), "");
        assert_eq!(listed(["a", "b"]), "`a`, `b`");
        assert_eq!(listed(["a", "b", "c", "d", "e", "f", "g"]), "`a`, `b`, `c`, `d`, `e` and 2 more");
    }
}
