//! Checks of texts and lists that several vendors make, and how their findings are made.

use email_address::{EmailAddress, Options};

use crate::model::{Finding, Place, Severity};
pub use crate::model::{listed, shortened};

/// A refusal at a place.
pub fn refusal(code: &'static str, at: Place, text: impl Into<String>) -> Finding {
    Finding::new(code, Severity::Refuse, text).at(at)
}

/// Why `text` cannot be somebody's e-mail and part of a key; `None` where it can.
pub fn wrong_email(text: &str) -> Option<String> {
    let options = Options::default().without_display_text().without_domain_literal();
    match EmailAddress::parse_with_options(text, options) {
        Err(error) => Some(format!("`{text}` is no e-mail: {}", error.to_string().trim_end_matches('.'))),
        Ok(_) if text.contains('/') => Some(format!("`{text}` cannot be part of a key: it has a `/`")),
        Ok(_) => None,
    }
}

/// Whether `text` is a language in lower case (ISO-639), with a country in upper case (ISO-3166) where one is
/// written: `en`, `en_US`, `en-US`.
pub fn is_locale(text: &str) -> bool {
    let (language, country) = match text.split_once(['_', '-']) {
        Some((language, country)) => (language, Some(country)),
        None => (text, None),
    };
    let lower = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    lower && country.is_none_or(upper)
}
