//! Which request carries a change, what it costs, and who makes it.

use super::catalogue::{CATALOGUE, GROUP, GROUP_MEMBER, MANAGER, USER, person};
use crate::model::{Action, Addr, Call, Change, Changes};
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER, PATCH_USER, single};

/// Makes a group.
pub const CREATE_GROUP: &str = "create group";
/// Deletes a group.
pub const DELETE_GROUP: &str = "delete group";
/// Changes who is in one group.
pub const PATCH_GROUP: &str = "patch group";

/// How many members one request adds or removes at most: one service takes no more (`scim.md`, section 4).
pub const MOST_MEMBERS: usize = 100;

/// Which call carries `change`, one of `all`.
pub fn call(change: &Change, all: &Changes) -> Call {
    let key = &*change.addr.key;
    match (change.addr.kind, change.action) {
        (GROUP, Action::Delete) => single(DELETE_GROUP, key, "group"),
        (GROUP, _) => single(CREATE_GROUP, key, "group"),
        (GROUP_MEMBER, _) => {
            let group = CATALOGUE.spec(GROUP_MEMBER).part(key, "group").unwrap_or(key);
            single(PATCH_GROUP, group, "group")
        }
        (USER, Action::Delete) => single(DELETE_USER, key, "user"),
        _ => of_user(change, person(&change.addr).unwrap_or(key), all),
    }
}

/// What a person is created with rides in the request that creates them; a manager who is created in the same plan
/// has no id yet, and is named afterwards.
fn of_user(change: &Change, key: &str, all: &Changes) -> Call {
    let created =
        |key: &str| all.get(&Addr::new(USER, key)).is_some_and(|user| user.action == Action::Create);
    let waits = change.addr.kind == MANAGER
        && change.after.as_ref().and_then(|after| after.text("manager")).is_some_and(created);
    match change.action == Action::Create && created(key) && !waits {
        true => single(CREATE_USER, key, "user"),
        false => single(PATCH_USER, key, "user"),
    }
}

/// How many writing calls a step of `shape` with these changes costs at most.
pub fn cost(shape: &str, changes: &[&Change]) -> u32 {
    match shape {
        PATCH_GROUP => changes.len().div_ceil(MOST_MEMBERS).max(1) as u32,
        // Who is still active is deactivated first (section 6).
        DELETE_USER if changes.iter().any(|change| was_active(change)) => 2,
        _ => 1,
    }
}

/// Whether the removal of a user was planned while the user was active, which somebody acknowledged.
pub fn was_active(change: &Change) -> bool {
    let active = change.before.as_ref().and_then(|before| before.get("active"));
    active.is_some_and(|active| active.holds("true"))
}
