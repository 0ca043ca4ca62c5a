//! What changes take from pools and give back to them.

use std::collections::BTreeMap;

use super::number::{ChangeNo, count};
use super::world::World;
use crate::model::{Action, Catalogue, Holding, Kind, KindSpec, Name, Pool, Rule, Take};

/// What a set of changes does to one pool.
pub struct Demand<'a> {
    /// The pool.
    pub pool: &'a Pool,
    /// The rule that bounds it.
    pub rule: &'static Rule,
    /// Units that come to take from it; each with the numbers of all changes that make it take.
    pub takes: Vec<Vec<ChangeNo>>,
    /// Units that stop taking; free once all of the changes are made.
    pub frees: Vec<Vec<ChangeNo>>,
}

impl Demand<'_> {
    /// How many may still come before any goes.
    pub fn room(&self) -> u64 {
        self.pool.capacity.saturating_sub(self.pool.taken)
    }

    /// How many must go before any comes, beyond the one whose seat is taken: what is there may stay, and nobody new is
    /// let in while the pool is over its capacity.
    pub fn debt(&self) -> u64 {
        self.pool.taken.saturating_sub(self.pool.capacity)
    }

    /// How many of those who come find no seat even when all is done.
    pub fn over(&self) -> u64 {
        self.after().saturating_sub(self.pool.capacity).min(count(&self.takes))
    }

    /// How many are taken when all is done.
    pub fn after(&self) -> u64 {
        (self.pool.taken + count(&self.takes)).saturating_sub(count(&self.frees))
    }
}

/// What the changes for which `goes_on` holds do to each observed pool, by name.
pub fn demands<'a>(
    world: &World<'a>,
    pools: &'a [Pool],
    goes_on: &dyn Fn(ChangeNo) -> bool,
) -> Vec<Demand<'a>> {
    let mut found: BTreeMap<&str, Demand<'a>> = pools
        .iter()
        .map(|pool| (&*pool.name, Demand { pool, rule: &UNNUMBERED, takes: Vec::new(), frees: Vec::new() }))
        .collect();
    for spec in world.managed() {
        for take in spec.takes {
            if let Take::OneOf(part) = take {
                each_one(world, spec, part, goes_on, &mut found);
            }
        }
    }
    for (pool, by) in counted_by_value(world.catalogue) {
        if let Some(demand) = found.get_mut(pool) {
            distinct(world, pool, by, goes_on, demand);
        }
    }
    found.into_values().collect()
}

/// How much those that the changes touch held before, of each observed pool that counts distinct values.
pub fn holdings(world: &World<'_>, pools: &[Pool]) -> Vec<Holding> {
    let mut found = Vec::new();
    for (pool, by) in counted_by_value(world.catalogue) {
        if !pools.iter().any(|own| own.name == pool) {
            continue;
        }
        let mut held: BTreeMap<&str, u64> = BTreeMap::new();
        for spec in world.managed().filter(|spec| takes_of(spec, pool)) {
            let keys = world.changes_of(spec.kind).map(|(_, change)| &change.addr.key);
            let values = keys.filter_map(|key| spec.part(key, by));
            held.extend(values.map(|value| (value, 0)));
        }
        if held.is_empty() {
            continue;
        }
        for spec in world.managed().filter(|spec| takes_of(spec, pool)) {
            for (addr, _) in world.live.of(spec.kind) {
                if let Some(count) = spec.part(&addr.key, by).and_then(|value| held.get_mut(value)) {
                    *count += 1;
                }
            }
        }
        let each = held.into_iter().map(|(who, before)| (pool.to_owned(), who.to_owned(), before));
        found.extend(each.map(|(pool, who, before)| Holding { pool, who, before }));
    }
    found
}

/// Whether resources of a kind take from a pool that counts distinct values.
fn takes_of(spec: &KindSpec, pool: &str) -> bool {
    spec.takes.iter().any(|take| matches!(take, Take::Distinct { pool: own, .. } if *own == pool))
}

/// What bounds a pool for which the catalogue has no rule.
static UNNUMBERED: Rule = Rule { number: "", text: Rule::SEAT_FREED, otherwise: "" };

/// The rule that bounds the pools of a kind.
fn rule(catalogue: &Catalogue, kind: Kind) -> &'static Rule {
    catalogue.pools.iter().find(|own| own.kind == kind).map_or(&UNNUMBERED, |own| &own.rule)
}

fn each_one(
    world: &World<'_>,
    spec: &KindSpec,
    part: Name,
    goes_on: &dyn Fn(ChangeNo) -> bool,
    found: &mut BTreeMap<&str, Demand<'_>>,
) {
    for (number, change) in world.changes_of(spec.kind).filter(|(number, _)| goes_on(*number)) {
        let pool = spec.part(&change.addr.key, part);
        let Some(demand) = pool.and_then(|pool| found.get_mut(pool)) else { continue };
        demand.rule = rule(world.catalogue, spec.kind);
        match change.action {
            Action::Create => demand.takes.push(vec![number]),
            Action::Delete => demand.frees.push(vec![number]),
            Action::Update => {}
        }
    }
}

/// The pools that count distinct values, with the part that is counted, each once.
fn counted_by_value(catalogue: &Catalogue) -> BTreeMap<&'static str, Name> {
    let all = catalogue.kinds.iter().flat_map(|spec| spec.takes);
    all.filter_map(|take| match take {
        Take::Distinct { pool, by } => Some((*pool, *by)),
        Take::OneOf(_) => None,
    })
    .collect()
}

/// What happens to one distinct value.
#[derive(Default)]
struct Tally {
    gained: Vec<ChangeNo>,
    lost: Vec<ChangeNo>,
    stays: bool,
}

fn distinct(
    world: &World<'_>,
    pool: &str,
    by: Name,
    goes_on: &dyn Fn(ChangeNo) -> bool,
    demand: &mut Demand<'_>,
) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for spec in world.managed().filter(|spec| takes_of(spec, pool)) {
        demand.rule = rule(world.catalogue, spec.kind);
        for (number, change) in world.changes_of(spec.kind).filter(|(number, _)| goes_on(*number)) {
            let Some(value) = spec.part(&change.addr.key, by) else { continue };
            let tally = tallies.entry(value).or_default();
            match change.action {
                Action::Create => tally.gained.push(number),
                Action::Delete => tally.lost.push(number),
                Action::Update => tally.stays = true,
            }
        }
    }
    if tallies.is_empty() {
        return;
    }
    for spec in world.managed().filter(|spec| takes_of(spec, pool)) {
        note_staying(world, spec, by, goes_on, &mut tallies);
    }
    for Tally { gained, lost, stays } in tallies.into_values() {
        match (stays, gained.is_empty(), lost.is_empty()) {
            (false, false, true) => demand.takes.push(gained),
            (false, true, false) => demand.frees.push(lost),
            _ => {}
        }
    }
}

/// Marks the values that something live holds and that no change takes away.
fn note_staying(
    world: &World<'_>,
    spec: &KindSpec,
    by: Name,
    goes_on: &dyn Fn(ChangeNo) -> bool,
    tallies: &mut BTreeMap<&str, Tally>,
) {
    for (addr, _) in world.live.of(spec.kind) {
        let Some(tally) = spec.part(&addr.key, by).and_then(|value| tallies.get_mut(value)) else { continue };
        if !tally.stays {
            let goes = world.doing(Action::Delete, spec.kind, &addr.key).is_some_and(goes_on);
            tally.stays = !goes;
        }
    }
}
