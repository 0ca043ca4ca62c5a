//! A closed list is never left empty because half of a change is withheld: who is moved from one group to
//! another stays in the first while the second cannot be had.

use std::collections::BTreeMap;

use super::Sieve;
use crate::model::{Action, Addr, Closed, KindSpec, Name, Reason};

/// A list whose new content is withheld in part: the first withheld change, and whether anything of it
/// remains.
struct Starved {
    missing: u32,
    filled: bool,
}

type Lists = BTreeMap<(&'static [Name], String), Starved>;

impl Sieve<'_, '_> {
    /// Sets aside removals from closed lists that would end empty although the roster fills them.
    pub(super) fn keep_filled(&mut self) {
        for spec in self.world.managed() {
            let mut lists = self.starved(spec);
            if lists.is_empty() {
                continue;
            }
            self.fill(spec, &mut lists);
            lists.retain(|_, list| !list.filled);
            self.keep_in(spec, &lists);
        }
    }

    /// The closed lists of one kind in which something that comes is withheld.
    fn starved(&self, spec: &'static KindSpec) -> Lists {
        let mut lists = Lists::new();
        for (addr, number) in self.world.at.of(spec.kind) {
            if self.kept(*number) || self.world.change(*number).action != Action::Create {
                continue;
            }
            for names in spec.closed_by {
                let Some(value) = spec.parts(&addr.key, names) else { continue };
                let list = Closed { kind: spec.kind, by: names, value: value.as_str().into() };
                if self.desired.closed.contains_key(&list) {
                    lists.entry((names, value)).or_insert(Starved { missing: *number, filled: false });
                }
            }
        }
        lists
    }

    /// Marks the lists in which something declared is there already or comes.
    fn fill(&self, spec: &'static KindSpec, lists: &mut Lists) {
        let comes =
            self.world.at.of(spec.kind).iter().filter(|(_, number)| {
                self.kept(*number) && self.world.change(*number).action == Action::Create
            });
        let comes: Vec<&Addr> = comes.map(|(addr, _)| *addr).collect();
        let there = self.world.live.of(spec.kind).iter().map(|(addr, _)| *addr);
        for addr in there.filter(|addr| self.desired.resources.contains_key(*addr)).chain(comes) {
            for names in spec.closed_by {
                let Some(value) = spec.parts(&addr.key, names) else { continue };
                if let Some(list) = lists.get_mut(&(*names, value)) {
                    list.filled = true;
                }
            }
        }
    }

    fn keep_in(&mut self, spec: &'static KindSpec, lists: &Lists) {
        for (addr, number) in self.world.at.of(spec.kind) {
            let change = self.world.change(*number);
            if change.action != Action::Delete || change.reason != Reason::NotDeclared {
                continue;
            }
            let starved =
                spec.closed_by.iter().find_map(|names| lists.get(&(*names, spec.parts(&addr.key, names)?)));
            let Some(Starved { missing, .. }) = starved else { continue };
            if let Some(blame) = self.blames[*missing as usize].clone() {
                self.set_aside(*number, blame.beyond(&self.world.change(*missing).addr));
            }
        }
    }
}
