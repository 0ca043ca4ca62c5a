//! Lists: filter, order, page (RFC 7644 section 3.4.2, RFC 9865).

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::super::call::Call;
use super::super::errors::{Refusal, ScimType, bad, scim};
use super::super::schema::Kind;
use super::super::schema::attr::Attr;
use super::super::state::switches::Switches;
use super::super::state::{Resource, Tenant};
use super::Query;
use super::cursor::Cursor;
use super::filter::{AttrPath, Term};
use super::matching::{check, matches, order, values};
use super::target::Target;
use super::view::Viewer;
use crate::wire::{Response, encode};

/// The URN of a list.
const URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// The attributes that follow from other resources or from the server, and are not kept as they are shown.
const SHOWN: &[&str] = &["id", "meta", "schemas", "groups", "members", "manager"];

/// A page of the resources of `kinds`.
/// Refuses with 400 `invalidFilter`, `invalidCursor`, `expiredCursor`, `invalidCount`.
pub fn page(tenant: &Tenant, call: &Call<'_>, kinds: &[Kind], query: &Query) -> Result<Response, Refusal> {
    let switches = &tenant.switches;
    if switches.one_fake_sample && query.filter.is_none() {
        let samples = kinds.iter().take(1).map(|kind| Value::Object(sample(*kind))).collect();
        return Ok(envelope(samples, 1, &[("startIndex", json!(1))], switches));
    }
    let viewer = Viewer::new(tenant, &call.base);
    let mut found = found(tenant, &viewer, kinds, query)?;
    if let Some(path) = query.sort_by.as_ref().filter(|_| tenant.service.sort) {
        found = sorted(found, &viewer, path, query.descending);
    }
    let most = tenant.service.page_size.min(tenant.service.max_results);
    let size = query.count.map_or(most, |count| usize::try_from(count).unwrap_or(0)).min(most);
    if let Some(cursor) = query.cursor.as_ref().filter(|_| tenant.service.cursor) {
        let cursor = Cursor::open(cursor, query, call.now, tenant.service.cursor_seconds)?;
        return Ok(by_cursor(&viewer, call, query, &cursor, size, &found));
    }
    // A page that begins one too early, as when somebody is created while the list is read.
    let early = usize::from(switches.overlapping_pages && (2..=found.len()).contains(&query.start));
    let page = found.iter().skip(query.start - 1 - early).take(size);
    let shown = page.map(|own| viewer.cut(own, &query.chosen)).collect();
    Ok(envelope(shown, found.len(), &[("startIndex", json!(query.start))], switches))
}

fn found<'t>(
    tenant: &'t Tenant,
    viewer: &Viewer<'_>,
    kinds: &[Kind],
    query: &Query,
) -> Result<Vec<&'t Resource>, Refusal> {
    let all = kinds.iter().flat_map(|kind| tenant.of(*kind));
    let Some(filter) = &query.filter else { return Ok(all.collect()) };
    if !tenant.service.filter {
        return Err(bad(ScimType::InvalidFilter, "filters are not supported"));
    }
    // Over several types, what one of them does not have is nothing (RFC 7644 section 3.4.2.1).
    if let [kind] = kinds {
        check(filter, *kind)?;
    }
    // To show a resource takes much longer than to look at what is kept of it.
    let shown = |term: &&Term| SHOWN.iter().any(|own| own.eq_ignore_ascii_case(&term.path().name));
    let kept = !filter.terms().iter().any(shown);
    let wanted = |own: &&Resource| match kept {
        true => matches(filter, own.kind, &own.doc),
        false => matches(filter, own.kind, &viewer.show(own)),
    };
    Ok(all.filter(wanted).collect())
}

/// Sorts; who has no value comes last, and first when turned around (RFC 7644 section 3.4.2.3).
fn sorted<'t>(
    found: Vec<&'t Resource>,
    viewer: &Viewer<'_>,
    path: &AttrPath,
    descending: bool,
) -> Vec<&'t Resource> {
    let mut keyed: Vec<_> = found.into_iter().map(|own| (key(own, viewer, path), own)).collect();
    keyed.sort_by(|(left, _), (right, _)| {
        let order = match (left, right) {
            (Some((attr, left)), Some((_, right))) => between(attr, left, right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        };
        if descending { order.reverse() } else { order }
    });
    keyed.into_iter().map(|(_, own)| own).collect()
}

/// The value that decides about the place: of a list the primary or the first one.
fn key(own: &Resource, viewer: &Viewer<'_>, path: &AttrPath) -> Option<(&'static Attr, Value)> {
    let target = Target::of(own.kind, path)?;
    let shown = viewer.show(own);
    let each = values(&target, &shown);
    let first = each.iter().find(|own| own["primary"] == true).or_else(|| each.first())?;
    let value = first.get("value").filter(|_| target.sub.is_none()).unwrap_or(first);
    Some((target.compared(), value.clone()))
}

fn between(attr: &Attr, left: &Value, right: &Value) -> Ordering {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) if attr.is_exact() => order(attr, left, right),
        (Some(left), Some(right)) => order(attr, &left.to_lowercase(), &right.to_lowercase()),
        _ => left.to_string().cmp(&right.to_string()),
    }
}

fn by_cursor(
    viewer: &Viewer<'_>,
    call: &Call<'_>,
    query: &Query,
    cursor: &Cursor,
    size: usize,
    found: &[&Resource],
) -> Response {
    let at = match &cursor.after {
        // Who was last is gone by now: the list goes on where that one stood.
        Some(id) => found.iter().position(|own| own.id == *id).map_or(cursor.passed, |at| at + 1),
        None => 0,
    };
    let page: Vec<&&Resource> = found.iter().skip(at).take(size).collect();
    let end = at + page.len();
    let last = page.last().map(|own| own.id.clone()).filter(|_| end < found.len());
    let shown = page.into_iter().map(|own| viewer.cut(own, &query.chosen)).collect();
    let next = last.map(|id| Cursor::seal(id, end, query, call.now));
    let more: Vec<(&str, Value)> = next.map(|next| ("nextCursor", json!(next))).into_iter().collect();
    envelope(shown, found.len(), &more, viewer.switches())
}

/// A list response.
pub fn envelope(found: Vec<Value>, total: usize, more: &[(&str, Value)], switches: &Switches) -> Response {
    let mut body = json!({ "schemas": [URN], "totalResults": total, "itemsPerPage": found.len() });
    for (name, value) in more {
        encode::put(&mut body, name, value.clone());
    }
    if !(found.is_empty() && switches.resources_missing_when_empty) {
        encode::put(&mut body, "Resources", Value::Array(found));
    }
    scim(200, &body)
}

/// The one resource of a server that shows a sample instead of a list.
fn sample(kind: Kind) -> Map<String, Value> {
    let name = match kind {
        Kind::User => json!("sample.user@scim.example"),
        Kind::Group => json!("Sample group"),
    };
    let mut sample = Map::new();
    sample.insert("schemas".into(), json!([kind.core().id]));
    sample.insert("id".into(), json!("00000000-0000-4000-8000-000000000000"));
    sample.insert(kind.naming().into(), name);
    sample
}
