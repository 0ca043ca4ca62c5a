//! How names, addresses and keys are compared: as people read them. One text composed in two ways is one text, and a
//! blank at an end is none. What people would take for another letter is named.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` with accents composed (Unicode NFC), as addresses and values hold all texts.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// A name as the vendor tells it: composed, without blanks at its ends.
pub fn told_name(text: &str) -> Cow<'_, str> {
    composed(text.trim())
}

/// A name where case does not count, and so every e-mail address and login.
pub fn folded(text: &str) -> Cow<'_, str> {
    let own = told_name(text);
    if own.chars().any(char::is_uppercase) { composed(&own.to_lowercase()).into_owned().into() } else { own }
}

/// Whether `text` begins or ends with a blank that a line break is not.
pub fn has_blank_end(text: &str) -> bool {
    let blank = |letter: Option<char>| letter.is_some_and(|own| own.is_whitespace() && own != '\n');
    blank(text.chars().next()) || blank(text.chars().next_back())
}

/// In words, the first letter of `text` that people do not see, or take for another one.
pub fn deceiving(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let unseen =
        text.trim().chars().find_map(|letter| Some(format!("{} ({})", unseen(letter)?, code(letter))));
    let foreign = || {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        let (letter, script) = words.find_map(foreign)?;
        Some(format!("the {script} letter `{letter}` ({}) among Latin ones", code(letter)))
    };
    unseen.or_else(foreign)
}

fn code(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// How a letter is called that is not seen, or looks like a blank.
fn unseen(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero width space",
        '\u{200c}' => "a zero width non-joiner",
        '\u{200d}' => "a zero width joiner",
        '\u{34f}' | '\u{2060}' => "a joiner that is not seen",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark that turns the direction of writing"
        }
        '\u{feff}' => "a byte order mark",
        '\u{180e}' | '\u{2061}'..='\u{2065}' => "a letter that is not seen",
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => "a blank of another width",
        _ => return None,
    })
}

/// The first letter of a word with Latin letters that is of a script whose letters look like them.
fn foreign(word: &str) -> Option<(char, &'static str)> {
    let latin = |letter: char| {
        letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}' if letter.is_alphabetic())
    };
    if !word.contains(latin) {
        return None;
    }
    word.chars().find_map(|letter| match letter {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some((letter, "Greek")),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' => Some((letter, "Cyrillic")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Addr, Kind, Value};

    #[test]
    fn one_text_composed_in_two_ways_is_one_text() {
        let (one, two) = ("B\u{fc}ro", "Bu\u{308}ro");
        assert_eq!(composed(two), one);
        assert_eq!(Addr::new(Kind("group"), one), Addr::new(Kind("group"), two));
        assert_eq!(Value::text(one), Value::text(two));
        assert_eq!(Value::set([one, two]), Value::set([one]));
    }

    #[test]
    fn blanks_at_the_ends_and_the_case_of_addresses_do_not_count() {
        assert_eq!(told_name("\u{a0}Support "), "Support");
        assert_eq!(folded(" J\u{dc}RGEN@Acme.Example"), folded("ju\u{308}rgen@acme.example"));
        assert_eq!(folded("ana@acme.example"), "ana@acme.example");
        for (text, has) in [("a ", true), ("\u{a0}a", true), ("a b", false), ("a\n", false), ("", false)] {
            assert_eq!(has_blank_end(text), has, "{text:?}");
        }
    }

    #[test]
    fn letters_that_deceive_are_named() {
        for (text, wanted) in [
            ("Suppo\u{200b}rt", Some("a zero width space (U+200B)")),
            ("Team\u{a0}A", Some("a no-break space (U+00A0)")),
            ("Supp\u{43e}rt", Some("the Cyrillic letter `\u{43e}` (U+043E) among Latin ones")),
            ("\u{391}cme", Some("the Greek letter `\u{391}` (U+0391) among Latin ones")),
            ("\u{41f}\u{43e}\u{434}\u{434}\u{435}\u{440}\u{436}\u{43a}\u{430} EMEA", None),
            ("B\u{fc}ro \u{3b1}", None),
            ("Jos\u{e9}", None),
            ("plain", None),
        ] {
            assert_eq!(deceiving(text).as_deref(), wanted, "{text:?}");
        }
    }
}
