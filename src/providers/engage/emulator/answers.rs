//! What a request carries, and bodies and headers of answers (section 5.1).

use serde_json::{Map, Value, json};

use crate::wire::Response;
use crate::wire::emulator::Call;

/// A refusal.
pub fn error(status: u16, code: &str, message: &str, field: Option<&str>) -> Response {
    let body = json!({ "code": code, "message": message, "field": field, "request_id": null });
    Response::json(status, &json!({ "error": body }))
}

/// 404.
pub fn not_found() -> Response {
    error(404, "not_found", "there is no such thing", None)
}

/// An error with the number of its request; any other answer as it is.
pub fn number(mut answer: Response, number: u64) -> Response {
    if answer.is_success() {
        return answer;
    }
    if let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body)
        && let Some(error) = body.get_mut("error").and_then(Value::as_object_mut)
    {
        error.insert("request_id".into(), json!(format!("req_{number}")));
        answer.body = body.to_string().into_bytes();
    }
    answer
}

/// An answer with the version of what it shows as its tag.
pub fn tagged(status: u16, body: &Value) -> Response {
    let mut answer = Response::json(status, body);
    let version = body.get("version").and_then(Value::as_u64).unwrap_or_default();
    answer.headers.push(("etag".into(), format!("\"{version}\"")));
    answer
}

/// The body as a JSON object with no other fields than these.
pub fn fields(call: &Call<'_>, known: &[&str]) -> Result<Map<String, Value>, Response> {
    let body = call.object();
    let body = body.ok_or_else(|| error(400, "invalid_body", "the body is no JSON object", None))?;
    match body.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(error(400, "unknown_field", "nobody knows this field", Some(name))),
        None => Ok(body),
    }
}

/// Refuses a write of what has another version by now.
pub fn check_version(call: &Call<'_>, version: u64) -> Result<(), Response> {
    match call.header("if-match").map(|tag| tag.trim().trim_matches('"')) {
        Some(tag) if tag != "*" && tag != version.to_string() => {
            Err(error(412, "version_conflict", "it has another version by now", None))
        }
        _ => Ok(()),
    }
}
