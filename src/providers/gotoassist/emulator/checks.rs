//! What the account does not allow, whoever asks.

use serde_json::Value;

use super::answers::refusal;
use super::file::{Hold, Rank, UserEntry};
use super::state::{Account, Module};
use crate::wire::Response;

/// Only administrators change anything.
pub fn may_write(account: &Account) -> Result<(), Response> {
    match account.caller_is_administrator() {
        true => Ok(()),
        false => Err(refusal(403, "not.authorized", "only administrators change anything")),
    }
}

/// The user as `body` wants it: role, seats and companies as a whole.
pub fn with_access(account: &Account, mut user: UserEntry, body: &Value) -> Result<UserEntry, Response> {
    let bad = |field: &str| refusal(400, &format!("{field}.invalid"), "");
    user.role = read(body, "role").ok_or_else(|| bad("role"))?;
    user.remote_support = read(body, "remoteSupport").ok_or_else(|| bad("remoteSupport"))?;
    user.service_desk = read(body, "serviceDesk").ok_or_else(|| bad("serviceDesk"))?;
    let companies = body.get("companies").and_then(Value::as_array).ok_or_else(|| bad("companies"))?;
    let names = companies.iter().map(|name| name.as_str().map(str::to_owned));
    user.companies = names.collect::<Option<Vec<String>>>().ok_or_else(|| bad("companies"))?;
    user.companies.sort();
    user.companies.dedup();
    if let Some(name) =
        user.companies.iter().find(|name| *name != "*" && !account.companies.contains_key(*name))
    {
        return Err(refusal(400, "company.not.found", name));
    }
    Ok(user)
}

fn read<T: serde::de::DeserializeOwned>(body: &Value, field: &str) -> Option<T> {
    serde_json::from_value(body.get(field)?.clone()).ok()
}

/// Puts `user` in place of who was there, unless the account does not allow it: nobody but an administrator is
/// without a company, a named seat is free, and somebody who can let others in is left.
pub fn put(account: &mut Account, user: UserEntry) -> Result<(), Response> {
    if user.role == Rank::Standard && user.companies.is_empty() {
        return Err(refusal(400, "company.required", "everybody belongs to at least one company"));
    }
    let key = user.email.to_lowercase();
    let before = account.users.get(&key).cloned();
    for module in Module::BOTH {
        let held = before.as_ref().is_some_and(|own| module.of(own) == Hold::Named);
        let takes = module.of(&user) == Hold::Named && !held;
        if takes && account.named(module) >= module.share(&account.seats).named as usize {
            return Err(refusal(409, "seats.exceeded", "no named seat is free"));
        }
        if module.of(&user) == Hold::Shared && module.share(&account.seats).shared == 0 {
            return Err(refusal(409, "seats.not.shared", "the plan has no shared seats of this module"));
        }
    }
    let lost = before.is_some_and(|own| own.role == Rank::Administrator) && user.role != Rank::Administrator;
    if lost {
        another_administrator(account, &key)?;
    }
    account.users.insert(key, user);
    Ok(())
}

/// Whether an active administrator besides `key` is left.
pub fn another_administrator(account: &Account, key: &str) -> Result<(), Response> {
    let other =
        |(own, user): (&String, &UserEntry)| own != key && user.role == Rank::Administrator && user.active;
    match account.users.iter().any(other) {
        true => Ok(()),
        false => Err(refusal(409, "last.administrator", "nobody else could change anything")),
    }
}

/// Whether a company may go: it holds no machine, no standard user, no contact and no portal.
pub fn is_empty(account: &Account, name: &str) -> Result<(), Response> {
    let full = |what: &str| Err(refusal(409, "company.not.empty", what));
    let Some(company) = account.companies.get(name) else {
        return Err(refusal(404, "company.not.found", name));
    };
    let lives =
        |user: &UserEntry| user.role == Rank::Standard && user.companies.iter().any(|own| own == name);
    if !company.machines.is_empty() {
        return full("it holds machines");
    }
    if company.portal {
        return full("its portal is open");
    }
    if account.users.values().any(lives) || account.contacts.values().any(|own| own.companies == name) {
        return full("somebody is in it");
    }
    Ok(())
}
