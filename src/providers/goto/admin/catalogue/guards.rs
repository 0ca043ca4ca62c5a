//! The guards of all portals as data: what the engine decides by.

use super::rules::E_13;
use super::{LICENSE, ROLE, SUPER_ADMIN, SUPER_ADMINS, USER};
use crate::model::{
    AckGuard, Action, Along, CallerGuard, FloorGuard, FloorRule, Identity, Least, Loss, Readdressed,
};

/// The credential's own user is never demoted, suspended or deleted, nor loses a license (T-15, G-902), and nobody
/// can change their own role anyway (G-312).
pub const CALLER: CallerGuard = CallerGuard {
    code: "goto:T-15",
    loses: &[NOT_DELETED, ROLE_STAYS, LICENSES_STAY],
    hint: "let somebody else's credentials do this",
    along: Along::Departure,
    unknown: None,
};

/// The same in a portal that knows neither roles nor licenses; what a group gives is counted in `align`.
pub const CALLER_WITHOUT_ROLES: CallerGuard = CallerGuard { loses: &[NOT_DELETED], ..CALLER };

const NOT_DELETED: Loss =
    Loss { kind: USER, actions: &[Action::Delete], holding: &[], text: "they are not deleted" };
const ROLE_STAYS: Loss = Loss {
    kind: ROLE,
    actions: &[Action::Update, Action::Delete],
    text: "their role is not changed",
    ..NOT_DELETED
};
const LICENSES_STAY: Loss = Loss { kind: LICENSE, text: "they lose no license", ..NOT_DELETED };

/// There are never fewer active Super admins (T-15): who is invited does not count, and who is inactive may be gone
/// for long (G-104, G-313).
pub const SUPER_ADMIN_FLOOR: FloorRule = FloorRule {
    floor: SUPER_ADMINS,
    by: None,
    when: &[("role", SUPER_ADMIN), ("signed_in", "true")],
    rule: E_13,
    another: "another Super admin who has signed in",
    gap: None,
    least: Least::Guarded(&FEWEST_SUPER_ADMINS),
};

/// How many Super admins there are at least.
pub const FEWEST_SUPER_ADMINS: FloorGuard = FloorGuard {
    code: "goto:T-15",
    few: "goto:G-313",
    setting: "super_admins",
    usual: 2,
    counted: "active Super admins",
    stays: "keeps the role",
    appoint: "make another person Super admin first",
    once: "they have signed in",
    // A suspension may go on without the change of role; a deletion may not.
    along: Along::Deletion,
};

/// Whoever deletes people says so with `offboarding: delete`, and somebody acknowledges each of them (T-09): until then they
/// are suspended (E-23). The same e-mail revives them for 30 days at most (G-131, C-04).
pub const ACK: AckGuard = AckGuard {
    code: "goto:T-09",
    letters: 3,
    hint: |_| "; until then they are suspended, which keeps their history in the reports (G-122)".to_owned(),
    unasked: &[],
};

/// An e-mail cannot be changed in GoTo Admin (G-005).
pub const IDENTITY: Identity = Identity::Keyed(Readdressed::Replaced("goto:G-005"));

/// In the classic portal it can (C-08), unless a directory owns it (G-615).
pub const CLASSIC_IDENTITY: Identity =
    Identity::Keyed(Readdressed::Changed { attribute: "email", code: "goto:C-08", owned: "goto:G-615" });
