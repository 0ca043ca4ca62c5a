//! The account as it is: its way from a state file with a clear word about what is wrong, and how the contract shows
//! it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::file::{AccountEntry, NamedEntry, Tenant, UserEntry};
use crate::wire::Response;
use crate::wire::emulator::{State, moment, time, unique};

/// The roles of the contract (E-023).
pub const ROLES: [&str; 6] =
    ["administrator", "agent", "dispatcher", "editor", "agent_editor", "dispatcher_editor"];

/// For how many days an invitation is good (C-5).
const INVITATION_DAYS: i64 = 14;

/// The account that `state` describes: every id is there, and people name projects and skills by it.
pub fn load(state: Value) -> Result<Tenant, String> {
    let mut state = State::read(state, "engage")?;
    let (users, skills, projects) = (state.list("users")?, state.list("skills")?, state.list("projects")?);
    let mut own = Tenant { users, skills, projects, ..state.rest()? };
    time("account.began_at", &own.account.began_at)?;
    named("projects", "p_", &mut own.projects)?;
    named("skills", "s_", &mut own.skills)?;
    for (at, user) in own.users.iter_mut().enumerate() {
        check(user, &mut own.made).map_err(|text| format!("users[{at}]: {text}"))?;
        resolve(&mut user.projects, &own.projects)
            .map_err(|name| format!("users[{at}].projects: no project `{name}`"))?;
        resolve(&mut user.skills, &own.skills)
            .map_err(|name| format!("users[{at}].skills: no skill `{name}`"))?;
    }
    unique("users", own.users.iter().collect(), |user| user.email.to_lowercase())?;
    unique("users", own.users.iter().collect(), |user| user.id.clone())?;
    Ok(own)
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

impl Tenant {
    /// Whose token it is, where they are listed.
    pub fn caller(&self) -> Option<&UserEntry> {
        let caller = self.caller.as_ref()?.to_lowercase();
        self.users.iter().find(|user| user.email.to_lowercase() == caller)
    }

    /// An id that nothing ever had.
    pub fn fresh(&mut self, prefix: &str) -> String {
        loop {
            self.made += 1;
            let id = format!("{prefix}{}", self.made);
            let taken =
                self.users.iter().any(|own| own.id == id) || self.skills.iter().any(|own| own.id == id);
            if !taken {
                return id;
            }
        }
    }

    /// Seats are taken by everybody who exists, whatever their status (E-003, C-5).
    pub fn seats_used(&self) -> u64 {
        self.users.len() as u64
    }

    /// Who has this id.
    pub fn user(&self, id: &str) -> Option<&UserEntry> {
        self.users.iter().find(|user| user.id == id)
    }

    /// Who has this id, to be changed.
    pub fn user_mut(&mut self, id: &str) -> Option<&mut UserEntry> {
        self.users.iter_mut().find(|user| user.id == id)
    }

    /// Whether somebody is the only active administrator (E-026).
    pub fn is_last_administrator(&self, user: &UserEntry) -> bool {
        let counts = |user: &UserEntry| user.active && user.role == "administrator";
        counts(user) && self.users.iter().filter(|user| counts(user)).count() == 1
    }

    /// The second of `now` as text.
    pub fn date(&self, now: Duration) -> String {
        moment(instant(&self.account.began_at), Duration::from_secs(now.as_secs())).to_string()
    }

    /// `GET /account`.
    pub fn account_answer(&self) -> Response {
        let AccountEntry { id, name, seats, two_factor_required, retention_days, .. } = &self.account;
        let body = json!({
            "id": id,
            "name": name,
            "seats": { "purchased": seats.purchased, "used": self.seats_used() },
            "two_factor_required": two_factor_required,
            "retention_days": retention_days,
        });
        let mut answer = Response::json(200, &body);
        if let Some(caller) = &self.caller {
            answer.headers.push(("x-caller".into(), caller.clone()));
        }
        answer
    }

    /// A person in the contract's form (section 5.3).
    pub fn to_json(&self, user: &UserEntry) -> Value {
        let began = instant(&self.account.began_at).to_string();
        let created = user.created_at.as_ref().unwrap_or(&began);
        let sent = user.invited_at.as_ref().unwrap_or(created);
        let accepted = user.accepted.then(|| user.accepted_at.as_ref().unwrap_or(sent));
        json!({
            "id": user.id,
            "version": user.version,
            "email": user.email,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "webchat_name": user.webchat_name,
            "role": user.role,
            "active": user.active,
            "two_factor": user.two_factor,
            "status": status(user),
            "project_ids": user.projects,
            "skill_ids": user.skills,
            "created_at": created,
            "invitation": { "sent_at": sent, "accepted_at": accepted, "expires_at": expiry(sent) },
        })
    }

    /// The state, in the shape of the state file.
    pub fn state(&self) -> Value {
        let mut own = self.clone();
        own.account.seats.used = Some(self.seats_used());
        json!(own)
    }
}

/// Computed: inactive, else invited until accepted, else active (section 5.3).
pub fn status(user: &UserEntry) -> &'static str {
    match (user.active, user.accepted) {
        (false, _) => "inactive",
        (true, false) => "invited",
        (true, true) => "active",
    }
}

fn expiry(sent: &str) -> String {
    let days = SignedDuration::from_hours(24 * INVITATION_DAYS);
    let sent = instant(sent);
    sent.checked_add(days).unwrap_or(sent).to_string()
}

/// A time of the state file, which was read when the state was.
fn instant(text: &str) -> Timestamp {
    text.parse().unwrap_or_default()
}
