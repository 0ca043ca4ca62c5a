//! The guards as data: what the engine decides by.

use super::{GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER};
use crate::model::{AckGuard, Action, Admins, Along, CallerGuard, Kind, Loss};

/// Whoever the token acts as stays as they are: a service that deactivates its own caller lets nobody in again. Only
/// the roster knows who that is (S-38).
pub const CALLER: CallerGuard = CallerGuard {
    code: "scim:S-38",
    loses: &[of(USER), of(LICENSE), of(ROLE), of(MANAGER), of(GROUP_MEMBER)],
    hint: "let somebody else change this user, at the service",
    along: Along::Departure,
    unknown: None,
};

const fn of(kind: Kind) -> Loss {
    let text = "they are left as they are (`settings.caller`)";
    Loss { kind, actions: &[Action::Update, Action::Delete], holding: &[], text }
}

/// What a role means is the service's own.
pub const ADMINS: Admins = Admins::None("no standard says which role is an administrator's (S-06)");

/// Deleting takes two plans, or an acknowledgement that both steps come at once (S-32).
pub const ACK: AckGuard = AckGuard {
    code: "scim:S-32",
    letters: 3,
    hint: |_| String::new(),
    unasked: &[(USER, "deactivated by one plan, deleted by a later one (S-32)")],
};
