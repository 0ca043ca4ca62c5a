//! `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas` (S-21), and the lists of roles and entitlements where
//! the state names them (S-07). GET only.

use serde_json::{Map, Value, json};

use super::call::Call;
use super::errors::{Refusal, not_found, refused, scim};
use super::query::list::envelope;
use super::resources::bulk;
use super::schema::attr::{Attr, Schema, Type};
use super::schema::kind::Kind;
use super::schema::meta::{ENTITLEMENT, RESOURCE_TYPE, ROLE, SCHEMA, SERVICE};
use super::schema::{ENTERPRISE, GROUP, USER};
use super::state::file::EntitlementOffer;
use super::state::{Resource, Tenant};
use crate::wire::emulator::uuid;
use crate::wire::{Method, Response, encode};

/// Whether the path belongs to discovery.
pub fn is_at(path: &[&str]) -> bool {
    matches!(path.first(), Some(&("ServiceProviderConfig" | "ResourceTypes" | "Schemas")))
}

/// The answer to a discovery request.
///
/// # Errors
/// 405 for writes, 403 for filters (RFC 7644 section 4), 404.
pub fn answer(tenant: &Tenant, call: &Call<'_>, path: &[&str]) -> Result<Response, Refusal> {
    if call.method != Method::Get {
        return Err(refused(405, "discovery is read only"));
    }
    if call.query("filter").is_some() {
        return Err(refused(403, "discovery takes no filter"));
    }
    match path {
        ["ServiceProviderConfig"] => Ok(scim(200, &service(tenant, call))),
        ["ResourceTypes"] => Ok(listed(resource_types(tenant, call), tenant)),
        ["ResourceTypes", name] => one(resource_types(tenant, call), name),
        ["Schemas"] => Ok(listed(schemas(tenant, call), tenant)),
        ["Schemas", id] => one(schemas(tenant, call), id),
        _ => Err(not_found(&path.join("/"))),
    }
}

/// A list that is shown whole, whatever page was asked for (RFC 7644 section 4).
fn listed(all: Vec<Value>, tenant: &Tenant) -> Response {
    let total = all.len();
    envelope(all, total, &[("startIndex", json!(1))], &tenant.switches)
}

fn one(all: Vec<Value>, id: &str) -> Result<Response, Refusal> {
    let found =
        all.into_iter().find(|own| own["id"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(id)));
    found.map(|own| scim(200, &own)).ok_or_else(|| not_found(id))
}

fn service(tenant: &Tenant, call: &Call<'_>) -> Value {
    let own = &tenant.service;
    let page = own.page_size.min(own.max_results);
    json!({
        "schemas": [SERVICE.id],
        "patch": { "supported": own.patch },
        "bulk": {
            "supported": own.bulk,
            "maxOperations": if own.bulk { bulk::MOST } else { 0 },
            "maxPayloadSize": if own.bulk { bulk::MOST_BYTES } else { 0 },
        },
        "filter": { "supported": own.filter, "maxResults": own.max_results },
        "changePassword": { "supported": own.change_password },
        "sort": { "supported": own.sort },
        "etag": { "supported": own.etag },
        "pagination": {
            "cursor": own.cursor,
            "index": true,
            "defaultPaginationMethod": "index",
            "defaultPageSize": page,
            "maxPageSize": page,
            "cursorTimeout": own.cursor_seconds.max(1),
        },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "A bearer token in the Authorization header",
            "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
            "primary": true,
        }],
        "meta": meta(&SERVICE, call, "/ServiceProviderConfig"),
    })
}

fn meta(of: &Schema, call: &Call<'_>, path: &str) -> Value {
    json!({ "resourceType": of.name, "location": format!("{}{path}", call.base) })
}

fn resource_types(tenant: &Tenant, call: &Call<'_>) -> Vec<Value> {
    let mut all: Vec<Value> = Kind::ALL
        .into_iter()
        .map(|kind| resource_type(call, kind.core(), kind.endpoint(), kind.extensions()))
        .collect();
    if tenant.roles.is_some() {
        all.push(resource_type(call, &ROLE, "Roles", &[]));
    }
    if tenant.entitlements.is_some() {
        all.push(resource_type(call, &ENTITLEMENT, "Entitlements", &[]));
    }
    all
}

fn resource_type(call: &Call<'_>, core: &Schema, endpoint: &str, extensions: &[&Schema]) -> Value {
    let extensions: Vec<Value> =
        extensions.iter().map(|own| json!({ "schema": own.id, "required": false })).collect();
    let mut shown = json!({
        "schemas": [RESOURCE_TYPE.id],
        "id": core.name,
        "name": core.name,
        "description": core.about,
        "endpoint": format!("/{endpoint}"),
        "schema": core.id,
        "meta": meta(&RESOURCE_TYPE, call, &format!("/ResourceTypes/{}", core.name)),
    });
    if !extensions.is_empty() {
        encode::put(&mut shown, "schemaExtensions", json!(extensions));
    }
    shown
}

fn schemas(tenant: &Tenant, call: &Call<'_>) -> Vec<Value> {
    let mut all = vec![&USER, &ENTERPRISE, &GROUP, &SERVICE, &RESOURCE_TYPE, &SCHEMA];
    all.extend(tenant.roles.as_ref().map(|_| &ROLE));
    all.extend(tenant.entitlements.as_ref().map(|_| &ENTITLEMENT));
    all.into_iter().map(|schema| schema_told(schema, call)).collect()
}

fn schema_told(schema: &Schema, call: &Call<'_>) -> Value {
    json!({
        "schemas": [SCHEMA.id],
        "id": schema.id,
        "name": schema.name,
        "description": schema.about,
        "attributes": schema.attrs.iter().map(attribute).collect::<Vec<_>>(),
        "meta": meta(&SCHEMA, call, &format!("/Schemas/{}", schema.id)),
    })
}

fn attribute(attr: &Attr) -> Value {
    let mut shown = json!({
        "name": attr.name,
        "type": attr.kind.name(),
        "multiValued": attr.many,
        "description": attr.about,
        "required": attr.required,
        "mutability": attr.mutability.name(),
        "returned": attr.returned.name(),
    });
    if matches!(attr.kind, Type::String | Type::Reference(_) | Type::Binary) {
        encode::put(&mut shown, "caseExact", json!(attr.exact));
        encode::put(&mut shown, "uniqueness", json!(if attr.unique { "server" } else { "none" }));
    }
    if !attr.canonical.is_empty() {
        encode::put(&mut shown, "canonicalValues", json!(attr.canonical));
    }
    if let Type::Reference(to) = attr.kind {
        encode::put(&mut shown, "referenceTypes", json!(to));
    }
    if attr.kind == Type::Complex {
        encode::put(&mut shown, "subAttributes", attr.subs.iter().map(attribute).collect());
    }
    shown
}

/// What can be given, where the state lists it: all of it, one by its identifier; `None` where the path is
/// about something else.
pub fn offers(tenant: &Tenant, call: &Call<'_>, path: &[&str]) -> Option<Result<Response, Refusal>> {
    let endpoint = *path.first()?;
    let (offers, schema) = match endpoint {
        "Roles" => (tenant.roles.as_ref()?, &ROLE),
        "Entitlements" => (tenant.entitlements.as_ref()?, &ENTITLEMENT),
        _ => return None,
    };
    if call.method != Method::Get {
        return Some(Err(refused(405, "what can be given is listed here, not made")));
    }
    let all: Vec<Value> =
        offers.iter().map(|offer| offer_told(tenant, offer, schema, endpoint, call)).collect();
    match path {
        [_] => Some(Ok(paged(all, tenant, call))),
        [_, id] => Some(one(all, id)),
        _ => None,
    }
}

fn paged(all: Vec<Value>, tenant: &Tenant, call: &Call<'_>) -> Response {
    let number = |name: &str| call.query(name).and_then(|text| text.parse::<usize>().ok());
    let (start, total) = (number("startIndex").unwrap_or(1).max(1), all.len());
    let size = number("count").unwrap_or(usize::MAX).min(tenant.service.page_size);
    let page = all.into_iter().skip(start - 1).take(size).collect();
    envelope(page, total, &[("startIndex", json!(start))], &tenant.switches)
}

fn offer_told(
    tenant: &Tenant,
    offer: &EntitlementOffer,
    schema: &Schema,
    endpoint: &str,
    call: &Call<'_>,
) -> Value {
    let id = uuid(&[endpoint, &offer.value, offer.kind.as_deref().unwrap_or_default()]);
    let mut shown = Map::new();
    shown.insert("schemas".into(), json!([schema.id]));
    shown.insert("id".into(), json!(id));
    shown.insert("value".into(), json!(offer.value));
    shown.insert("supported".into(), json!(true));
    for (name, value) in [("display", &offer.display), ("type", &offer.kind)] {
        if let Some(value) = value {
            shown.insert(name.into(), json!(value));
        }
    }
    if let Some(seats) = offer.seats {
        let attribute = endpoint.to_lowercase();
        let holds = |user: &&Resource| user.list(&attribute).iter().any(|own| offer.is(own));
        let used = tenant.of(Kind::User).into_iter().filter(holds).count();
        shown.insert("limitedAssignmentsPermitted".into(), json!(true));
        shown.insert("totalAssignmentsPermitted".into(), json!(seats));
        shown.insert("totalAssignmentsUsed".into(), json!(used));
    }
    shown.insert("meta".into(), meta(schema, call, &format!("/{endpoint}/{id}")));
    Value::Object(shown)
}
