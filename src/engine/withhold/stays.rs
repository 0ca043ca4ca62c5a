//! What goes is needed by something: does that go, too?

use std::collections::BTreeMap;

use super::Sieve;
use crate::engine::say;
use crate::engine::ties::{Tie, ties};
use crate::engine::world::needed;
use crate::model::{Action, Addr, Attributes, Change, Hold, KindSpec, Need, Of};

impl<'a> Sieve<'a, '_> {
    /// Sets aside removals of what something live needs that no change takes away: R-033.
    pub(super) fn find_blocked(&mut self) {
        let mut blocked: BTreeMap<u32, (&Addr, usize)> = BTreeMap::new();
        for spec in self.world.managed() {
            if spec.needs.iter().any(|need| self.goes_any(need)) {
                self.find_blocked_by(spec, &mut blocked);
            }
        }
        for (number, (on, others)) in blocked {
            let change = self.world.change(number);
            self.refuse(number, say::hangs(&change.addr, on, others, change.source));
        }
    }

    fn goes_any(&self, need: &Need) -> bool {
        let changes = self.world.at.of(need.kind);
        changes.iter().any(|(_, number)| self.world.change(*number).action == Action::Delete)
    }

    fn find_blocked_by(&self, spec: &'static KindSpec, blocked: &mut BTreeMap<u32, (&'a Addr, usize)>) {
        let needs: Vec<&Need> = spec.needs.iter().filter(|need| self.goes_any(need)).collect();
        for (addr, own) in self.world.live.of(spec.kind) {
            for need in &needs {
                let Some(number) = needed(spec, need, &addr.key, own)
                    .and_then(|key| self.world.at.get(need.kind, &key))
                    .filter(|number| self.world.change(*number).action == Action::Delete)
                else {
                    continue;
                };
                let change = self.world.at.get(spec.kind, &addr.key).map(|own| self.world.change(own));
                if !change.is_some_and(|change| lets_go(change, need, own)) {
                    blocked.entry(number).and_modify(|(_, others)| *others += 1).or_insert((addr, 0));
                }
            }
        }
    }

    /// Sets aside what would leave somebody without any of several that satisfy a need: the removal of the
    /// last one while something that needs it stays, and what is made where none will be.
    pub(super) fn keep_served(&mut self) {
        let found = ties(self.world, &|number| self.kept(number));
        for tie in found.iter().filter(|tie| tie.serving.stays.is_none()) {
            if !tie.serving.gained.is_empty() {
                continue;
            }
            if let Some(on) = tie.needing.stays {
                self.keep_last(tie, on);
            }
            for &number in &tie.needing.gained {
                if tie.needing.stays.is_none() || tie.serving.lost.is_empty() {
                    self.refuse_unserved(tie, number);
                }
            }
        }
    }

    /// Something stays that needs one of those that go.
    fn keep_last(&mut self, tie: &Tie<'_>, on: &Addr) {
        let set_aside = self.world.at.get(on.kind, &on.key).and_then(|own| self.blames[own as usize].clone());
        for &number in &tie.serving.lost {
            let change = self.world.change(number);
            match &set_aside {
                Some(blame) => self.set_aside(number, blame.beyond(on)),
                None => {
                    let finding = say::hangs(&change.addr, on, tie.needing.staying - 1, change.source);
                    self.refuse(number, finding);
                }
            }
        }
    }

    /// Something comes for which there is none.
    fn refuse_unserved(&mut self, tie: &Tie<'_>, number: u32) {
        if let Some((addr, blame)) = self.withheld_server(tie) {
            return self.set_aside(number, blame.beyond(addr));
        }
        let change = self.world.change(number);
        let finding = say::unserved(&change.addr, tie.need, tie.value, change.source);
        self.refuse(number, finding);
    }

    /// A change of this tie that would have satisfied the need and is withheld.
    fn withheld_server(&self, tie: &Tie<'_>) -> Option<(&'a Addr, Hold)> {
        let Of::Any { theirs, having, .. } = tie.need.of else { return None };
        let spec = self.world.catalogue.spec(tie.need.kind);
        self.world.at.of(tie.need.kind).iter().find_map(|(addr, number)| {
            let blame = self.blames[*number as usize].as_ref()?;
            let after = self.world.change(*number).after.as_ref()?;
            let has =
                having.is_none_or(|(name, text)| after.get(name).is_some_and(|value| value.holds(text)));
            (has && spec.part(&addr.key, theirs) == Some(tie.value)).then(|| (*addr, blame.clone()))
        })
    }
}

/// Whether a change ends the need that the live resource has.
fn lets_go(change: &Change, need: &Need, own: &Attributes) -> bool {
    match (change.action, need.of) {
        (Action::Delete, _) => true,
        (Action::Update, Of::Attribute(name)) => change
            .before
            .as_ref()
            .is_some_and(|before| before.get(name).is_some() && before.get(name) == own.get(name)),
        _ => false,
    }
}
