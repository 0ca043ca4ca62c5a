//! Values that no two resources of a kind may have at once: who lets one go, and who takes it.

use std::collections::BTreeMap;

use super::number::ChangeNo;
use super::world::World;
use crate::model::{Change, Kind, Name, Rule, Unique, Value};

/// A value that changes hands.
pub struct Handover {
    /// The change that lets the value go.
    pub first: ChangeNo,
    /// The change that takes it.
    pub then: ChangeNo,
    /// The rule by which only one may have it.
    pub rule: &'static Rule,
}

/// All values that change hands.
pub fn handovers(world: &World<'_>) -> Vec<Handover> {
    let mut found = Vec::new();
    for spec in world.managed() {
        let Some(Unique { attribute: name, rule }) = &spec.unique else { continue };
        let takers = takers(world, spec.kind, name);
        for (first, change) in world.changes_of(spec.kind) {
            let before = change.before.as_ref().and_then(|before| before.get(name));
            let waiting = before.and_then(|value| takers.get(value)).into_iter().flatten();
            let waiting = waiting.filter(|taker| **taker != first);
            found.extend(waiting.map(|&then| Handover { first, then, rule }));
        }
    }
    found
}

/// The changes that take each value. An empty set is no value: it is nobody's.
pub fn takers<'a>(world: &World<'a>, kind: Kind, name: Name) -> BTreeMap<&'a Value, Vec<ChangeNo>> {
    let mut found: BTreeMap<&Value, Vec<ChangeNo>> = BTreeMap::new();
    for (number, change) in world.changes_of(kind) {
        let value = change.after.as_ref().and_then(|after| after.get(name));
        if let Some(value) = value.filter(|value| !value.is_nothing()) {
            found.entry(value).or_default().push(number);
        }
    }
    found
}

/// Whether a change ends the holding of `value`.
pub fn lets_go(change: &Change, name: Name, value: &Value) -> bool {
    change.before.as_ref().and_then(|before| before.get(name)) == Some(value)
        && change.after.as_ref().and_then(|after| after.get(name)) != Some(value)
}
