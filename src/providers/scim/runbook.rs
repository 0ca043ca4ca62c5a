//! How a person makes a change by hand, where `tenant.yaml` says `writes: {kind: manual}`. Every service has menus
//! of its own, so places are named by what SCIM calls them.

use super::catalogue::{CATALOGUE, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER, person};
use crate::model::{Action, Change, Mutability, Runbook, Value};
use crate::providers::kit::runbook::{part, runbook, text};

/// How `change` is made by hand.
pub fn of(change: &Change) -> Runbook {
    let key = &*change.addr.key;
    let who = person(&change.addr).unwrap_or(key);
    match change.addr.kind {
        USER => user(change, who),
        GROUP => group(change, key),
        GROUP_MEMBER => member(change, who),
        kind => value(change, kind.0, who),
    }
}

fn user(change: &Change, who: &str) -> Runbook {
    let place = format!("the service's administration > Users > {who}");
    match change.action {
        Action::Create => runbook(
            "the service's administration > Users",
            [vec![format!("Add a user with the user name `{who}`")], settings(change)].concat(),
            [format!("`{who}` is listed once, and is active")],
        ),
        Action::Update => runbook(place, settings(change), [format!("`{who}` shows the new values")]),
        Action::Delete => runbook(
            place,
            vec![
                format!("Deactivate `{who}` where that is not done yet"),
                format!("Delete `{who}`: this cannot be undone"),
            ],
            [format!("no user is called `{who}` any more"), "no group lists the person".into()],
        ),
    }
}

/// One sentence for each attribute that is set.
fn settings(change: &Change) -> Vec<String> {
    let after = change.after.iter().flat_map(|after| after.iter());
    let managed = after
        .filter(|(name, _)| CATALOGUE.spec(change.addr.kind).mutability(name) == Some(Mutability::Mutable));
    managed
        .map(|(name, value)| match value {
            Value::Set(none) if none.is_empty() => format!("Empty the field {}", words(name)),
            Value::Flag(true) => format!("Switch {} on", words(name)),
            Value::Flag(false) => format!("Switch {} off", words(name)),
            value => format!("Set {} to `{value}`", words(name)),
        })
        .collect()
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

fn group(change: &Change, name: &str) -> Runbook {
    let place = "the service's administration > Groups".to_owned();
    match change.action {
        Action::Delete => runbook(
            place,
            [format!("Delete the group `{name}`, which has no members by now")],
            [format!("no group is called `{name}` any more")],
        ),
        _ => runbook(
            place,
            [format!("Add a group with the name `{name}`")],
            [format!("one group is called `{name}`, and no second one")],
        ),
    }
}

fn member(change: &Change, who: &str) -> Runbook {
    let group = part(&CATALOGUE, change, "group");
    let place = format!("the service's administration > Groups > {group} > Members");
    match change.action {
        Action::Delete => runbook(
            place,
            [format!("Remove `{who}`, and nobody else")],
            [format!("`{who}` is not among the members, all others are")],
        ),
        _ => runbook(place, [format!("Add `{who}`")], [format!("`{who}` is among the members")]),
    }
}

fn value(change: &Change, what: &str, who: &str) -> Runbook {
    let section = match change.addr.kind {
        LICENSE => "Entitlements",
        ROLE => "Roles",
        _ => "Manager",
    };
    let place = format!("the service's administration > Users > {who} > {section}");
    let name = match change.addr.kind {
        MANAGER => text(change.after.as_ref(), "manager"),
        _ => part(&CATALOGUE, change, "value"),
    };
    match change.action {
        Action::Delete => {
            runbook(place, [format!("Take the {what} `{name}` away")], [format!("`{who}` has it no longer")])
        }
        _ => runbook(place, [format!("Set the {what} `{name}`")], [format!("`{who}` has it")]),
    }
}
