//! Which vendor call carries a change, what it costs, and who makes it.

use std::fmt::Write;

use super::super::contract;
use super::catalogue::{
    BARE_PERMISSIONS, CATALOGUE, CO_ORGANIZER, CONTACT_CENTER_ADMIN, ENDS, EXTENSION, GROUP, GROUP_MEMBER,
    LICENSE, MEETING_HANDOVER, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, SYSTEM_ROLES, USER,
};
use crate::model::{Action, Addr, Attributes, Call, Carrier, Change, Changes, Endpoint, Kind, Tenant};
use crate::providers::kit::calls::single;

/// Adds people with the licenses, the system role and the choice about mail that they have in common (G-007).
pub const CREATE_USERS: &str = "create users";
/// One person's names, licenses and system role, in one write of the lists as a whole.
pub const PUT_USER: &str = "put user";
/// A change of role that involves a custom one: one call or two (G-302).
pub const SET_ROLE: &str = "set role";
/// Deletes a person with all that the account holds of them.
pub const DELETE_USER: &str = "delete user";
/// Makes a group.
pub const CREATE_GROUP: &str = "create group";
/// Removes a group.
pub const DELETE_GROUP: &str = "delete group";
/// Moves one person between groups: leave all, then join.
pub const SET_GROUP: &str = "set group";
/// One person's roles in one queue.
pub const SET_QUEUE: &str = "set queue";
/// One person's Contact Center admin flag.
pub const SET_ADMIN: &str = "set admin";
/// One person's seven places, looked at by somebody.
pub const CLEAR_QUEUES: &str = "clear queues";
/// One person's meetings, reassigned by somebody.
pub const HAND_MEETINGS_OVER: &str = "hand meetings over";
/// The co-organizers of one webinar or training.
pub const SET_CO_ORGANIZERS: &str = "set co-organizers";
/// One person's primary extension.
pub const SET_EXTENSION: &str = "set extension";

/// How many people one create call carries: far below the 100 of a batch (G-006), so that a refused one
/// holds back few others.
const MOST_CREATED: usize = 25;

/// Which call carries `change`, one of `all`.
pub fn call(change: &Change, all: &Changes) -> Call {
    let key = &*change.addr.key;
    match change.addr.kind {
        GROUP if change.action == Action::Delete => single(DELETE_GROUP, key, "group"),
        GROUP => single(CREATE_GROUP, key, "group"),
        QUEUE_MEMBER => {
            let member = key.rsplit_once('/').map_or(key, |(member, _)| member);
            single(SET_QUEUE, member, "queue")
        }
        CONTACT_CENTER_ADMIN => single(SET_ADMIN, key, "contact center admin"),
        QUEUE_CLEARANCE => single(CLEAR_QUEUES, key, "queues of"),
        MEETING_HANDOVER => single(HAND_MEETINGS_OVER, key, "meetings of"),
        CO_ORGANIZER => {
            let session = key.rsplit_once('/').map_or(key, |(session, _)| session);
            single(SET_CO_ORGANIZERS, session, "session")
        }
        _ => of_user(change, CATALOGUE.subject_of(&change.addr).unwrap_or(key), all),
    }
}

/// A change of what the user's own record holds, or what goes with it.
fn of_user(change: &Change, email: &str, all: &Changes) -> Call {
    let action = all.get(&Addr::new(USER, email)).map(|user| user.action);
    match (action, change.addr.kind, change.action) {
        (Some(Action::Create), USER | LICENSE, Action::Create) => created(email, all),
        (Some(Action::Create), ROLE, Action::Create) if !is_custom(change.after.as_ref()) => {
            created(email, all)
        }
        (Some(Action::Delete), _, Action::Delete) => single(DELETE_USER, email, "user"),
        (_, ROLE, _) if is_custom(change.before.as_ref()) || is_custom(change.after.as_ref()) => {
            single(SET_ROLE, email, "user")
        }
        (_, GROUP_MEMBER, _) => single(SET_GROUP, email, "user"),
        (_, EXTENSION, _) => single(SET_EXTENSION, email, "extension"),
        (_, LICENSE, Action::Delete) => taken(change, email),
        _ => single(PUT_USER, email, "user"),
    }
}

/// Licenses that end meetings, webinars or trainings are a write of their own: they wait for what others do not (E-20,
/// E-21).
fn taken(change: &Change, email: &str) -> Call {
    let call = single(PUT_USER, email, "user");
    match change.before.as_ref().and_then(|before| before.get(ENDS)) {
        Some(ends) => Call { batch: format!("{email}\n{ends}"), ..call },
        None => call,
    }
}

/// People who are created with equal licenses, role and choice about mail share a call (G-007).
fn created(email: &str, all: &Changes) -> Call {
    let mut batch = String::new();
    for license in all.starting(LICENSE, &format!("{email}/")) {
        if license.action == Action::Create {
            let product = CATALOGUE.spec(LICENSE).part(&license.addr.key, "product");
            // A line end is in no description, so equal texts are equal lists.
            let _ = writeln!(batch, "{}", product.unwrap_or_default());
        }
    }
    let after = |kind| all.get(&Addr::new(kind, email)).and_then(|change| change.after.as_ref());
    let role = after(ROLE).filter(|role| !is_custom(Some(role))).and_then(|role| role.text("role"));
    let notify = after(USER).and_then(|user| user.get("notify"));
    let _ = write!(batch, "{}", role.unwrap_or_default());
    if let Some(notify) = notify {
        let _ = write!(batch, "\nnotify {notify}");
    }
    Call { shape: CREATE_USERS, batch, target: format!("user {email}"), most: MOST_CREATED }
}

/// Whether a role is a custom one: neither a system role nor a mix of bare permissions, which are both
/// values of one list.
fn is_custom(role: Option<&Attributes>) -> bool {
    let Some(name) = role.and_then(|role| role.text("role")) else { return false };
    !SYSTEM_ROLES.contains(&name) && !name.starts_with(BARE_PERMISSIONS)
}

/// How many writing calls a step of `shape` with these changes costs at most.
pub fn cost(shape: &str, changes: &[&Change]) -> u32 {
    match shape {
        SET_ROLE => changes.iter().map(|change| role_calls(change)).sum(),
        // Leave all groups, then join one.
        SET_GROUP => changes.len().clamp(1, 2) as u32,
        // An old number is let go before a new one is taken; a line that is not there yet is made first.
        SET_EXTENSION if changes.iter().any(|change| change.action != Action::Delete) => 2,
        _ => 1,
    }
}

/// The kind that a person has is taken away first, then the other one is set, unless one of them is
/// nothing (G-302).
fn role_calls(change: &Change) -> u32 {
    let sets = |role: Option<&Attributes>| {
        role.and_then(|role| role.text("role")).is_some_and(|name| name != SYSTEM_ROLES[2])
    };
    u32::from(sets(change.before.as_ref())) + u32::from(sets(change.after.as_ref()))
}

/// Who writes `kind` in `tenant`: nothing public writes queue membership and the Contact Center admin flag
/// (G-702, G-716), the sandbox and stand-ins do; nothing public reassigns meetings.
pub fn usual_carrier(tenant: &Tenant, kind: Kind) -> Carrier {
    match (&tenant.endpoint, kind) {
        (Endpoint::Vendor, QUEUE_MEMBER | CONTACT_CENTER_ADMIN) | (_, QUEUE_CLEARANCE | MEETING_HANDOVER) => {
            Carrier::Manual
        }
        _ => Carrier::Api,
    }
}

/// Who writes `kind` in `tenant`, with what the tenant says of it.
pub fn carrier(tenant: &Tenant, kind: Kind) -> Carrier {
    tenant.writes_by(CATALOGUE.spec(kind).plural).unwrap_or_else(|| usual_carrier(tenant, kind))
}

/// Whether reading shows resources of `kind` in `tenant`. The vendor lists who is in call queues, without roles
/// and perhaps only those who are logged in (U-03), nobody of other queues and no admin flag: that proves
/// nothing of who is a member (G-716, G-717).
pub fn readable(tenant: &Tenant, kind: Kind) -> bool {
    tenant.endpoint != Endpoint::Vendor
        || ![QUEUE_MEMBER, CONTACT_CENTER_ADMIN, QUEUE_CLEARANCE].contains(&kind)
}

/// For how many days the word of somebody is believed. That a person is in no queue is true on the day; a
/// fortnight is time enough for the license to go, and too short for the person to have come back unnoticed.
pub fn believed_for(kind: Kind) -> Option<u32> {
    (kind == QUEUE_CLEARANCE).then_some(14)
}

/// The word that somebody is in no queue ends with whatever says that they are, were or may be in one again: a
/// membership that comes or goes, a license or an account that is given.
pub fn outdates(change: &Change) -> Vec<Addr> {
    let outdates = match change.addr.kind {
        QUEUE_MEMBER | CONTACT_CENTER_ADMIN => true,
        LICENSE | USER => change.action == Action::Create,
        _ => false,
    };
    let who = CATALOGUE.subject_of(&change.addr).filter(|_| outdates);
    who.map(|who| Addr::new(QUEUE_CLEARANCE, who)).into_iter().collect()
}

/// Whether there is a Contact Center to look after: a contract of 0 seats says that there is none; no contract
/// says nothing.
pub fn has_center(tenant: &Tenant) -> bool {
    contract::of(tenant).is_none_or(|center| center.seats > 0)
}

#[cfg(test)]
mod tests;
