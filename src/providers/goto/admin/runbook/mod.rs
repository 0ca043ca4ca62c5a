//! How a person does by hand what is not written by the program: where in GoTo Admin, click by click, and what
//! to look at afterwards. Menus and buttons are called as the vendor's help pages call them, in the language of the
//! portal; where those name none, the place is described.

mod accounts;
mod phones;
mod queues;
mod seven;

use super::catalogue::{
    CONTACT_CENTER_ADMIN, EXTENSION, GROUP, GROUP_MEMBER, LICENSE, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, USER,
};
use crate::model::{Attributes, Change, Changes, Runbook, Tenant};
use crate::providers::goto::labels::{PRODUCT_MAIL, placed};
use crate::providers::goto::settings::Settings;
use crate::providers::kit::labels::Language;

/// The runbook of `change`, one of `all`.
pub fn of(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let language = Settings::of(tenant).labels.unwrap_or_default();
    let book = sentences(language, change, all);
    Runbook { place: placed(language, &book.place), ..book }
}

fn sentences(language: Language, change: &Change, all: &Changes) -> Runbook {
    match change.addr.kind {
        USER => accounts::user(change, all),
        LICENSE => accounts::license(language, change),
        ROLE => accounts::role(change),
        GROUP => accounts::group(change),
        GROUP_MEMBER => accounts::group_member(change),
        QUEUE_MEMBER => queues::member(language, change, all),
        CONTACT_CENTER_ADMIN => queues::admin(change, all),
        QUEUE_CLEARANCE => queues::clearance(language, change, all),
        EXTENSION => phones::extension(change),
        _ => Runbook::default(),
    }
}

/// Where people are.
const USERS: &str = "GoTo Admin > People > Users";
/// What the vendor asks beside every change of somebody (G-506): neither page says which way it is set.
fn mail(language: Language) -> String {
    format!("Set or clear the box {} on purpose; do not trust its default", language.say(PRODUCT_MAIL))
}

/// The text of one attribute on one side of a change.
fn text<'c>(side: Option<&'c Attributes>, name: &str) -> Option<&'c str> {
    side.and_then(|own| own.text(name))
}

#[cfg(test)]
mod tests;
