//! Meetings, webinars and trainings of somebody who loses them (G-130, G-206).

use super::super::catalogue::CATALOGUE;
use super::{USERS, text};
use crate::model::{Action, Change, Runbook, Value};
use crate::providers::kit::runbook::{part, runbook};

/// Somebody reassigns the meetings that are to come: no interface that does is known.
pub fn handover(change: &Change) -> Runbook {
    let who = &*change.addr.key;
    let to = text(change.after.as_ref(), "to").unwrap_or("a successor");
    let meetings = match change.after.as_ref().and_then(|own| own.get("meetings")) {
        Some(Value::Set(names)) => {
            names.iter().map(|name| format!("`{to}` is the organizer of `{name}`")).collect()
        }
        _ => Vec::new(),
    };
    let clicks = [
        format!("Hover over `{who}`, select the three dots and Reassign meetings"),
        format!("Choose `{to}` and save"),
    ];
    let none_left = format!("no meeting of `{who}` is to come any more");
    runbook(USERS, clicks, meetings.into_iter().chain([none_left]))
}

/// Somebody else can hold a webinar or a training, or no longer; the pages name no button for it.
pub fn co_organizer(change: &Change) -> Runbook {
    let part = |name| part(&CATALOGUE, change, name);
    let (who, sort, key, other) = (part("user"), part("sort"), part("key"), part("co_organizer"));
    let name = text(change.after.as_ref(), "name").unwrap_or(key);
    let product = if sort == "training" { "GoTo Training" } else { "GoTo Webinar" };
    let (act, check) = match change.action {
        Action::Delete => ("Take", "no longer shows"),
        _ => ("Add", "shows"),
    };
    let list = "the list of its organizers";
    let click = match change.action {
        Action::Delete => format!("{act} `{other}` out of {list} and save"),
        _ => format!("{act} `{other}` to {list} as co-organizer and save"),
    };
    runbook(
        format!("{product} > the {sort} `{name}` of `{who}`"),
        [format!("Open the {sort} for editing, as `{who}` or as an administrator"), click],
        [format!("the {sort} `{name}` {check} `{other}` among its organizers")],
    )
}
