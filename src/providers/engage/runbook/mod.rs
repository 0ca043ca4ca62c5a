//! How a person makes each change in the vendor's own pages: the honest way to use the real product (section
//! 4.1). Places, buttons and fields are called as the help pages call them, in the language of the portal.

mod people;

use super::calls::person;
use super::catalogue::{CONVERSATIONS, SKILL, UNASSIGNED, USER, USER_PROJECT, USER_SKILL};
use super::labels;
use super::settings::Settings;
use crate::model::{Action, Change, Changes, Runbook, Tenant};
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{runbook, text};

/// The product; a name, the same in every language.
const SITE: &str = "Sinch Engage";

/// How a person makes `change`, one of `all`, by hand.
pub fn of(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let language = Settings::of(tenant).labels.unwrap_or_default();
    match (change.addr.kind, change.action) {
        (CONVERSATIONS, _) => reassign(language, person(&change.addr), change),
        (SKILL, Action::Delete) => delete_skill(language, &change.addr.key),
        (SKILL, _) => add_skill(language, &change.addr.key),
        (USER | USER_SKILL | USER_PROJECT, _) => people::of(language, change, all),
        _ => Runbook::default(),
    }
}

/// E-027, E-028, E-034.
fn reassign(language: Language, who: &str, change: &Change) -> Runbook {
    let to = text(change.after.as_ref(), "assigned_to");
    let aim = match to {
        UNASSIGNED => "nobody, so that they stand in the assignment view".to_owned(),
        to => format!("`{to}`"),
    };
    let clicks = [
        "Open the view as a dispatcher or an administrator: nobody else sees it (E-028)".to_owned(),
        format!("Select all open conversations of `{who}` and assign them to {aim}, all at once (E-034)"),
    ];
    let place = format!("{} > assignment view", language.path(SITE, &[labels::CONVERSATIONS]));
    runbook(
        place,
        clicks,
        [format!("`{who}` has no open conversation; also look where there should be none")],
    )
}

/// The account's list of skills (E-038).
fn skills(language: Language) -> String {
    language.path(SITE, &[labels::SETTINGS, labels::SKILLS])
}

fn add_skill(language: Language, name: &str) -> Runbook {
    let (add, save) = (language.say(labels::ADD), language.say(labels::SAVE));
    let clicks = [
        format!("Look for `{name}` in the list; where it is there, do nothing"),
        format!("Otherwise select {add}, enter `{name}` and select {save}"),
    ];
    runbook(skills(language), clicks, [format!("The list shows `{name}` once")])
}

/// E-042.
fn delete_skill(language: Language, name: &str) -> Runbook {
    let clicks = [
        format!(
            "Make sure that nobody holds the skill `{name}`: what becomes of holders is not documented (E-042)"
        ),
        format!("Take `{name}` out of the list for good"),
    ];
    runbook(skills(language), clicks, [format!("The list does not show `{name}`, and no user does")])
}
