//! Who held how much of what counts people once, before anything is done.

use std::collections::BTreeMap;

use crate::model::{Addr, Catalogue, Change, Holding, KindSpec, Name, Observation, Take};

/// What was held before of each pool that counts distinct holders, by those whom `changes` touch.
pub fn holdings(catalogue: &Catalogue, changes: &[Change], observed: &Observation) -> Vec<Holding> {
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for change in changes {
        for (pool, who) in taken(catalogue.spec(change.addr.kind), &change.addr) {
            counts.insert((pool, who), 0);
        }
    }
    if counts.is_empty() {
        return Vec::new();
    }
    for spec in catalogue.kinds.iter().filter(|spec| distinct(spec).next().is_some()) {
        let live = observed.resources.range(Addr::new(spec.kind, "")..);
        for (addr, _) in live.take_while(|(addr, _)| addr.kind == spec.kind) {
            for one in taken(spec, addr) {
                counts.entry(one).and_modify(|count| *count += 1);
            }
        }
    }
    let held = counts.into_iter().map(|((pool, who), before)| Holding {
        pool: pool.to_owned(),
        who: who.to_owned(),
        before,
    });
    held.collect()
}

/// The pools in which a kind counts once for each value of a key part.
fn distinct(spec: &KindSpec) -> impl Iterator<Item = (&'static str, Name)> {
    spec.takes.iter().filter_map(|take| match take {
        Take::Distinct { pool, by } => Some((*pool, *by)),
        Take::OneOf(_) => None,
    })
}

fn taken<'k>(spec: &KindSpec, addr: &'k Addr) -> impl Iterator<Item = (&'static str, &'k str)> {
    distinct(spec).filter_map(|(pool, by)| Some((pool, spec.part(&addr.key, by)?)))
}
