//! Lists that come in pages, by index (S-25) or by cursor (S-26), with the proof that nothing is missing. A list is
//! no snapshot: what moves while it is read is read once more, and then said.

use std::collections::BTreeSet;

use serde_json::Value;

use super::json::{field, id, items, text};
use super::{Api, Features};
use crate::model::{ErrorKind, VendorError};
use crate::providers::kit::reader::Bound;
use crate::wire::encode::query;

/// A list, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Listing {
    /// The resources, each once.
    pub items: Vec<Value>,
    /// Why the pages that came do not add up to one whole list; `None` where they do.
    pub flaw: Option<String>,
}

/// A list while it is read.
#[derive(Default)]
struct Reading {
    listing: Listing,
    seen: BTreeSet<String>,
    came: u64,
    total: Option<u64>,
    bound: Bound,
}

impl Api {
    /// All of `endpoint` that `filter` lets through. Where the total changes or something comes twice, the list is read
    /// once more from the beginning.
    pub async fn list(
        &self,
        endpoint: &str,
        wanted: &[(&str, &str)],
        features: &Features,
    ) -> Result<Listing, VendorError> {
        let first = self.read(endpoint, wanted, features).await?;
        if first.flaw.is_none() {
            return Ok(first);
        }
        self.read(endpoint, wanted, features).await
    }

    async fn read(
        &self,
        endpoint: &str,
        wanted: &[(&str, &str)],
        features: &Features,
    ) -> Result<Listing, VendorError> {
        if !features.cursor {
            return self.by_index(endpoint, wanted, features).await;
        }
        match self.by_cursor(endpoint, wanted, features).await {
            // `expiredCursor` and `invalidCursor` (S-26): from the beginning.
            Err(error) if error.kind == ErrorKind::Invalid && error.detail.contains("Cursor") => {
                self.by_cursor(endpoint, wanted, features).await
            }
            listing => listing,
        }
    }

    async fn by_index(
        &self,
        endpoint: &str,
        wanted: &[(&str, &str)],
        features: &Features,
    ) -> Result<Listing, VendorError> {
        let mut reading = Reading::default();
        let count = features.page_size.to_string();
        loop {
            let start = (reading.came + 1).to_string();
            let place = [("startIndex", start.as_str()), ("count", count.as_str())];
            let page = self.get(&query(endpoint, &[wanted, &place].concat())).await?;
            let got = reading.take(&page)?;
            // The next page begins after what came, however much was asked for.
            if got == 0 || reading.total.is_some_and(|total| reading.came >= total) {
                break;
            }
        }
        Ok(reading.finish(false))
    }

    async fn by_cursor(
        &self,
        endpoint: &str,
        wanted: &[(&str, &str)],
        features: &Features,
    ) -> Result<Listing, VendorError> {
        let mut reading = Reading::default();
        let count = features.page_size.to_string();
        let mut cursor = String::new();
        loop {
            let place = [("cursor", cursor.as_str()), ("count", count.as_str())];
            let page = self.get(&query(endpoint, &[wanted, &place].concat())).await?;
            reading.take(&page)?;
            match text(&page, "nextCursor") {
                Some(next) if next != cursor => cursor = next,
                _ => break,
            }
        }
        Ok(reading.finish(true))
    }
}

impl Reading {
    /// Takes a page in and says how much came; an error where the list goes on for too long.
    fn take(&mut self, page: &Value) -> Result<u64, VendorError> {
        // A bare list is no ListResponse; `Resources` may be missing where nothing matches (S-23).
        let resources = page.as_array().map_or_else(|| items(page, "Resources"), Vec::as_slice);
        self.count(field(page, "totalResults").and_then(number));
        for resource in resources {
            // What has no id (a list of roles) is told apart by itself.
            if self.seen.insert(id(resource).unwrap_or_else(|| resource.to_string())) {
                self.listing.items.push(resource.clone());
            }
        }
        self.came += resources.len() as u64;
        self.bound.check(self.came, self.total)?;
        Ok(resources.len() as u64)
    }

    fn count(&mut self, total: Option<u64>) {
        if let (Some(before), Some(now)) = (self.total, total)
            && before != now
        {
            let words = || format!("the total went from {before} to {now} while it was read");
            self.listing.flaw.get_or_insert_with(words);
        }
        self.total = total.or(self.total);
    }

    /// The list; one that ends by itself (a cursor) need not say how long it is.
    fn finish(mut self, ends_by_itself: bool) -> Listing {
        let distinct = self.seen.len() as u64;
        let flaw = match self.total {
            Some(total) if distinct < total => Some(format!("{distinct} of {total} came")),
            Some(_) => None,
            None if ends_by_itself || self.came == 0 => None,
            None => Some("the service does not say how many there are".to_owned()),
        };
        self.listing.flaw = self.listing.flaw.or(flaw);
        self.listing
    }
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
