//! The guards as data: what the engine decides by.

use super::rules::AE_07;
use super::{ADMINISTRATOR, ADMINISTRATORS, COMPANY, CONTACT, ROLE, USER};
use crate::model::{AckGuard, Action, Along, CallerGuard, FloorGuard, FloorRule, Least, Loss, Unproven};

/// The credential's own user is never demoted or deleted (AT-02).
pub const CALLER: CallerGuard = CallerGuard {
    code: "gotoassist:AT-02",
    loses: &[
        Loss { kind: USER, actions: &[Action::Delete], holding: &[], text: STAYS },
        Loss {
            kind: ROLE,
            actions: &[Action::Create, Action::Update, Action::Delete],
            holding: &[("role", ADMINISTRATOR)],
            text: STAYS,
        },
    ],
    hint: "let somebody else's credentials do this",
    along: Along::Everything,
    unknown: None,
};

const STAYS: &str = "they stay administrator";

/// There are never fewer active administrators (AT-02, AE-07).
pub const ADMINISTRATOR_FLOOR: FloorRule = FloorRule {
    floor: ADMINISTRATORS,
    by: None,
    when: &[("role", ADMINISTRATOR), ("active", "true")],
    rule: AE_07,
    another: "another active administrator",
    gap: None,
    least: Least::Guarded(&FEWEST_ADMINISTRATORS),
};

/// How many administrators there are at least.
pub const FEWEST_ADMINISTRATORS: FloorGuard = FloorGuard {
    code: "gotoassist:AT-02",
    few: "gotoassist:AT-02",
    setting: "admins",
    usual: 2,
    counted: "active administrators",
    stays: "keeps the role",
    appoint: "make another person administrator first",
    once: "they have logged in",
    along: Along::Everything,
};

/// Whoever deletes something says so in the roster, and what goes with it is told. A person is suspended until somebody
/// acknowledges the deletion.
pub const ACK: AckGuard = AckGuard {
    code: "gotoassist:AT-04",
    letters: 3,
    hint: |_| "; until then they are suspended, and past reports keep their sessions (A-503)".to_owned(),
    unasked: &[(COMPANY, "`state: absent`, and only once it is empty (A-013)"), (CONTACT, "`state: absent`")],
};

/// A company that was not seen may be there all the same where the caller may see a part only: it is not
/// made, or its name would clash.
pub const UNSEEN_COMPANY: Unproven = (
    "gotoassist:AT-12",
    "read with an administrator's credentials, and name a company that only administrators see under \
     `settings.known_company`",
);

/// The same of people.
pub const UNSEEN_PERSON: Unproven = (
    "gotoassist:AT-12",
    "read with an administrator's credentials; nobody is created who may be there already",
);
