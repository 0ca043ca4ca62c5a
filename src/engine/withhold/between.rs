//! Nobody is nobody between the two calls of a change: where nothing else that they hold is there meanwhile, and no order
//! brings any, the change is not made.

use super::Sieve;
use crate::engine::findings;
use crate::engine::relations::never_empty::{Between, between};

impl Sieve<'_, '_> {
    /// Sets aside what takes two calls between which somebody would be left with nothing: R-032.
    pub(super) fn keep_standing(&mut self) {
        for Between { change: number, own, who } in between(self.world, &|number| self.goes_on(number)) {
            let others = self.world.catalogue.never_empty.iter().filter(|other| other.kind != own.kind);
            let others: Vec<String> = others.map(|other| format!("a {}", other.kind)).collect();
            if let Some(change) = self.world.change(number) {
                self.refuse(number, findings::between(change, who, own.losing.number, &others));
            }
        }
    }
}
