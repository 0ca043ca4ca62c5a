//! Contacts and the account.

use super::super::catalogue::ALL;
use super::super::compile::Context;
use super::super::shapes::{AccountSettings, Contact, Language, Method};
use crate::model::{At, Findings};

/// Judges one contact.
pub fn contact(cx: &Context<'_>, contact: &Contact, findings: &mut Findings) {
    if let Some(company) = contact.companies.as_ref().filter(|company| company.value != ALL) {
        cx.names.company(company, findings);
    }
    for method in contact.methods.iter().flat_map(|methods| &methods.value) {
        self::method(method, findings);
    }
}

/// A method is one of three kinds with a value that can be one.
fn method(method: &At<Method>, findings: &mut Findings) {
    let Method { email, sms, phone } = &method.value;
    let written: Vec<&At<String>> = [email, sms, phone].into_iter().flatten().collect();
    let [value] = written.as_slice() else {
        let text = "a method is one of `email`, `sms` and `phone`";
        return findings.refuse("gotoassist:A-303", method.place, text, Some("write one to a line".into()));
    };
    if email.is_some() {
        super::email(&value.value, value.place, findings);
    } else if !is_number(&value.value) {
        let text = format!("`{}` is no telephone number", value.value);
        let hint = "digits, `+` in front, and spaces: \"+351 21 000 0000\"";
        findings.refuse("gotoassist:A-303", value.place, text, Some(hint.into()));
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    let known = |letter: char| letter.is_ascii_digit() || " ().-".contains(letter);
    (3..=20).contains(&digits)
        && rest.starts_with(|first: char| first.is_ascii_digit())
        && rest.chars().all(known)
}

/// Judges the settings of the account.
pub fn account(settings: &AccountSettings, findings: &mut Findings) {
    language(settings.language.as_ref(), findings);
    let color = settings.navigation_color.as_ref();
    let hex = |text: &str| {
        text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
    };
    if let Some(color) = color.filter(|color| !color.0.is_ascii() || !hex(&color.0)) {
        let text = format!("`{}` is no colour", color.0);
        findings.refuse("gotoassist:A-403", color.place, text, Some("such as \"#1f6feb\", in quotes".into()));
    }
}

/// Judges a language, of the account or of a company: one or two parts.
pub fn language(language: Option<&At<Language>>, findings: &mut Findings) {
    let Some(language) = language.filter(|language| !is_language(&language.0)) else { return };
    let text = format!("`{}` is no language: expected one or two parts such as `en` or `en-US`", language.0);
    findings.refuse("gotoassist:A-402", language.place, text, None);
}

fn is_language(text: &str) -> bool {
    let (language, country) = match text.split_once(['_', '-']) {
        Some((language, country)) => (language, Some(country)),
        None => (text, None),
    };
    let lower = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    lower && country.is_none_or(upper)
}
