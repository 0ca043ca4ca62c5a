//! Which screen of the portal carries a change. One screen is one step, and one step is about one person or one
//! group: small enough to be confirmed.

use super::super::admin::catalogue::{GROUP, GROUP_MEMBER, USER};
use super::catalogue::{CATALOGUE, DEVICE, GROUP_PERMISSION, LINE, LOGIN, base};
use crate::model::{Action, Call, Change, Changes};
use crate::providers::kit::calls::screen;

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
/// Permissions that do nothing without another one: a screen later on the way in, and earlier on the way out (E-14,
/// E-16).
pub const SET_DEPENDENT: &str = "set dependent permissions";
/// The same of a group.
pub const SET_GROUP_DEPENDENT: &str = "set dependent group permissions";
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
    let (shape, name) = match change.addr.kind {
        GROUP => (either(DELETE_GROUP, ADD_GROUP), key),
        GROUP_PERMISSION if depends(change) => (SET_GROUP_DEPENDENT, spec.part(key, "path").unwrap_or(key)),
        GROUP_PERMISSION => (SET_GROUP_PERMISSIONS, spec.part(key, "path").unwrap_or(key)),
        kind => {
            let shape = match (kind, change.action) {
                (USER, Action::Create) => ADD_USER,
                (USER, Action::Update) => EDIT_USER,
                (USER, Action::Delete) => DELETE_USER,
                (LINE, _) => SET_LINE,
                (DEVICE, _) => either(DELETE_DEVICE, ADD_DEVICE),
                (LOGIN, _) => SET_LOGIN,
                (GROUP_MEMBER, _) => either(LEAVE_GROUPS, JOIN_GROUPS),
                _ if depends(change) => SET_DEPENDENT,
                _ => SET_PERMISSIONS,
            };
            (shape, CATALOGUE.subject_of(&change.addr).unwrap_or(key))
        }
    };
    screen(shape, name)
}

/// Whether a permission does nothing without another one (G-316).
fn depends(change: &Change) -> bool {
    let name = CATALOGUE.part(&change.addr, "permission");
    name.is_some_and(|name| base(name).is_some())
}
