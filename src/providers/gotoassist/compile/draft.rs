//! What a roster wants, while it is gathered.

use crate::model::{Addr, Attributes, Closed, Declared, Desired, Kind, Name, Place, Reason};

/// What is gathered so far.
#[derive(Default)]
pub struct Draft(Desired);

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
    /// A resource must be there.
    pub fn add(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.0.kinds.insert(addr.kind);
        self.0.resources.insert(addr, declared(attributes, place, cause));
    }

    /// A resource must not be there.
    pub fn gone(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.0.kinds.insert(addr.kind);
        self.0.gone.insert(addr, declared(attributes, place, cause));
    }

    /// Live resources of `kind` whose key parts `by` are `value` go unless they are declared.
    pub fn close(&mut self, kind: Kind, by: &'static [Name], value: &str, place: Place, reason: Reason) {
        self.0.closed.insert(Closed { kind, by, value: value.into() }, (place, reason));
    }

    /// So many are kept of what this floor counts.
    pub fn floor(&mut self, name: String, least: u64) {
        self.0.floors.insert(name, least);
    }

    /// What must be there of `kind`, by key.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&Addr, &Declared)> {
        let from = self.0.resources.range(Addr::new(kind, "")..);
        from.take_while(move |(addr, _)| addr.kind == kind)
    }

    /// All that was gathered.
    pub fn finish(self) -> Desired {
        self.0
    }
}

fn declared(attributes: Attributes, place: Place, cause: Cause) -> Declared {
    Declared { attributes, place, reason: cause.reason, priority: cause.priority }
}
