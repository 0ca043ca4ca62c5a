//! How a person makes a change by hand, where `tenant.yaml` says `writes: {kind: manual}`. Every service has menus
//! of its own, so places are named by what SCIM calls them.

use super::catalogue::{CATALOGUE, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER, person};
use crate::model::{Action, Change, Runbook, Value};

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

fn book(place: String, clicks: Vec<String>, checks: Vec<String>) -> Runbook {
    Runbook { place, clicks, checks }
}

fn user(change: &Change, who: &str) -> Runbook {
    let place = format!("the service's administration > Users > {who}");
    match change.action {
        Action::Create => book(
            "the service's administration > Users".into(),
            [vec![format!("Add a user with the user name `{who}`")], settings(change)].concat(),
            vec![format!("`{who}` is listed once, and is active")],
        ),
        Action::Update => book(place, settings(change), vec![format!("`{who}` shows the new values")]),
        Action::Delete => book(
            place,
            vec![
                format!("Deactivate `{who}` where that is not done yet"),
                format!("Delete `{who}`: this cannot be undone"),
            ],
            vec![format!("no user is called `{who}` any more"), "no group lists the person".into()],
        ),
    }
}

/// One sentence for each attribute that is set.
fn settings(change: &Change) -> Vec<String> {
    let after = change.after.iter().flat_map(|after| after.iter());
    let managed = after.filter(|(name, _)| {
        CATALOGUE.spec(change.addr.kind).mutability(name) == Some(crate::model::Mutability::Mutable)
    });
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
        Action::Delete => book(
            place,
            vec![format!("Delete the group `{name}`, which has no members by now")],
            vec![format!("no group is called `{name}` any more")],
        ),
        _ => book(
            place,
            vec![format!("Add a group with the name `{name}`")],
            vec![format!("one group is called `{name}`, and no second one")],
        ),
    }
}

fn member(change: &Change, who: &str) -> Runbook {
    let group = CATALOGUE.spec(GROUP_MEMBER).part(&change.addr.key, "group").unwrap_or_default();
    let place = format!("the service's administration > Groups > {group} > Members");
    match change.action {
        Action::Delete => book(
            place,
            vec![format!("Remove `{who}`, and nobody else")],
            vec![format!("`{who}` is not among the members, all others are")],
        ),
        _ => book(place, vec![format!("Add `{who}`")], vec![format!("`{who}` is among the members")]),
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
        MANAGER => change.after.as_ref().and_then(|after| after.text("manager")).unwrap_or_default(),
        kind => CATALOGUE.spec(kind).part(&change.addr.key, "value").unwrap_or_default(),
    };
    match change.action {
        Action::Delete => book(
            place,
            vec![format!("Take the {what} `{name}` away")],
            vec![format!("`{who}` has it no longer")],
        ),
        _ => book(place, vec![format!("Set the {what} `{name}`")], vec![format!("`{who}` has it")]),
    }
}
