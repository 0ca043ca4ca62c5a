//! The state machine of a person's status: a result of licenses, role and sign-ins, never stored
//! (`goto:G-101` to `goto:G-105`).

use super::people::User;

/// What a person's status is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// No license and no role above Member (G-103), or a transfer was declined (G-123).
    Suspended,
    /// Entitled, never signed in (G-105).
    Invited,
    /// Entitled, signed in within the account's days (G-102).
    Active,
    /// Entitled, and not signed in for longer than that (G-104).
    Inactive,
}

impl Status {
    /// As the Admin API spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suspended => "SUSPENDED",
            Self::Invited => "INVITED",
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
        }
    }
}

/// The status of `user` in an account that calls people inactive after `inactivity_days`.
pub fn status(user: &User, inactivity_days: u64) -> Status {
    let entitled = !user.licenses.is_empty() || !user.is_member();
    if user.declined_transfer || !entitled {
        Status::Suspended
    } else if !user.signed_in {
        Status::Invited
    } else if user.last_sign_in_days.is_some_and(|days| days > inactivity_days) {
        Status::Inactive
    } else {
        Status::Active
    }
}
