//! The request log.

use serde::Serialize;
use serde_json::Value;

use crate::wire::Request;

/// One request that arrived.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Entry {
    /// Its number, in order of arrival, from 1.
    pub seq: u64,
    /// Its method.
    pub method: String,
    /// Its path and query.
    pub path: String,
    /// The status of its answer; 0 while it is under way, and where it was dropped before anything was done.
    pub status: u16,
    /// Whether it is a writing request: it changes the tenant if it succeeds.
    pub mutates: bool,
    /// Its body: JSON as JSON, a form as an object with its secrets masked, nothing as null.
    pub body: Value,
}

impl Entry {
    /// The entry of a request that has just arrived.
    pub(super) fn new(seq: u64, request: &Request, mutates: bool) -> Self {
        Self {
            seq,
            method: request.method.name().into(),
            path: request.path.clone(),
            status: 0,
            mutates,
            body: body(request),
        }
    }
}

fn body(request: &Request) -> Value {
    if request.body.is_empty() {
        return Value::Null;
    }
    let text = String::from_utf8_lossy(&request.body);
    let is_form = request.find_header("content-type").is_some_and(|kind| kind.contains("form-urlencoded"));
    if !is_form {
        return serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.into_owned()));
    }
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let shown = pairs.map(|(name, value)| {
        // Forms carry tokens: only what says which sort of form it is may be shown.
        let shown = if name == "grant_type" { value } else { "***" };
        (name.to_owned(), Value::String(shown.to_owned()))
    });
    Value::Object(shown.collect())
}
