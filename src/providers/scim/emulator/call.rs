//! One request taken apart.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::errors::{Refusal, ScimType, bad, refused};
use crate::wire::encode::{PlusSign, decode, pairs};
use crate::wire::{Method, Request};

/// What the paths may begin with.
const PREFIX: &str = "/scim/v2";

/// A request with its path and query decoded.
pub struct Call<'a> {
    /// The method.
    pub method: Method,
    /// The path's segments after the prefix, decoded.
    pub segments: Vec<String>,
    /// Where the service is, as the client addresses it: scheme, host, prefix.
    pub base: String,
    /// Now, on the emulator's clock.
    pub now: Timestamp,
    query: Vec<(String, String)>,
    request: &'a Request,
}

impl<'a> Call<'a> {
    /// Takes `request` apart.
    pub fn new(request: &'a Request, now: Timestamp) -> Self {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let own = path.strip_prefix(PREFIX).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let host = request.find_header("host").unwrap_or("scim.example");
        let prefix = if own.is_some() { PREFIX } else { "" };
        let parts = own.unwrap_or(path).split('/').filter(|part| !part.is_empty());
        Self {
            method: request.method,
            segments: parts.map(|part| decode(part, PlusSign::Plus)).collect(),
            base: format!("http://{host}{prefix}"),
            now,
            query: pairs(query, PlusSign::Space),
            request,
        }
    }

    /// The segments as texts.
    pub fn path(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// The value of a query parameter; its name without regard to case.
    pub fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The value of a header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.find_header(name)
    }

    /// The body as a JSON object.
    ///
    /// # Errors
    /// 415 for another media type (S-20), 400 `invalidSyntax` for what is no JSON object.
    pub fn body(&self) -> Result<Map<String, Value>, Refusal> {
        let kind = self.header("content-type").unwrap_or("application/scim+json");
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !["application/scim+json", "application/json"].contains(&kind.as_str()) {
            return Err(refused(415, format!("the body is {kind}, not application/scim+json")));
        }
        match serde_json::from_slice(&self.request.body) {
            Ok(Value::Object(body)) => Ok(body),
            _ => Err(bad(ScimType::InvalidSyntax, "the body is no JSON object")),
        }
    }
}
