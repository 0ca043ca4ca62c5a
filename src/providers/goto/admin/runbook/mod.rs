//! How a person does by hand what is not written by the program: where in GoTo Admin, click by click, and what
//! to look at afterwards. Menus and buttons are called as the vendor's help pages call them; where those name
//! none (the removal from a queue, G-702), the place is described.

mod accounts;
mod meetings;
mod phones;
mod queues;
mod seven;

use super::catalogue::{
    CO_ORGANIZER, CONTACT_CENTER_ADMIN, EXTENSION, GROUP, GROUP_MEMBER, LICENSE, MEETING_HANDOVER,
    QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, USER,
};
use crate::model::{Attributes, Change, Changes, Runbook};

/// The runbook of `change`, one of `all`.
pub fn of(change: &Change, all: &Changes) -> Runbook {
    match change.addr.kind {
        USER => accounts::user(change, all),
        LICENSE => accounts::license(change),
        ROLE => accounts::role(change),
        GROUP => accounts::group(change),
        GROUP_MEMBER => accounts::group_member(change),
        QUEUE_MEMBER => queues::member(change, all),
        CONTACT_CENTER_ADMIN => queues::admin(change, all),
        QUEUE_CLEARANCE => queues::clearance(change, all),
        MEETING_HANDOVER => meetings::handover(change),
        CO_ORGANIZER => meetings::co_organizer(change),
        EXTENSION => phones::extension(change),
        _ => Runbook::default(),
    }
}

/// Where people are.
const USERS: &str = "GoTo Admin > People > Users";
/// What the vendor asks beside every change of somebody (G-506): neither page says which way it is set.
const MAIL: &str =
    "Set or clear the box Send product change notification email on purpose; do not trust its default";

/// The text of one attribute on one side of a change.
fn text<'c>(side: Option<&'c Attributes>, name: &str) -> Option<&'c str> {
    side.and_then(|own| own.text(name))
}

#[cfg(test)]
mod tests;
