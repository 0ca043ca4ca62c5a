//! What a roster wants, while it is gathered.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names::canonical;
use super::schema::UserState;
use crate::model::{
    Addr, At, Attributes, Closed, DEFAULT_PRIORITY, Declared, Desired, Kind, Name, Offboarding, Place,
    Reason, Value,
};
use crate::port::Entry;

/// Who asks, and why: what all resources of one entry have in common.
#[derive(Clone, Copy)]
pub struct Cause {
    /// Why the entry wants what it wants.
    pub reason: Reason,
    /// Who gets a scarce seat first.
    pub priority: u32,
}

impl From<Reason> for Cause {
    fn from(reason: Reason) -> Self {
        Self { reason, priority: DEFAULT_PRIORITY }
    }
}

/// What is gathered so far. A resource that is declared twice counts once, with the later place.
#[derive(Default)]
pub struct Draft {
    desired: Desired,
    /// By kind, in the order of the roster: one sort of each at the end costs less than keeping them sorted.
    resources: BTreeMap<Kind, Vec<(Addr, Declared)>>,
}

impl Draft {
    /// A resource must be there.
    pub fn add(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: impl Into<Cause>) {
        let declared = declared(attributes, place, cause.into());
        self.resources.entry(addr.kind).or_default().push((addr, declared));
    }

    /// A resource must not be there.
    pub fn gone(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: impl Into<Cause>) {
        self.desired.kinds.insert(addr.kind);
        self.desired.gone.insert(addr, declared(attributes, place, cause.into()));
    }

    /// Live resources of `kind` whose key parts `by` are `value` go unless they are declared.
    pub fn close(
        &mut self,
        kind: Kind,
        by: &'static [Name],
        value: impl Into<Arc<str>>,
        place: Place,
        reason: Reason,
    ) {
        self.desired.closed.insert(Closed { kind, by, value: value.into() }, (place, reason));
    }

    /// An object of `kind` is declared, though nothing is wanted of it.
    pub fn declare_kind(&mut self, kind: Kind) {
        self.desired.kinds.insert(kind);
    }

    /// So many are kept of what this floor counts.
    pub fn floor(&mut self, name: impl Into<String>, least: u64) {
        self.desired.floors.insert(name.into(), least);
    }

    /// So many are kept where nobody says how many.
    pub fn usual_floor(&mut self, name: impl Into<String>, least: u64) {
        self.desired.keep_usual(name.into(), least);
    }

    /// What must be there of `kind`, in the order of the roster.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &(Addr, Declared)> {
        self.resources.get(&kind).into_iter().flatten()
    }

    /// All that was gathered.
    pub fn finish(self) -> Desired {
        let mut desired = self.desired;
        for (kind, list) in self.resources {
            desired.kinds.insert(kind);
            desired.resources.append(&mut list.into_iter().collect());
        }
        desired
    }
}

fn declared(attributes: Attributes, place: Place, cause: Cause) -> Declared {
    Declared { attributes, place, reason: cause.reason, priority: cause.priority }
}

/// The attributes among these that are written.
pub fn texts<'t>(texts: impl IntoIterator<Item = (Name, Option<&'t str>)>) -> Attributes {
    texts.into_iter().filter_map(|(name, text)| Some((name, Value::text(text?)))).collect()
}

/// What a roster says of a person, with the place that says it.
#[derive(Clone, Copy)]
pub enum Fate {
    /// Stays, with whatever the other keys say.
    Stays,
    /// Stays without access: the state says so, or the tenant's off-boarding keeps people.
    Suspended(Place, Reason),
    /// Is removed.
    Gone(Place),
}

impl Fate {
    /// What `state` means for somebody in a tenant that off-boards in this way.
    pub fn of(state: Option<At<UserState>>, offboarding: Offboarding) -> Self {
        let Some(At { place, value }) = state else { return Self::Stays };
        match (value, offboarding) {
            (UserState::Present, _) => Self::Stays,
            (UserState::Suspended, _) => Self::Suspended(place, Reason::Suspended),
            (UserState::Absent, Offboarding::Suspend) => Self::Suspended(place, Reason::Absent),
            (UserState::Absent, Offboarding::Delete) => Self::Gone(place),
        }
    }
}

/// The person whom an entry is about: all that the entry wants has this key and this priority.
pub struct Subject {
    /// The key, spelled as everywhere.
    pub key: Arc<str>,
    /// Where the entry stands.
    pub place: Place,
    priority: u32,
}

impl Subject {
    /// The person of `entry`.
    pub fn of(entry: &Entry, priority: Option<u32>) -> Self {
        let priority = priority.unwrap_or(DEFAULT_PRIORITY);
        Self { key: canonical(&entry.key).into(), place: entry.place, priority }
    }

    /// The address of the person's only resource of `kind`.
    pub fn addr(&self, kind: Kind) -> Addr {
        Addr::new(kind, Arc::clone(&self.key))
    }

    /// The address of something that the person has: `PERSON/value`.
    pub fn has(&self, kind: Kind, value: &str) -> Addr {
        Addr::new(kind, [&self.key, "/", value].concat())
    }

    /// The address of the person's place in something: `value/PERSON`.
    pub fn within(&self, kind: Kind, value: &str) -> Addr {
        Addr::new(kind, [value, "/", &self.key].concat())
    }

    /// What the entry wants for `reason`.
    pub fn cause(&self, reason: Reason) -> Cause {
        Cause { reason, priority: self.priority }
    }

    /// The person's resources of `kind` go unless they are declared.
    pub fn close(&self, kind: Kind, place: Place, reason: Reason, draft: &mut Draft) {
        draft.close(kind, &["user"], Arc::clone(&self.key), place, reason);
    }

    /// Exactly these: `addr` says at which address each name stands.
    pub fn exactly<'n>(
        &self,
        kind: Kind,
        place: Place,
        names: impl IntoIterator<Item = &'n At<String>>,
        addr: fn(&Self, Kind, &str) -> Addr,
        draft: &mut Draft,
    ) {
        self.close(kind, place, Reason::NotDeclared, draft);
        for name in names {
            let cause = self.cause(Reason::Declared);
            draft.add(addr(self, kind, &name.value), Attributes::new(), name.place, cause);
        }
    }
}
