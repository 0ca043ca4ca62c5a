//! One resource that differs.

use serde::{Serialize, Serializer};

use super::addr::{Addr, Kind};
use super::catalogue::KindSpec;
use super::place::Place;
use super::value::{Attributes, Value};

/// The number of a change within its plan, written `c1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ChangeId(pub u32);

impl std::fmt::Display for ChangeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("c{}", self.0))
    }
}

impl Serialize for ChangeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What happens to a resource.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It comes to be.
    Create,
    /// It stays, with other attributes.
    Update,
    /// It goes.
    Delete,
}

/// Whether a change can be taken back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reversibility {
    /// The opposite change brings everything back.
    Reversible,
    /// The opposite change brings the thing back, not all that hung on it.
    Lossy,
    /// It cannot come back.
    Irreversible,
}

/// Why a change is wanted.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The roster declares it.
    Declared,
    /// A closed list of the roster leaves it out.
    NotDeclared,
    /// The roster says `state: suspended`.
    Suspended,
    /// The roster says `state: absent`.
    Absent,
    /// It hangs on something that goes.
    Follows,
    /// It is half of a replacement: the old goes, a new one comes.
    Replaced,
}

impl Reason {
    /// Whether somebody leaves, or what it hangs on goes.
    pub fn is_leaving(self) -> bool {
        matches!(self, Self::Suspended | Self::Absent | Self::Follows)
    }
}

/// One resource that differs between what is wanted and what was seen.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Change {
    /// Its number in the plan, in the order of addresses.
    pub id: ChangeId,
    /// What it is about.
    pub addr: Addr,
    /// What happens.
    pub action: Action,
    /// What was seen; `None` where there was nothing. Of an update, only the attributes that change.
    pub before: Option<Attributes>,
    /// What is wanted; `None` where there shall be nothing. Of an update, only the attributes that change.
    pub after: Option<Attributes>,
    /// Whether it can be taken back.
    pub reversibility: Reversibility,
    /// Where the roster asks for it.
    pub source: Option<Place>,
    /// Why.
    pub reason: Reason,
    /// Who gets a scarce seat first; lower goes first.
    pub priority: u32,
}

impl Change {
    /// What an attribute is before and after, where it is stated.
    pub fn sides(&self, name: &str) -> [Option<&Value>; 2] {
        [&self.before, &self.after].map(|side| side.as_ref().and_then(|own| own.get(name)))
    }

    /// What it has of `name`: the key part, or where its kind `spec` has none such the texts of the attribute before and
    /// after.
    pub fn having<'c>(&'c self, spec: &KindSpec, name: &str) -> Vec<&'c str> {
        if let Some(part) = spec.part(&self.addr.key, name) {
            return vec![part];
        }
        let mut texts: Vec<&str> =
            self.sides(name).into_iter().flatten().filter_map(Value::as_text).collect();
        texts.dedup();
        texts
    }

    /// Whether it takes something away because somebody leaves, or because what it hangs on does.
    pub fn leaves(&self) -> bool {
        self.action == Action::Delete && self.reason.is_leaving()
    }
}

/// All changes of a plan, sorted by address and numbered in that order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes(Vec<Change>);

impl Changes {
    /// Sorts by address and numbers from 1.
    pub fn new(mut list: Vec<Change>) -> Self {
        list.sort_by(|a, b| a.addr.cmp(&b.addr));
        for (change, number) in list.iter_mut().zip(1..) {
            change.id = ChangeId(number);
        }
        Self(list)
    }

    /// The change of the resource at `addr`, where there is one.
    pub fn get(&self, addr: &Addr) -> Option<&Change> {
        self.0.binary_search_by(|change| change.addr.cmp(addr)).ok().and_then(|at| self.0.get(at))
    }

    /// The changes of `kind` whose key begins with `prefix`.
    pub fn starting<'c>(&'c self, kind: Kind, prefix: &str) -> impl Iterator<Item = &'c Change> {
        let from = self.0.partition_point(|change| (change.addr.kind, &*change.addr.key) < (kind, prefix));
        self.0
            .iter()
            .skip(from)
            .take_while(move |change| change.addr.kind == kind && change.addr.key.starts_with(prefix))
    }

    /// All of them, by address.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.0.iter()
    }

    /// The changes for which `keep` holds, and the rest. Both keep their numbers.
    pub fn split(self, keep: impl FnMut(&Change) -> bool) -> (Self, Vec<Change>) {
        let (kept, rest) = self.0.into_iter().partition(keep);
        (Self(kept), rest)
    }

    /// All of them, by address, without their index.
    pub fn into_vec(self) -> Vec<Change> {
        self.0
    }
}

/// Who carries a step out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Carrier {
    /// The program, over the vendor's interface.
    Api,
    /// A person, by hand.
    Manual,
    /// A program of the user's own.
    Exec,
}

/// Which vendor call carries a change. Changes with equal `shape` and `batch` may share a call.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Call {
    /// The name of the call's shape, which the writer branches on: `put user`, `create users`.
    pub shape: &'static str,
    /// What must be equal for changes to share a call: the user, or all that one bulk call has in common.
    pub batch: String,
    /// What is written as a whole: two calls with the same target never run at the same time.
    pub target: String,
    /// How many targets one call carries at most.
    pub most: usize,
}
