//! Values that no two resources of a kind may have at once.

use std::collections::BTreeMap;

use super::Sieve;
use crate::engine::say;
use crate::engine::world::World;
use crate::model::{Change, Kind, Name, Rule, Unique, Value};

impl Sieve<'_, '_> {
    /// Links from who lets a value go to who takes it.
    pub(super) fn links_of_values(&self) -> Vec<(u32, u32)> {
        handovers(self.world).into_iter().map(|(from, to, _)| (from, to)).collect()
    }

    /// Sets aside what takes a value that somebody keeps, or that another change takes as well.
    pub(super) fn find_occupied(&mut self) {
        let world = self.world;
        for spec in world.managed() {
            let Some(Unique { attribute: name, rule }) = &spec.unique else { continue };
            let mut holders = takers(world, spec.kind, name);
            for (addr, own) in world.live.of(spec.kind) {
                let Some((value, taker)) = own.get(name).and_then(|value| holders.get_key_value(value))
                else {
                    continue;
                };
                let change = world.at.get(spec.kind, &addr.key).map(|number| world.change(number));
                if !change.is_some_and(|change| lets_go(change, name, value)) {
                    for number in taker {
                        let change = world.change(*number);
                        self.refuse(
                            *number,
                            say::occupied(rule.number, &change.addr, value, addr, change.source),
                        );
                    }
                }
            }
            holders.retain(|_, takers| takers.len() > 1);
            for (value, takers) in holders {
                self.first_takes(rule, value, takers);
            }
        }
    }

    /// Of several that take one value the most urgent goes on.
    fn first_takes(&mut self, rule: &Rule, value: &Value, mut takers: Vec<u32>) {
        takers.retain(|number| self.kept(*number));
        takers.sort_by_key(|number| {
            (self.world.change(*number).priority, self.world.change(*number).source, *number)
        });
        let Some((first, rest)) = takers.split_first() else { return };
        let holder = &self.world.change(*first).addr;
        for number in rest {
            let change = self.world.change(*number);
            self.refuse(*number, say::occupied(rule.number, &change.addr, value, holder, change.source));
        }
    }
}

/// Pairs of changes where the first lets a value go that the second takes, and the rule.
pub fn handovers(world: &World<'_>) -> Vec<(u32, u32, &'static Rule)> {
    let mut found = Vec::new();
    for spec in world.managed() {
        let Some(Unique { attribute: name, rule }) = &spec.unique else { continue };
        let takers = takers(world, spec.kind, name);
        for (_, number) in world.at.of(spec.kind) {
            let before = world.change(*number).before.as_ref().and_then(|before| before.get(name));
            let waiting = before.and_then(|value| takers.get(value)).into_iter().flatten();
            found.extend(waiting.filter(|taker| *taker != number).map(|taker| (*number, *taker, rule)));
        }
    }
    found
}

/// The changes that take each value.
fn takers<'a>(world: &World<'a>, kind: Kind, name: Name) -> BTreeMap<&'a Value, Vec<u32>> {
    let mut found: BTreeMap<&Value, Vec<u32>> = BTreeMap::new();
    for (_, number) in world.at.of(kind) {
        if let Some(value) = world.change(*number).after.as_ref().and_then(|after| after.get(name)) {
            found.entry(value).or_default().push(*number);
        }
    }
    found
}

/// Whether a change ends the holding of `value`.
fn lets_go(change: &Change, name: Name, value: &Value) -> bool {
    change.before.as_ref().and_then(|before| before.get(name)) == Some(value)
        && change.after.as_ref().and_then(|after| after.get(name)) != Some(value)
}
