//! One request taken apart.

use std::time::Duration;

use serde_json::Value;

use super::errors;
use crate::wire::encode::{self, PlusSign, decode};
use crate::wire::{Method, Request, Response};

/// A request with its path and query decoded.
pub struct Call<'a> {
    /// The method.
    pub method: Method,
    /// The path without its query, as it came.
    pub path: &'a str,
    /// The path's segments, decoded.
    pub segments: Vec<String>,
    query: Vec<(String, String)>,
    /// The body as it came.
    pub body: &'a [u8],
    /// The time since the emulator began.
    pub now: Duration,
    /// The number of the request, from 1.
    pub number: u64,
}

impl<'a> Call<'a> {
    /// Takes `request` apart.
    pub fn new(request: &'a Request, now: Duration, number: u64, plus: PlusSign) -> Self {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let segments = path.split('/').skip(1).map(|part| decode(part, PlusSign::Plus)).collect();
        let query = encode::pairs(query, plus);
        Self { method: request.method, path, segments, query, body: &request.body, now, number }
    }

    /// The value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A query parameter that is a number; `Err` holds its text where it is none.
    pub fn number_of(&self, name: &str) -> Result<Option<usize>, String> {
        let Some(text) = self.query(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| text.to_owned())
    }

    /// The body as a JSON object, for the Admin API.
    pub fn admin_body(&self) -> Result<Value, Response> {
        let body = errors::body_of(self.body).filter(Value::is_object);
        body.ok_or_else(|| errors::admin(400, "request.body.invalid", ""))
    }

    /// The body as a JSON object, for the Connect hosts.
    pub fn connect_body(&self) -> Result<Value, Response> {
        let body = errors::body_of(self.body).filter(Value::is_object);
        body.ok_or_else(|| errors::connect(400, "MALFORMED_REQUEST", "The body is no JSON object."))
    }
}
