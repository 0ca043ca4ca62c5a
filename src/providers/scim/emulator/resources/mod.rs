//! POST, PUT, PATCH and DELETE of one resource (RFC 7644 sections 3.3, 3.5, 3.6).

pub mod bulk;
pub mod checks;
pub mod edit;
pub mod patch;
pub mod path;
pub mod quirks;

use serde_json::{Value, json};

use super::call::Call;
use super::errors::{Refusal, not_found, refused, scim};
use super::query::selection::Chosen;
use super::query::view::Viewer;
use super::schema::accept::Reading;
use super::schema::{Doc, ENTERPRISE_URN, Kind};
use super::state::switches::{Location, PatchAnswer};
use super::state::{Resource, Tenant};
use crate::wire::Response;
use checks::checked;

/// Creates a resource: 201 with `Location` and the resource (S-22).
/// Refuses with 400, or 409 `uniqueness`.
pub fn create(tenant: &mut Tenant, call: &Call<'_>, kind: Kind) -> Result<Response, Refusal> {
    let chosen = Chosen::of(call)?;
    let doc = reading(tenant).resource(kind, &call.body()?)?;
    let doc = checked(tenant, kind, None, doc)?;
    let name = doc.get(kind.naming()).and_then(Value::as_str).unwrap_or_default().to_owned();
    let id = tenant.issue(kind, &name);
    let own = Resource {
        kind,
        id: id.clone(),
        doc,
        created: call.now,
        modified: call.now,
        order: tenant.next,
        deleted: false,
    };
    tenant.next += 1;
    tenant.resources.insert(id.clone(), own);
    answer(tenant, call, &id, 201, &chosen)
}

/// Tells a resource; 304 where the client has this version already (S-34).
pub fn read(tenant: &Tenant, call: &Call<'_>, kind: Kind, id: &str) -> Result<Response, Refusal> {
    let own = find(tenant, kind, id)?;
    let known = call.inner.header("if-none-match").filter(|_| tenant.service.etag);
    if known.is_some_and(|known| names_version(known, &own.version())) {
        let headers = vec![("etag".into(), own.version())];
        return Ok(Response { status: 304, headers, body: Vec::new() });
    }
    let mut response = answer(tenant, call, id, 200, &Chosen::of(call)?)?;
    response.headers.retain(|(name, _)| name != "location");
    Ok(response)
}

/// Replaces a resource: what is not sent is gone (S-27).
/// Refuses with 400, 404, 409, 412.
pub fn replace(tenant: &mut Tenant, call: &Call<'_>, kind: Kind, id: &str) -> Result<Response, Refusal> {
    let chosen = Chosen::of(call)?;
    check_match(tenant, call, kind, id)?;
    let doc = reading(tenant).resource(kind, &call.body()?)?;
    keep(tenant, call, kind, id, doc, &chosen).map(|(response, _)| response)
}

/// Changes a resource: all operations or none (S-28).
/// Refuses with 400 and the words of table 9, 404, 409, 412, 501.
pub fn modify(tenant: &mut Tenant, call: &Call<'_>, kind: Kind, id: &str) -> Result<Response, Refusal> {
    if !tenant.service.patch {
        return Err(refused(501, "PATCH is not supported"));
    }
    let chosen = Chosen::of(call)?;
    let mut before = check_match(tenant, call, kind, id)?;
    if let Some(members) = before.get_mut("members") {
        // A path may choose members by what only the server shows of them.
        *members = Viewer::new(tenant, &call.base).members(members);
    }
    let operations = patch::operations(&call.body()?, &tenant.switches)?;
    if kind == Kind::Group {
        quirks::check_members(&operations, &tenant.switches)?;
    }
    let doc = patch::apply(kind, &before, &operations, &tenant.switches)?;
    let (mut response, changed) = keep(tenant, call, kind, id, doc, &chosen)?;
    let silent = match tenant.switches.patch_answer {
        PatchAnswer::Resource => false,
        PatchAnswer::NoContent => true,
        PatchAnswer::NoOpNoContent => !changed,
    };
    if silent && !chosen.asks() {
        (response.status, response.body) = (204, Vec::new());
        response.headers.retain(|(name, _)| name != "content-type");
    }
    Ok(response)
}

/// Deletes a resource: 204, later 404, and its name is free (S-32).
/// Refuses with 404, 412.
pub fn delete(tenant: &mut Tenant, call: &Call<'_>, kind: Kind, id: &str) -> Result<Response, Refusal> {
    check_match(tenant, call, kind, id)?;
    remove(tenant, id);
    Ok(Response::empty(204))
}

fn reading(tenant: &Tenant) -> Reading {
    Reading { entra: tenant.switches.entra }
}

fn find<'t>(tenant: &'t Tenant, kind: Kind, id: &str) -> Result<&'t Resource, Refusal> {
    let own = tenant.get(id).filter(|own| own.kind == kind);
    own.ok_or_else(|| not_found(&format!("{} {id}", kind.core().name)))
}

/// The resource that a write is about, once its version is the one that the client knows (S-34).
fn check_match(tenant: &Tenant, call: &Call<'_>, kind: Kind, id: &str) -> Result<Doc, Refusal> {
    let own = find(tenant, kind, id)?;
    let wanted = call.inner.header("if-match").filter(|_| tenant.service.etag);
    match wanted {
        Some(wanted) if !names_version(wanted, &own.version()) => {
            Err(refused(412, format!("the version is {}", own.version())))
        }
        _ => Ok(own.doc.clone()),
    }
}

/// Whether a list of versions in a header names `version`; weak and strong are compared alike.
pub fn names_version(header: &str, version: &str) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    header.trim() == "*" || header.split(',').any(|own| bare(own) == bare(version))
}

/// Keeps `doc` as the new content, and whether anything changed by it.
fn keep(
    tenant: &mut Tenant,
    call: &Call<'_>,
    kind: Kind,
    id: &str,
    doc: Doc,
    chosen: &Chosen,
) -> Result<(Response, bool), Refusal> {
    let doc = checked(tenant, kind, Some(id), doc)?;
    let gone = tenant.switches.deactivate_deletes && doc.get("active") == Some(&json!(false));
    let own = tenant.resources.get_mut(id).ok_or_else(|| not_found(id))?;
    let changed = own.doc != doc;
    if changed {
        // Adding what is there already is no change (S-29).
        own.doc = doc;
        own.modified = call.now;
    }
    let response = answer(tenant, call, id, 200, chosen)?;
    if gone {
        remove(tenant, id);
    }
    Ok((response, changed))
}

/// The answer that shows one resource.
fn answer(
    tenant: &Tenant,
    call: &Call<'_>,
    id: &str,
    status: u16,
    chosen: &Chosen,
) -> Result<Response, Refusal> {
    let own = tenant.get(id).ok_or_else(|| not_found(id))?;
    let viewer = Viewer::new(tenant, &call.base);
    let mut response = scim(status, &viewer.cut(own, chosen));
    if let Some(location) = viewer.location(own).filter(|_| tenant.switches.location == Location::Full) {
        response.headers.push(("location".into(), location));
    }
    if tenant.service.etag || tenant.switches.etag_header_without_support {
        response.headers.push(("etag".into(), own.version()));
    }
    Ok(response)
}

/// Takes a resource away, and with it what refers to it.
fn remove(tenant: &mut Tenant, id: &str) {
    if tenant.switches.soft_delete {
        if let Some(own) = tenant.resources.get_mut(id) {
            own.deleted = true;
        }
    } else {
        tenant.resources.remove(id);
    }
    for own in tenant.resources.values_mut() {
        forget_member(&mut own.doc, id);
        forget_manager(&mut own.doc, id);
    }
}

fn forget_member(doc: &mut Doc, id: &str) {
    if let Some(Value::Array(members)) = doc.get_mut("members") {
        members.retain(|member| member["value"] != id);
        if members.is_empty() {
            doc.shift_remove("members");
        }
    }
}

fn forget_manager(doc: &mut Doc, id: &str) {
    let Some(Value::Object(enterprise)) = doc.get_mut(ENTERPRISE_URN) else { return };
    if enterprise.get("manager").is_some_and(|manager| manager["value"] == id) {
        enterprise.shift_remove("manager");
    }
    if enterprise.is_empty() {
        doc.shift_remove(ENTERPRISE_URN);
    }
}
