//! What one write does at once: what a document says of it, as far as the rule book bears it out, else what the rule book
//! says itself. How many calls a step has is nobody's word for it.

use std::collections::{BTreeMap, BTreeSet};

use super::resource::{Change, ChangeLineNo};
use super::steps::Step;
use crate::engine::relations::Table;
use crate::model::{AtomicCall, Catalogue, ChangeId, StepLine};

/// The changes that one write makes.
pub type Part = Vec<ChangeLineNo>;

/// The parts in which a step can be left, and those of its own words that claim more than one call makes.
pub struct Parts {
    /// The parts. Each change of the step is in one of them.
    pub own: Vec<Part>,
    /// What the document claims to be one part and is none.
    pub overclaimed: Vec<Part>,
}

/// What a document says of the parts of a step: each change of it in one of them, and no other.
pub fn claimed(
    step: &StepLine,
    change_at: &BTreeMap<ChangeId, ChangeLineNo>,
    wrong: &mut Vec<String>,
) -> Option<Vec<Part>> {
    let parts = step.parts.as_ref()?;
    let mut left: BTreeSet<ChangeId> = step.changes.iter().copied().collect();
    for change in parts.iter().flatten() {
        if !left.remove(change) {
            wrong.push(format!("the parts of {} have {change} twice, or it is not a change of it", step.id));
        }
    }
    for change in left {
        wrong.push(format!("the parts of {} leave out {change}", step.id));
    }
    if parts.iter().any(Vec::is_empty) {
        wrong.push(format!("a part of {} makes no change", step.id));
    }
    let numbers =
        |part: &Vec<ChangeId>| part.iter().filter_map(|change| change_at.get(change).copied()).collect();
    Some(parts.iter().map(numbers).collect())
}

/// The parts of a step.
pub fn parts(step: &Step, changes: &Table<ChangeLineNo, Change<'_>>, catalogue: &'static Catalogue) -> Parts {
    let calls: Vec<&AtomicCall> =
        catalogue.calls.iter().filter(|call| call.is_one_for(step.carrier)).collect();
    let Some(claimed) = &step.claimed else {
        return Parts { own: divide(&step.changes, changes, &calls), overclaimed: Vec::new() };
    };
    let mut found = Parts { own: Vec::new(), overclaimed: Vec::new() };
    for part in claimed {
        if part.len() < 2 || calls.iter().any(|call| is_one(call, part, changes)) {
            found.own.push(part.clone());
        } else {
            found.own.extend(divide(part, changes, &calls));
            found.overclaimed.push(part.clone());
        }
    }
    found
}

/// Whether one such call makes all of these changes.
fn is_one(call: &AtomicCall, part: &[ChangeLineNo], changes: &Table<ChangeLineNo, Change<'_>>) -> bool {
    let each = || part.iter().filter_map(|at| changes.get(*at));
    let shared: BTreeSet<_> = each().map(|change| agreeing(call, change)).collect();
    each().all(|change| carries(call, change))
        && each().any(|change| call.is_led_by(change.spec.kind, change.action))
        && shared.len() == 1
        && shared.iter().all(Option::is_some)
}

fn carries(call: &AtomicCall, change: &Change<'_>) -> bool {
    let value = |name: &str| [change.before, change.after].map(|side| side.and_then(|own| own.get(name)));
    call.carries(change.spec.kind, change.action, value)
}

/// The values in which the changes of one call agree.
fn agreeing<'d>(call: &AtomicCall, change: &Change<'d>) -> Option<Vec<&'d str>> {
    call.same.iter().map(|name| change.part(name)).collect()
}

/// Divides changes into what the calls of the rule book make at once; what none of them carries stands alone.
fn divide(
    own: &[ChangeLineNo],
    changes: &Table<ChangeLineNo, Change<'_>>,
    calls: &[&AtomicCall],
) -> Vec<Part> {
    let mut left: Vec<ChangeLineNo> = own.to_vec();
    let mut found: Vec<Part> = Vec::new();
    for call in calls {
        let mut groups: BTreeMap<Vec<&str>, Part> = BTreeMap::new();
        for at in &left {
            let change = changes.get(*at).filter(|change| carries(call, change));
            if let Some(same) = change.and_then(|change| agreeing(call, change)) {
                groups.entry(same).or_default().push(*at);
            }
        }
        let one = groups.into_values().filter(|part| part.len() > 1 && is_one(call, part, changes));
        let one: Vec<Part> = one.collect();
        let taken: BTreeSet<ChangeLineNo> = one.iter().flatten().copied().collect();
        left.retain(|at| !taken.contains(at));
        found.extend(one);
    }
    found.extend(left.into_iter().map(|at| vec![at]));
    found.sort();
    found
}
