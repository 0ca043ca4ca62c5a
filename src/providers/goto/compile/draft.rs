//! What a roster wants, while it is gathered.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Addr, Attributes, Closed, Declared, Desired, Kind, Name, Place, Reason};

/// What is gathered so far. A resource that is declared twice counts once, with the later place.
#[derive(Default)]
pub struct Draft {
    /// Sorted once at the end, which is much faster than keeping them sorted.
    resources: Vec<(Addr, Declared)>,
    closed: Vec<(Closed, (Place, Reason))>,
    gone: Vec<(Addr, Declared)>,
    kinds: BTreeSet<Kind>,
    center: BTreeSet<Arc<str>>,
}

/// Who asks, and why: what all resources of one entry have in common.
#[derive(Clone, Copy)]
pub struct Cause {
    /// Why the entry wants what it wants.
    pub reason: Reason,
    /// Who gets a scarce seat first.
    pub priority: u32,
}

/// The priority of those for whom none is written.
pub const USUAL_PRIORITY: u32 = 100;

impl Default for Cause {
    fn default() -> Self {
        Self { reason: Reason::Declared, priority: USUAL_PRIORITY }
    }
}

impl Draft {
    /// A resource of this kind must be there.
    pub fn add(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.kinds.insert(addr.kind);
        self.resources.push((addr, declared(attributes, place, cause)));
    }

    /// A resource must not be there.
    pub fn gone(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.kinds.insert(addr.kind);
        self.gone.push((addr, declared(attributes, place, cause)));
    }

    /// Live resources of `kind` whose key parts `by` are `value` go unless they are declared.
    pub fn close(&mut self, kind: Kind, by: &'static [Name], value: Arc<str>, place: Place, reason: Reason) {
        self.closed.push((Closed { kind, by, value }, (place, reason)));
    }

    /// An object of `kind` is declared, though nothing is wanted of it.
    pub fn declare_kind(&mut self, kind: Kind) {
        self.kinds.insert(kind);
    }

    /// Somebody is a member of the Contact Center.
    pub fn seat(&mut self, email: &Arc<str>) {
        self.center.insert(email.clone());
    }

    /// How many people take a Contact Center seat, as far as the roster says.
    pub fn center_people(&self) -> usize {
        self.center.len()
    }

    /// What must be there of `kind`, in the order of the roster.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &(Addr, Declared)> {
        self.resources.iter().filter(move |(addr, _)| addr.kind == kind)
    }

    /// All that was gathered.
    pub fn finish(self) -> Desired {
        Desired {
            resources: self.resources.into_iter().collect(),
            gone: self.gone.into_iter().collect(),
            closed: self.closed.into_iter().collect(),
            kinds: self.kinds,
        }
    }
}

fn declared(attributes: Attributes, place: Place, cause: Cause) -> Declared {
    Declared { attributes, place, reason: cause.reason, priority: cause.priority }
}
