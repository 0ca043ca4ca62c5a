//! Values that no two resources of a kind may have at once.

use super::Sieve;
use crate::engine::findings;
use crate::engine::relations::ChangeNo;
use crate::engine::relations::handovers::{lets_go, takers};
use crate::model::{Rule, Unique, Value};

impl Sieve<'_, '_> {
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
                if !world.find(spec.kind, &addr.key).is_some_and(|change| lets_go(change, name, value)) {
                    for number in taker {
                        let Some(change) = world.change(*number) else { continue };
                        self.refuse(
                            *number,
                            findings::occupied(rule.number, &change.addr, value, addr, change.source),
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
    fn first_takes(&mut self, rule: &Rule, value: &Value, mut takers: Vec<ChangeNo>) {
        takers.retain(|number| self.goes_on(*number));
        takers.sort_by_key(|number| {
            (self.world.change(*number).map(|change| (change.priority, change.source)), *number)
        });
        let mut changes = takers.into_iter().filter_map(|number| Some((number, self.world.change(number)?)));
        let Some((_, holder)) = changes.next() else { return };
        for (number, change) in changes {
            self.refuse(
                number,
                findings::occupied(rule.number, &change.addr, value, &holder.addr, change.source),
            );
        }
    }
}
