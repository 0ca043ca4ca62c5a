//! What was seen.

use std::collections::{BTreeMap, BTreeSet};

use super::addr::{Addr, Kind};
use super::value::Attributes;

/// A counted thing with a bound, as seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pool {
    /// Its name, such as a license's description.
    pub name: String,
    /// How many there are.
    pub capacity: u64,
    /// How many are taken as the vendor counts, which may be more than the resources seen (G-123).
    pub taken: u64,
}

/// What was seen of a tenant, and how sure it is that it was all.
#[derive(Clone, Debug, Default)]
pub struct Observation {
    /// Everything seen, also of kinds that are only referred to (a queue, a license product).
    pub resources: BTreeMap<Addr, Attributes>,
    /// Kinds whose listing could not be proven complete, and why. Removals of them are withheld, and what
    /// is not seen of them is unknown rather than missing.
    pub incomplete: BTreeMap<Kind, String>,
    /// Kinds of which no reading can show anything: what is known of them is what people confirmed. What is not
    /// there is unknown rather than missing.
    pub unreadable: BTreeSet<Kind>,
    /// The key (of the provider's user kind) of the credential's own user, where it is known.
    pub caller: Option<String>,
    /// The pools, by name.
    pub pools: Vec<Pool>,
}
