//! What was seen and what shall change, side by side, found by kind and key.

use std::borrow::Cow;
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
        Self {
            catalogue,
            changes,
            at: Lookup::new(changes.iter().zip(0..).map(|(change, number)| (&change.addr, number))),
            live: Lookup::new(observed.resources.iter()),
        }
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
        Self { entries, kinds }
    }

    /// All of one kind, by key.
    pub fn of(&self, kind: Kind) -> &[(&'a Addr, T)] {
        let found = self.kinds.iter().find(|(own, _)| *own == kind);
        found.map_or(&[], |(_, range)| &self.entries[range.clone()])
    }

    /// The value of one address.
    pub fn get(&self, kind: Kind, key: &str) -> Option<T> {
        let list = self.of(kind);
        let at = list.binary_search_by(|(addr, _)| (*addr.key).cmp(key)).ok()?;
        Some(list[at].1)
    }

    /// Whether there is any of the kind.
    pub fn has(&self, kind: Kind) -> bool {
        self.kinds.iter().any(|(own, _)| *own == kind)
    }
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
