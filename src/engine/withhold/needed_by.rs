//! What goes is needed by something: does that go, too?

use std::collections::BTreeMap;

use super::Sieve;
use crate::engine::findings;
use crate::engine::relations::ChangeNo;
use crate::engine::relations::ties::{Tie, ties};
use crate::engine::relations::world::needed;
use crate::model::{Action, Addr, Attributes, Change, KindSpec, Need, Of};

impl<'a> Sieve<'a, '_> {
    /// Sets aside removals of what something live needs that no change takes away: R-033.
    pub(super) fn find_blocked(&mut self) {
        let mut blocked: BTreeMap<ChangeNo, (&Addr, usize)> = BTreeMap::new();
        for spec in self.world.managed() {
            if spec.needs.iter().any(|need| self.goes_any(need)) {
                self.find_blocked_by(spec, &mut blocked);
            }
        }
        // Of a removal that is set aside for another reason it is no news that something needs what stays.
        blocked.retain(|number, _| self.goes_on(*number));
        for (number, (on, others)) in blocked {
            let Some(change) = self.world.change(number) else { continue };
            self.refuse(number, findings::hangs(&change.addr, on, others, change.source));
        }
    }

    fn goes_any(&self, need: &Need) -> bool {
        self.world.changes_of(need.kind).any(|(_, change)| change.action == Action::Delete)
    }

    fn find_blocked_by(&self, spec: &'static KindSpec, blocked: &mut BTreeMap<ChangeNo, (&'a Addr, usize)>) {
        let needs: Vec<&Need> = spec.needs.iter().filter(|need| self.goes_any(need)).collect();
        for (addr, own) in self.world.live.of(spec.kind) {
            for need in &needs {
                let Some(number) = needed(spec, need, &addr.key, own)
                    .and_then(|key| self.world.doing(Action::Delete, need.kind, &key))
                else {
                    continue;
                };
                let change = self.world.find(spec.kind, &addr.key);
                if !change.is_some_and(|change| lets_go(change, need, own)) {
                    blocked.entry(number).and_modify(|(_, others)| *others += 1).or_insert((addr, 0));
                }
            }
        }
    }

    /// Sets aside what would leave somebody without any of several that satisfy a need: the removal of the
    /// last one while something that needs it stays, and what is made where none will be.
    pub(super) fn keep_needs_served(&mut self) {
        let found = ties(self.world, &|number| self.goes_on(number));
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
        let withheld = self.world.number(on.kind, &on.key).filter(|own| !self.goes_on(*own));
        for &number in &tie.serving.lost {
            match (withheld, self.world.change(number)) {
                (Some(cause), _) => self.set_aside_with(number, cause),
                (None, Some(change)) => {
                    let others = tie.needing.staying.saturating_sub(1);
                    self.refuse(number, findings::hangs(&change.addr, on, others, change.source));
                }
                (None, None) => {}
            }
        }
    }

    /// Something comes for which there is none.
    fn refuse_unserved(&mut self, tie: &Tie<'_>, number: ChangeNo) {
        if let Some(cause) = self.withheld_server(tie) {
            return self.set_aside_with(number, cause);
        }
        let Some(change) = self.world.change(number) else { return };
        self.refuse(number, findings::unserved(&change.addr, tie.need, tie.value, change.source));
    }

    /// A change of this tie that would have satisfied the need and is withheld.
    fn withheld_server(&self, tie: &Tie<'_>) -> Option<ChangeNo> {
        let Of::Any { theirs, having, .. } = tie.need.of else { return None };
        let spec = self.world.catalogue.spec(tie.need.kind);
        let serves = |change: &Change| {
            let Some(after) = &change.after else { return false };
            let has =
                having.is_none_or(|(name, text)| after.get(name).is_some_and(|value| value.holds(text)));
            has && spec.part(&change.addr.key, theirs) == Some(tie.value)
        };
        let mut changes = self.world.changes_of(tie.need.kind);
        changes.find(|(number, change)| !self.goes_on(*number) && serves(change)).map(|(number, _)| number)
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
