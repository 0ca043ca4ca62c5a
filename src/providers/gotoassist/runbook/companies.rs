//! Companies, portals, settings and contacts.

use super::super::catalogue::{ALL, CATALOGUE};
use super::{configure, wanted};
use crate::model::{Action, Change, Runbook};
use crate::providers::kit::runbook::{part, runbook};

pub fn company(change: &Change) -> Runbook {
    let name = &*change.addr.key;
    if change.action == Action::Delete {
        let clicks = [
            format!("Open `{name}` and see that it holds no device, no user and no contact: delete nothing that does (A-013)"),
            "See that its customer portal is closed and its queue empty".to_owned(),
            "Do not use `clear inventory`: it is no step on the way, and its history does not come back (AT-03)".to_owned(),
            format!("Delete the company and type its name `{name}` where you are asked"),
        ];
        let checks = [
            format!("`{name}` is in no list of companies any more"),
            "No collector reports an error: each was given another company first".to_owned(),
        ];
        return runbook(configure(&["Companies", name]), clicks, checks);
    }
    let mut clicks = vec![
        format!("Look for `{name}` in the list, in either module: it is one list (A-004, A-005)"),
        format!("Add a company called `{name}`; invite nobody from this form (A-012)"),
    ];
    if let Some(key) = wanted(change, "data_key") {
        clicks.push(format!(
            "Enter the data key that is kept in {key}; show it to nobody and write it nowhere (A-010)"
        ));
    }
    let checks = [format!("`{name}` is in the list of companies once")];
    runbook(configure(&["Companies"]), clicks, checks)
}

pub fn portal(change: &Change) -> Runbook {
    let name = &*change.addr.key;
    let (clicks, checks) = match change.action {
        Action::Delete => (
            vec![
                "Answer or close what waits in the queue of the portal".to_owned(),
                format!("Close the customer portal of `{name}`"),
            ],
            vec!["The address of the portal takes no request any more".to_owned()],
        ),
        _ => (
            vec![format!("Create the customer portal of `{name}`; there is one for each company")],
            vec![
                "The address of the portal opens".to_owned(),
                format!(
                    "A technician with a Remote Support seat sees `{name}`, or customers wait for nobody (AT-11)"
                ),
            ],
        ),
    };
    runbook(configure(&["Companies", name, "Customer portal"]), clicks, checks)
}

pub fn own_setting(change: &Change) -> Runbook {
    let (name, setting) = (part(&CATALOGUE, change, "company"), part(&CATALOGUE, change, "setting"));
    let (click, check) = match wanted(change, "value") {
        Some(value) => (
            format!("Override `{setting}` for this company with `{value}`"),
            format!("`{setting}` of `{name}` is `{value}`, and the account's is as it was"),
        ),
        None => (
            format!("Take the override of `{setting}` away, so that the account's value holds"),
            format!("`{setting}` of `{name}` follows the account"),
        ),
    };
    runbook(configure(&["Companies", name, "Settings"]), [click], [check])
}

pub fn account_setting(change: &Change) -> Runbook {
    let setting = &*change.addr.key;
    let value = wanted(change, "value").map(ToString::to_string).unwrap_or_default();
    let clicks = [
        format!("Set `{setting}` to `{value}`"),
        "Do not use `recreate default configuration`: it brings deleted defaults back (A-404)".to_owned(),
    ];
    let checks = [
        format!("`{setting}` is `{value}`"),
        "Companies that override it keep their own value, as they should (AT-15)".to_owned(),
    ];
    runbook(configure(&["Account settings"]), clicks, checks)
}

pub fn contact(change: &Change) -> Runbook {
    let name = &*change.addr.key;
    if change.action == Action::Delete {
        let clicks = [
            format!(
                "See that `{name}` is no user: every user stands in this list as well, and stays (A-302)"
            ),
            "Point alerts and scheduled reports that are sent to this contact elsewhere (AE-05)".to_owned(),
            format!("Delete the contact `{name}`: there is no undo (A-306)"),
        ];
        let checks = [format!("`{name}` is not in the list, and no alert is without a receiver")];
        return runbook(configure(&["Contacts", name]), clicks, checks);
    }
    let scope = wanted(change, "companies").map(ToString::to_string).unwrap_or_else(|| ALL.to_owned());
    let scope = if scope == ALL { "all companies".to_owned() } else { format!("the company `{scope}`") };
    let clicks = match change.action {
        Action::Create => [format!("Add a contact called `{name}` for {scope}")],
        _ => [format!("Set the company access of `{name}` to {scope}")],
    };
    runbook(configure(&["Contacts"]), clicks, [format!("`{name}` is in the list, for {scope}")])
}

pub fn method(change: &Change) -> Runbook {
    let (name, kind, value) = (
        part(&CATALOGUE, change, "contact"),
        part(&CATALOGUE, change, "kind"),
        part(&CATALOGUE, change, "value"),
    );
    let (clicks, check) = match change.action {
        Action::Delete => (
            vec![
                format!("Point alerts and scheduled reports that use `{value}` elsewhere (AE-05)"),
                format!("Take the {kind} method `{value}` away"),
            ],
            format!("`{value}` is not among the methods of `{name}`, and no alert is without a receiver"),
        ),
        _ => (
            vec![format!("Add a method of the kind {kind} with the value `{value}`")],
            format!("`{value}` is among the methods of `{name}`"),
        ),
    };
    runbook(configure(&["Contacts", name]), clicks, [check])
}
