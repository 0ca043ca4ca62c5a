//! Which screen of the portal carries a change. One screen is one step, and one step is about one person: small
//! enough to be confirmed (G-307).

use super::super::admin::catalogue::{GROUP_MEMBER, LICENSE, ROLE, USER};
use super::catalogue::{CATALOGUE, MANAGED_GROUP, MANAGER, MANAGER_PERMISSION};
use crate::model::{Action, Addr, Attributes, Call, Change, Changes};
use crate::providers::kit::calls::screen;

/// The form that adds a person, with products, group and role.
pub const ADD_USER: &str = "add user";
/// The person's names and address.
pub const EDIT_USER: &str = "edit user";
/// The person's products: one form, which replaces the whole set (G-204).
pub const SET_PRODUCTS: &str = "set products";
/// The person's role, and with it the groups of a Manager: in one edit, for in between lies everybody (G-308).
pub const SET_ROLE: &str = "set role";
/// What a Manager may do.
pub const SET_PERMISSIONS: &str = "set permissions";
/// The person's one group.
pub const SET_GROUP: &str = "set group";
/// Deletes a person.
pub const DELETE_USER: &str = "delete user";
/// Makes a group.
pub const ADD_GROUP: &str = "add group";
/// Removes a group.
pub const DELETE_GROUP: &str = "delete group";

/// Which screen carries `change`, one of `all`.
pub fn call(change: &Change, all: &Changes) -> Call {
    let Some(email) = CATALOGUE.subject_of(&change.addr) else {
        let shape = if change.action == Action::Delete { DELETE_GROUP } else { ADD_GROUP };
        return screen(shape, &change.addr.key);
    };
    let user = all.get(&Addr::new(USER, email)).map(|user| user.action);
    let role = all.get(&Addr::new(ROLE, email));
    let shape = match (user, change.addr.kind, change.action) {
        (Some(Action::Delete), _, Action::Delete) => DELETE_USER,
        (Some(Action::Create), USER | LICENSE | GROUP_MEMBER, Action::Create) => ADD_USER,
        (Some(Action::Create), ROLE, Action::Create) if !is_manager(change.after.as_ref()) => ADD_USER,
        (_, LICENSE, _) => SET_PRODUCTS,
        (_, ROLE | MANAGED_GROUP, _) => SET_ROLE,
        // With the role all that a Manager may do goes, by the same edit.
        (_, MANAGER_PERMISSION, Action::Delete) if role.is_some_and(resigns) => SET_ROLE,
        (_, MANAGER_PERMISSION, _) => SET_PERMISSIONS,
        (_, GROUP_MEMBER, _) => SET_GROUP,
        _ => EDIT_USER,
    };
    screen(shape, email)
}

/// Whether a role makes somebody a Manager.
pub fn is_manager(role: Option<&Attributes>) -> bool {
    role.and_then(|role| role.text("role")) == Some(MANAGER)
}

/// Whether a change of role ends a Manager.
pub fn resigns(role: &Change) -> bool {
    let renamed = role.after.as_ref().is_none_or(|after| after.get("role").is_some());
    is_manager(role.before.as_ref()) && renamed && !is_manager(role.after.as_ref())
}
