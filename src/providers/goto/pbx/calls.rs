//! Which screen of the portal carries a change. One screen is one step, and one step is about one person or one
//! group: small enough to be confirmed.

use super::super::catalogue::{GROUP, GROUP_MEMBER, USER, person};
use super::catalogue::{CATALOGUE, DEVICE, GROUP_PERMISSION, LINE, LOGIN};
use crate::model::{Action, Call, Change, Changes, Executor, Kind, Tenant};

/// Adds a stand-alone user (G-018).
pub const ADD_USER: &str = "add user";
/// The person's names.
pub const EDIT_USER: &str = "edit user";
/// Deletes a person, whose line and device are gone by then (E-30).
pub const DELETE_USER: &str = "delete user";
/// The person's line.
pub const SET_LINE: &str = "set line";
/// Adds a device, which is billed from then on.
pub const ADD_DEVICE: &str = "add device";
/// Deletes a device.
pub const DELETE_DEVICE: &str = "delete device";
/// The switch of the web login.
pub const SET_LOGIN: &str = "set login";
/// The person joins groups.
pub const JOIN_GROUPS: &str = "join groups";
/// The person leaves groups.
pub const LEAVE_GROUPS: &str = "leave groups";
/// What is granted to the person alone.
pub const SET_PERMISSIONS: &str = "set permissions";
/// What is granted to a group.
pub const SET_GROUP_PERMISSIONS: &str = "set group permissions";
/// Makes a group.
pub const ADD_GROUP: &str = "add group";
/// Removes a group.
pub const DELETE_GROUP: &str = "delete group";

/// Which screen carries `change`.
pub fn call(change: &Change, _: &Changes) -> Call {
    let gone = change.action == Action::Delete;
    let either = |gone_shape, shape| if gone { gone_shape } else { shape };
    let spec = CATALOGUE.spec(change.addr.kind);
    let key = &*change.addr.key;
    let (shape, what, name) = match change.addr.kind {
        GROUP => (either(DELETE_GROUP, ADD_GROUP), "group", key),
        GROUP_PERMISSION => (SET_GROUP_PERMISSIONS, "group", spec.part(key, "path").unwrap_or(key)),
        kind => {
            let shape = match (kind, change.action) {
                (USER, Action::Create) => ADD_USER,
                (USER, Action::Update) => EDIT_USER,
                (USER, Action::Delete) => DELETE_USER,
                (LINE, _) => SET_LINE,
                (DEVICE, _) => either(DELETE_DEVICE, ADD_DEVICE),
                (LOGIN, _) => SET_LOGIN,
                (GROUP_MEMBER, _) => either(LEAVE_GROUPS, JOIN_GROUPS),
                _ => SET_PERMISSIONS,
            };
            (shape, "user", person(&change.addr).unwrap_or(key))
        }
    };
    Call { shape, batch: name.to_owned(), target: format!("{what} {name}"), most: 1 }
}

/// Who writes `kind`: people, or a program of the user's own. Nothing public writes in this portal.
pub fn executor(tenant: &Tenant, kind: Kind) -> Executor {
    tenant.writes_by(CATALOGUE.spec(kind).plural).unwrap_or(Executor::Manual)
}
