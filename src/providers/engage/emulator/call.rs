//! What a request carries by the contract (section 5.1).

use serde_json::{Map, Value};

use super::answers::error;
use crate::wire::Response;
use crate::wire::emulator::Call;

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
