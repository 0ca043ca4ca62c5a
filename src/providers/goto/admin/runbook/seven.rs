//! The seven places that hold somebody's Contact Center seat: three sorts of queues in two roles, and the admin
//! flag. All are named, also those where nothing is to do, so that none is forgotten (T-03).

use super::super::catalogue::{
    AGENT, CATALOGUE, CONNECT, CONTACT_CENTER_ADMIN, LICENSE, QUEUE_MEMBER, SUPERVISOR, USER,
};
use super::text;
use crate::model::{Action, Addr, Change, Changes, Reason};

/// Two switches of the account by which access outlives a membership; no call is known that tells of them (T-41, G-708,
/// G-709).
const SWITCHES: &str = "Contact Center permissions: agents may not log in to unassigned queues, and supervisors are limited to \
                        assigned ones; otherwise access stays";

/// The sorts of queues.
const SORTS: [&str; 3] = ["call", "inbox", "outbound"];

/// Whether `change` belongs to the departure of `who`: the roster lets them go, or GoTo Connect goes from them.
pub fn leaves(change: &Change, who: &str, all: &Changes) -> bool {
    let departs =
        matches!(change.reason, Reason::Suspended | Reason::Absent | Reason::Follows | Reason::Replaced);
    let goes = |change: &Change| change.action == Action::Delete;
    let carries = |change: &Change| {
        let products = change.before.as_ref().and_then(|own| own.get("products"));
        products.is_some_and(|products| products.holds(CONNECT))
    };
    let prefix = [who, "/"].concat();
    let mut licenses = all.starting(LICENSE, &prefix);
    let user = all.get(&Addr::new(USER, who));
    departs || user.is_some_and(goes) || licenses.any(|change| goes(change) && carries(change))
}

/// The seven checks of `who`, each with what is known to be there, and what else could give access. They are the same for every step of the
/// departure, so that they are told once.
pub fn checks(who: &str, all: &Changes) -> Vec<String> {
    let mut checks = Vec::new();
    for sort in SORTS {
        for role in [AGENT, SUPERVISOR] {
            let known = match known((who, sort, role), all).as_slice() {
                [] => "nothing to do, should be empty".to_owned(),
                queues => format!("leaves {}, then should be empty", queues.join(", ")),
            };
            checks.push(format!("`{who}`: {sort} queues, {role}: {known}"));
        }
    }
    let flag = all.get(&Addr::new(CONTACT_CENTER_ADMIN, who));
    let flag = match flag.filter(|flag| flag.action == Action::Delete) {
        Some(_) => "is cleared, then should not be set",
        None => "nothing to do, should not be set",
    };
    checks.push(format!("`{who}`: Contact Center admin flag: {flag}"));
    checks.push(SWITCHES.to_owned());
    checks
}

/// The queues of one sort that `who` is known to be in, in one role.
fn known<'c>((who, sort, role): (&str, &str, &str), all: &'c Changes) -> Vec<&'c str> {
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let goes = all.starting(QUEUE_MEMBER, "").filter(|other| other.action == Action::Delete);
    let meant = goes.filter(|other| {
        let own = text(other.before.as_ref(), "kind").unwrap_or(SORTS[0]);
        CATALOGUE.subject_of(&other.addr) == Some(who)
            && spec.part(&other.addr.key, "role") == Some(role)
            && own == sort
    });
    meant.filter_map(|other| spec.part(&other.addr.key, "queue")).collect()
}
