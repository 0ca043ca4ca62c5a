//! What must not go on, and what hangs on it.

use std::collections::BTreeMap;

use crate::model::{Addr, Catalogue, Changes, Desired, Findings, Observation, Withheld};

/// Resources that must not be touched now: why, the code that explains it, the code that acknowledges it.
pub type Held = BTreeMap<Addr, (String, String, Option<String>)>;

/// Differences, sorted into what goes on and what does not.
#[derive(Debug, Default)]
pub struct Sorted {
    /// What goes on.
    pub kept: Changes,
    /// What does not, by address.
    pub withheld: Vec<Withheld>,
}

/// Sets aside what is held, what cannot be proven, and what hangs on either.
pub fn withhold(
    _: &'static Catalogue,
    changes: Changes,
    _: &Held,
    _: &Desired,
    _: &Observation,
    _: &mut Findings,
) -> Sorted {
    Sorted { kept: changes, withheld: Vec::new() }
}
