//! What a listing that is not proven complete may hide: what was not seen there is unknown, not missing. So nothing of
//! its kind is created, changed or removed, and nothing is removed that a resource of the kind may need: a group whose
//! members were not all seen stays.

use super::Sieve;
use crate::engine::findings;
use crate::engine::relations::edges::matches;
use crate::model::{Action, Addr, Finding, Hold, Kind, KindSpec, Name, Of, Ownership, listed};

impl<'a> Sieve<'a, '_> {
    /// Sets aside what rests on incomplete listings: R-031, or what the vendor's rule book says in its place.
    pub(super) fn distrust(&mut self) {
        for (kind, why) in &self.observed.incomplete {
            let spec = self.world.catalogue.spec(*kind);
            let finding = self.unproven(spec, why);
            let hold = Hold::of(&finding);
            self.findings.push(finding);
            for (number, _) in self.world.changes_of(*kind) {
                self.set_aside(number, hold.clone());
            }
            for need in spec.needs {
                let having = if let Of::Any { having, .. } = need.of { having } else { None };
                self.hold_removals(need.kind, having, &hold);
            }
            let rows = self.world.catalogue.rests_on.iter().filter(|row| row.kind == *kind && row.waits);
            for row in rows {
                let resting = self.world.changes_of(row.then.kind).filter(|(_, own)| matches(own, &row.then));
                resting.for_each(|(number, _)| self.set_aside(number, hold.clone()));
            }
        }
    }

    /// The one finding about a kind, with what was looked for and not seen.
    fn unproven(&self, spec: &KindSpec, why: &str) -> Finding {
        let unseen = self.unseen(spec);
        let mut finding = findings::unproven(spec.plural, why, &listed(unseen.iter().map(|addr| &*addr.key)));
        if let Some((code, hint)) = spec.unproven.filter(|_| !unseen.is_empty()) {
            finding.code = code.into();
            finding.hint = Some(hint.to_owned());
        }
        finding
    }

    /// What the roster wants or does not want of a kind, and was not seen.
    fn unseen(&self, spec: &KindSpec) -> Vec<&'a Addr> {
        let sides = [&self.desired.resources, &self.desired.gone];
        let all = sides.into_iter().flat_map(|side| side.range(Addr::new(spec.kind, "")..));
        if spec.ownership == Ownership::Referred {
            return Vec::new();
        }
        let own = all.map(|(addr, _)| addr).filter(|addr| addr.kind == spec.kind);
        own.filter(|addr| !self.observed.resources.contains_key(*addr)).collect()
    }

    /// Sets aside all removals of a kind, or of those that hold something.
    fn hold_removals(&mut self, kind: Kind, having: Option<(Name, &str)>, hold: &Hold) {
        for (number, change) in self.world.changes_of(kind) {
            let own = change.before.as_ref();
            let holds = having.is_none_or(|(name, text)| {
                own.and_then(|own| own.get(name)).is_some_and(|value| value.holds(text))
            });
            if change.action == Action::Delete && holds {
                self.set_aside(number, hold.clone());
            }
        }
    }
}
