//! One person: address, names, locale, extension.

use std::collections::BTreeMap;
use std::sync::Arc;

use email_address::{EmailAddress, Options};

use super::super::catalogue::EXTENSION;
use super::super::compile::{Context, Draft, canonical};
use super::super::shapes::{Locale, PersonName, Profile, TimeZone, User};
use super::{groups, licenses, successors};
use crate::model::{Addr, At, Finding, Findings, Place, Severity};
use crate::port::Entry;

/// The longest e-mail, in characters (G-013).
const LONGEST_EMAIL: usize = 128;
/// The longest first or last name, in characters: the strictest of the paths in use (G-013, C-09).
const LONGEST_NAME: usize = 32;
/// The domain of the vendor's service users for devices, which are nobody's to declare.
const DEVICES: &str = "@devices.logmein.com";

/// Whether `text` can be somebody's address; tells why not (G-005, G-013).
pub fn email(text: &str, place: Place, findings: &mut Findings) -> bool {
    let options = Options::default().without_display_text().without_domain_literal();
    let length = text.chars().count();
    let (code, wrong) = if length > LONGEST_EMAIL {
        ("goto:G-013", format!("an e-mail has at most {LONGEST_EMAIL} characters, this one has {length}"))
    } else if let Err(error) = EmailAddress::parse_with_options(text, options) {
        ("goto:G-005", format!("`{text}` is no e-mail: {}", error.to_string().trim_end_matches('.')))
    } else if text.contains('/') {
        ("goto:G-005", format!("`{text}` cannot be part of a key: it has a `/`"))
    } else if is_device(text) {
        ("goto:G-005", format!("`{text}` is one of the vendor's own users for devices"))
    } else {
        return true;
    };
    let hint = "an address cannot be changed later, so it has to be right at once";
    findings.refuse(code, place, wrong, Some(hint.into()));
    false
}

fn is_device(email: &str) -> bool {
    let begin = email.len().saturating_sub(DEVICES.len());
    email.get(begin..).is_some_and(|end| end.eq_ignore_ascii_case(DEVICES))
}

/// Judges one person.
pub fn person(cx: &Context<'_>, entry: &Entry, email: &Arc<str>, user: &User, findings: &mut Findings) {
    for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
        if let Some(name) = name {
            person_name(what, name, findings);
        }
    }
    words(user.locale.as_ref(), user.time_zone.as_ref(), findings);
    if let Some(group) = &user.group {
        groups::membership(&group.0, findings);
    }
    if let Some(id) = &user.id {
        vendor_key(id, findings);
    }
    extension(user, findings);
    licenses::person(cx, user, findings);
    successors::leaver(cx, entry, email, user, findings);
}

/// Judges a profile, whether or not somebody has it.
pub fn profile(cx: &Context<'_>, profile: &Profile, findings: &mut Findings) {
    words(profile.locale.as_ref(), profile.time_zone.as_ref(), findings);
    if let Some(role) = &profile.role {
        cx.names.role(role, findings);
    }
    if let Some(group) = &profile.group {
        groups::membership(&group.0, findings);
        group.0.iter().for_each(|path| cx.names.group(path, findings));
    }
    if let Some(queues) = &profile.queues {
        queues.0.iter().for_each(|(queue, _)| cx.names.queue(queue, findings));
    }
    if let Some(list) = &profile.licenses {
        licenses::bundles(list, findings);
    }
}

/// The address that `user` had before, in lower case. Tells of one that is somebody else's here (G-005).
pub fn was(cx: &Context<'_>, email: &str, user: &User, findings: &mut Findings) -> Option<String> {
    let was = user.was.as_ref()?;
    if !self::email(&was.value, was.place, findings) {
        return None;
    }
    let old = canonical(&was.value);
    if *old == *email {
        let text = format!("`{}` is the address that this person has now", was.value);
        findings.refuse("goto:G-005", was.place, text, Some("drop `was`".into()));
        return None;
    }
    if let Some(other) = cx.names.find_user(&old) {
        let text = format!("`{}` is declared as a person of its own", was.value);
        let finding = Finding::new("goto:G-005", Severity::Refuse, text).at(was.place);
        findings.push(finding.also(other.place, "declared here").hint("drop that entry, or `was`"));
        return None;
    }
    Some(old.into_owned())
}

/// Tells of numbers that two people would have (G-803).
pub fn extensions(draft: &Draft, findings: &mut Findings) {
    let mut holders: BTreeMap<&str, (&Addr, Place)> = BTreeMap::new();
    for (addr, declared) in draft.of_kind(EXTENSION) {
        let Some(number) = declared.attributes.text("number") else { continue };
        if let Some((other, place)) = holders.insert(number, (addr, declared.place)) {
            let text = format!("extension {number} is given to `{}` and to `{}`", other.key, addr.key);
            let finding = Finding::new("goto:G-803", Severity::Refuse, text).at(declared.place);
            findings.push(finding.also(place, "first given here").hint("every number belongs to one person"));
        }
    }
}

/// Judges a first or a last name (G-013).
pub fn person_name(what: &str, name: &At<PersonName>, findings: &mut Findings) {
    let length = name.0.chars().count();
    if length > LONGEST_NAME {
        let text = format!("{what} has at most {LONGEST_NAME} characters, this one has {length}");
        findings.refuse("goto:G-013", name.place, text, Some("shorten it".into()));
    } else if name.0.trim().is_empty() {
        let text = format!("{what} has at least one character, this one has none");
        findings.refuse("goto:G-013", name.place, text, Some("leave the key out if it is unknown".into()));
    }
}

fn words(locale: Option<&At<Locale>>, zone: Option<&At<TimeZone>>, findings: &mut Findings) {
    if let Some(locale) = locale.filter(|locale| !is_locale(&locale.0)) {
        let text = format!("`{}` is no locale: expected one or two parts such as `en` or `en_US`", locale.0);
        findings.refuse("goto:G-014", locale.place, text, None);
    }
    if let Some(zone) = zone.filter(|zone| !is_time_zone(&zone.0)) {
        let text = format!("`{}` is no time zone: expected a name such as `Europe/Lisbon`", zone.0);
        findings.refuse("goto:G-014", zone.place, text, None);
    }
}

/// ISO-639 in lower case, and ISO-3166 in upper case where it is written (G-014).
fn is_locale(text: &str) -> bool {
    let (language, country) = match text.split_once(['_', '-']) {
        Some((language, country)) => (language, Some(country)),
        None => (text, None),
    };
    let lower = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    lower && country.is_none_or(upper)
}

/// Spelled as names of the IANA database are; which of them the vendor knows is not public (G-014).
fn is_time_zone(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
    };
    text.split('/').all(part)
}

/// Keys are large whole numbers; any other text has been answered with a gateway error (G-904).
fn vendor_key(id: &At<String>, findings: &mut Findings) {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        let text = format!("`{}` is no key of a person: expected digits", id.value);
        findings.refuse("goto:G-904", id.place, text, Some("see the address of the person's page".into()));
    }
}

fn extension(user: &User, findings: &mut Findings) {
    let Some(extension) = &user.extension else { return };
    for number in &extension.0 {
        let digits = number.0.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !(3..=6).contains(&number.0.len()) {
            let text = format!("`{}` is no extension: expected 3 to 6 digits", number.0);
            findings.refuse("goto:G-803", number.place, text, None);
        }
    }
    if let [_, second, ..] = extension.0.as_slice() {
        let text = format!("a person has one primary extension, here are {}", extension.0.len());
        findings.refuse("goto:G-801", second.place, text, Some("keep one".into()));
    }
}
