//! Lists: filter, order, page (RFC 7644 section 3.4.2, RFC 9865).

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::call::Call;
use super::cursor::Cursor;
use super::errors::{Refusal, ScimType, bad, scim};
use super::filter::AttrPath;
use super::matching::{check, matches, order, values};
use super::query::Query;
use super::quirks;
use super::switches::Switches;
use super::target::Target;
use super::tenant::{Kind, Tenant};
use super::told::Teller;
use crate::wire::Response;

/// The URN of a list.
const URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// A resource as it is told.
type Entry = (Kind, Map<String, Value>);

/// A page of the resources of `kinds`.
///
/// # Errors
/// 400 `invalidFilter`, `invalidCursor`, `expiredCursor`, `invalidCount`.
pub fn page(tenant: &Tenant, call: &Call<'_>, kinds: &[Kind], query: &Query) -> Result<Response, Refusal> {
    if tenant.switches.one_fake_sample && query.filter.is_none() {
        let samples = kinds.iter().take(1).map(|kind| Value::Object(quirks::sample(*kind))).collect();
        return Ok(envelope(samples, 1, &[("startIndex", json!(1))], &tenant.switches));
    }
    let mut found = found(tenant, call, kinds, query)?;
    if let Some(path) = query.sort_by.as_ref().filter(|_| tenant.service.sort) {
        sort(&mut found, path, query.descending);
    }
    let most = tenant.service.page_size.min(tenant.service.max_results);
    let asked = query.count.map_or(most, |count| usize::try_from(count).unwrap_or(0));
    let size = asked.min(most);
    let total = found.len();
    if let Some(cursor) = query.cursor.as_ref().filter(|_| tenant.service.cursor) {
        return by_cursor(tenant, call, query, cursor, size, found);
    }
    let page = found.into_iter().skip(query.start - 1).take(size);
    let cut = page.map(|(kind, told)| Value::Object(query.chosen.cut(kind, told))).collect();
    Ok(envelope(cut, total, &[("startIndex", json!(query.start))], &tenant.switches))
}

fn found(tenant: &Tenant, call: &Call<'_>, kinds: &[Kind], query: &Query) -> Result<Vec<Entry>, Refusal> {
    let filter = query.filter.as_ref();
    if filter.is_some() && !tenant.service.filter {
        return Err(bad(ScimType::InvalidFilter, "filters are not supported"));
    }
    // Over several types, what one of them does not have is nothing (RFC 7644 section 3.4.2.1).
    if let (Some(filter), [kind]) = (filter, kinds) {
        check(filter, *kind)?;
    }
    let teller = Teller::new(tenant, &call.base);
    let of = |kind: &Kind| {
        let told = tenant.of(*kind).into_iter().map(|own| teller.tell(own));
        let wanted = told.filter(|told| filter.is_none_or(|filter| matches(filter, *kind, told)));
        wanted.map(|told| (*kind, told)).collect::<Vec<Entry>>()
    };
    Ok(kinds.iter().flat_map(of).collect())
}

/// Sorts; who has no value comes last, and first when turned around (RFC 7644 section 3.4.2.3).
fn sort(entries: &mut [Entry], path: &AttrPath, descending: bool) {
    let key = |(kind, told): &Entry| -> Option<(&'static super::attr::Attr, Value)> {
        let target = Target::of(*kind, path)?;
        let each = values(&target, told);
        let first = each.iter().find(|own| own["primary"] == true).or_else(|| each.first())?;
        let own = first.get("value").filter(|_| target.sub.is_none()).unwrap_or(first);
        Some((target.compared(), own.clone()))
    };
    entries.sort_by(|left, right| {
        let order = match (key(left), key(right)) {
            (Some((attr, left)), Some((_, right))) => between(attr, &left, &right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        };
        if descending { order.reverse() } else { order }
    });
}

fn between(attr: &super::attr::Attr, left: &Value, right: &Value) -> Ordering {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) if attr.exact => order(attr, left, right),
        (Some(left), Some(right)) => order(attr, &left.to_lowercase(), &right.to_lowercase()),
        _ => left.to_string().cmp(&right.to_string()),
    }
}

fn by_cursor(
    tenant: &Tenant,
    call: &Call<'_>,
    query: &Query,
    text: &str,
    size: usize,
    found: Vec<Entry>,
) -> Result<Response, Refusal> {
    let cursor = Cursor::open(text, query, call.now, tenant.service.cursor_seconds)?;
    let total = found.len();
    let at = match &cursor.after {
        // Who was last is gone by now: the list goes on where that one stood.
        Some(id) => found.iter().position(|(_, own)| own["id"] == *id).map_or(cursor.passed, |at| at + 1),
        None => 0,
    };
    let page: Vec<Entry> = found.into_iter().skip(at).take(size).collect();
    let end = at + page.len();
    let last = page.last().and_then(|(_, own)| own["id"].as_str().map(str::to_owned));
    let cut = page.into_iter().map(|(kind, told)| Value::Object(query.chosen.cut(kind, told))).collect();
    let next = last.filter(|_| end < total);
    let next = next.map(|id| Cursor { after: Some(id), passed: end }.seal(query, call.now));
    let more: Vec<(&str, Value)> = next.map(|next| ("nextCursor", json!(next))).into_iter().collect();
    Ok(envelope(cut, total, &more, &tenant.switches))
}

/// A list response.
pub fn envelope(found: Vec<Value>, total: usize, more: &[(&str, Value)], switches: &Switches) -> Response {
    let mut body = json!({ "schemas": [URN], "totalResults": total, "itemsPerPage": found.len() });
    for (name, value) in more {
        body[*name] = value.clone();
    }
    if !(found.is_empty() && switches.resources_missing_when_empty) {
        body["Resources"] = Value::Array(found);
    }
    scim(200, &body)
}
