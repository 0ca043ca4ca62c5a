//! The account as it is, and how the contract shows it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::file::{AccountEntry, Limits, NamedEntry, StateFile, UserEntry};
use crate::wire::Response;
use crate::wire::emulator::moment;

/// The roles of the contract (E-023).
pub const ROLES: [&str; 6] =
    ["administrator", "agent", "dispatcher", "editor", "agent_editor", "dispatcher_editor"];

/// For how many days an invitation is good (C-5).
const INVITATION_DAYS: i64 = 14;

/// The account as it is.
#[derive(Clone)]
pub struct Tenant {
    pub account: AccountEntry,
    pub began_at: Timestamp,
    pub caller: Option<String>,
    pub projects: Vec<NamedEntry>,
    pub skills: Vec<NamedEntry>,
    pub users: Vec<UserEntry>,
    pub unassigned: u64,
    pub tokens: Vec<String>,
    pub calls_per_second: u32,
    pub made: u64,
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
        moment(self.began_at, Duration::from_secs(now.as_secs())).to_string()
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
        let began = self.began_at.to_string();
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
        let mut account = self.account.clone();
        account.seats.used = Some(self.seats_used());
        let file = StateFile {
            provider: "engage".into(),
            account,
            caller: self.caller.clone(),
            projects: self.projects.clone(),
            skills: self.skills.clone(),
            users: self.users.clone(),
            unassigned_conversations: self.unassigned,
            tokens: self.tokens.clone(),
            limits: Limits { calls_per_second: self.calls_per_second },
            made: self.made,
        };
        serde_json::to_value(file).unwrap_or_default()
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
    let sent: Timestamp = sent.parse().unwrap_or_default();
    sent.checked_add(days).unwrap_or(sent).to_string()
}
