//! The server's words ↔ resources and attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::api::{AccessBody, CompanyRow, ContactRecord, SeatWord, Share, UserRecord};
use super::catalogue::{
    ADMINISTRATOR, ALL, COMPANY, CONTACT, CONTACT_METHOD, LANGUAGE, LISTED, MODULE, REMOTE_SUPPORT, ROLE,
    SEAT, SERVICE_DESK, SESSION_RECORDING, USER, USER_CONTACT, seat_key,
};
use super::compile::{access, scope};
use crate::model::{Addr, Attributes, Name, Value};
use crate::providers::kit::names::canonical;

/// Resources by address, as an observation holds them.
pub type Resources = BTreeMap<Addr, Attributes>;

/// All companies, as the assumed contract writes them.
const EVERY: &str = "*";

/// The settings and how the contract spells them.
const SETTINGS: [(Name, &str); 5] = [
    (SESSION_RECORDING, "sessionRecording"),
    (LANGUAGE, "language"),
    ("account_name", "accountName"),
    ("navigation_color", "navigationColor"),
    ("companies_label", "companiesLabel"),
];

/// All that a user record tells: the person, the role, the seats, the companies.
pub fn user(record: &UserRecord, into: &mut Resources) {
    let UserRecord { email, first_name, last_name, active, alerts, access: own } = record;
    let email = canonical(email.trim());
    let mut person = Attributes::new();
    for (name, text) in [("first_name", first_name), ("last_name", last_name)] {
        if let Some(text) = text {
            person.set(name, Value::text(text.as_str()));
        }
    }
    let active = Value::Flag(*active == Some(true));
    if !alerts.is_empty() {
        person.set("alerts", Value::set(alerts.iter().map(String::as_str)));
    }
    into.insert(Addr::new(USER, &*email), person.with("active", active.clone()));
    let mut role = Attributes::new().with("role", Value::text(own.role.as_str())).with("active", active);
    let listed = own.role == ADMINISTRATOR && !own.companies.is_empty();
    if listed {
        role.set(LISTED, Value::set(own.companies.iter().map(|company| named(company))));
    }
    into.insert(Addr::new(ROLE, &*email), role);
    for (module, seat) in [(REMOTE_SUPPORT, own.remote_support), (SERVICE_DESK, own.service_desk)] {
        if seat != SeatWord::None {
            let key = seat_key(&email, module, seat == SeatWord::Shared);
            into.insert(Addr::new(SEAT, key), Attributes::new());
        }
    }
    // What a list still says of an administrator means nothing while they are one: they see all companies.
    if own.role != ADMINISTRATOR {
        companies(record, into);
    }
}

/// The companies that a list gives a person, also one to whom it means nothing now.
pub fn companies(record: &UserRecord, into: &mut Resources) {
    let email = canonical(record.email.trim());
    let names = record.access.companies.iter().map(|company| named(company));
    into.extend(names.map(|name| (access(name, &email), scope(name))));
}

fn named(company: &str) -> &str {
    if company == EVERY { ALL } else { company.trim() }
}

/// A company of the documented list.
pub fn company(row: &CompanyRow, name: &Arc<str>, into: &mut Resources) {
    let attributes = Attributes::new().with("id", Value::text(row.id.as_str()));
    into.insert(Addr::new(COMPANY, Arc::clone(name)), attributes);
}

/// A contact: one that a user is by itself stands apart.
pub fn contact(record: &ContactRecord, into: &mut Resources) {
    let ContactRecord { name, companies, user, methods } = record;
    let name = name.trim();
    if let Some(user) = user {
        let attributes = Attributes::new().with("user", Value::text(&*canonical(user)));
        into.insert(Addr::new(USER_CONTACT, name), attributes);
        return;
    }
    let companies = if companies == EVERY { ALL } else { companies.trim() };
    let attributes = scope(companies).with("companies", Value::text(companies));
    into.insert(Addr::new(CONTACT, name), attributes);
    for method in methods {
        let mut attributes = Attributes::new();
        if !method.used_by.is_empty() {
            attributes.set("used_by", Value::set(method.used_by.iter().map(String::as_str)));
        }
        let key = format!("{name}/{}/{}", method.kind, method.value);
        into.insert(Addr::new(CONTACT_METHOD, key), attributes);
    }
}

/// The seats that the plan holds of a module.
pub fn module(module: &str, share: Share, into: &mut Resources) {
    let mut attributes = Attributes::new();
    for (name, count) in [("named", share.named), ("shared", share.shared)] {
        if let Some(count) = count.and_then(|count| i64::try_from(count).ok()) {
            attributes.set(name, Value::Number(count));
        }
    }
    into.insert(Addr::new(MODULE, module), attributes);
}

/// Settings by our names, those that we know.
pub fn settings(record: &Map<String, Json>) -> impl Iterator<Item = (Name, Value)> {
    SETTINGS.into_iter().filter_map(|(name, spelled)| {
        let value = match record.get(spelled)? {
            Json::Bool(flag) => Value::Flag(*flag),
            Json::String(text) => Value::text(text.as_str()),
            _ => return None,
        };
        Some((name, value))
    })
}

/// How the contract spells a setting.
pub fn spelled(setting: &str) -> Option<&'static str> {
    SETTINGS.into_iter().find(|(name, _)| *name == setting).map(|(_, spelled)| spelled)
}

/// A value as JSON.
pub fn json(value: &Value) -> Json {
    match value {
        Value::Flag(flag) => Json::Bool(*flag),
        other => Json::String(other.to_string()),
    }
}

/// A company as the contract writes it where all may stand.
pub fn wire_company(name: &str) -> String {
    if name == ALL { EVERY.to_owned() } else { name.to_owned() }
}

/// The access of somebody who has nothing yet.
pub fn no_access(role: &str) -> AccessBody {
    AccessBody {
        role: role.to_owned(),
        remote_support: SeatWord::None,
        service_desk: SeatWord::None,
        companies: Vec::new(),
    }
}

/// The seat of a module within an access, to be set.
pub fn seat_mut<'a>(access: &'a mut AccessBody, module: &str) -> Option<&'a mut SeatWord> {
    match module {
        REMOTE_SUPPORT => Some(&mut access.remote_support),
        SERVICE_DESK => Some(&mut access.service_desk),
        _ => None,
    }
}
