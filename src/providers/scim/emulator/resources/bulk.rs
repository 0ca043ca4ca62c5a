//! `/Bulk` (RFC 7644 section 3.7, S-33): several writes in one request, each with an answer of its own.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::call::Call;
use super::super::errors::{Refusal, ScimType, bad, refused, scim};
use super::super::state::Tenant;
use crate::wire::{Method, Request, Response};

/// The most operations in one request.
pub const MOST: usize = 1000;
/// The most bytes in one request.
pub const MOST_BYTES: usize = 1_048_576;

const REQUEST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/// Carries the operations out one after another, by `single`.
/// Refuses with 501 where bulk is not supported, 413 for too much at once, 400 for what is no bulk request.
pub fn answer(
    tenant: &mut Tenant,
    call: &Call<'_>,
    single: &dyn Fn(&mut Tenant, &Request) -> Response,
) -> Result<Response, Refusal> {
    if !tenant.service.bulk {
        return Err(refused(501, "bulk requests are not supported"));
    }
    let body = call.body()?;
    let operations = body.get("Operations").and_then(Value::as_array);
    let listed = body.get("schemas").is_some_and(|list| list == &json!([REQUEST_URN]));
    let operations = operations.filter(|_| listed);
    let operations = operations.ok_or_else(|| bad(ScimType::InvalidSyntax, "the body is no bulk request"))?;
    if operations.len() > MOST || call.inner.request.body.len() > MOST_BYTES {
        return Err(refused(413, format!("more than {MOST} operations or {MOST_BYTES} bytes")));
    }
    let most_errors = body.get("failOnErrors").and_then(Value::as_u64).unwrap_or(u64::MAX);
    let mut run = Run { known: BTreeMap::new(), answers: Vec::new(), errors: 0 };
    for operation in operations {
        run.one(tenant, call, operation, single);
        if run.errors >= most_errors {
            break;
        }
    }
    Ok(scim(200, &json!({ "schemas": [RESPONSE_URN], "Operations": run.answers })))
}

struct Run {
    /// The identifier behind each `bulkId`.
    known: BTreeMap<String, String>,
    answers: Vec<Value>,
    errors: u64,
}

impl Run {
    fn one(
        &mut self,
        tenant: &mut Tenant,
        call: &Call<'_>,
        operation: &Value,
        single: &dyn Fn(&mut Tenant, &Request) -> Response,
    ) {
        let method = operation["method"].as_str().unwrap_or_default();
        let bulk_id = operation["bulkId"].as_str();
        let mut answer = Map::new();
        answer.insert("method".into(), json!(method));
        if let Some(own) = bulk_id {
            answer.insert("bulkId".into(), json!(own));
        }
        let response = match self.request(tenant, call, operation) {
            Ok(request) => single(tenant, &request),
            Err(refusal) => refusal.answer(&tenant.switches),
        };
        let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let id = body.get("id").and_then(Value::as_str).filter(|_| response.is_success());
        if let (Some(own), Some(id)) = (bulk_id, id) {
            self.known.insert(own.to_owned(), id.to_owned());
        }
        if let Some(location) = body.pointer("/meta/location").and_then(Value::as_str) {
            answer.insert("location".into(), json!(location));
        }
        answer.insert("status".into(), json!(response.status.to_string()));
        if !response.is_success() {
            self.errors += 1;
            answer.insert("response".into(), body);
        }
        self.answers.push(Value::Object(answer));
    }

    /// The single request that an operation stands for, each `bulkId:…` in it replaced by the identifier.
    fn request(&self, tenant: &Tenant, call: &Call<'_>, operation: &Value) -> Result<Request, Refusal> {
        let wrong = |text: &str| bad(ScimType::InvalidSyntax, text);
        let method = Method::from_name(operation["method"].as_str().unwrap_or_default());
        let method = method.filter(|method| *method != Method::Get).ok_or_else(|| wrong("no such method"))?;
        let path = operation["path"].as_str().unwrap_or_default();
        if !["/Users", "/Groups"].iter().any(|own| path.starts_with(own)) {
            return Err(wrong("an operation is about users or groups"));
        }
        if method == Method::Post && operation["bulkId"].as_str().is_none() {
            return Err(wrong("POST needs a bulkId"));
        }
        let request = call.inner.request;
        let prefix = if call.base.ends_with("/v2") { "/scim/v2" } else { "" };
        let mut single = Request::new(request.plane, method, format!("{prefix}{}", self.resolved(path)?));
        single.headers = request.headers.iter().filter(|(name, _)| name != "if-match").cloned().collect();
        if let Some(version) = operation["version"].as_str().filter(|_| tenant.service.etag) {
            single.headers.push(("if-match".into(), version.to_owned()));
        }
        single.body = self.resolved(&operation["data"].to_string())?.into_bytes();
        Ok(single)
    }

    fn resolved(&self, text: &str) -> Result<String, Refusal> {
        let mut parts = text.split("bulkId:");
        let mut resolved = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(['"', '/', '?', '\\']).unwrap_or(part.len());
            let (name, rest) = part.split_at_checked(end).unwrap_or((part, ""));
            let id = self.known.get(name).ok_or_else(|| Refusal {
                status: 409,
                scim_type: None,
                detail: format!("bulkId {name} leads to nothing"),
            })?;
            resolved.push_str(id);
            resolved.push_str(rest);
        }
        Ok(resolved)
    }
}
