//! Which vendor call carries a change, what it costs, and who makes it.

use std::fmt::Write;

use super::super::contract;
use super::catalogue::{
    BARE_PERMISSIONS, CATALOGUE, CO_ORGANIZER, CONTACT_CENTER_ADMIN, DEVICE, ENDS, EXTENSION, GROUP,
    GROUP_MEMBER, INVITATION, LICENSE, LICENSE_SEATS, MEETING_HANDOVER, PASSWORD_RESET, PHONE_NUMBER,
    PRODUCT_FEATURE, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, SETTINGS_TEMPLATE, SYSTEM_ROLES, USER,
};
use crate::model::{
    Action, Addr, Attributes, Call, Carrier, Catalogue, Change, Changes, Endpoint, Kind, Tenant, Value,
};
use crate::port;
use crate::providers::kit::calls::single;

/// Adds people with the licenses, the system role, the group and the mail that they have in common (G-007).
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
/// Where the calls of a phone number go.
pub const ROUTE_NUMBER: &str = "route number";
/// A desk phone: added where it is new, and given to a person or to nobody.
pub const SET_DEVICE: &str = "set device";

/// One person's settings, after a template.
pub const SET_TEMPLATE: &str = "set template";
/// The features of one product of one person.
pub const SET_FEATURES: &str = "set features";
/// One person's next invitation.
pub const INVITE_AGAIN: &str = "invite again";
/// One person's password.
pub const RESET_PASSWORD: &str = "reset password";
/// The seats of one license.
pub const BUY_SEATS: &str = "buy seats";

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
        PHONE_NUMBER => single(ROUTE_NUMBER, key, "phone number"),
        DEVICE => single(SET_DEVICE, key, "device"),
        QUEUE_CLEARANCE => single(CLEAR_QUEUES, key, "queues of"),
        SETTINGS_TEMPLATE => single(SET_TEMPLATE, key, "settings of"),
        PRODUCT_FEATURE => {
            let product = key.rsplit_once('/').map_or(key, |(product, _)| product);
            single(SET_FEATURES, product, "features")
        }
        INVITATION => single(INVITE_AGAIN, key, "invitation of"),
        PASSWORD_RESET => single(RESET_PASSWORD, key, "password of"),
        LICENSE_SEATS => single(BUY_SEATS, key, "seats of"),
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
        (Some(Action::Create), USER | LICENSE | GROUP_MEMBER, Action::Create) => created(email, all),
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

/// People who are created with equal licenses, role, group and mail share a call (G-007).
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
    let user = after(USER);
    let _ = write!(batch, "{}", role.unwrap_or_default());
    for name in ["group", "notify", "welcome_mail", "mail_subject", "mail_text"] {
        if let Some(value) = user.and_then(|user| user.get(name)) {
            let _ = write!(batch, "\n{name} {value}");
        }
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
        // A new one is added first, and given to somebody afterwards.
        SET_DEVICE if changes.iter().any(|change| change.action == Action::Create) => 2,
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
        (Endpoint::Vendor, QUEUE_MEMBER | CONTACT_CENTER_ADMIN) => Carrier::Manual,
        (_, kind) if by_people(kind) => Carrier::Manual,
        _ => Carrier::Api,
    }
}

/// Whether nothing but a person (or a program of the user's own) ever writes `kind`: no interface, public or invented,
/// knows it.
pub fn by_people(kind: Kind) -> bool {
    const KINDS: [Kind; 7] = [
        QUEUE_CLEARANCE,
        MEETING_HANDOVER,
        SETTINGS_TEMPLATE,
        PRODUCT_FEATURE,
        INVITATION,
        PASSWORD_RESET,
        LICENSE_SEATS,
    ];
    KINDS.contains(&kind)
}

/// Whether what was asked for is there. Of invitations and seats more than that is as good.
pub fn settled(catalogue: &Catalogue, change: &Change, observed: Option<&Attributes>) -> bool {
    let least = match change.addr.kind {
        INVITATION => "sent",
        LICENSE_SEATS => "seats",
        _ => return port::settled(catalogue, change, observed),
    };
    let number = |side: Option<&Attributes>| side.and_then(|own| own.get(least)).and_then(Value::as_number);
    number(observed).is_some_and(|seen| Some(seen) >= number(change.after.as_ref()))
}

/// Who writes `kind` in `tenant`, with what the tenant says of it.
pub fn carrier(tenant: &Tenant, kind: Kind) -> Carrier {
    tenant.writes_by(CATALOGUE.spec(kind).plural).unwrap_or_else(|| usual_carrier(tenant, kind))
}

/// Whether reading shows resources of `kind` in `tenant`. The vendor lists who is in call queues, without roles
/// and perhaps only those who are logged in (U-03), nobody of other queues and no admin flag: that proves
/// nothing of who is a member (G-716, G-717). Templates, features and resets of passwords are shown nowhere.
pub fn readable(tenant: &Tenant, kind: Kind) -> bool {
    match kind {
        SETTINGS_TEMPLATE | PRODUCT_FEATURE | PASSWORD_RESET => false,
        QUEUE_MEMBER | CONTACT_CENTER_ADMIN | QUEUE_CLEARANCE => tenant.endpoint != Endpoint::Vendor,
        _ => true,
    }
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
