//! Error bodies, and what is read from every request.

use serde_json::{Value, json};

use crate::wire::Response;
use crate::wire::emulator::Call;

/// A query parameter that is a number; `Err` where it is none.
pub fn number(call: &Call<'_>, name: &str, usual: usize) -> Result<usize, String> {
    call.number_of(name).map(|number| number.unwrap_or(usual))
}

/// The body as a JSON object.
pub fn json(call: &Call<'_>) -> Result<Value, Response> {
    let body = call.object().map(Value::Object);
    body.ok_or_else(|| refusal(400, "body.invalid", "the body is no JSON object"))
}

/// A refusal with a code and a text.
pub fn refusal(status: u16, code: &str, text: &str) -> Response {
    Response::json(status, &json!({ "error": code, "text": text }))
}

/// The answer of a server that keeps the assumed contract.
pub fn marked(mut answer: Response) -> Response {
    answer.headers.push(("x-contract".into(), "assumed-gotoassist/1".into()));
    answer
}
