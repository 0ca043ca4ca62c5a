//! Primary extensions (G-801, G-803, E-12).

use super::text;
use crate::model::{Action, Change, Runbook};
use crate::providers::kit::runbook::runbook;

/// Somebody gets, changes or loses the primary extension.
pub fn extension(change: &Change) -> Runbook {
    let who = &*change.addr.key;
    let (old, new) = (text(change.before.as_ref(), "number"), text(change.after.as_ref(), "number"));
    match (change.action, old, new) {
        (Action::Delete, old, _) => leaves(who, old.unwrap_or_default()),
        (_, old, new) => assigned(who, old, new.unwrap_or_default()),
    }
}

fn place(number: &str) -> String {
    format!("GoTo Admin > Phone system > Direct extensions > {number} > Overview")
}

fn assigned(who: &str, old: Option<&str>, number: &str) -> Runbook {
    let moved = match old {
        Some(old) => format!("`{who}` no longer has {old}, and what pointed to it leads to {number}"),
        None => format!("`{who}` has one primary extension, and no second one was made"),
    };
    runbook(
        place(number),
        [
            format!("Open the direct extension {number}; make it first where there is none"),
            format!("On the Assign to card select + Assign to user and choose `{who}`"),
            "Choose primary: whoever has it as primary loses it without a question".to_owned(),
            "Select Assign".to_owned(),
        ],
        [format!("the Overview tab shows `{who}` as primary user of {number}"), moved],
    )
}

fn leaves(who: &str, number: &str) -> Runbook {
    runbook(
        place(number),
        [
            format!("Re-route first what points to {number}: phone numbers, dial plans, ring groups"),
            format!("Open the direct extension {number} and take `{who}` off the Assign to card"),
        ],
        [
            format!("the Overview tab of {number} shows nobody as primary user"),
            format!("no mapping pattern catches callers of {number}"),
        ],
    )
}
