//! What was seen and what shall change, side by side, found by kind and key.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::model::{
    Action, Addr, Attributes, Catalogue, Change, Changes, Kind, KindSpec, Need, Observation, Of, Ownership,
};

/// Live resources and changes of one tenant.
pub struct World<'a> {
    /// The rule book.
    pub catalogue: &'static Catalogue,
    /// All changes, by address.
    pub changes: &'a [Change],
    /// The number of a change within `changes`, by address.
    pub at: Lookup<'a, u32>,
    /// What was seen.
    pub live: Lookup<'a, &'a Attributes>,
}

impl<'a> World<'a> {
    /// Both sides, indexed in linear time.
    pub fn new(catalogue: &'static Catalogue, changes: &'a Changes, observed: &'a Observation) -> Self {
        let changes = changes.iter().as_slice();
        let at = Lookup::new(changes.iter().zip(0..).map(|(change, number)| (&change.addr, number)));
        let live = Lookup::new(observed.resources.iter());
        // Every change is asked for a few times, a live resource only where a change needs it.
        let live = if changes.len() * 8 > live.entries.len() { live.hashed() } else { live };
        Self { catalogue, changes, at: at.hashed(), live }
    }

    /// The change with this number.
    pub fn change(&self, number: u32) -> &'a Change {
        &self.changes[number as usize]
    }

    /// What the catalogue declares about the kind of a change.
    pub fn spec(&self, number: u32) -> &'static KindSpec {
        self.catalogue.spec(self.change(number).addr.kind)
    }

    /// The kinds that may be written.
    pub fn managed(&self) -> impl Iterator<Item = &'static KindSpec> {
        self.catalogue.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed)
    }
}

/// Sorted addresses, each with a value, found by kind and key without making an address.
pub struct Lookup<'a, T> {
    entries: Vec<(&'a Addr, T)>,
    kinds: Vec<(Kind, Range<usize>)>,
    /// Places within `entries` plus one, by hash, next free slot first; empty where the halves of the sorted
    /// list are searched. In large lists a search by halves misses the processor's cache at every step.
    slots: Vec<u32>,
}

impl<'a, T: Copy> Lookup<'a, T> {
    /// An index over addresses that come sorted.
    pub fn new(sorted: impl Iterator<Item = (&'a Addr, T)>) -> Self {
        let entries: Vec<(&Addr, T)> = sorted.collect();
        let mut kinds: Vec<(Kind, Range<usize>)> = Vec::new();
        for (at, (addr, _)) in entries.iter().enumerate() {
            match kinds.last_mut() {
                Some((kind, range)) if *kind == addr.kind => range.end = at + 1,
                _ => kinds.push((addr.kind, at..at + 1)),
            }
        }
        Self { entries, kinds, slots: Vec::new() }
    }

    /// The same, for many questions.
    pub fn hashed(mut self) -> Self {
        let mut slots = vec![0; (self.entries.len() * 2).next_power_of_two()];
        for (number, (addr, _)) in (1..).zip(&self.entries) {
            let mut at = slot(addr.kind, &addr.key, slots.len());
            while slots[at] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = number;
        }
        self.slots = slots;
        self
    }

    /// All of one kind, by key.
    pub fn of(&self, kind: Kind) -> &[(&'a Addr, T)] {
        let found = self.kinds.iter().find(|(own, _)| *own == kind);
        found.map_or(&[], |(_, range)| &self.entries[range.clone()])
    }

    /// The value of one address.
    pub fn get(&self, kind: Kind, key: &str) -> Option<T> {
        if !self.slots.is_empty() {
            return self.get_hashed(kind, key);
        }
        let list = self.of(kind);
        let at = list.binary_search_by(|(addr, _)| (*addr.key).cmp(key)).ok()?;
        Some(list[at].1)
    }

    fn get_hashed(&self, kind: Kind, key: &str) -> Option<T> {
        let mut at = slot(kind, key, self.slots.len());
        while self.slots[at] != 0 {
            let (addr, value) = &self.entries[self.slots[at] as usize - 1];
            if *addr.key == *key && addr.kind == kind {
                return Some(*value);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// Whether there is any of the kind.
    pub fn has(&self, kind: Kind) -> bool {
        self.kinds.iter().any(|(own, _)| *own == kind)
    }
}

/// Where an address is looked for first among so many slots, a power of two.
fn slot(kind: Kind, key: &str, slots: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    key.hash(&mut hasher);
    hasher.finish() as usize & (slots - 1)
}

/// The key of the one resource that satisfies `need`, where the need names just one.
pub fn needed<'k>(spec: &KindSpec, need: &Need, key: &'k str, own: &'k Attributes) -> Option<Cow<'k, str>> {
    match need.of {
        Of::Key([name]) => spec.part(key, name).map(Cow::Borrowed),
        Of::Key(names) => spec.parts(key, names).map(Cow::Owned),
        Of::Attribute(name) => own.text(name).map(Cow::Borrowed),
        Of::Parent => Some(Cow::Borrowed(key.rsplit_once('/')?.0)),
        Of::Any { .. } => None,
    }
}

/// What a change makes necessary: all needs of what is created, and of an update those whose attribute
/// changes. Only needs that name one resource.
pub fn gained<'c>(
    spec: &'static KindSpec,
    change: &'c Change,
) -> impl Iterator<Item = (&'static Need, Cow<'c, str>)> {
    touched(spec, change, change.after.as_ref())
}

/// What a change makes unnecessary: all needs of what goes, and of an update those whose attribute changes.
/// Only needs that name one resource.
pub fn lost<'c>(
    spec: &'static KindSpec,
    change: &'c Change,
) -> impl Iterator<Item = (&'static Need, Cow<'c, str>)> {
    touched(spec, change, change.before.as_ref())
}

fn touched<'c>(
    spec: &'static KindSpec,
    change: &'c Change,
    side: Option<&'c Attributes>,
) -> impl Iterator<Item = (&'static Need, Cow<'c, str>)> {
    let whole = change.action != Action::Update;
    let needs = spec.needs.iter().filter(move |need| whole || matches!(need.of, Of::Attribute(_)));
    needs.filter_map(move |need| Some((need, needed(spec, need, &change.addr.key, side?)?)))
}
