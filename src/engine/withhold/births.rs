//! What is never made without something of certain kinds, where the roster declares some for it.

use std::collections::BTreeMap;

use super::Sieve;
use crate::engine::world::gained;
use crate::model::{Action, Kind, KindSpec};

/// What becomes of what is declared for one that is made.
struct Dowry {
    /// The first of it that is withheld.
    missing: Option<u32>,
    /// Whether any of it comes.
    comes: bool,
}

impl Sieve<'_, '_> {
    /// Sets aside what would be made without any of what it is born with, because all of that is withheld.
    pub(super) fn keep_unborn(&mut self) {
        for spec in self.world.managed() {
            for kind in spec.requires_one_of {
                for (number, dowry) in self.dowries(spec, *kind) {
                    let Dowry { missing: Some(missing), comes: false } = dowry else { continue };
                    if let Some(blame) = self.blames[missing as usize].clone() {
                        self.set_aside(number, blame.beyond(&self.world.change(missing).addr));
                    }
                }
            }
        }
    }

    /// By the change that makes one: what of `kind` is made for it.
    fn dowries(&self, spec: &KindSpec, kind: Kind) -> BTreeMap<u32, Dowry> {
        let mut found = BTreeMap::new();
        for (_, number) in self.world.at.of(kind) {
            let change = self.world.change(*number);
            if change.action != Action::Create {
                continue;
            }
            let owners = gained(self.world.spec(*number), change).filter(|(need, _)| need.kind == spec.kind);
            for owner in owners.filter_map(|(need, key)| self.world.at.get(need.kind, &key)) {
                let dowry = found.entry(owner).or_insert(Dowry { missing: None, comes: false });
                match self.kept(*number) {
                    true => dowry.comes = true,
                    false => dowry.missing = dowry.missing.or(Some(*number)),
                }
            }
        }
        found.retain(|owner, _| self.kept(*owner) && self.world.change(*owner).action == Action::Create);
        found
    }
}
