//! The error bodies of the three hosts (sections 2.8, 4.9 and 6.1 of the fact sheet), and the one for a body that
//! is no object.

use serde_json::{Value, json};

use super::state::answers::ViolationCode;
use crate::wire::emulator::{Call, uuid};
use crate::wire::{Response, encode};

/// The Admin API's main error body; `value` is what the code speaks of.
pub fn admin(status: u16, code: &str, value: impl AsRef<str>) -> Response {
    let value = value.as_ref();
    let incident = uuid(&["incident", code, value]);
    let error =
        if value.is_empty() { json!({ "code": code }) } else { json!({ "code": code, "value": value }) };
    Response::json(status, &json!({ "incidentId": incident, "errors": [error] }))
}

/// The gateway form of the Admin host: the caller, not the content, is wrong.
pub fn gateway(status: u16, code: &str, path: &str) -> Response {
    let text = format!("Incident #{}", uuid(&["gateway", code, path]));
    Response::json(status, &json!({ "error": [{ "description": text, "code": code, "uri": path }] }))
}

/// The caller's roles do not cover what is asked.
pub fn not_authorized(path: &str) -> Response {
    gateway(403, "not.authorized", path)
}

/// The Admin host's answer to a path that nothing is routed to (section 3).
pub fn unrouted() -> Response {
    Response::json(404, &json!({ "errorCode": "NOT_FOUND", "message": "no route matches this path" }))
}

/// The Connect host's error body.
pub fn connect(status: u16, code: &str, message: &str) -> Response {
    let reference = uuid(&["reference", code, message]).replace('-', "");
    Response::json(status, &json!({ "reference": reference, "errorCode": code, "message": message }))
}

/// The Connect host's 400 about one field; `constraint` is `REQUIRED` or `INVALID`.
pub fn violation(field: &str, constraint: &str) -> Response {
    let reference = uuid(&["reference", field, constraint]).replace('-', "");
    let body = json!({
        "reference": reference,
        "constraintViolations": [{ "field": field, "constraint": constraint }],
        "errorCode": "CONSTRAINT_VIOLATION",
        "message": "Provided parameter(s) must be valid",
    });
    Response::json(400, &body)
}

/// A 400 about a field, with the code that goes by `code`.
pub fn respelled(mut refusal: Response, code: ViolationCode) -> Response {
    let body: Option<Value> = serde_json::from_slice(&refusal.body).ok();
    if let (ViolationCode::BadRequest, Some(mut body)) = (code, body)
        && body.get("constraintViolations").is_some()
    {
        encode::put(&mut body, "errorCode", json!("BAD_REQUEST"));
        refusal.body = body.to_string().into_bytes();
    }
    refusal
}

/// The Connect host's 404, also given for what the caller may not see.
pub fn not_found() -> Response {
    connect(404, "NOT_FOUND", "Not found.")
}

/// An OAuth error (RFC 6749).
pub fn oauth(status: u16, code: &str, description: &str) -> Response {
    Response::json(status, &json!({ "error": code, "error_description": description }))
}

/// What a proxy says on its own behalf: a page for people.
pub fn html(status: u16) -> Response {
    let body = format!("<html><head><title>{status}</title></head><body>the gateway gave up</body></html>");
    let headers = vec![("content-type".into(), "text/html".into())];
    Response { status, headers, body: body.into_bytes() }
}

/// The body as a JSON object, for the Admin API.
pub fn admin_body(call: &Call<'_>) -> Result<Value, Response> {
    call.object().map(Value::Object).ok_or_else(|| admin(400, "request.body.invalid", ""))
}

/// The body as a JSON object, for the Connect hosts.
pub fn connect_body(call: &Call<'_>) -> Result<Value, Response> {
    let bad = || connect(400, "MALFORMED_REQUEST", "The body is no JSON object.");
    call.object().map(Value::Object).ok_or_else(bad)
}
