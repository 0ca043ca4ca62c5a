//! What the roster wants: what must be there, what must not, and which lists are closed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addr::{Addr, Kind};
use super::change::Reason;
use super::place::Place;
use super::value::{Attributes, Name};

/// The priority of what nobody gave one (contract, section 1).
pub const DEFAULT_PRIORITY: u32 = 100;

/// One resource as declared.
#[derive(Clone, PartialEq, Debug)]
pub struct Declared {
    /// The attributes that are managed. Names that are not there are left as they are.
    pub attributes: Attributes,
    /// Where it was declared.
    pub place: Place,
    /// Why it is wanted, or must not be.
    pub reason: Reason,
    /// Who gets a scarce seat first: lower goes first; [`DEFAULT_PRIORITY`] where nothing is written.
    pub priority: u32,
}

/// A closed list: live resources of `kind` whose key parts `by` are `value`, and that are not declared, go.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Closed {
    /// The kind whose resources the list is closed over.
    pub kind: Kind,
    /// The names of the key parts, one of the shapes in [`super::KindSpec::closed_by`].
    pub by: &'static [Name],
    /// Their values, joined by `/`.
    pub value: Arc<str>,
}

/// What a roster wants of a tenant. Absent, empty and listed are three states: what is not in `resources`
/// and in no closed list is not managed; a closed list with no resource means none.
#[derive(Clone, Debug, Default)]
pub struct Desired {
    /// What must be there.
    pub resources: BTreeMap<Addr, Declared>,
    /// What must not be there (`state: absent`), whether or not it is.
    pub gone: BTreeMap<Addr, Declared>,
    /// The closed lists, each with where it was written and why what goes goes.
    pub closed: BTreeMap<Closed, (Place, Reason)>,
    /// The kinds of which the roster declares any object.
    pub kinds: BTreeSet<Kind>,
    /// The least of each floor, by the floor's name; a floor that is not here asks for nothing.
    pub floors: BTreeMap<String, u64>,
    /// Those of the floors that nobody wrote down: they hold nobody who leaves.
    pub usual: BTreeSet<String>,
}

impl Desired {
    /// Keeps so many of a floor of which nobody says how many.
    pub fn keep_usual(&mut self, floor: String, least: u64) {
        if let Entry::Vacant(entry) = self.floors.entry(floor) {
            self.usual.insert(entry.key().clone());
            entry.insert(least);
        }
    }
}
