//! The texts of one person: names, locale, time zone, keys, a former address.

use super::super::shapes::{Locale, PersonName, TimeZone, User};
use super::context::{Context, is_email};
use super::groups;
use crate::model::{At, Findings};
use crate::providers::kit::checks::{is_locale, refusal};
use crate::providers::kit::names::canonical;

/// The longest first or last name, in characters: the strictest of the paths in use (G-013, C-09).
const LONGEST_NAME: usize = 32;

/// Checks the texts of one person.
pub fn check(user: &User, findings: &mut Findings) {
    for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
        if let Some(name) = name {
            check_name(what, name, findings);
        }
    }
    check_language(user.locale.as_ref(), user.time_zone.as_ref(), findings);
    if let Some(group) = &user.group {
        groups::check_membership(&group.0, findings);
    }
    if let Some(id) = &user.id {
        check_key(id, findings);
    }
}

/// The address that `user` had before, in lower case. Reports one that is somebody else's here (G-005).
pub fn was(cx: &Context<'_>, email: &str, user: &User, findings: &mut Findings) -> Option<String> {
    let was = user.was.as_ref()?;
    if !is_email(&was.value, was.place, findings) {
        return None;
    }
    let old = canonical(&was.value);
    if *old == *email {
        let text = format!("`{}` is the address that this person has now", was.value);
        findings.refuse("goto:G-005", was.place, text, Some("drop `was`".into()));
        return None;
    }
    if let Some(other) = cx.users.find(&old) {
        let text = format!("`{}` is declared as a person of its own", was.value);
        let finding = refusal("goto:G-005", was.place, text).also(other.place, "declared here");
        findings.push(finding.hint("drop that entry, or `was`"));
        return None;
    }
    Some(old.into_owned())
}

/// Checks a first or a last name (G-013).
pub fn check_name(what: &str, name: &At<PersonName>, findings: &mut Findings) {
    let length = name.0.chars().count();
    if length > LONGEST_NAME {
        let text = format!("{what} has at most {LONGEST_NAME} characters, this one has {length}");
        findings.refuse("goto:G-013", name.place, text, Some("shorten it".into()));
    } else if name.0.trim().is_empty() {
        let text = format!("{what} has at least one character, this one has none");
        findings.refuse("goto:G-013", name.place, text, Some("leave the key out if it is unknown".into()));
    }
}

/// Checks locale and time zone (G-014).
pub fn check_language(locale: Option<&At<Locale>>, zone: Option<&At<TimeZone>>, findings: &mut Findings) {
    if let Some(locale) = locale.filter(|locale| !is_locale(&locale.0)) {
        let text = format!("`{}` is no locale: expected one or two parts such as `en` or `en_US`", locale.0);
        findings.refuse("goto:G-014", locale.place, text, None);
    }
    if let Some(zone) = zone.filter(|zone| !is_time_zone(&zone.0)) {
        let text = format!("`{}` is no time zone: expected a name such as `Europe/Lisbon`", zone.0);
        findings.refuse("goto:G-014", zone.place, text, None);
    }
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
fn check_key(id: &At<String>, findings: &mut Findings) {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        let text = format!("`{}` is no key of a person: expected digits", id.value);
        findings.refuse("goto:G-904", id.place, text, Some("see the address of the person's page".into()));
    }
}
