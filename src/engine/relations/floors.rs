//! What changes add to floors and take away from them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::limits::{Limits, Scarce};
use super::number::{ChangeNo, count};
use super::precedence::{Precedence, Why};
use super::world::{World, gained};
use crate::model::{Action, Attributes, Change, FloorLine, FloorRule, KindSpec};

/// What a set of changes does to one floor that asks for something.
pub struct Floor<'a> {
    /// What counts for it.
    pub rule: &'static FloorRule,
    /// The value of the part of the key that tells it from its like.
    pub value: &'a str,
    /// How many the roster asks for.
    pub least: u64,
    /// How many there are before.
    pub before: u64,
    /// Changes that add one.
    pub gained: Vec<ChangeNo>,
    /// Changes that take one away.
    pub lost: Vec<ChangeNo>,
    /// Whether nobody wrote it down.
    pub usual: bool,
    /// Changes that take one away because somebody leaves, of a floor that nobody wrote down: it does not hold them.
    pub leaving: Vec<ChangeNo>,
}

impl Floor<'_> {
    /// How many there are when all is done.
    pub fn after(&self) -> u64 {
        (self.before + count(&self.gained)).saturating_sub(count(&self.lost) + count(&self.leaving))
    }

    /// How many there are before whom the floor holds.
    pub fn held(&self) -> u64 {
        self.before.saturating_sub(count(&self.leaving))
    }

    /// What must never be passed: what is asked for, or less where before or after is less.
    pub fn bound(&self) -> u64 {
        self.least.min(self.held()).min(self.after())
    }

    /// How many of those whom it holds may go before any comes.
    pub fn room(&self) -> u64 {
        self.held() - self.bound()
    }

    /// The floor as what there is too little of.
    pub fn scarce(&self) -> Scarce {
        Scarce::Floor(self.rule, self.value.to_owned())
    }

    /// How it goes over the plan.
    pub fn line(&self) -> FloorLine {
        FloorLine {
            floor: self.rule.name(self.value),
            rule: self.rule.rule.number,
            least: self.bound(),
            before: self.before,
            after: self.after(),
            usual: self.usual,
        }
    }
}

/// What the changes do to each floor that they touch and that asks for something, by name.
pub fn floors<'a>(world: &World<'a>, limits: &Limits) -> Vec<Floor<'a>> {
    let mut found = Vec::new();
    for spec in world.managed() {
        for rule in spec.counts_for {
            let mut touched = touched(world, spec, rule, limits);
            if !touched.is_empty() {
                count_live(world, spec, rule, &mut touched);
            }
            found.extend(touched.into_values());
        }
    }
    found.sort_by(|a, b| (a.rule.floor, a.value).cmp(&(b.rule.floor, b.value)));
    found
}

/// Who comes is there before those leave whom the floor does not hold, where else nobody would be left: better so, and no
/// rule.
pub fn replacements(world: &World<'_>, floors: &[Floor<'_>], found: &mut Vec<Precedence>) {
    // Who is there comes sooner than somebody who is to be made.
    let waits = |number: &&ChangeNo| {
        let change = world.change(**number);
        change.is_some_and(|change| {
            gained(world.spec(change), change)
                .any(|(need, key)| world.doing(Action::Create, need.kind, &key).is_some())
        })
    };
    for floor in floors {
        let stays = floor.held().saturating_sub(count(&floor.lost));
        let Some(&first) = floor.gained.iter().min_by_key(waits).filter(|_| stays < floor.least) else {
            continue;
        };
        let leaving = floor.leaving.iter();
        found.extend(leaving.map(|&then| Precedence { first, then, why: Why::Replacement(floor.rule) }));
    }
}

/// The floors that a change adds to or takes away from, by value.
fn touched<'a>(
    world: &World<'a>,
    spec: &'static KindSpec,
    rule: &'static FloorRule,
    limits: &Limits,
) -> BTreeMap<&'a str, Floor<'a>> {
    let mut found = BTreeMap::new();
    for (number, change) in world.changes_of(spec.kind) {
        let (before, after) = sides(spec, rule, change);
        let Some(value) = before.or(after).filter(|_| before.is_some() != after.is_some()) else { continue };
        let floor = match found.entry(value) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let name = rule.name(value);
                let least = limits.least.get(&name).copied().unwrap_or(0);
                let before = limits.more.get(&name).copied().unwrap_or(0);
                let usual = limits.usual.contains(&name);
                let [gained, lost, leaving] = [const { Vec::new() }; 3];
                entry.insert(Floor { rule, value, least, before, gained, lost, usual, leaving })
            }
        };
        let leaves = floor.usual && change.leaves() && world.catalogue.subject_of(&change.addr).is_some();
        match (after.is_some(), leaves) {
            (true, _) => floor.gained.push(number),
            (false, true) => floor.leaving.push(number),
            (false, false) => floor.lost.push(number),
        }
    }
    found.retain(|_, floor| floor.least > 0);
    found
}

/// The floor that what a change is about counts for, before and after.
fn sides<'a>(spec: &KindSpec, rule: &FloorRule, change: &'a Change) -> (Option<&'a str>, Option<&'a str>) {
    let side = |own: &'a Option<Attributes>| spec.floor_value(rule, &change.addr.key, own.as_ref()?);
    (side(&change.before), side(&change.after))
}

/// Counts what was seen.
fn count_live<'a>(
    world: &World<'a>,
    spec: &KindSpec,
    rule: &FloorRule,
    touched: &mut BTreeMap<&'a str, Floor<'a>>,
) {
    for (addr, own) in world.live.of(spec.kind) {
        let floor = spec.floor_value(rule, &addr.key, own).and_then(|value| touched.get_mut(value));
        if let Some(floor) = floor {
            floor.before += 1;
        }
    }
}
