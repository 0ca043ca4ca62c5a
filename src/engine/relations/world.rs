//! What was seen and what shall change, side by side, found by kind and key.

use std::borrow::Cow;

use super::lookup::Lookup;
use super::number::{ChangeNo, Number};
use crate::model::{
    Action, Attributes, Catalogue, Change, Changes, Kind, KindSpec, Need, Observation, Of, Ownership,
};

/// Live resources and changes of one tenant.
pub struct World<'a> {
    /// The rule book.
    pub catalogue: &'static Catalogue,
    /// What was seen.
    pub live: Lookup<'a, &'a Attributes>,
    /// All changes, by address.
    changes: &'a [Change],
    /// The number of a change within `changes`, by address.
    at: Lookup<'a, ChangeNo>,
}

impl<'a> World<'a> {
    /// Both sides, indexed in linear time.
    pub fn new(catalogue: &'static Catalogue, changes: &'a Changes, observed: &'a Observation) -> Self {
        let changes = changes.iter().as_slice();
        let numbers = (0..changes.len()).map(ChangeNo::new);
        let at = Lookup::new(changes.iter().map(|change| &change.addr).zip(numbers));
        let live = Lookup::new(observed.resources.iter());
        // Every change is asked for a few times, a live resource only where a change needs it.
        let live = if changes.len() * 8 > live.len() { live.hashed() } else { live };
        Self { catalogue, live, changes, at: at.hashed() }
    }

    /// How many changes there are.
    pub fn size(&self) -> usize {
        self.changes.len()
    }

    /// All changes, by address.
    pub fn changes(&self) -> impl Iterator<Item = (ChangeNo, &'a Change)> {
        (0..).map(ChangeNo::new).zip(self.changes)
    }

    /// The changes of one kind, by key.
    pub fn changes_of(&self, kind: Kind) -> impl Iterator<Item = (ChangeNo, &'a Change)> {
        self.at.of(kind).iter().filter_map(|(_, number)| Some((*number, self.change(*number)?)))
    }

    /// The change with this number; there is one for every number that came from here.
    pub fn change(&self, number: ChangeNo) -> Option<&'a Change> {
        self.changes.get(number.index())
    }

    /// The number of the change of one resource.
    pub fn number(&self, kind: Kind, key: &str) -> Option<ChangeNo> {
        self.at.get(kind, key)
    }

    /// The change of one resource.
    pub fn find(&self, kind: Kind, key: &str) -> Option<&'a Change> {
        self.change(self.number(kind, key)?)
    }

    /// The number of the change that does this to one resource.
    pub fn doing(&self, action: Action, kind: Kind, key: &str) -> Option<ChangeNo> {
        self.number(kind, key).filter(|number| self.does(*number, action))
    }

    /// Whether a change does this.
    pub fn does(&self, number: ChangeNo, action: Action) -> bool {
        self.change(number).is_some_and(|change| change.action == action)
    }

    /// What the catalogue declares about the kind of a change.
    pub fn spec(&self, change: &Change) -> &'static KindSpec {
        self.catalogue.spec(change.addr.kind)
    }

    /// The kinds that may be written.
    pub fn managed(&self) -> impl Iterator<Item = &'static KindSpec> + use<> {
        self.catalogue.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed)
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
