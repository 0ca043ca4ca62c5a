//! From a state file to an account, with a clear word about what is wrong.

use serde_json::Value;

use super::account::{ROLES, Tenant};
use super::file::{NamedEntry, StateFile, UserEntry};
use crate::wire::emulator::{State, time, unique};

/// The account that `state` describes.
pub fn load(state: Value) -> Result<Tenant, String> {
    let mut state = State::read(state, "engage")?;
    let (users, skills, projects) = (state.list("users")?, state.list("skills")?, state.list("projects")?);
    let mut file = StateFile { users, skills, projects, ..state.rest()? };
    let began_at = time("account.began_at", &file.account.began_at)?;
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
    unique("users", file.users.iter().collect(), |user| user.email.to_lowercase())?;
    unique("users", file.users.iter().collect(), |user| user.id.clone())?;
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

fn named(what: &str, prefix: &str, list: &mut [NamedEntry]) -> Result<(), String> {
    for own in list.iter_mut().filter(|own| own.id.is_empty()) {
        let plain = |char: char| if char.is_ascii_alphanumeric() { char.to_ascii_lowercase() } else { '_' };
        own.id = format!("{prefix}{}", own.name.chars().map(plain).collect::<String>());
    }
    unique(what, list.iter().collect(), |own| own.id.clone()).map(drop)
}

fn check(user: &mut UserEntry, made: &mut u64) -> Result<(), String> {
    if !ROLES.contains(&user.role.as_str()) {
        return Err(format!("role: `{}` is none of {}", user.role, ROLES.join(", ")));
    }
    if user.id.is_empty() {
        *made += 1;
        user.id = format!("u_{made}");
    }
    let times = [
        ("created_at", &user.created_at),
        ("invited_at", &user.invited_at),
        ("accepted_at", &user.accepted_at),
    ];
    for (name, text) in times {
        text.as_ref().map(|text| time(name, text)).transpose()?;
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
