//! Guards of power: what only a Super admin may do.

use std::collections::BTreeMap;

use super::super::catalogue::{ADMIN, CATALOGUE, GROUP_MEMBER, LICENSE, MEMBER, ROLE, SUPER_ADMIN, USER};
use super::role;
use crate::model::{Addr, Attributes, Change, Hold, Kind, Reason, Severity};
use crate::port::GuardCase;

/// What of an administrator only a Super admin writes (G-304). The phone system has rights of its own.
const OF_ADMINS: [Kind; 4] = [USER, LICENSE, ROLE, GROUP_MEMBER];

/// Only a Super admin may appoint, change or remove admins, and whatever is theirs (G-303, G-304, C-01).
pub fn rights(case: &mut GuardCase<'_>) {
    let role = case.observed.caller.as_ref().and_then(|caller| role(case, caller));
    let Some(role) = role.filter(|role| *role != SUPER_ADMIN) else { return };
    let might = |role: Option<&Attributes>| {
        role.and_then(|role| role.text("role")).is_some_and(|role| [SUPER_ADMIN, ADMIN].contains(&role))
    };
    let is_admin = |change: &Change| {
        let who = CATALOGUE.subject_of(&change.addr).map(|who| Addr::new(ROLE, who));
        might(who.and_then(|role| case.observed.resources.get(&role)))
    };
    let changes = OF_ADMINS.into_iter().flat_map(|kind| case.of_kind(kind));
    let beyond: Vec<&Change> = changes
        .filter(|change| {
            let appoints = change.addr.kind == ROLE && might(change.after.as_ref());
            appoints || is_admin(change)
        })
        .collect();
    let mut departures = BTreeMap::new();
    for change in beyond {
        let text = format!("`{}` needs a Super admin's credentials, these are of role {role}", change.addr);
        let hold = case.refuse_change(change, "goto:G-304", text, "use the credentials of a Super admin");
        departures.insert(CATALOGUE.subject_of(&change.addr).unwrap_or_default(), hold);
    }
    hold_departures(case, &departures);
}

/// Holds what belongs to the departure of these people, each for its own reason: half a departure is worse than none.
fn hold_departures(case: &mut GuardCase<'_>, people: &BTreeMap<&str, Hold>) {
    let departs = |change: &&Change| change.reason.is_leaving() || change.reason == Reason::Replaced;
    for change in case.changes.iter().filter(departs) {
        if let Some(hold) = CATALOGUE.subject_of(&change.addr).and_then(|who| people.get(who)) {
            case.hold_silently(&change.addr, hold);
        }
    }
}

/// A custom role opens the portal, whatever it is made of (G-305, T-38).
pub fn custom_roles(case: &mut GuardCase<'_>) {
    let gains = |change: &&Change| {
        change.after.as_ref().is_some_and(|after| after.get("role_set").is_some())
            && change.before.as_ref().is_none_or(|before| before.text("role") == Some(MEMBER))
    };
    let people: Vec<&str> =
        case.of_kind(ROLE).filter(gains).filter_map(|change| CATALOGUE.subject_of(&change.addr)).collect();
    case.tell("goto:T-38", Severity::Warn, &people, |who| {
        format!("a custom role opens the admin portal to {who}, with rights that cannot be switched off")
    });
}
