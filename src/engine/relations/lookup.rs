//! Sorted addresses, found by kind and key without making an address.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::number::{Table, number};
use crate::model::{Addr, Kind};

number! {
    /// The place of an address in a lookup.
    EntryNo
}

/// Sorted addresses, each with a value.
pub struct Lookup<'a, T> {
    entries: Table<EntryNo, (&'a Addr, T)>,
    kinds: Vec<(Kind, Range<usize>)>,
    /// Entries by hash, next free slot first; empty where the halves of the sorted list are searched. In
    /// large lists a search by halves misses the processor's cache at every step.
    slots: Vec<Option<EntryNo>>,
}

impl<'a, T: Copy> Lookup<'a, T> {
    /// An index over addresses that come sorted.
    pub fn new(sorted: impl Iterator<Item = (&'a Addr, T)>) -> Self {
        let entries: Table<EntryNo, (&Addr, T)> = sorted.collect();
        let mut kinds: Vec<(Kind, Range<usize>)> = Vec::new();
        for (at, (addr, _)) in entries.rows().iter().enumerate() {
            match kinds.last_mut() {
                Some((kind, range)) if *kind == addr.kind => range.end = at + 1,
                _ => kinds.push((addr.kind, at..at + 1)),
            }
        }
        Self { entries, kinds, slots: Vec::new() }
    }

    /// The same, for many questions.
    pub fn hashed(mut self) -> Self {
        let mut slots = vec![None; (self.entries.len() * 2).next_power_of_two()];
        for (number, (addr, _)) in self.entries.iter() {
            let mut at = slot(addr.kind, &addr.key, slots.len());
            while slots.get(at).copied().flatten().is_some() {
                at = (at + 1) & (slots.len() - 1);
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = Some(number);
            }
        }
        self.slots = slots;
        self
    }

    /// How many addresses there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// All of one kind, by key.
    pub fn of(&self, kind: Kind) -> &[(&'a Addr, T)] {
        let found = self.kinds.iter().find(|(own, _)| *own == kind);
        found.and_then(|(_, range)| self.entries.rows().get(range.clone())).unwrap_or_default()
    }

    /// The value of one address.
    pub fn get(&self, kind: Kind, key: &str) -> Option<T> {
        if !self.slots.is_empty() {
            return self.get_hashed(kind, key);
        }
        let list = self.of(kind);
        let at = list.binary_search_by(|(addr, _)| (*addr.key).cmp(key)).ok()?;
        list.get(at).map(|(_, value)| *value)
    }

    fn get_hashed(&self, kind: Kind, key: &str) -> Option<T> {
        let mut at = slot(kind, key, self.slots.len());
        while let Some(number) = self.slots.get(at).copied().flatten() {
            let (addr, value) = self.entries.get(number)?;
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
