//! Companies, portals and settings.

use super::super::catalogue::{CATALOGUE, COMPANY};
use super::super::labels::{ACCOUNT_SETTINGS, COMPANIES, COMPANY_SETTINGS, PORTAL};
use super::{configure, wanted};
use crate::model::{Action, Addr, Change, Changes, Runbook, Value};
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{part, runbook};

/// A company comes or goes. One that goes is empty before: what becomes of what it holds is not documented (A-013, AU-01).
pub fn company(language: Language, change: &Change) -> Runbook {
    let name = &*change.addr.key;
    if change.action == Action::Delete {
        return gone(language, name);
    }
    let mut clicks = vec![
        format!("Look for `{name}` in the list, in either module: it is one list (A-004, A-005)"),
        format!("Where it is not there, add a company called `{name}`; invite nobody from this form (A-012)"),
    ];
    if let Some(key) = wanted(change, "data_key") {
        clicks.push(format!(
            "Enter the data key that is kept in {key}; show it to nobody and write it nowhere (A-010)"
        ));
    }
    clicks.push("Save".to_owned());
    let checks = [format!("`{name}` is in the list of companies once")];
    runbook(configure(language, &[COMPANIES], &[]), clicks, checks)
}

/// Every device belongs to a company, and can be moved to another one as it is.
fn gone(language: Language, name: &str) -> Runbook {
    let clicks = [
        format!(
            "Open `{name}` and count its devices: there should be none. Move what is there to another company as it is, \
             without deleting and adding it again: every device belongs to at least one (A-002, A-011)"
        ),
        "See that it holds no user and no contact either: delete nothing that does (A-013)".to_owned(),
        "See that its portal is closed and the queue of the portal empty".to_owned(),
        "Do not use `clear inventory`: it is no step on the way, and its history does not come back (AT-03)"
            .to_owned(),
        format!("Delete the company, and type its name `{name}` where you are asked"),
    ];
    let checks = [
        format!("`{name}` is in no list of companies any more"),
        "No collector reports an error: each was given another company first".to_owned(),
        "The devices that were moved are in the inventory of their new company".to_owned(),
    ];
    runbook(configure(language, &[COMPANIES], &[name]), clicks, checks)
}

/// The portal of a company.
pub fn portal(language: Language, change: &Change) -> Runbook {
    let name = &*change.addr.key;
    let (clicks, checks) = match change.action {
        Action::Delete => (
            vec![
                "Answer or close what waits in the queue of the portal".to_owned(),
                format!("Close the portal of `{name}` and save"),
            ],
            vec!["The address of the portal takes no request any more".to_owned()],
        ),
        _ => (
            vec![
                format!("Look whether `{name}` has a portal: one is assumed to be the most (AU-03)"),
                format!("Where it has none, create the portal of `{name}` and save"),
            ],
            vec![
                "The address of the portal opens".to_owned(),
                format!(
                    "A technician with a Remote Support seat sees `{name}`, or customers wait for nobody (AT-11)"
                ),
            ],
        ),
    };
    runbook(configure(language, &[COMPANIES], &[name, &language.say(PORTAL)]), clicks, checks)
}

/// A company's own value of a setting. What goes with its company has no clicks of its own.
pub fn own_setting(language: Language, change: &Change, all: &Changes) -> Runbook {
    let (name, setting) = (part(&CATALOGUE, change, "company"), part(&CATALOGUE, change, "setting"));
    if all.get(&Addr::new(COMPANY, name)).is_some_and(|company| company.action == Action::Delete) {
        return gone(language, name);
    }
    let what = words(setting);
    let (click, check) = match wanted(change, "value").map(shown) {
        Some(value) => (
            format!("Override {what} for this company with {value} and save"),
            format!("{what} of `{name}` is {value}, and the account's is as it was"),
        ),
        None => (
            format!("Take the override of {what} away, so that the account's value holds, and save"),
            format!("{what} of `{name}` follows the account"),
        ),
    };
    let place = configure(language, &[COMPANIES], &[name, &language.say(COMPANY_SETTINGS)]);
    runbook(place, [click], [check])
}

/// A setting of the account, for all companies that have no own value.
pub fn account_setting(language: Language, change: &Change) -> Runbook {
    let what = words(&change.addr.key);
    let value = wanted(change, "value").map(shown).unwrap_or_default();
    let clicks = [
        format!("Set {what} to {value} and save"),
        "Do not use `recreate default configuration`: it brings deleted defaults back (A-404)".to_owned(),
    ];
    let checks = [
        format!("{what} is {value}"),
        "A company that overrides it keeps its own value, as it should (AT-15)".to_owned(),
    ];
    runbook(configure(language, &[ACCOUNT_SETTINGS], &[]), clicks, checks)
}

/// A setting in words that a person finds on the page.
fn words(setting: &str) -> &str {
    match setting {
        "session_recording" => "session recording",
        "account_name" => "the account name",
        "navigation_color" => "the colour of the navigation",
        "companies_label" => "the word for companies",
        "language" => "the language",
        other => other,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Flag(true) => "on".to_owned(),
        Value::Flag(false) => "off".to_owned(),
        other => format!("`{other}`"),
    }
}
