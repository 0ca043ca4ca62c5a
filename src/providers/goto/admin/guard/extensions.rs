//! Primary extensions that move.

use std::collections::BTreeMap;

use super::super::catalogue::{EXTENSION, QUEUE};
use crate::model::{Action, Addr, Attributes, Change, Finding, Severity};
use crate::port::{GuardCase, of_kind};

/// Every move is shown (T-24): callers of the old number reach nobody. That no number is taken from
/// somebody who keeps it is the catalogue's to say.
pub fn moves(case: &mut GuardCase<'_>) {
    let changes: Vec<&Change> =
        case.of_kind(EXTENSION).filter(|change| change.action != Action::Delete).collect();
    if changes.is_empty() {
        return;
    }
    let holders: BTreeMap<&str, &Addr> = of_kind(&case.observed.resources, EXTENSION)
        .filter_map(|(addr, live)| Some((live.text("number")?, addr)))
        .collect();
    let queues: BTreeMap<&str, &Addr> = of_kind(&case.observed.resources, QUEUE)
        .filter_map(|(addr, live)| Some((live.text("extension")?, addr)))
        .collect();
    for change in changes {
        if let Some(queue) = number(change.after.as_ref()).and_then(|number| queues.get(number)) {
            occupied(case, change, queue);
            continue;
        }
        let Some(number) = number(change.after.as_ref()) else { continue };
        let leaves = |holder: &&&Addr| **holder != &change.addr && case.changes.get(holder).is_some();
        if let Some(holder) = holders.get(number).filter(leaves) {
            warn(case, change, format!("extension {number} moves from `{}`", holder.key));
        } else if let Some(old) = self::number(change.before.as_ref()) {
            warn(case, change, format!("the primary extension moves from {old} to {number}"));
        }
    }
}

/// All extensions share one number space (G-804), and the vendor refuses a number that is in use (G-803). Of
/// those who have one besides people only queues are read.
fn occupied(case: &mut GuardCase<'_>, change: &Change, queue: &Addr) {
    let number = number(change.after.as_ref()).unwrap_or_default();
    let text = format!("`{number}` is the extension of queue `{}`", queue.key);
    case.refuse_change(
        change,
        "goto:G-803",
        text,
        "declare another number, or give the queue another one first",
    );
}

fn number(extension: Option<&Attributes>) -> Option<&str> {
    extension.and_then(|extension| extension.text("number"))
}

fn warn(case: &mut GuardCase<'_>, change: &Change, text: String) {
    let mut finding = Finding::new("goto:T-24", Severity::Warn, text).about(change.addr.to_string());
    finding.place = change.source;
    case.findings.push(finding.hint("re-route what points to the old number"));
}
