//! The request log: what came, in order of arrival.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::wire::Request;

/// One request as it came.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// Its number, from 1, in order of arrival.
    pub seq: u64,
    /// The method.
    pub method: String,
    /// Path and query as they came.
    pub path: String,
    /// The status of the answer; of a lost answer (`drop_after`, `truncate`) the one that would have come;
    /// 0 where nothing was carried out and nothing answered, or where the request still waits.
    pub status: u16,
    /// Whether it changes the tenant if it succeeds.
    pub mutates: bool,
    /// The body: JSON as such, a form as an object, anything else as text, secrets masked; null where there
    /// was none.
    pub body: Value,
    /// The faults that acted on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<&'static str>,
}

/// All requests so far.
#[derive(Default)]
pub struct Log {
    entries: Vec<Entry>,
    /// How many were ever logged.
    count: u64,
}

impl Log {
    /// Notes a request that just came, and gives its number.
    pub fn note(&mut self, request: &Request, mutates: bool, faults: Vec<&'static str>) -> u64 {
        self.count += 1;
        self.entries.push(Entry {
            seq: self.count,
            method: request.method.name().to_owned(),
            path: request.path.clone(),
            status: 0,
            mutates,
            body: body_of(request),
            faults,
        });
        self.count
    }

    /// Notes how the request with this number was answered.
    pub fn answered(&mut self, seq: u64, status: u16) {
        // A log that was cleared meanwhile has forgotten the request.
        if let Ok(at) = self.entries.binary_search_by_key(&seq, |entry| entry.seq)
            && let Some(entry) = self.entries.get_mut(at)
        {
            entry.status = status;
        }
    }

    /// All of them.
    pub fn all(&self) -> &[Entry] {
        &self.entries
    }

    /// Forgets all of them; numbers go on.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

fn body_of(request: &Request) -> Value {
    if request.body.is_empty() {
        return Value::Null;
    }
    let kind = request.find_header("content-type").unwrap_or_default();
    let text = String::from_utf8_lossy(&request.body);
    if kind.starts_with("application/x-www-form-urlencoded") {
        return form(&text);
    }
    match serde_json::from_slice(&request.body) {
        Ok(body) => masked(body),
        Err(_) => Value::String(text.into_owned()),
    }
}

/// A form as an object. Values stay percent-encoded: it is a log, not a reader.
fn form(text: &str) -> Value {
    let pairs = text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let map: Map<String, Value> = pairs.map(|(name, value)| (name.to_owned(), json!(value))).collect();
    masked(Value::Object(map))
}

/// The same with stars in the place of everything whose name says that it is a secret.
fn masked(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            for (name, inner) in map.iter_mut() {
                *inner = if is_secret(name) { json!("***") } else { masked(inner.take()) };
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| *inner = masked(inner.take())),
        _ => {}
    }
    value
}

fn is_secret(name: &str) -> bool {
    const WORDS: [&str; 6] = ["token", "secret", "password", "assertion", "code_verifier", "api_key"];
    let name = name.to_lowercase();
    name == "pat" || name == "code" || (WORDS.iter().any(|word| name.contains(word)) && name != "token_type")
}
