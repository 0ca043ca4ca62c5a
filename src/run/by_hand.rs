//! Steps that a person does, and what people said of earlier ones.

use crate::model::{Addr, Call, Carrier, Change, Confirmed, Desired, Observation, Ownership, Tenant};
use crate::port::Portal;

/// The shape of a step that a program of the user's own carries out.
pub const PROGRAM: &str = "run program";

/// Lays what people confirmed beside what was seen, for kinds of which no reading shows anything. What the
/// roster wants gone, and nobody said is gone, counts as there: nobody knows better.
pub fn recall(
    rules: &Portal,
    tenant: &Tenant,
    confirmed: &Confirmed,
    desired: &Desired,
    observed: &mut Observation,
) {
    let managed = rules.catalogue.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed);
    let spoken =
        |kind| desired.kinds.contains(&kind) || confirmed.keys().any(|addr: &Addr| addr.kind == kind);
    let managed = managed.filter(|spec| !spec.by_word || spoken(spec.kind));
    let unreadable = managed.map(|spec| spec.kind).filter(|kind| !(rules.readable)(tenant, *kind));
    observed.unreadable = unreadable.collect();
    for kind in &observed.unreadable {
        observed.incomplete.remove(kind);
    }
    for (addr, said) in confirmed.iter().filter(|(addr, _)| observed.unreadable.contains(&addr.kind)) {
        match &said.after {
            Some(after) => drop(observed.resources.entry(addr.clone()).or_insert_with(|| after.clone())),
            None => drop(observed.resources.remove(addr)),
        }
    }
    let unknown = |addr: &&Addr| observed.unreadable.contains(&addr.kind) && !confirmed.contains_key(*addr);
    for addr in desired.gone.keys().filter(unknown).cloned().collect::<Vec<_>>() {
        observed.resources.entry(addr).or_default();
    }
}

/// The call of `change` by whoever carries it out: a person does one target at a time, a program one change.
pub fn call_by(carrier: Carrier, call: Call, change: &Change) -> Call {
    match carrier {
        Carrier::Api => call,
        Carrier::Manual => Call { most: 1, ..call },
        Carrier::Exec => Call { shape: PROGRAM, batch: change.addr.to_string(), most: 1, ..call },
    }
}
