//! From a state file to an account, with a clear word about what is wrong.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::account::{ROLES, Tenant};
use super::file::{NamedEntry, StateFile, UserEntry};

/// The account that `state` describes.
pub fn load(state: Value) -> Result<Tenant, String> {
    let mut file = read(state)?;
    if file.provider != "engage" {
        return Err(format!("provider: this is the emulator of `engage`, not of `{}`", file.provider));
    }
    let began = &file.account.began_at;
    let began_at: Timestamp =
        began.parse().map_err(|_| format!("account.began_at: `{began}` is no RFC 3339 time"))?;
    named("projects", "p_", &mut file.projects)?;
    named("skills", "s_", &mut file.skills)?;
    let (projects, skills) = (file.projects, file.skills);
    let mut made = file.made;
    for (at, user) in file.users.iter_mut().enumerate() {
        check(user, &mut made).map_err(|text| format!("users[{at}]: {text}"))?;
        resolve(&mut user.projects, &projects)
            .map_err(|name| format!("users[{at}].projects: no project `{name}`"))?;
        resolve(&mut user.skills, &skills)
            .map_err(|name| format!("users[{at}].skills: no skill `{name}`"))?;
    }
    twins("users", file.users.iter().map(|user| user.email.to_lowercase()))?;
    twins("users", file.users.iter().map(|user| user.id.clone()))?;
    Ok(Tenant {
        account: file.account,
        began_at,
        caller: file.caller,
        projects,
        skills,
        users: file.users,
        unassigned: file.unassigned_conversations,
        tokens: file.tokens,
        calls_per_second: file.limits.calls_per_second,
        made,
    })
}

/// Reads the file; lists are read entry by entry, so that a mistake is told with its place.
fn read(state: Value) -> Result<StateFile, String> {
    let Value::Object(mut map) = state else { return Err("a state is a map with `users` and so on".into()) };
    let users = entries(&mut map, "users")?;
    let skills = entries(&mut map, "skills")?;
    let projects = entries(&mut map, "projects")?;
    map.retain(|_, value| !value.is_null());
    let rest: StateFile = serde_json::from_value(Value::Object(map)).map_err(|error| error.to_string())?;
    Ok(StateFile { users, skills, projects, ..rest })
}

fn entries<T: DeserializeOwned>(map: &mut Map<String, Value>, name: &str) -> Result<Vec<T>, String> {
    let list = match map.remove(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(format!("{name}: a list is expected")),
    };
    let entry = |(at, value): (usize, Value)| {
        serde_json::from_value(value).map_err(|error| format!("{name}[{at}]: {error}"))
    };
    list.into_iter().enumerate().map(entry).collect()
}

fn named(what: &str, prefix: &str, list: &mut [NamedEntry]) -> Result<(), String> {
    for own in list.iter_mut().filter(|own| own.id.is_empty()) {
        let plain = |char: char| if char.is_ascii_alphanumeric() { char.to_ascii_lowercase() } else { '_' };
        own.id = format!("{prefix}{}", own.name.chars().map(plain).collect::<String>());
    }
    twins(what, list.iter().map(|own| own.id.clone()))
}

fn twins(what: &str, keys: impl Iterator<Item = String>) -> Result<(), String> {
    let mut keys: Vec<String> = keys.collect();
    keys.sort();
    match keys.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(format!("{what}: `{}` stands there twice", pair[0])),
        None => Ok(()),
    }
}

fn check(user: &mut UserEntry, made: &mut u64) -> Result<(), String> {
    if !ROLES.contains(&user.role.as_str()) {
        return Err(format!("role: `{}` is none of {}", user.role, ROLES.join(", ")));
    }
    if user.id.is_empty() {
        *made += 1;
        user.id = format!("u_{made}");
    }
    for (name, time) in [
        ("created_at", &user.created_at),
        ("invited_at", &user.invited_at),
        ("accepted_at", &user.accepted_at),
    ] {
        if let Some(time) = time
            && time.parse::<Timestamp>().is_err()
        {
            return Err(format!("{name}: `{time}` is no RFC 3339 time"));
        }
    }
    Ok(())
}

/// Ids in place of names.
fn resolve(names: &mut [String], list: &[NamedEntry]) -> Result<(), String> {
    for name in names {
        let by_id = list.iter().find(|own| own.id == *name);
        let found = by_id.or_else(|| list.iter().find(|own| own.name == *name));
        *name = found.ok_or_else(|| name.clone())?.id.clone();
    }
    Ok(())
}
