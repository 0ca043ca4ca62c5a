//! What one write does at once, by the catalogue: a step can be left after any of its parts, and what must come before
//! something else in another part comes in a step before it.

use std::collections::BTreeMap;

use crate::engine::relations::{ChangeNo, World};
use crate::model::{AtomicCall, Carrier};

/// Divides changes that `carrier` makes in one step into what is written at once; in the order of their first changes.
pub fn parts(world: &World<'_>, carrier: Carrier, members: &[ChangeNo]) -> Vec<Vec<ChangeNo>> {
    let mut left = members.to_vec();
    let mut found = Vec::new();
    for call in world.catalogue.calls.iter().filter(|call| call.is_one_for(carrier)) {
        for part in carried(world, call, &left) {
            left.retain(|number| !part.contains(number));
            found.push(part);
        }
    }
    found.extend(left.into_iter().map(|number| vec![number]));
    found.sort();
    found
}

/// What such calls make at once of some changes: several each.
fn carried(world: &World<'_>, call: &AtomicCall, members: &[ChangeNo]) -> Vec<Vec<ChangeNo>> {
    let mut groups: BTreeMap<Vec<&str>, Vec<ChangeNo>> = BTreeMap::new();
    for (number, change) in members.iter().filter_map(|number| Some((*number, world.change(*number)?))) {
        let spec = world.spec(change);
        let same: Option<Vec<&str>> =
            call.same.iter().map(|name| spec.part(&change.addr.key, name)).collect();
        if let Some(same) =
            same.filter(|_| call.carries(change.addr.kind, change.action, |name| change.sides(name)))
        {
            groups.entry(same).or_default().push(number);
        }
    }
    let leads = |number: &ChangeNo| {
        world.change(*number).is_some_and(|change| call.is_led_by(change.addr.kind, change.action))
    };
    groups.into_values().filter(|part| part.len() > 1 && part.iter().any(leads)).collect()
}
