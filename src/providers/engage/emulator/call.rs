//! One request taken apart.

use std::time::Duration;

use serde_json::{Map, Value};

use super::answers::error;
use crate::wire::encode::{PlusSign, decode, pairs};
use crate::wire::{Method, Request, Response};

/// A request with its path and query decoded.
pub struct Call<'a> {
    /// The method.
    pub method: Method,
    /// The path without its query, as it came.
    pub path: &'a str,
    segments: Vec<String>,
    query: Vec<(String, String)>,
    /// The body as it came.
    pub body: &'a [u8],
    /// The bearer token; empty where there is none.
    pub token: &'a str,
    /// The idempotency key.
    pub key: Option<&'a str>,
    if_match: Option<&'a str>,
    /// The time since the emulator began.
    pub now: Duration,
}

impl<'a> Call<'a> {
    /// Takes `request` apart.
    pub fn new(request: &'a Request, now: Duration) -> Self {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let authorization = request.find_header("authorization").unwrap_or_default();
        let (scheme, token) = authorization.split_once(' ').unwrap_or_default();
        Self {
            method: request.method,
            path,
            segments: path.split('/').skip(1).map(|part| decode(part, PlusSign::Plus)).collect(),
            query: pairs(query, PlusSign::Plus),
            body: &request.body,
            token: if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" },
            key: request.find_header("idempotency-key"),
            if_match: request.find_header("if-match"),
            now,
        }
    }

    /// The segments after `base`, where the path is below it.
    pub fn route(&self, base: &str) -> Option<Vec<&str>> {
        let base: Vec<&str> = base.split('/').skip(1).collect();
        let below = self.segments.get(..base.len())?.iter().zip(&base).all(|(own, base)| own == base);
        below.then(|| self.segments[base.len()..].iter().map(String::as_str).collect())
    }

    /// The value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body as a JSON object with no other fields than these.
    pub fn fields(&self, known: &[&str]) -> Result<Map<String, Value>, Response> {
        let Ok(Value::Object(body)) = serde_json::from_slice(self.body) else {
            return Err(error(400, "invalid_body", "the body is no JSON object", None));
        };
        match body.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(error(400, "unknown_field", "nobody knows this field", Some(name))),
            None => Ok(body),
        }
    }

    /// Refuses a write of what has another version by now.
    pub fn check_version(&self, version: u64) -> Result<(), Response> {
        match self.if_match.map(|tag| tag.trim().trim_matches('"')) {
            Some(tag) if tag != "*" && tag != version.to_string() => {
                Err(error(412, "version_conflict", "it has another version by now", None))
            }
            _ => Ok(()),
        }
    }
}
