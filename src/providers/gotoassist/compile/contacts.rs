//! Contacts that are no users, and the settings of the account.

use super::super::catalogue::{ACCOUNT_SETTING, CONTACT, CONTACT_METHOD, LANGUAGE, SESSION_RECORDING};
use super::super::shapes::{AccountSettings, Contact, Method, State};
use super::super::vet;
use super::draft::{Cause, Draft};
use super::users::scope;
use super::{ACCOUNT, CONTACTS, Context, entries};
use crate::model::{Addr, At, Attributes, Findings, Name, Place, Reason, Value, read};
use crate::port::Entry;

/// What the section `contacts` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, CONTACTS) {
        let Some(contact) = read::<Contact>(&entry.node, findings) else { continue };
        vet::contact(cx, &contact, findings);
        declare(entry, &contact, draft);
    }
}

fn declare(entry: &Entry, contact: &Contact, draft: &mut Draft) {
    let Contact { companies, methods, state } = contact;
    let addr = Addr::new(CONTACT, entry.key.as_str());
    if let Some(state) = state.as_ref().filter(|state| state.value == State::Absent) {
        let cause = Cause { reason: Reason::Absent, ..Cause::default() };
        return draft.gone(addr, Attributes::new(), state.place, cause);
    }
    let mut attributes = Attributes::new();
    if let Some(companies) = companies {
        attributes = scope(&companies.value).with("companies", Value::text(companies.value.as_str()));
    }
    draft.add(addr, attributes, entry.place, Cause::default());
    let Some(methods) = methods else { return };
    draft.close(CONTACT_METHOD, &["contact"], &entry.key, methods.place, Reason::NotDeclared);
    for method in &methods.value {
        if let Some((kind, value)) = spelled(method) {
            let addr = Addr::new(CONTACT_METHOD, format!("{}/{kind}/{value}", entry.key));
            draft.add(addr, Attributes::new(), method.place, Cause::default());
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
        vet::account(&settings, findings);
        for (setting, value, place) in values(&settings) {
            let addr = Addr::new(ACCOUNT_SETTING, setting);
            draft.add(addr, Attributes::new().with("value", value), place, Cause::default());
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
