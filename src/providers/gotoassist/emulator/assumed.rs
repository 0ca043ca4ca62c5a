//! The assumed contract, as the page writes it down. Nothing of it is the vendor's.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::answers::{json, number, refusal};
use super::checks::{another_administrator, is_empty, may_write, put, with_access};
use super::file::{CompanyEntry, ContactEntry, Hold, MethodEntry, Rank, UserEntry};
use super::state::{Account, Module};
use crate::wire::emulator::{Answer, Call};
use crate::wire::{Method, Response};

/// The most users that a page holds.
const MOST: usize = 100;

/// Answers a request below `/assumed`.
pub fn route(account: &mut Account, outbox: &mut Vec<Value>, call: &Call<'_>) -> Answer {
    let Some(rest) = call.below("/assumed/gotoassist/v1") else { return Err(not_found()) };
    if call.method == Method::Get {
        return read(account, call, &rest);
    }
    may_write(account)?;
    write(account, outbox, call, &rest)
}

fn read(account: &Account, call: &Call<'_>, path: &[&str]) -> Answer {
    let body = match path {
        ["me"] => {
            let role = if account.caller_is_administrator() { Rank::Administrator } else { Rank::Standard };
            json!({ "email": account.caller().map(|user| &user.email), "role": role })
        }
        ["seats"] => {
            let share = |module: Module| {
                let share = module.share(&account.seats);
                json!({ "named": share.named, "shared": share.shared })
            };
            json!({ "remoteSupport": share(Module::RemoteSupport), "serviceDesk": share(Module::ServiceDesk) })
        }
        ["users"] => users(account, call)?,
        ["users", email] => {
            let user = account.users.get(&email.to_lowercase());
            user.map(user_json).ok_or_else(not_found)?
        }
        ["companies"] => json!({ "items": account.companies.values().map(company_json).collect::<Vec<_>>() }),
        ["contacts"] => contacts(account),
        ["settings"] => settings_json(account),
        _ => return Err(not_found()),
    };
    Ok(Response::json(200, &body))
}

fn write(account: &mut Account, outbox: &mut Vec<Value>, call: &Call<'_>, path: &[&str]) -> Answer {
    match (call.method, path) {
        (Method::Post, ["users"]) => create_user(account, outbox, &json(call)?),
        (Method::Put, ["users", email, "access"]) => {
            let user = account.users.get(&email.to_lowercase()).cloned().ok_or_else(not_found)?;
            let user = with_access(account, user, &json(call)?)?;
            put(account, user)?;
            Ok(Response::empty(204))
        }
        (Method::Delete, ["users", email]) => delete_user(account, &email.to_lowercase()),
        (Method::Post, ["companies"]) => create_company(account, &json(call)?),
        (Method::Delete, ["companies", name]) => delete_company(account, name),
        (Method::Put | Method::Delete, ["companies", name, "portal"]) => {
            let company = account.companies.get_mut(*name).ok_or_else(not_found)?;
            company.portal = call.method == Method::Put;
            Ok(Response::empty(204))
        }
        (Method::Put, ["companies", name, "settings"]) => put_overrides(account, name, json(call)?),
        (Method::Put, ["contacts", name]) => put_contact(account, name, &json(call)?),
        (Method::Delete, ["contacts", name]) => {
            account.contacts.remove(*name).map(|_| Response::empty(204)).ok_or_else(not_found)
        }
        (Method::Put, ["settings", setting]) => {
            put_setting(account, setting, json(call)?.get("value").unwrap_or_default())
        }
        _ => Err(not_found()),
    }
}

fn not_found() -> Response {
    refusal(404, "not.found", "there is no such thing here")
}

fn bad(field: &str) -> Response {
    refusal(400, &format!("{field}.invalid"), "")
}

/// The answer of a list as it would be with nothing in it.
pub fn emptied(body: &Value) -> Option<Response> {
    if body.get("items").is_some() {
        return Some(Response::json(200, &json!({ "items": [] })));
    }
    body.get("users")?;
    Some(Response::json(200, &json!({ "total": 0, "users": [] })))
}

fn users(account: &Account, call: &Call<'_>) -> Result<Value, Response> {
    let limit = number(call, "limit", MOST).map_err(|_| bad("limit"))?.clamp(1, MOST);
    let offset = number(call, "offset", 0).map_err(|_| bad("offset"))?;
    let page: Vec<Value> = account.users.values().skip(offset).take(limit).map(user_json).collect();
    Ok(json!({ "total": account.users.len(), "users": page }))
}

fn user_json(user: &UserEntry) -> Value {
    let UserEntry {
        email,
        first_name,
        last_name,
        role,
        active,
        remote_support,
        service_desk,
        companies,
        alerts,
    } = user;
    json!({
        "email": email, "firstName": first_name, "lastName": last_name, "role": role, "active": active,
        "remoteSupport": remote_support, "serviceDesk": service_desk, "companies": companies, "alerts": alerts,
    })
}

fn company_json(company: &CompanyEntry) -> Value {
    let own = company.settings.iter().map(|(name, value)| (camel(name), value.clone()));
    let own: Map<String, Value> = own.collect();
    json!({ "name": company.name, "portal": company.portal, "settings": own })
}

/// Every user is a contact by itself.
fn contacts(account: &Account) -> Value {
    let users = account.users.values().map(|user| {
        let name = format!("{} {}", user.first_name, user.last_name);
        let methods = json!([{ "kind": "email", "value": user.email.to_lowercase(), "usedBy": user.alerts }]);
        json!({ "name": name, "companies": "*", "user": user.email, "methods": methods })
    });
    let own = account.contacts.values().map(|contact| {
        let methods = contact.methods.iter();
        let methods: Vec<Value> = methods
            .map(|own| json!({ "kind": own.kind, "value": own.value, "usedBy": own.used_by }))
            .collect();
        json!({ "name": contact.name, "companies": contact.companies, "methods": methods })
    });
    json!({ "items": users.chain(own).collect::<Vec<_>>() })
}

fn settings_json(account: &Account) -> Value {
    let own = json!(account.settings);
    let own = own.as_object().into_iter().flatten();
    Value::Object(own.map(|(name, value)| (camel(name), value.clone())).collect())
}

fn create_user(account: &mut Account, outbox: &mut Vec<Value>, body: &Value) -> Answer {
    let text = |field: &str| body.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
    let email = text("email").filter(|email| email.contains('@')).ok_or_else(|| bad("email"))?;
    if account.users.contains_key(&email.to_lowercase()) {
        return Err(refusal(409, "user.exists", email));
    }
    let user = UserEntry {
        email: email.to_owned(),
        first_name: text("firstName").ok_or_else(|| bad("firstName"))?.to_owned(),
        last_name: text("lastName").ok_or_else(|| bad("lastName"))?.to_owned(),
        role: Rank::Standard,
        active: false,
        remote_support: Hold::None,
        service_desk: Hold::None,
        companies: Vec::new(),
        alerts: Vec::new(),
    };
    let user = with_access(account, user, body)?;
    let answer = user_json(&user);
    put(account, user)?;
    outbox.push(json!({ "to": email, "kind": "invitation", "at": "2026-01-01T00:00:00Z" }));
    Ok(Response::json(201, &answer))
}

fn delete_user(account: &mut Account, key: &str) -> Answer {
    let user = account.users.get(key).ok_or_else(not_found)?;
    if user.role == Rank::Administrator {
        another_administrator(account, key)?;
    }
    account.users.remove(key);
    Ok(Response::empty(204))
}

fn create_company(account: &mut Account, body: &Value) -> Answer {
    let name = body.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| bad("name"))?;
    if account.companies.contains_key(name) {
        return Err(refusal(409, "company.exists", name));
    }
    let id = account.companies.values().map(|company| company.id).max().unwrap_or(0) + 1;
    let company = CompanyEntry {
        id,
        name: name.to_owned(),
        machines: Vec::new(),
        portal: false,
        settings: Default::default(),
    };
    account.companies.insert(name.to_owned(), company);
    Ok(Response::json(201, &json!({ "companyId": id, "name": name })))
}

fn delete_company(account: &mut Account, name: &str) -> Answer {
    is_empty(account, name)?;
    account.companies.remove(name);
    // What a list may still say of an administrator meant nothing.
    account.users.values_mut().for_each(|user| user.companies.retain(|own| own != name));
    Ok(Response::empty(204))
}

/// Only two settings can be overridden (A-402, AU-02).
fn put_overrides(account: &mut Account, name: &str, body: Value) -> Answer {
    let company = account.companies.get_mut(name).ok_or_else(not_found)?;
    let Value::Object(body) = body else { return Err(bad("body")) };
    let mut settings = BTreeMap::new();
    for (setting, value) in body {
        let name = match setting.as_str() {
            "sessionRecording" if value.is_boolean() => "session_recording",
            "language" if value.is_string() => "language",
            _ => return Err(bad(&setting)),
        };
        settings.insert(name.to_owned(), value);
    }
    company.settings = settings;
    Ok(Response::empty(204))
}

fn put_contact(account: &mut Account, name: &str, body: &Value) -> Answer {
    let is_user = |user: &UserEntry| format!("{} {}", user.first_name, user.last_name) == name;
    if account.users.values().any(is_user) {
        return Err(refusal(409, "contact.is.user", name));
    }
    let companies = body.get("companies").and_then(Value::as_str).ok_or_else(|| bad("companies"))?;
    if companies != "*" && !account.companies.contains_key(companies) {
        return Err(refusal(400, "company.not.found", companies));
    }
    let methods = body.get("methods").and_then(Value::as_array).ok_or_else(|| bad("methods"))?;
    let before = account.contacts.get(name).cloned();
    let used = |kind: &str, value: &str| {
        let own = before.iter().flat_map(|contact| &contact.methods);
        own.filter(|own| own.kind == kind && own.value == value).flat_map(|own| own.used_by.clone()).collect()
    };
    let method = |own: &Value| {
        let (kind, value) = (own["kind"].as_str()?, own["value"].as_str()?);
        let known = ["email", "sms", "phone"].contains(&kind) && !value.is_empty();
        known.then(|| MethodEntry { kind: kind.into(), value: value.into(), used_by: used(kind, value) })
    };
    let methods: Option<Vec<MethodEntry>> = methods.iter().map(method).collect();
    let methods = methods.ok_or_else(|| bad("methods"))?;
    let contact = ContactEntry { name: name.to_owned(), companies: companies.to_owned(), methods };
    account.contacts.insert(name.to_owned(), contact);
    Ok(Response::empty(204))
}

fn put_setting(account: &mut Account, setting: &str, value: &Value) -> Answer {
    let mut own = json!(account.settings);
    let mut fields = own.as_object_mut().into_iter().flatten();
    let (_, field) = fields.find(|(name, _)| camel(name) == setting).ok_or_else(not_found)?;
    field.clone_from(value);
    if value == "" {
        return Err(bad("value"));
    }
    account.settings = serde_json::from_value(own).map_err(|_| bad("value"))?;
    Ok(Response::empty(204))
}

/// The contract's spelling of a setting that the state file spells `name`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        let (initial, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        text + &initial.to_uppercase() + rest
    })
}
