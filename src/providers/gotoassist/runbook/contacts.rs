//! Contacts: one form holds a contact and all ways to reach it.

use super::super::calls::{self, DELETE_CONTACT};
use super::super::catalogue::{ALL, CATALOGUE, CONTACT, CONTACT_METHOD};
use super::super::labels::CONTACTS;
use super::{configure, wanted};
use crate::model::{Action, Addr, Change, Changes, Runbook};
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{part, runbook};

/// How `change` is made, with all that stands in the same form.
pub fn of(language: Language, change: &Change, all: &Changes) -> Runbook {
    let name = part(&CATALOGUE, change, "contact");
    if calls::call(change, all).shape == DELETE_CONTACT {
        return deleted(language, name);
    }
    let contact = all.get(&Addr::new(CONTACT, name));
    let prefix = format!("{name}/");
    let theirs = |change: &&Change| part(&CATALOGUE, change, "contact") == name;
    let methods: Vec<&Change> = all.starting(CONTACT_METHOD, &prefix).filter(theirs).collect();
    let scope = contact.map(scope);
    let mut clicks = vec![match (contact.map(|contact| contact.action), &scope) {
        (Some(Action::Create), Some(scope)) => {
            format!(
                "Look for `{name}` in the list; where it is not there, add a contact called `{name}` for {scope}"
            )
        }
        (_, Some(scope)) => format!("Open `{name}` and set its company access to {scope}"),
        (_, None) => format!("Open `{name}`"),
    }];
    let mut checks: Vec<String> =
        scope.iter().map(|scope| format!("`{name}` is in the list, for {scope}")).collect();
    for method in methods {
        let (kind, value) = (part(&CATALOGUE, method, "kind"), part(&CATALOGUE, method, "value"));
        if method.action == Action::Delete {
            clicks.push(format!(
                "Point alerts and scheduled reports that use `{value}` elsewhere (AE-05), then take the {kind} method \
                 `{value}` away"
            ));
            checks.push(format!(
                "`{value}` is not among the methods of `{name}`, and no alert is without a receiver"
            ));
        } else {
            clicks.push(format!("Add a method of the kind {kind} with the value `{value}`"));
            checks.push(format!("`{value}` is among the methods of `{name}`"));
        }
    }
    clicks.push("Save".to_owned());
    runbook(configure(language, &[CONTACTS], &[]), clicks, checks)
}

/// All companies, or one.
fn scope(contact: &Change) -> String {
    let scope = wanted(contact, "companies").map(ToString::to_string).unwrap_or_else(|| ALL.to_owned());
    if scope == ALL { "all companies".to_owned() } else { format!("the company `{scope}`") }
}

/// There is no undo, and every user stands in this list as well.
fn deleted(language: Language, name: &str) -> Runbook {
    let clicks = [
        format!("See that `{name}` is no user: every user stands in this list as well, and stays (A-302)"),
        "Point alerts and scheduled reports that are sent to this contact elsewhere (AE-05)".to_owned(),
        format!("Delete the contact `{name}` with all its methods: there is no undo (A-306)"),
    ];
    let checks = [format!("`{name}` is not in the list, and no alert is without a receiver")];
    runbook(configure(language, &[CONTACTS], &[name]), clicks, checks)
}
