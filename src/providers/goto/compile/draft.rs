//! What a roster wants, while it is gathered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{GROUP_MEMBER, QUEUE_MEMBER};
use crate::model::{Addr, Attributes, Closed, Declared, Desired, Kind, Name, Place, Reason};

/// The resources of one kind, by what their keys begin with.
type Lanes = BTreeMap<Box<str>, Vec<(Addr, Declared)>>;

/// A closed list, where it is written, and why what goes goes.
type ClosedList = (Closed, (Place, Reason));

/// What is gathered so far. A resource that is declared twice counts once, with the later place.
#[derive(Default)]
pub struct Draft {
    /// By kind and by what their keys begin with, if it is not a person; then in the order of the roster.
    /// This is almost the order of addresses, so that the one sort at the end costs little.
    resources: BTreeMap<Kind, Lanes>,
    /// By kind and shape.
    closed: BTreeMap<(Kind, &'static [Name]), Vec<ClosedList>>,
    gone: Vec<(Addr, Declared)>,
    kinds: BTreeSet<Kind>,
    center: BTreeSet<Arc<str>>,
    floors: BTreeMap<String, u64>,
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
        let lanes = self.resources.entry(addr.kind).or_default();
        let declared = declared(attributes, place, cause);
        match lanes.get_mut(lane(&addr)) {
            Some(list) => list.push((addr, declared)),
            None => {
                lanes.insert(lane(&addr).into(), vec![(addr, declared)]);
            }
        }
    }

    /// A resource must not be there.
    pub fn gone(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.kinds.insert(addr.kind);
        self.gone.push((addr, declared(attributes, place, cause)));
    }

    /// Live resources of `kind` whose key parts `by` are `value` go unless they are declared.
    pub fn close(&mut self, kind: Kind, by: &'static [Name], value: Arc<str>, place: Place, reason: Reason) {
        let list = self.closed.entry((kind, by)).or_default();
        list.push((Closed { kind, by, value }, (place, reason)));
    }

    /// An object of `kind` is declared, though nothing is wanted of it.
    pub fn declare_kind(&mut self, kind: Kind) {
        self.kinds.insert(kind);
    }

    /// So many are kept of what this floor counts.
    pub fn floor(&mut self, name: String, least: u64) {
        self.floors.insert(name, least);
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
        self.resources.get(&kind).into_iter().flat_map(BTreeMap::values).flatten()
    }

    /// All that was gathered.
    pub fn finish(self) -> Desired {
        let mut kinds = self.kinds;
        kinds.extend(self.resources.keys());
        // A kind at a time: collecting a map sorts a list first, and the lists are what is large here.
        let mut resources = BTreeMap::new();
        for lanes in self.resources.into_values() {
            let mut list = Vec::with_capacity(lanes.values().map(Vec::len).sum());
            list.extend(lanes.into_values().flatten());
            resources.append(&mut list.into_iter().collect());
        }
        Desired {
            resources,
            gone: self.gone.into_iter().collect(),
            closed: self.closed.into_values().flatten().collect(),
            kinds,
            floors: self.floors,
        }
    }
}

/// What the keys of memberships begin with: the queue, the group.
fn lane(addr: &Addr) -> &str {
    let beginning = match addr.kind {
        QUEUE_MEMBER => addr.key.rsplit_once('/').and_then(|(member, _)| member.rsplit_once('/')),
        GROUP_MEMBER => addr.key.rsplit_once('/'),
        _ => None,
    };
    beginning.map_or("", |(beginning, _)| beginning)
}

fn declared(attributes: Attributes, place: Place, cause: Cause) -> Declared {
    Declared { attributes, place, reason: cause.reason, priority: cause.priority }
}
