//! What changes add to floors and take away from them.

use std::collections::BTreeMap;

use super::terms::{Scarce, Terms};
use super::world::World;
use crate::model::{Change, FloorLine, FloorRule, KindSpec};

/// What a set of changes does to one floor that asks for something.
pub struct Floor<'a> {
    /// What keeps it up.
    pub keep: &'static FloorRule,
    /// The value of the part of the key that tells it from its like.
    pub value: &'a str,
    /// How many the roster asks for.
    pub least: u64,
    /// How many there are before.
    pub before: u64,
    /// Changes that add one.
    pub gained: Vec<u32>,
    /// Changes that take one away.
    pub lost: Vec<u32>,
}

impl Floor<'_> {
    /// How many there are at the end of so many gains and losses.
    pub fn after(&self, gained: usize, lost: usize) -> u64 {
        (self.before + gained as u64).saturating_sub(lost as u64)
    }

    /// What must never be passed: what is asked for, or less where before or after is less.
    pub fn bound(&self) -> u64 {
        self.least.min(self.before).min(self.after(self.gained.len(), self.lost.len()))
    }

    /// How many may go before any comes.
    pub fn room(&self) -> u64 {
        self.before - self.bound()
    }

    /// The floor as what there is too little of.
    pub fn scarce(&self) -> Scarce {
        Scarce::Floor(self.keep, self.value.to_owned())
    }

    /// How it goes over the plan.
    pub fn line(&self) -> FloorLine {
        FloorLine {
            floor: self.keep.name(self.value),
            rule: self.keep.rule.number,
            least: self.bound(),
            before: self.before,
            after: self.after(self.gained.len(), self.lost.len()),
        }
    }
}

/// What the changes do to each floor that they touch and that asks for something, by name.
pub fn floors<'a>(world: &World<'a>, terms: &Terms) -> Vec<Floor<'a>> {
    let mut found = Vec::new();
    for spec in world.managed() {
        for keep in spec.keeps {
            let mut touched = touched(world, spec, keep, terms);
            if !touched.is_empty() {
                count(world, spec, keep, &mut touched);
            }
            found.extend(touched.into_values());
        }
    }
    found.sort_by(|a, b| (a.keep.floor, a.value).cmp(&(b.keep.floor, b.value)));
    found
}

/// The floors that a change adds to or takes away from, by value.
fn touched<'a>(
    world: &World<'a>,
    spec: &'static KindSpec,
    keep: &'static FloorRule,
    terms: &Terms,
) -> BTreeMap<&'a str, Floor<'a>> {
    let mut found = BTreeMap::new();
    for (_, number) in world.at.of(spec.kind) {
        let (before, after) = sides(spec, keep, world.change(*number));
        let Some(value) = before.or(after).filter(|_| before.is_some() != after.is_some()) else { continue };
        let floor = match found.entry(value) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let name = keep.name(value);
                let least = terms.least.get(&name).copied().unwrap_or(0);
                let before = terms.more.get(&name).copied().unwrap_or(0);
                entry.insert(Floor { keep, value, least, before, gained: Vec::new(), lost: Vec::new() })
            }
        };
        if after.is_some() { floor.gained.push(*number) } else { floor.lost.push(*number) }
    }
    found.retain(|_, floor| floor.least > 0);
    found
}

/// The floor that what a change is about counts for, before and after.
fn sides<'a>(spec: &KindSpec, keep: &FloorRule, change: &'a Change) -> (Option<&'a str>, Option<&'a str>) {
    let side =
        |own: &'a Option<crate::model::Attributes>| spec.keeps_up(keep, &change.addr.key, own.as_ref()?);
    (side(&change.before), side(&change.after))
}

fn count<'a>(
    world: &World<'a>,
    spec: &KindSpec,
    keep: &FloorRule,
    touched: &mut BTreeMap<&'a str, Floor<'a>>,
) {
    for (addr, own) in world.live.of(spec.kind) {
        let floor = spec.keeps_up(keep, &addr.key, own).and_then(|value| touched.get_mut(value));
        if let Some(floor) = floor {
            floor.before += 1;
        }
    }
}
