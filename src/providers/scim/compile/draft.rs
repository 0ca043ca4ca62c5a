//! What a roster wants, while it is gathered.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Addr, Attributes, Closed, Declared, Desired, Kind, Name, Place, Reason};

/// What is gathered so far.
#[derive(Default)]
pub struct Draft {
    desired: Desired,
    /// How groups are spelled, by name in lower case: as they were first (S-08).
    groups: BTreeMap<String, Arc<str>>,
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
    /// A resource must be there. One that is declared twice counts once, with the later place.
    pub fn add(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.desired.kinds.insert(addr.kind);
        self.desired.resources.insert(addr, declared(attributes, place, cause));
    }

    /// A resource must not be there.
    pub fn gone(&mut self, addr: Addr, place: Place, cause: Cause) {
        self.desired.kinds.insert(addr.kind);
        self.desired.gone.insert(addr, declared(Attributes::new(), place, cause));
    }

    /// Live resources of `kind` whose key parts `by` are `value` go unless they are declared.
    pub fn close(&mut self, kind: Kind, by: &'static [Name], value: Arc<str>, place: Place, reason: Reason) {
        self.desired.closed.insert(Closed { kind, by, value }, (place, reason));
    }

    /// The one spelling of a group's name, in which case does not count.
    pub fn group(&mut self, name: &str) -> Arc<str> {
        Arc::clone(self.groups.entry(name.to_lowercase()).or_insert_with(|| name.into()))
    }

    /// All that was gathered.
    pub fn finish(self) -> Desired {
        self.desired
    }
}

fn declared(attributes: Attributes, place: Place, cause: Cause) -> Declared {
    Declared { attributes, place, reason: cause.reason, priority: cause.priority }
}
