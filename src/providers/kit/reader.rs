//! Parts of a reading, put together.

use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::model::{ErrorKind, Kind, Observation, VendorError};
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

/// How long a list may get while it is read page by page: what grows faster than it is read never ends.
#[derive(Debug, Default)]
pub struct Bound {
    /// How many there are, as the first page that says it counts.
    first: Option<u64>,
    pages: u64,
}

impl Bound {
    /// So many more than were counted first may come in the meantime, besides as many again.
    const SLACK: u64 = 1_000;
    /// The longest list, whoever counts it.
    const MOST: u64 = 1_000_000;
    /// The most pages, full or not.
    const MOST_PAGES: u64 = 100_000;

    /// Takes note of a page, after which so many came in all, and of how many there are by its count.
    ///
    /// # Errors
    /// Where the list goes on for too long.
    pub fn check(&mut self, came: u64, total: Option<u64>) -> Result<(), VendorError> {
        self.pages += 1;
        self.first = self.first.or(total);
        let most = self.first.map_or(Self::MOST, |first| first.saturating_mul(2).saturating_add(Self::SLACK));
        if came <= most.min(Self::MOST) && self.pages <= Self::MOST_PAGES {
            return Ok(());
        }
        let counted =
            self.first.map_or_else(String::new, |first| format!(", of which {first} were counted at first"));
        let text = format!("a list does not end: {came} came in {} pages{counted}", self.pages);
        Err(VendorError::new(ErrorKind::Garbled, text))
    }
}

/// Adds one part of what was seen to the rest; the first doubt about a kind stands.
pub fn absorb(seen: &mut Observation, mut part: Observation) {
    seen.resources.append(&mut part.resources);
    seen.pools.append(&mut part.pools);
    seen.ambiguous.append(&mut part.ambiguous);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_grows_while_it_is_read_ends() {
        let mut bound = Bound::default();
        let mut came = 0;
        let error = loop {
            came += 100;
            // There is always more to come.
            if let Err(error) = bound.check(came, Some(came + 1000)) {
                break error;
            }
        };
        assert_eq!((error.kind, came), (ErrorKind::Garbled, 3_300));
        assert!(error.detail.contains("1100 were counted at first"), "{error}");
    }

    #[test]
    fn a_list_without_a_count_or_without_items_ends_as_well() {
        let mut bound = Bound::default();
        assert!((1..=10_000).all(|page| bound.check(page * 100, None).is_ok()));
        assert!(bound.check(1_000_001, None).is_err());
        let mut empty = Bound::default();
        assert!((0..100_000).all(|_| empty.check(0, None).is_ok()));
        assert!(empty.check(0, None).is_err());
        assert!(Bound::default().check(5, Some(u64::MAX)).is_ok());
    }
}
