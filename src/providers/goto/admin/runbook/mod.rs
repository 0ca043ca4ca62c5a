//! How a person does by hand what is not written by the program: where in GoTo Admin, click by click, and what
//! to look at afterwards. Menus and buttons are called as the vendor's help pages call them, in the language of the
//! portal; where those name none, the place is described.

mod accounts;
mod extras;
mod meetings;
mod phones;
mod queues;
mod seven;

use super::calls::{self, CREATE_USERS, carrier};
use super::catalogue::{
    CATALOGUE, CO_ORGANIZER, CONTACT_CENTER_ADMIN, DEVICE, EXTENSION, GROUP, GROUP_MEMBER, INVITATION,
    LICENSE, LICENSE_SEATS, MEETING_HANDOVER, PASSWORD_RESET, PHONE_NUMBER, PRODUCT_FEATURE, QUEUE_CLEARANCE,
    QUEUE_MEMBER, ROLE, SETTINGS_TEMPLATE, USER,
};
use crate::model::{Attributes, Change, Changes, Runbook, Tenant};
use crate::providers::goto::labels::placed;
use crate::providers::goto::settings::Settings;
use crate::providers::kit::labels::Language;

/// The runbook of `change`, one of `all`.
pub fn of(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let language = Settings::of(tenant).labels.unwrap_or_default();
    let book = match in_form(tenant, change, all) {
        true => {
            accounts::added(tenant, language, CATALOGUE.subject_of(&change.addr).unwrap_or_default(), all)
        }
        false => sentences(tenant, language, change, all),
    };
    Runbook { place: placed(language, &book.place), ..book }
}

fn sentences(tenant: &Tenant, language: Language, change: &Change, all: &Changes) -> Runbook {
    match change.addr.kind {
        USER => accounts::user(change, all),
        LICENSE => accounts::license(language, change),
        ROLE => accounts::role(change),
        GROUP => accounts::group(change),
        GROUP_MEMBER => accounts::group_member(change),
        QUEUE_MEMBER => queues::member(language, change, all),
        CONTACT_CENTER_ADMIN => queues::admin(change, all),
        QUEUE_CLEARANCE => queues::clearance(language, change, all),
        MEETING_HANDOVER => meetings::handover(change),
        CO_ORGANIZER => meetings::co_organizer(change),
        EXTENSION => phones::extension(change),
        SETTINGS_TEMPLATE => extras::template(tenant, change, all),
        PRODUCT_FEATURE => extras::features(tenant, change, all),
        INVITATION => extras::invitation(language, change),
        PASSWORD_RESET => extras::password(change),
        LICENSE_SEATS => extras::seats(change),
        PHONE_NUMBER => phones::number(change),
        DEVICE => phones::device(change),
        _ => Runbook::default(),
    }
}

/// Where people are.
const USERS: &str = "GoTo Admin > People > Users";

/// Whether `change` is made on the form that adds a person: whoever adds them does the rest there as well, where a person
/// writes it.
fn in_form(tenant: &Tenant, change: &Change, all: &Changes) -> bool {
    calls::call(change, all).shape == CREATE_USERS
        && carrier(tenant, change.addr.kind) == carrier(tenant, USER)
}

/// What to do with the box that mails somebody about a change, called `name` (G-310, G-506): as the roster says, for neither
/// page says how it is set before.
fn mail(change: &Change, name: &str) -> String {
    let told = [&change.after, &change.before].into_iter().flatten().find_map(|own| own.get("notify"));
    match told.map(|notify| notify.holds("true")) {
        Some(true) => format!("Tick the box {name}, whatever it shows: the roster says `notify: true`"),
        Some(false) => format!("Clear the box {name}, whatever it shows: the roster says `notify: false`"),
        None => format!("Set or clear the box {name} on purpose; do not trust its default"),
    }
}

/// The text of one attribute on one side of a change.
fn text<'c>(side: Option<&'c Attributes>, name: &str) -> Option<&'c str> {
    side.and_then(|own| own.text(name))
}

#[cfg(test)]
mod tests;
