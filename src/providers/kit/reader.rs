//! Parts of a reading, put together.

use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::model::{Kind, Observation};
use crate::port::BoxFuture;

/// How many reads of one sort are under way at once; the pace keeps them within the vendor's limit.
const AT_ONCE: usize = 8;

/// What a read brings, later.
pub type Read<'r, T, E> = BoxFuture<'r, Result<T, E>>;

/// What many reads of one sort bring, in their order; the first that fails fails all.
pub async fn each<'r, T, E>(reads: impl IntoIterator<Item = Read<'r, T, E>>) -> Result<Vec<T>, E> {
    let reads: Vec<Read<'r, T, E>> = reads.into_iter().collect();
    stream::iter(reads).buffered(AT_ONCE).try_collect().await
}

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
