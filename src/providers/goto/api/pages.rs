//! Lists that come in pages: by offset on the Admin API, by marker on GoTo Connect.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Api;
use crate::model::VendorError;
use crate::port::Plane;
use crate::providers::kit::reader::Bound;
use crate::wire::encode;

/// How many things a page is asked to hold: all clients seen use it or more (section 4.1).
const PAGE_SIZE: &str = "100";
/// The same as a number.
const FULL_PAGE: u64 = 100;
/// A list of the Admin API, page by page, that counts along.
pub struct Offsets<'a, T> {
    api: &'a Api,
    plane: Plane,
    path: String,
    offset: u64,
    total: Option<u64>,
    ended: bool,
    flaw: Option<String>,
    bound: Bound,
    of: PhantomData<fn() -> T>,
}

impl<'a, T: DeserializeOwned> Offsets<'a, T> {
    /// The list at `path`, which may have a query.
    pub(super) fn new(api: &'a Api, plane: Plane, path: String) -> Self {
        Self {
            api,
            plane,
            path,
            offset: 0,
            total: None,
            ended: false,
            flaw: None,
            bound: Bound::default(),
            of: PhantomData,
        }
    }

    /// The next page; `None` after the last. The offset advances by what came: `toIndex` means different
    /// things to different servers.
    pub async fn next(&mut self) -> Result<Option<Vec<T>>, VendorError> {
        if self.ended {
            return Ok(None);
        }
        let offset = self.offset.to_string();
        let path = encode::query(&self.path, &[("offset", &offset), ("pageSize", PAGE_SIZE)]);
        let page: Page<T> = self.api.json.get(self.plane, path).await?;
        self.count(page.results.len() as u64, page.total);
        self.bound.check(self.offset, page.total)?;
        Ok((!page.results.is_empty()).then_some(page.results))
    }

    /// All pages as one list.
    pub async fn all(mut self) -> Result<(Vec<T>, Option<String>), VendorError> {
        let mut list = Vec::new();
        while let Some(page) = self.next().await? {
            list.extend(page);
        }
        Ok((list, self.flaw))
    }

    /// Why the pages that came do not add up to one whole list; `None` where they do.
    pub fn flaw(&self) -> Option<&str> {
        self.flaw.as_deref()
    }

    fn count(&mut self, came: u64, total: Option<u64>) {
        self.offset += came;
        if let (Some(before), Some(now)) = (self.total, total)
            && before != now
        {
            let words = || format!("the total went from {before} to {now} while it was read");
            self.flaw.get_or_insert_with(words);
        }
        self.total = total.or(self.total);
        let Some(total) = self.total else {
            self.flaw.get_or_insert_with(|| "the vendor does not say how many there are".into());
            self.ended = came < FULL_PAGE;
            return;
        };
        self.ended = came == 0 || self.offset >= total;
        if self.ended && self.offset != total {
            let words = || format!("{} came where the vendor counts {total}", self.offset);
            self.flaw.get_or_insert_with(words);
        }
    }
}

/// A page of the Admin API; a bare array is taken for a whole list.
struct Page<T> {
    results: Vec<T>,
    total: Option<u64>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either(PhantomData))
    }
}

struct Either<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
    type Value = Page<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page or a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Page<T>, A::Error> {
        let mut results = Vec::new();
        while let Some(each) = list.next_element()? {
            results.push(each);
        }
        Ok(Page { total: Some(results.len() as u64), results })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<T>, A::Error> {
        let mut page = Page { results: Vec::new(), total: None };
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "results" => page.results = map.next_value::<Option<_>>()?.unwrap_or_default(),
                "total" => page.total = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(page)
    }
}

/// A list of GoTo Connect, page by page.
pub struct Marked<'a, T> {
    api: &'a Api,
    plane: Plane,
    path: String,
    size: Option<&'static str>,
    marker: Option<String>,
    came: u64,
    ended: bool,
    bound: Bound,
    of: PhantomData<fn() -> T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: Deserialize<'de>")]
struct Items<T> {
    #[serde(default, deserialize_with = "super::key::list")]
    items: Vec<T>,
    next_page_marker: Option<String>,
}

impl<'a, T: DeserializeOwned> Marked<'a, T> {
    /// The list at `path`, which may have a query.
    pub(super) fn new(api: &'a Api, plane: Plane, path: String) -> Self {
        Self {
            api,
            plane,
            path,
            size: Some(PAGE_SIZE),
            marker: None,
            came: 0,
            ended: false,
            bound: Bound::default(),
            of: PhantomData,
        }
    }

    /// The same in pages of the vendor's own size: `users/v1` has no parameter for it, and one that it does not know
    /// might be refused.
    pub(super) fn of_usual_size(self) -> Self {
        Self { size: None, ..self }
    }

    /// The next page, which may be empty; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<T>>, VendorError> {
        if self.ended {
            return Ok(None);
        }
        let size = self.size.map(|size| ("pageSize", size));
        let mut path = encode::query(&self.path, size.as_slice());
        if let Some(marker) = &self.marker {
            path = encode::query(&path, &[("pageMarker", marker)]);
        }
        let page: Items<T> = self.api.json.get(self.plane, path).await?;
        let next = page.next_page_marker.filter(|marker| !marker.is_empty());
        // A marker that leads to itself would never end.
        self.ended = next.is_none() || next == self.marker;
        self.marker = next;
        self.came += page.items.len() as u64;
        self.bound.check(self.came, None)?;
        Ok(Some(page.items))
    }

    /// All pages as one list.
    pub async fn all(mut self) -> Result<Vec<T>, VendorError> {
        let mut list = Vec::new();
        while let Some(page) = self.next().await? {
            list.extend(page);
        }
        Ok(list)
    }
}
