//! What a plan leaves alone and its proof must know of: where any of several resources is enough, whether one
//! stays that no change touches.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Action, Addr, Attributes, Catalogue, Change, Kind, KindSpec, Name, Need, NeverEmpty, Observation, Of,
    Plan, Untouched,
};

/// What no change of `plan` touches, by what is counted and by person; only where it decides.
pub fn untouched(catalogue: &'static Catalogue, plan: &Plan, observed: &Observation) -> Vec<Untouched> {
    let touched: BTreeSet<&Addr> = plan.changes.iter().map(|change| &change.addr).collect();
    let mut count = Count { catalogue, plan, observed, touched, found: BTreeMap::new() };
    for spec in catalogue.kinds {
        for need in spec.needs {
            count.several(spec, need);
        }
    }
    count.never_empty();
    let found = count.found.into_iter();
    found.map(|((what, who), count)| Untouched { what, who, count }).collect()
}

struct Count<'c> {
    catalogue: &'static Catalogue,
    plan: &'c Plan,
    observed: &'c Observation,
    /// What a change touches.
    touched: BTreeSet<&'c Addr>,
    found: BTreeMap<(String, String), u64>,
}

impl<'c> Count<'c> {
    /// Both sides of a need that several satisfy, for those of whom anything that satisfies it comes or goes.
    fn several(&mut self, spec: &'static KindSpec, need: &Need) {
        let (Of::Any { mine, theirs, having }, Some(serving)) = (need.of, need.serving()) else { return };
        let holds = |own: Option<&Attributes>| {
            own.is_some_and(|own| {
                having.is_none_or(|(name, text)| own.get(name).is_some_and(|value| value.holds(text)))
            })
        };
        let counts = |change: &Change| change.action != Action::Update;
        let both = |change: &Change| holds(change.before.as_ref()) || holds(change.after.as_ref());
        let people = self.people(need.kind, theirs, &|change| counts(change) && both(change));
        self.untouched(&serving, (need.kind, theirs), &people, &|own| holds(Some(own)));
        let losing = self.people(need.kind, theirs, &|change| {
            change.action == Action::Delete && holds(change.before.as_ref())
        });
        self.untouched(spec.kind.0, (spec.kind, mine), &losing, &|_| true);
    }

    /// What keeps those somebody who lose any of it.
    fn never_empty(&mut self) {
        let counts = |own: &NeverEmpty, side: Option<&Attributes>| side.is_some_and(|side| own.counts(side));
        let mut losing = BTreeSet::new();
        for own in self.catalogue.never_empty {
            losing.extend(self.people(own.kind, own.by, &|change| {
                let stays = counts(own, change.after.as_ref()) && !own.passes(|name| change.sides(name));
                counts(own, change.before.as_ref()) && !stays
            }));
        }
        for own in self.catalogue.never_empty {
            self.untouched(NeverEmpty::NAME, (own.kind, own.by), &losing, &|side| counts(own, Some(side)));
        }
    }

    /// Those of whom a change of `kind` is as `picked` says.
    fn people(&self, kind: Kind, by: Name, picked: &dyn Fn(&Change) -> bool) -> BTreeSet<&'c str> {
        let spec = self.catalogue.spec(kind);
        let changes = self.plan.changes.iter().filter(|change| change.addr.kind == kind && picked(change));
        changes.filter_map(|change| spec.part(&change.addr.key, by)).collect()
    }

    /// Counts what no change touches, of those people.
    fn untouched(
        &mut self,
        what: &str,
        (kind, by): (Kind, Name),
        people: &BTreeSet<&str>,
        counts: &dyn Fn(&Attributes) -> bool,
    ) {
        if people.is_empty() {
            return;
        }
        let spec = self.catalogue.spec(kind);
        let live = self.observed.resources.range(Addr::new(kind, "")..);
        for (addr, own) in live.take_while(|(addr, _)| addr.kind == kind) {
            let Some(who) = spec.part(&addr.key, by).filter(|who| people.contains(who)) else { continue };
            if counts(own) && !self.touched.contains(addr) {
                *self.found.entry((what.to_owned(), who.to_owned())).or_default() += 1;
            }
        }
    }
}
