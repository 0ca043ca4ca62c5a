//! `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas` (S-21), and the lists of roles and entitlements where
//! the state names them (S-07). GET only.

use serde_json::{Value, json};

use super::call::Call;
use super::errors::{Refusal, not_found, refused, scim};
use super::query::list::envelope;
use super::resources::bulk;
use super::schema::Kind;
use super::schema::attr::{SCHEMAS, Schema, Schemas};
use super::state::file::EntitlementOffer;
use super::state::{Resource, Tenant};
use crate::wire::emulator::uuid;
use crate::wire::{Method, Response, encode};

/// Whether the path belongs to discovery.
pub fn is_at(path: &[&str]) -> bool {
    matches!(path.first(), Some(&("ServiceProviderConfig" | "ResourceTypes" | "Schemas")))
}

/// The answer to a discovery request.
/// Refuses with 405 for writes, 403 for filters (RFC 7644 section 4), 404 for what is not there.
pub fn answer(tenant: &Tenant, call: &Call<'_>, path: &[&str]) -> Result<Response, Refusal> {
    if call.inner.method != Method::Get {
        return Err(refused(405, "discovery is read only"));
    }
    if call.inner.query_any_case("filter").is_some() {
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
        "schemas": [SCHEMAS.service.id],
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
        "meta": meta(&SCHEMAS.service, call, "/ServiceProviderConfig"),
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
        all.push(resource_type(call, &SCHEMAS.role, "Roles", &[]));
    }
    if tenant.entitlements.is_some() {
        all.push(resource_type(call, &SCHEMAS.entitlement, "Entitlements", &[]));
    }
    all
}

fn resource_type(call: &Call<'_>, core: &Schema, endpoint: &str, extensions: &[Schema]) -> Value {
    let extensions: Vec<Value> =
        extensions.iter().map(|own| json!({ "schema": own.id, "required": false })).collect();
    let mut shown = json!({
        "schemas": [SCHEMAS.resource_type.id],
        "id": core.name,
        "name": core.name,
        "description": core.description,
        "endpoint": format!("/{endpoint}"),
        "schema": core.id,
        "meta": meta(&SCHEMAS.resource_type, call, &format!("/ResourceTypes/{}", core.name)),
    });
    if !extensions.is_empty() {
        encode::put(&mut shown, "schemaExtensions", json!(extensions));
    }
    shown
}

fn schemas(tenant: &Tenant, call: &Call<'_>) -> Vec<Value> {
    let Schemas { user, extensions, group, service, resource_type, schema, role, entitlement, .. } =
        &*SCHEMAS;
    let mut all = vec![user];
    all.extend(extensions);
    all.extend([group, service, resource_type, schema]);
    all.extend(tenant.roles.as_ref().map(|_| role));
    all.extend(tenant.entitlements.as_ref().map(|_| entitlement));
    all.into_iter().map(|schema| schema_json(schema, call)).collect()
}

fn schema_json(schema: &Schema, call: &Call<'_>) -> Value {
    json!({
        "schemas": [SCHEMAS.schema.id],
        "id": schema.id,
        "name": schema.name,
        "description": schema.description,
        "attributes": schema.attributes,
        "meta": meta(&SCHEMAS.schema, call, &format!("/Schemas/{}", schema.id)),
    })
}

/// What can be given, where the state lists it: all of it, one by its identifier; `None` where the path is
/// about something else.
pub fn offers(tenant: &Tenant, call: &Call<'_>, path: &[&str]) -> Option<Result<Response, Refusal>> {
    let endpoint = *path.first()?;
    let (offers, schema) = match endpoint {
        "Roles" => (tenant.roles.as_ref()?, &SCHEMAS.role),
        "Entitlements" => (tenant.entitlements.as_ref()?, &SCHEMAS.entitlement),
        _ => return None,
    };
    if call.inner.method != Method::Get {
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
    let number = |name: &str| call.inner.query_any_case(name).and_then(|text| text.parse::<usize>().ok());
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
    let mut shown = json!({ "schemas": [schema.id], "id": id, "value": offer.value, "supported": true });
    let mut put = |name: &str, value: Value| encode::put(&mut shown, name, value);
    for (name, value) in [("display", &offer.display), ("type", &offer.kind)] {
        if let Some(value) = value {
            put(name, json!(value));
        }
    }
    if let Some(seats) = offer.seats {
        let attribute = endpoint.to_lowercase();
        let holds = |user: &&Resource| user.list(&attribute).iter().any(|own| offer.is(own));
        let used = tenant.of(Kind::User).into_iter().filter(holds).count();
        put("limitedAssignmentsPermitted", json!(true));
        put("totalAssignmentsPermitted", json!(seats));
        put("totalAssignmentsUsed", json!(used));
    }
    put("meta", meta(schema, call, &format!("/{endpoint}/{id}")));
    shown
}
