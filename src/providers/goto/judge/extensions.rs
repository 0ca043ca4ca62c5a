//! Primary extensions that move.

use std::collections::BTreeMap;

use super::super::catalogue::EXTENSION;
use super::super::meet::of_kind;
use super::Case;
use crate::model::{Action, Addr, Attributes, Change, Finding, Severity};

/// Every move is shown (T-24): callers of the old number reach nobody. That no number is taken from
/// somebody who keeps it is the catalogue's to say.
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
        let leaves = |holder: &&&Addr| **holder != &change.addr && case.changes.get(holder).is_some();
        if let Some(holder) = holders.get(number).filter(leaves) {
            warn(case, change, format!("extension {number} moves from `{}`", holder.key));
        } else if let Some(old) = self::number(change.before.as_ref()) {
            warn(case, change, format!("the primary extension moves from {old} to {number}"));
        }
    }
}

fn number(extension: Option<&Attributes>) -> Option<&str> {
    extension.and_then(|extension| extension.text("number"))
}

fn warn(case: &mut Case<'_>, change: &Change, text: String) {
    let mut finding = Finding::new("goto:T-24", Severity::Warn, text).about(change.addr.to_string());
    finding.place = change.source;
    case.findings.push(finding.hint("re-route what points to the old number"));
}
