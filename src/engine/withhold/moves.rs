//! A closed list is never left empty because half of a change is withheld: who is moved from one group to
//! another stays in the first while the second cannot be had.

use std::collections::BTreeMap;

use super::Sieve;
use crate::engine::relations::ChangeNo;
use crate::model::{Action, Closed, KindSpec, Name, Reason};

/// A list whose new content is withheld in part: the first withheld change, and whether anything of it
/// remains.
struct Starved {
    missing: ChangeNo,
    filled: bool,
}

type Lists = BTreeMap<(&'static [Name], String), Starved>;

impl Sieve<'_, '_> {
    /// Sets aside removals from closed lists that would end empty although the roster fills them.
    pub(super) fn keep_lists_filled(&mut self) {
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
        for (number, change) in self.world.changes_of(spec.kind) {
            if self.goes_on(number) || change.action != Action::Create {
                continue;
            }
            for names in spec.closed_by {
                let Some(value) = spec.parts(&change.addr.key, names) else { continue };
                let list = Closed { kind: spec.kind, by: names, value: value.as_str().into() };
                if self.desired.closed.contains_key(&list) {
                    lists.entry((names, value)).or_insert(Starved { missing: number, filled: false });
                }
            }
        }
        lists
    }

    /// Marks the lists in which something declared is there already or comes.
    fn fill(&self, spec: &'static KindSpec, lists: &mut Lists) {
        let changes = self.world.changes_of(spec.kind);
        let comes =
            changes.filter(|(number, change)| self.goes_on(*number) && change.action == Action::Create);
        let comes = comes.map(|(_, change)| &change.addr);
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
        for (number, change) in self.world.changes_of(spec.kind) {
            if change.action != Action::Delete || change.reason != Reason::NotDeclared {
                continue;
            }
            let key = &change.addr.key;
            let starved =
                spec.closed_by.iter().find_map(|names| lists.get(&(*names, spec.parts(key, names)?)));
            if let Some(Starved { missing, .. }) = starved {
                self.set_aside_with(number, *missing);
            }
        }
    }
}
