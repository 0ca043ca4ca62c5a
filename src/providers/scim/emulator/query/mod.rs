//! What a list request asks for: by GET with a query, or by POST to `.search` (S-36).

pub mod cursor;
pub mod filter;
pub mod list;
pub mod matching;
pub mod selection;
pub mod target;
pub mod view;

use serde_json::Value;

use super::call::Call;
use super::errors::{Refusal, ScimType, bad};
use filter::{AttrPath, Filter, attr_path};
use selection::Chosen;

/// The URN of a search request.
const URN: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

/// A list request.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    /// Which resources.
    pub filter: Option<Filter>,
    /// In which order.
    pub sort_by: Option<AttrPath>,
    /// Whether the order is turned around.
    pub descending: bool,
    /// The first of them, from 1; below 1 counts as 1 (S-25).
    pub start: usize,
    /// How many at most.
    pub count: Option<i64>,
    /// Where a cursor goes on: an empty text begins (S-26).
    pub cursor: Option<String>,
    /// Which attributes.
    pub chosen: Chosen,
}

impl Query {
    /// From the query of a GET.
    pub fn of(call: &Call<'_>) -> Result<Self, Refusal> {
        let text = |name: &str| call.inner.query_any_case(name).map(|text| Value::String(text.to_owned()));
        Self::read(&text, Chosen::of(call)?)
    }

    /// From the body of a search request.
    pub fn search(call: &Call<'_>) -> Result<Self, Refusal> {
        let body = call.body()?;
        let field = |name: &str| {
            body.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
        };
        let listed = field("schemas")
            .is_some_and(|list| list.as_array().is_some_and(|list| list.iter().any(|own| own == URN)));
        if !listed {
            return Err(bad(ScimType::InvalidSyntax, "schemas does not list the search request"));
        }
        let names = |name: &str| {
            let list = field(name)?.as_array()?.clone();
            Some(list.iter().filter_map(|own| Some(own.as_str()?.to_owned())).collect())
        };
        let chosen = Chosen::new(names("attributes"), names("excludedAttributes"))?;
        Self::read(&field, chosen)
    }

    fn read(field: &dyn Fn(&str) -> Option<Value>, chosen: Chosen) -> Result<Self, Refusal> {
        let text = |name: &str| field(name).and_then(|value| value.as_str().map(str::to_owned));
        let wrong = |text: &str, why: String| bad(ScimType::InvalidFilter, format!("filter `{text}`: {why}"));
        let filter =
            text("filter").map(|text| Filter::parse(&text).map_err(|why| wrong(&text, why))).transpose()?;
        let sort_by = text("sortBy")
            .map(|name| attr_path(&name).map_err(|why| bad(ScimType::InvalidPath, why)))
            .transpose()?;
        let start = number(field("startIndex"), "startIndex", ScimType::InvalidValue)?.unwrap_or(1).max(1);
        let cursor = text("cursor");
        let wrong = if cursor.is_some() { ScimType::InvalidCount } else { ScimType::InvalidValue };
        let count = number(field("count"), "count", wrong)?;
        Ok(Self {
            filter,
            sort_by,
            descending: text("sortOrder").is_some_and(|order| order.eq_ignore_ascii_case("descending")),
            start: usize::try_from(start).unwrap_or(1),
            count,
            cursor,
            chosen,
        })
    }
}

fn number(value: Option<Value>, name: &str, wrong: ScimType) -> Result<Option<i64>, Refusal> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
    let number = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    number.map(Some).ok_or_else(|| bad(wrong, format!("{name} is a whole number")))
}
