//! Parts of a reading, put together.

use crate::model::{Kind, Observation};

/// How many reads of one sort are under way at once; the pace keeps them within the vendor's limit.
pub const AT_ONCE: usize = 8;

/// Adds one part of what was seen to the rest; the first doubt about a kind stands.
pub fn absorb(seen: &mut Observation, mut part: Observation) {
    seen.resources.append(&mut part.resources);
    seen.pools.append(&mut part.pools);
    seen.pools.sort_by(|a, b| a.name.cmp(&b.name));
    for (kind, reason) in part.incomplete {
        seen.incomplete.entry(kind).or_insert(reason);
    }
}

/// Says of kinds that their listing is not proven to be whole; the first doubt stands.
pub fn doubt(seen: &mut Observation, kinds: &[Kind], reason: &str) {
    for kind in kinds {
        seen.incomplete.entry(*kind).or_insert_with(|| reason.to_owned());
    }
}
