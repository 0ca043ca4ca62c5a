//! Contacts that are no users, and the settings of the account.

use super::super::catalogue::{ACCOUNT_SETTING, ALL, CONTACT, CONTACT_METHOD, LANGUAGE, SESSION_RECORDING};
use super::super::sections::{ACCOUNT, CONTACTS};
use super::super::shapes::{AccountSettings, Contact, Language, Method, Presence};
use super::context::{Context, is_email};
use super::people::scope;
use crate::model::{Addr, At, Attributes, Findings, Name, Place, Reason, Value, read};
use crate::port::Entry;
use crate::providers::kit::checks::is_locale;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::entries;

/// What the section `contacts` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, CONTACTS) {
        let Some(contact) = read::<Contact>(&entry.node, findings) else { continue };
        check(cx, &contact, findings);
        declare(entry, &contact, draft);
    }
}

fn declare(entry: &Entry, contact: &Contact, draft: &mut Draft) {
    let Contact { companies, methods, state } = contact;
    let addr = Addr::new(CONTACT, entry.key.as_str());
    if let Some(state) = state.as_ref().filter(|state| state.value == Presence::Absent) {
        return draft.gone(addr, Attributes::new(), state.place, Reason::Absent);
    }
    let mut attributes = Attributes::new();
    if let Some(companies) = companies {
        attributes = scope(&companies.value).with("companies", Value::text(companies.value.as_str()));
    }
    draft.add(addr, attributes, entry.place, Reason::Declared);
    let Some(methods) = methods else { return };
    draft.close(CONTACT_METHOD, &["contact"], entry.key.as_str(), methods.place, Reason::NotDeclared);
    for method in &methods.value {
        if let Some((kind, value)) = spelled(method) {
            let addr = Addr::new(CONTACT_METHOD, format!("{}/{kind}/{value}", entry.key));
            draft.add(addr, Attributes::new(), method.place, Reason::Declared);
        }
    }
}

/// The kind and the value of a method, as they stand in keys: an e-mail in lower case, a number without what
/// only makes it easier to read.
pub fn spelled(method: &Method) -> Option<(Name, String)> {
    let Method { email, sms, phone } = method;
    let number = |text: &At<String>| {
        text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect::<String>()
    };
    let email = email.as_ref().map(|text| ("email", text.to_lowercase()));
    let sms = sms.as_ref().map(|text| ("sms", number(text)));
    email.or(sms).or_else(|| phone.as_ref().map(|text| ("phone", number(text))))
}

/// What the section `account` wants.
pub fn account(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, ACCOUNT) {
        if entry.key != "settings" {
            let text = format!("the account has no `{}`", entry.key);
            findings.refuse("R-005", entry.place, text, Some("it has `settings`".into()));
            continue;
        }
        let Some(settings) = read::<AccountSettings>(&entry.node, findings) else { continue };
        check_account(&settings, findings);
        for (setting, value, place) in values(&settings) {
            let addr = Addr::new(ACCOUNT_SETTING, setting);
            draft.add(addr, Attributes::new().with("value", value), place, Reason::Declared);
        }
    }
}

fn values(settings: &AccountSettings) -> Vec<(Name, Value, Place)> {
    let AccountSettings { session_recording, language, account_name, navigation_color, companies_label } =
        settings;
    let recording = session_recording.map(|own| (SESSION_RECORDING, Value::Flag(own.value), own.place));
    let language = language.as_ref().map(|own| (LANGUAGE, Value::text(own.0.replace('_', "-")), own.place));
    let color = navigation_color.as_ref();
    let color = color.map(|own| ("navigation_color", Value::text(own.0.to_lowercase()), own.place));
    let names = [("account_name", account_name), ("companies_label", companies_label)];
    let names = names
        .into_iter()
        .filter_map(|(name, own)| own.as_ref().map(|own| (name, Value::text(own.0.as_str()), own.place)));
    recording.into_iter().chain(language).chain(color).chain(names).collect()
}

fn check(cx: &Context<'_>, contact: &Contact, findings: &mut Findings) {
    if let Some(company) = contact.companies.as_ref().filter(|company| company.value != ALL) {
        cx.companies.check(company, findings);
    }
    for method in contact.methods.iter().flat_map(|methods| &methods.value) {
        check_method(method, findings);
    }
}

/// A method is one of three kinds with a value that can be one.
fn check_method(method: &At<Method>, findings: &mut Findings) {
    let Method { email, sms, phone } = &method.value;
    let written: Vec<&At<String>> = [email, sms, phone].into_iter().flatten().collect();
    let [value] = written.as_slice() else {
        let text = "a method is one of `email`, `sms` and `phone`";
        return findings.refuse("gotoassist:A-303", method.place, text, Some("write one to a line".into()));
    };
    if email.is_some() {
        is_email(&value.value, value.place, findings);
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

fn check_account(settings: &AccountSettings, findings: &mut Findings) {
    check_language(settings.language.as_ref(), findings);
    let color = settings.navigation_color.as_ref();
    let hex = |text: &str| {
        text.strip_prefix('#')
            .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    if let Some(color) = color.filter(|color| !color.0.is_ascii() || !hex(&color.0)) {
        let text = format!("`{}` is no colour", color.0);
        findings.refuse("gotoassist:A-403", color.place, text, Some("such as \"#1f6feb\", in quotes".into()));
    }
}

/// Checks a language, of the account or of a company: one or two parts.
pub fn check_language(language: Option<&At<Language>>, findings: &mut Findings) {
    let Some(language) = language.filter(|language| !is_locale(&language.0)) else { return };
    let text = format!("`{}` is no language: expected one or two parts such as `en` or `en-US`", language.0);
    findings.refuse("gotoassist:A-402", language.place, text, None);
}
