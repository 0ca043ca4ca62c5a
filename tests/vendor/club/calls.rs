//! Which call carries a change.

use rosterctl::model::{Action, Call, Change, Changes};

use super::catalogue::MEMBER;

pub const CREATE_MEMBER: &str = "create member";
pub const UPDATE_MEMBER: &str = "update member";
pub const DELETE_MEMBER: &str = "delete member";
pub const GIVE_BADGE: &str = "give badge";
pub const TAKE_BADGE: &str = "take badge";

/// One call a change; no two calls about one resource run at the same time.
pub fn call(change: &Change, _: &Changes) -> Call {
    let shape = match (change.addr.kind == MEMBER, change.action) {
        (true, Action::Create) => CREATE_MEMBER,
        (true, Action::Update) => UPDATE_MEMBER,
        (true, Action::Delete) => DELETE_MEMBER,
        (false, Action::Delete) => TAKE_BADGE,
        (false, _) => GIVE_BADGE,
    };
    Call { shape, batch: change.addr.to_string(), target: change.addr.to_string(), most: 1 }
}
