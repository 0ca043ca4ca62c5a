//! Primary extensions that move.

use std::collections::BTreeMap;

use super::super::catalogue::EXTENSION;
use super::super::meet::of_kind;
use super::Case;
use crate::model::{Action, Addr, Attributes, Change, Finding, Severity};

/// A number that somebody has is taken from nobody unasked (G-803), and every move is shown (T-24): callers
/// of the old number reach nobody.
pub fn moves(case: &mut Case<'_>) {
    let changes: Vec<&Change> =
        case.of_kind(EXTENSION).filter(|change| change.action != Action::Delete).collect();
    if changes.is_empty() {
        return;
    }
    let holders: BTreeMap<&str, &Addr> = of_kind(&case.observed.resources, EXTENSION)
        .filter_map(|(addr, live)| Some((live.text("number")?, addr)))
        .collect();
    for change in changes {
        let Some(number) = number(change.after.as_ref()) else { continue };
        let holder = holders.get(number).filter(|holder| **holder != &change.addr);
        match holder {
            Some(holder) if case.changes.get(holder).is_none() => {
                let text = format!("extension {number} belongs to `{}`, who keeps it", holder.key);
                case.hold(change, "goto:G-803", text, "take it from them first: give them another, or `[]`");
            }
            Some(holder) => warn(case, change, format!("extension {number} moves from `{}`", holder.key)),
            None => {
                if let Some(old) = number_before(change) {
                    warn(case, change, format!("the primary extension moves from {old} to {number}"));
                }
            }
        }
    }
}

fn number_before(change: &Change) -> Option<&str> {
    number(change.before.as_ref())
}

fn number(extension: Option<&Attributes>) -> Option<&str> {
    extension.and_then(|extension| extension.text("number"))
}

fn warn(case: &mut Case<'_>, change: &Change, text: String) {
    let mut finding = Finding::new("goto:T-24", Severity::Warn, text).about(change.addr.to_string());
    finding.place = change.source;
    case.findings.push(finding.hint("re-route what points to the old number"));
}
