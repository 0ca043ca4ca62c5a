//! Which keys a map may have.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Node, NodeValue, ScalarStyle};

/// Up to how many keys are compared each with each: most maps are that small, and hashing costs more.
const FEW: usize = 8;

/// Whether `key` is one that a map may have: a text, not nothing and not the merge key.
pub(super) fn is_taken(key: &Node) -> bool {
    match &key.value {
        NodeValue::Scalar(text, ScalarStyle::Plain) => &**text != "<<" && !matches!(&**text, "" | "~"),
        NodeValue::Scalar(..) => true,
        NodeValue::List(_) | NodeValue::Map(_) => false,
    }
}

/// The keys that stand twice in `children` (keys and values, alternating): where first, and where again.
pub(super) fn repeats(children: &[Node]) -> Vec<(usize, usize)> {
    let keys = children.iter().enumerate().step_by(2).filter_map(|(at, key)| Some((at, key.as_text()?)));
    let mut found = Vec::new();
    if children.len() <= 2 * FEW {
        let keys: Vec<(usize, &str)> = keys.collect();
        for (n, (again, text)) in keys.iter().enumerate() {
            if let Some((first, _)) = keys.iter().take(n).find(|(_, earlier)| earlier == text) {
                found.push((*first, *again));
            }
        }
        return found;
    }
    let mut first_at = HashMap::with_capacity(children.len() / 2);
    for (at, text) in keys {
        let first = *first_at.entry(text).or_insert(at);
        if first != at {
            found.push((first, at));
        }
    }
    found
}

/// Leaves out of `entries` what stands again; `repeats` as [`repeats`] gave it.
pub(super) fn drop_repeats(entries: &mut Vec<(Node, Node)>, repeats: &[(usize, usize)]) {
    if repeats.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    entries.retain(|(key, _)| key.as_text().is_none_or(|text| seen.insert(text.to_owned())));
}
