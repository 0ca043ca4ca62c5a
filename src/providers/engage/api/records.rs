//! What answers look like. Fields that are not needed are not read, so that new ones break nothing.

use serde::Deserialize;

/// The account (section 5.2).
#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    pub seats: Seats,
}

/// Seats: one for everybody who exists (E-003).
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Seats {
    /// How many are bought; nothing where there is no limit.
    pub purchased: Option<u64>,
    /// How many are taken.
    pub used: u64,
}

/// A skill or a project.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    pub id: String,
    pub name: String,
    /// Its version, where it has one.
    #[serde(default)]
    pub version: u64,
}

/// A person (section 5.3).
#[derive(Clone, Debug, Deserialize)]
pub struct User {
    pub id: String,
    pub version: u64,
    /// The address, as it was written.
    pub email: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// What customers see.
    pub webchat_name: Option<String>,
    pub role: String,
    /// Whether the person has access.
    pub active: bool,
    /// Whether the person signs in with a second factor.
    #[serde(default)]
    pub two_factor: bool,
    /// `invited`, `active`, `inactive`.
    pub status: String,
    #[serde(default)]
    pub project_ids: Vec<String>,
    #[serde(default)]
    pub skill_ids: Vec<String>,
    /// The invitation, where one is told of.
    pub invitation: Option<Invitation>,
}

/// An invitation.
#[derive(Clone, Debug, Deserialize)]
pub struct Invitation {
    /// When it was accepted.
    pub accepted_at: Option<String>,
}

impl User {
    /// Whether the invitation was accepted (E-014).
    pub fn has_accepted(&self) -> bool {
        match &self.invitation {
            Some(invitation) => invitation.accepted_at.is_some(),
            None => self.status == "active",
        }
    }
}
