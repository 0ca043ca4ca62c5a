//! Pages: by offset on the Admin host (section 4.1), by marker on the Connect host (section 6.1).

use serde_json::{Value, json};

use super::errors;
use super::state::answers::{EmptyLists, ShortLists, ToIndex, UsersPageSize};
use super::state::switches::Switches;
use crate::wire::Response;
use crate::wire::emulator::{Call, open, seal};

/// How many entries a Connect page has when none are asked for, and at most.
const CONNECT_PAGE: usize = 50;
const CONNECT_MOST: usize = 100;

/// Offset and size of an Admin page.
pub fn window(call: &Call<'_>, switches: &Switches) -> Result<(usize, usize), Response> {
    let bad = |name: &str, text: String| errors::admin(400, &format!("{name}.invalid"), text);
    let offset = call.number_of("offset").map_err(|text| bad("offset", text))?;
    let size = call.number_of("pageSize").map_err(|text| bad("pageSize", text))?;
    let size = size.filter(|size| *size > 0).unwrap_or(switches.default_page_size);
    Ok((offset.unwrap_or(0), size.min(switches.max_page_size).max(1)))
}

/// The envelope of an Admin page that holds `results` of `total`, from `offset`.
pub fn envelope(results: Vec<Value>, offset: usize, total: usize, switches: &Switches) -> Response {
    let mut to = offset + results.len();
    if switches.to_index == ToIndex::Inclusive && !results.is_empty() {
        to -= 1;
    }
    let mut body = json!({ "results": results, "fromIndex": offset, "toIndex": to, "total": total });
    if switches.empty_lists == EmptyLists::Absent
        && results.is_empty()
        && let Some(map) = body.as_object_mut()
    {
        map.shift_remove("results");
    }
    Response::json(200, &body)
}

/// One Admin page of a short list that is there as a whole.
pub fn whole(call: &Call<'_>, list: Vec<Value>, switches: &Switches) -> Result<Response, Response> {
    let (offset, size) = short_window(call, switches)?;
    let total = list.len();
    let page: Vec<Value> = list.into_iter().skip(offset).take(size).collect();
    Ok(short(page, offset, total, switches))
}

/// The window of a list that may not come in pages.
pub fn short_window(call: &Call<'_>, switches: &Switches) -> Result<(usize, usize), Response> {
    match switches.short_lists {
        ShortLists::Paged => window(call, switches),
        ShortLists::Whole | ShortLists::Bare => Ok((0, usize::MAX)),
    }
}

/// The answer of a list that may not come in pages.
pub fn short(results: Vec<Value>, offset: usize, total: usize, switches: &Switches) -> Response {
    match switches.short_lists {
        ShortLists::Bare => Response::json(200, &Value::Array(results)),
        ShortLists::Paged | ShortLists::Whole => envelope(results, offset, total, switches),
    }
}

/// Where a Connect page begins and how long it is.
pub struct Marker {
    /// The id of the last entry of the page before.
    pub after: Option<String>,
    /// How many entries it has at most.
    pub size: usize,
}

impl Marker {
    /// Reads the query of `users/v1/users`, which has no `pageSize` in its reference.
    pub fn of_users(call: &Call<'_>, switches: &Switches) -> Result<Self, Response> {
        let asked = call.query("pageSize").is_some();
        match switches.users_page_size {
            UsersPageSize::Refused if asked => Err(errors::violation("pageSize", "UNKNOWN")),
            UsersPageSize::Read | UsersPageSize::Refused => Self::read(call),
            UsersPageSize::Ignored => Ok(Self { size: CONNECT_PAGE, ..Self::read(call)? }),
        }
    }

    /// Reads `pageMarker` and `pageSize`.
    pub fn read(call: &Call<'_>) -> Result<Self, Response> {
        let size = call.number_of("pageSize").map_err(|_| errors::violation("pageSize", "INVALID"))?;
        let size = size.unwrap_or(CONNECT_PAGE);
        if size == 0 {
            return Err(errors::violation("pageSize", "INVALID"));
        }
        let Some(marker) = call.query("pageMarker") else {
            return Ok(Self { after: None, size: size.min(CONNECT_MOST) });
        };
        match open(marker).filter(|id| !id.is_empty()) {
            Some(after) => Ok(Self { after: Some(after), size: size.min(CONNECT_MOST) }),
            None => Err(errors::violation("pageMarker", "INVALID")),
        }
    }

    /// The page: the first of `entries`, each with its id. One entry more than the page holds is looked at,
    /// to know whether another page follows.
    pub fn page(&self, entries: impl Iterator<Item = (String, Value)>) -> Response {
        let mut entries: Vec<(String, Value)> = entries.take(self.size + 1).collect();
        let more = entries.len() > self.size;
        entries.truncate(self.size);
        let last = entries.last().map(|(id, _)| seal(id)).filter(|_| more);
        let items: Vec<Value> = entries.into_iter().map(|(_, item)| item).collect();
        match last {
            Some(marker) => Response::json(200, &json!({ "items": items, "nextPageMarker": marker })),
            None => Response::json(200, &json!({ "items": items })),
        }
    }
}

/// An empty Connect page.
pub fn nothing() -> Response {
    Response::json(200, &json!({ "items": [] }))
}
