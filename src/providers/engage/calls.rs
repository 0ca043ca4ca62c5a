//! Which call carries a change, and who makes it.

use super::catalogue::{CATALOGUE, CONVERSATIONS, SKILL, USER};
use crate::model::{Action, Addr, Call, Change, Changes};
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER, PATCH_USER, single};

/// Hands a person's open conversations to somebody else, all at once.
pub const REASSIGN: &str = "reassign conversations";
/// Adds a skill to the list.
pub const CREATE_SKILL: &str = "create skill";
/// Deletes a skill from the list.
pub const DELETE_SKILL: &str = "delete skill";

/// Which call carries `change`, one of `all`. Everything of one person has one target, so that no two writes of
/// one record race.
pub fn call(change: &Change, all: &Changes) -> Call {
    let key = &*change.addr.key;
    if change.addr.kind == SKILL {
        let shape = if change.action == Action::Delete { DELETE_SKILL } else { CREATE_SKILL };
        return single(shape, key, "skill");
    }
    let email = person(&change.addr);
    let user = all.get(&Addr::new(USER, email)).map(|user| user.action);
    let shape = match (change.addr.kind, user, change.action) {
        (CONVERSATIONS, ..) => REASSIGN,
        (_, Some(Action::Create), Action::Create) => CREATE_USER,
        (_, Some(Action::Delete), Action::Delete) => DELETE_USER,
        _ => PATCH_USER,
    };
    single(shape, email, "user")
}

/// The person that a resource belongs to, by e-mail.
pub fn person(addr: &Addr) -> &str {
    CATALOGUE.part(addr, "user").unwrap_or(&addr.key)
}
