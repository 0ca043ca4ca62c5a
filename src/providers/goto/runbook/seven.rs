//! The seven places that hold somebody's Contact Center seat: three sorts of queues in two roles, and the admin
//! flag. All are named, also those where nothing is to do, so that none is forgotten (T-03).

use super::super::catalogue::{
    AGENT, CATALOGUE, CONNECT, CONTACT_CENTER_ADMIN, LICENSE, QUEUE_MEMBER, SUPERVISOR, USER, person,
};
use super::text;
use crate::model::{Action, Addr, Change, Changes, Reason};

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

/// The seven checks of `who`, each with what is known to be there.
pub fn checks(change: &Change, who: &str, all: &Changes) -> Vec<String> {
    let mut checks = Vec::new();
    for sort in SORTS {
        for role in [AGENT, SUPERVISOR] {
            let known = known(change, (who, sort, role), all);
            checks.push(format!("{sort} queues, {role}: {}", told(&known)));
        }
    }
    checks.push(format!("Contact Center admin flag: {}", flag(change, who, all)));
    checks
}

/// The queues of one sort that `who` is known to be in, each with the step that takes them out.
fn known(change: &Change, (who, sort, role): (&str, &str, &str), all: &Changes) -> Vec<String> {
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let goes = all.starting(QUEUE_MEMBER, "").filter(|other| other.action == Action::Delete);
    let meant = goes.filter(|other| {
        let own = text(other.before.as_ref(), "kind").unwrap_or(SORTS[0]);
        person(&other.addr) == Some(who) && spec.part(&other.addr.key, "role") == Some(role) && own == sort
    });
    let named = meant.map(|other| {
        let queue = spec.part(&other.addr.key, "queue").unwrap_or_default();
        format!("{queue} ({})", step(change, other))
    });
    named.collect()
}

fn told(known: &[String]) -> String {
    match known {
        [] => "nothing to do, should be empty".to_owned(),
        queues => format!("leaves {}, then should be empty", queues.join(", ")),
    }
}

fn flag(change: &Change, who: &str, all: &Changes) -> String {
    match all.get(&Addr::new(CONTACT_CENTER_ADMIN, who)).filter(|flag| flag.action == Action::Delete) {
        Some(own) => format!("is cleared ({}), then should not be set", step(change, own)),
        None => "nothing to do, should not be set".to_owned(),
    }
}

fn step(change: &Change, other: &Change) -> &'static str {
    if change.addr == other.addr { "this step" } else { "a step of its own" }
}
