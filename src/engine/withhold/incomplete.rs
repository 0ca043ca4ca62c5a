//! What a listing that is not proven complete may hide: what was not seen there is unknown, not missing. So nothing of
//! its kind is created, changed or removed, and nothing goes that must wait until such a listing shows that
//! something else is gone.

use super::Sieve;
use crate::engine::say;
use crate::model::{Addr, Hold, Kind, KindSpec, Name, Of, Ownership};

/// How many of those that were not seen are named.
const SHOWN: usize = 5;

impl<'a> Sieve<'a, '_> {
    /// Sets aside what rests on incomplete listings: R-031, or what the vendor's rule book says in its place.
    pub(super) fn distrust(&mut self) {
        for (kind, why) in &self.observed.incomplete {
            let spec = self.world.catalogue.spec(*kind);
            let unseen = self.unseen(spec);
            let names: Vec<String> =
                unseen.iter().take(SHOWN).map(|addr| format!("`{}`", addr.key)).collect();
            let more = unseen.len().saturating_sub(SHOWN);
            let names =
                names.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() };
            let mut finding = say::unproven(spec.plural, why, &names);
            if let Some((code, hint)) = spec.unproven.filter(|_| !unseen.is_empty()) {
                finding.code = code.into();
                finding.hint = Some(hint.to_owned());
            }
            let hold = Hold::of(&finding);
            self.findings.push(finding);
            for (_, number) in self.world.at.of(*kind) {
                self.set_aside(*number, hold.clone());
            }
            for need in spec.needs.iter().filter(|need| need.read_back) {
                let having = if let Of::Any { having, .. } = need.of { having } else { None };
                self.keep_all(need.kind, having, &hold);
            }
        }
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
    fn keep_all(&mut self, kind: Kind, having: Option<(Name, &str)>, hold: &Hold) {
        for (_, number) in self.world.at.of(kind) {
            let change = self.world.change(*number);
            let own = change.before.as_ref();
            let holds = having.is_none_or(|(name, text)| {
                own.and_then(|own| own.get(name)).is_some_and(|value| value.holds(text))
            });
            if change.action == crate::model::Action::Delete && holds {
                self.set_aside(*number, hold.clone());
            }
        }
    }
}
