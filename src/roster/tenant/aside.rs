//! What is taken out of the tree before its shape is read, because it deserves words of its own.

use crate::model::{Finding, Findings, Node, NodeValue, Severity};
use crate::roster::resolve::{as_written, take};

/// Refuses the keys of the contract that this version does not have: accepted without effect they would
/// promise what nobody keeps.
pub(super) fn refuse_later_keys(node: &mut Node, findings: &mut Findings) {
    let mut later = Vec::new();
    if let Some((key, _)) = take(node, "exhaustive") {
        later.push((key.place, "`exhaustive`", "without it nothing is removed because it is not declared"));
    }
    if let Some((key, _)) = value(node, "guards").and_then(|guards| take(guards, "budgets")) {
        later.push((key.place, "`guards.budgets`", "read the removals in the plan before you apply it"));
    }
    for (place, what, hint) in later {
        let text = format!("this version does not have {what} yet");
        findings.push(Finding::new("R-019", Severity::Refuse, text).at(place).hint(hint));
    }
}

/// Amounts count as they are written: `26.00` is not the number 26.
pub(super) fn keep_amounts_as_written(node: &mut Node) {
    let monthly = value(node, "prices").and_then(|prices| value(prices, "monthly"));
    if let Some(NodeValue::Map(prices)) = monthly.map(|monthly| &mut monthly.value) {
        prices.iter_mut().for_each(|(_, price)| as_written(price));
    }
}

/// The value under `key` of a map, to be changed.
pub(super) fn value<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    let NodeValue::Map(entries) = &mut node.value else { return None };
    entries.iter_mut().find(|(own, _)| own.as_text() == Some(key)).map(|(_, value)| value)
}
