//! The guards as data: what the engine decides by.

use super::super::settings::Settings;
use super::rules::E_026;
use super::{ADMINISTRATOR, ADMINISTRATORS, CONVERSATIONS, USER};
use crate::model::{AckGuard, Action, Along, CallerGuard, FloorGuard, FloorRule, Least, Loss, Tenant};

/// The credential's own user is never demoted, inactivated or deleted: only an administrator does any of this (E-001).
pub const CALLER: CallerGuard = CallerGuard {
    code: "engage:E-001",
    loses: &[Loss {
        kind: USER,
        actions: &[Action::Update, Action::Delete],
        holding: &[("role", ADMINISTRATOR), ("active", "true")],
        text: "they are not demoted, inactivated or deleted",
    }],
    hint: "let another administrator's credentials do this",
    along: CONVERSATIONS_STAY,
    unknown: Some("name the person as `settings.caller` in tenant.yaml"),
};

const CONVERSATIONS_STAY: Along = Along::Kinds(&[CONVERSATIONS]);

/// There are never fewer active administrators (E-026); who has not accepted the invitation lets nobody in (E-014).
pub const ADMINISTRATOR_FLOOR: FloorRule = FloorRule {
    floor: ADMINISTRATORS,
    by: None,
    when: &[("role", ADMINISTRATOR), ("active", "true"), ("accepted", "true")],
    rule: E_026,
    another: "another active administrator who has accepted the invitation",
    gap: None,
    least: Least::Guarded(&FEWEST_ADMINISTRATORS),
};

/// How many administrators there are at least.
pub const FEWEST_ADMINISTRATORS: FloorGuard = FloorGuard {
    code: "engage:E-026",
    few: "engage:E-026",
    setting: "admins",
    usual: 1,
    counted: "active administrators",
    stays: "stays one",
    appoint: "make somebody else administrator first",
    once: "they have accepted the invitation",
    along: CONVERSATIONS_STAY,
};

/// A deletion cannot be taken back (E-005), and since when somebody is inactive no reading tells (E-030).
pub const ACK: AckGuard = AckGuard { code: "engage:E-005", letters: 4, hint: inactive_for, unasked: &[] };

fn inactive_for(tenant: &Tenant) -> String {
    format!(
        " once they have been inactive for {} minutes: until then a closed conversation may come back to them \
         (E-030), and no reading tells since when they are inactive",
        Settings::of(tenant).reopens_for()
    )
}
