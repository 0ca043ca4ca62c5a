//! Primary extensions (G-801, G-803, E-12), phone numbers (G-809) and desk phones (G-802, G-808). The pages that are known
//! name no button for numbers and phones: the place is described.

use super::super::super::convert::TO_EXTENSION;
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

/// The calls of a number go somewhere else (G-809).
pub fn number(change: &Change) -> Runbook {
    let number = &*change.addr.key;
    let to = text(change.after.as_ref(), "to").map(|to| to.strip_prefix(TO_EXTENSION).unwrap_or(to));
    let (where_to, check) = match to {
        Some(to) => (
            format!("Let its calls go to extension {to}"),
            format!("{number} shows extension {to} as where its calls go"),
        ),
        None => ("Let its calls go nowhere".to_owned(), format!("{number} shows no place for its calls")),
    };
    runbook(
        "GoTo Admin > Phone system > Phone numbers",
        [format!("Open the number {number}"), where_to, "Save".to_owned()],
        [check, format!("a call to {number} arrives there")],
    )
}

/// A desk phone comes, or changes hands (G-018, G-802, G-808).
pub fn device(change: &Change) -> Runbook {
    let mac = &*change.addr.key;
    let user = text(change.after.as_ref(), "user");
    let mut clicks = Vec::new();
    if change.action == Action::Create {
        let model = text(change.after.as_ref(), "model").unwrap_or_default();
        clicks
            .push(format!("Add a device: model {model}, hardware address {mac}; it is billed from then on"));
    }
    clicks.push(format!("Open the device {mac}"));
    clicks.push(match user {
        Some(who) => format!("Make `{who}` its user: a person is the primary user of one device"),
        None => "Take its user off, and leave the device in the account".to_owned(),
    });
    clicks.push("Switch the phone off and on".to_owned());
    let check = match user {
        Some(who) => format!("the device {mac} shows `{who}`"),
        None => format!("the device {mac} shows nobody"),
    };
    runbook("GoTo Admin > Phone system > Devices", clicks, [check])
}
