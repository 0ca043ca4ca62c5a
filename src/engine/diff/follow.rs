//! What goes with a resource that the roster wants gone.

use std::collections::BTreeSet;

use super::change::removal;
use crate::engine::relations::lookup::Lookup;
use crate::engine::relations::world::needed;
use crate::model::{
    Addr, Attributes, Catalogue, Change, Desired, Kind, KindSpec, Observation, Ownership, Place, Reason,
};

/// Adds the removals of everything live that needs something in `Desired::gone`, step by step until nothing
/// more hangs on it. What the roster declares is not among them: that contradiction is for `withhold`.
/// What goes from a closed list takes nothing with it.
pub fn follow(
    catalogue: &'static Catalogue,
    desired: &Desired,
    observed: &Observation,
    found: &mut Vec<Change>,
) {
    let mut wave: Vec<(Addr, Origin)> = found
        .iter()
        .filter(|change| {
            change.before.is_some() && change.after.is_none() && desired.gone.contains_key(&change.addr)
        })
        .map(|change| (change.addr.clone(), (change.source, change.priority)))
        .collect();
    if wave.is_empty() {
        return;
    }
    let live = Lookup::new(observed.resources.iter());
    let going: BTreeSet<Addr> =
        found.iter().filter(|change| change.after.is_none()).map(|change| change.addr.clone()).collect();
    let mut seen: BTreeSet<Addr> = wave.iter().map(|(addr, _)| addr.clone()).collect();
    while !wave.is_empty() {
        let next = hanging(catalogue, desired, &live, &wave, &mut seen);
        for (spec, addr, own, (place, priority)) in &next {
            if !going.contains(*addr) {
                found.push(removal(spec, addr, own, *place, (Reason::Follows, *priority)));
            }
        }
        wave = next.into_iter().map(|(_, addr, _, origin)| (addr.clone(), origin)).collect();
        wave.sort_by(|a, b| a.0.cmp(&b.0));
    }
}

/// Where the roster asked for what something follows, and how urgent that is.
type Origin = (Option<Place>, u32);
type Hanging<'l> = (&'static KindSpec, &'l Addr, &'l Attributes, Origin);

/// Everything live and undeclared that needs something of the wave and was not seen before.
fn hanging<'l>(
    catalogue: &'static Catalogue,
    desired: &Desired,
    live: &Lookup<'l, &'l Attributes>,
    wave: &[(Addr, Origin)],
    seen: &mut BTreeSet<Addr>,
) -> Vec<Hanging<'l>> {
    let wave = Lookup::new(wave.iter().map(|(addr, origin)| (addr, *origin)));
    let mut found = Vec::new();
    for spec in catalogue.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed) {
        if !spec.needs.iter().any(|need| wave.has(need.kind)) {
            continue;
        }
        for (addr, own) in live.of(spec.kind) {
            let Some(origin) = hangs_on(spec, addr, own, &wave) else { continue };
            if !desired.resources.contains_key(addr) && seen.insert((*addr).clone()) {
                found.push((spec, *addr, *own, origin));
            }
        }
    }
    found
}

fn hangs_on(spec: &KindSpec, addr: &Addr, own: &Attributes, wave: &Lookup<'_, Origin>) -> Option<Origin> {
    let find = |kind: Kind, key: &str| wave.get(kind, key);
    spec.needs
        .iter()
        .filter(|need| wave.has(need.kind))
        .find_map(|need| find(need.kind, &needed(spec, need, &addr.key, own)?))
}
