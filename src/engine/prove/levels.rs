//! Counted things with a bound: pools from above, floors from below. Each is the heaviest down-set of the
//! order under +1 for what takes and -1 for what frees; for a floor the signs turn.

use std::collections::BTreeMap;

use super::Prover;
use super::closure::{heaviest, heaviest_with};
use super::distinct::{Peak, distinct, distinct_with_somebody_new};
use super::events::Event;
use super::read::{FloorLevel, Level};
use crate::model::{Action, Invariant, Name, Take};

/// Checks every pool of the document. What is there may stay, and nobody is let in while a pool is over: of one that
/// starts over its capacity the worst is looked for among the states in which somebody was let in.
pub fn pools(prover: &mut Prover<'_, '_>) {
    let by_value = counted_by_value(prover);
    let mut weights = taken_one_by_one(prover);
    let pools: Vec<(&str, Level)> =
        prover.document.pools.iter().map(|(name, level)| (*name, *level)).collect();
    for (name, level) in pools {
        let over = level.before > level.bound;
        let peak = match by_value.get(name) {
            Some(by) if over => distinct_with_somebody_new(prover, name, by),
            Some(by) => Some(distinct(prover, name, by)),
            None => {
                let own = weights.remove(name).unwrap_or_default();
                one_by_one(prover, &own, over)
            }
        };
        record(prover, name, level, peak);
    }
}

/// How far a pool rises of which each resource takes one; where it is over, with somebody let in.
fn one_by_one(prover: &mut Prover<'_, '_>, own: &[(Event, i64)], over: bool) -> Option<Peak> {
    let events = prover.events;
    let found = if over {
        let takers = own.iter().filter(|(_, more)| *more > 0).map(|(event, _)| *event).collect();
        heaviest_with(events, &mut prover.walker, own, &takers)?
    } else {
        heaviest(events, &mut prover.walker, own)
    };
    Some(Peak { more: found.weight, estimate: false, state: found.events })
}

/// Puts the figures of a pool on record. Of one that is over and that nobody comes to, what is there is all there is to
/// tell.
fn record(prover: &mut Prover<'_, '_>, name: &str, Level { bound, before }: Level, peak: Option<Peak>) {
    let name = format!("pool {name}");
    let over = (before > bound).then_some(before);
    let Some(Peak { more, estimate, state }) = peak else {
        let invariant = Invariant { name, bound: before, worst: before, before: over, estimate: false };
        return prover.record(invariant, true, &[], String::new);
    };
    let worst = before + more;
    let text = || match over {
        Some(before) => {
            format!("somebody is let in while {worst} are taken of at most {bound} ({before} before)")
        }
        None => format!("{worst} are taken of at most {bound}"),
    };
    prover.record(Invariant { name, bound, worst, before: over, estimate }, worst <= bound, &state, text);
}

/// Checks every floor of the document.
pub fn floors(prover: &mut Prover<'_, '_>) {
    let mut weights: BTreeMap<String, Vec<(Event, i64)>> = BTreeMap::new();
    let mut leaving: BTreeMap<String, i64> = BTreeMap::new();
    for (at, change) in prover.document.changes.iter() {
        for (floor, more) in change.spec.counts_for.iter().filter_map(|keep| change.keeps(keep)) {
            let usual = prover.document.floors.get(&*floor).is_some_and(|level| level.usual);
            match usual && change.leaves {
                true => *leaving.entry(floor).or_default() += 1,
                false => weights.entry(floor).or_default().push((prover.events.done(at), -more)),
            }
        }
    }
    let floors: Vec<(&str, FloorLevel)> =
        prover.document.floors.iter().map(|(name, level)| (*name, *level)).collect();
    for (name, FloorLevel { least, before, after, usual: _ }) in floors {
        let own = weights.remove(name).unwrap_or_default();
        let before = before - leaving.get(name).copied().unwrap_or(0);
        let bound = least.min(before).min(after);
        let low = heaviest(prover.events, &mut prover.walker, &own);
        let worst = before - low.weight;
        let text = || format!("{worst} are left of at least {bound}");
        let invariant =
            Invariant { name: format!("floor {name}"), bound, worst, before: None, estimate: false };
        prover.record(invariant, worst >= bound, &low.events, text);
    }
}

/// The pools that count distinct values, and the key part that they count.
fn counted_by_value(prover: &Prover<'_, '_>) -> BTreeMap<&'static str, Name> {
    let all = prover.catalogue.kinds.iter().flat_map(|spec| spec.takes);
    let found = all.filter_map(|take| match take {
        Take::Distinct { pool, by } => Some((*pool, *by)),
        Take::OneOf(_) => None,
    });
    found.collect()
}

/// What each change does to the pool that it takes one of.
fn taken_one_by_one<'d>(prover: &Prover<'_, 'd>) -> BTreeMap<&'d str, Vec<(Event, i64)>> {
    let mut found: BTreeMap<&str, Vec<(Event, i64)>> = BTreeMap::new();
    for (at, change) in prover.document.changes.iter() {
        for take in change.spec.takes {
            let Take::OneOf(part) = take else { continue };
            let Some(pool) = change.part(part) else { continue };
            let more = match change.action {
                Action::Create => 1,
                Action::Delete => -1,
                Action::Update => continue,
            };
            found.entry(pool).or_default().push((prover.events.done(at), more));
        }
    }
    found
}
