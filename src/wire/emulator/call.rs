//! One request taken apart.

use std::time::Duration;

use serde::Serialize;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::{Map, Value, json};

use crate::wire::encode::{PlusSign, decode, pairs};
use crate::wire::{Method, Request};

/// A request with its path and query decoded.
pub struct Call<'a> {
    /// The method.
    pub method: Method,
    /// The path without its query, as it came.
    pub path: &'a str,
    /// The path's segments, decoded.
    pub segments: Vec<String>,
    query: Vec<(String, String)>,
    /// The request as it came.
    pub request: &'a Request,
    /// The time since the emulator began.
    pub now: Duration,
    /// The number of the request, from 1.
    pub number: u64,
}

impl<'a> Call<'a> {
    /// Takes `request` apart; `plus` is what a `+` in its query stands for.
    pub fn new(request: &'a Request, now: Duration, number: u64, plus: PlusSign) -> Self {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        Self {
            method: request.method,
            path,
            segments: path.split('/').skip(1).map(|part| decode(part, PlusSign::Plus)).collect(),
            query: pairs(query, plus),
            request,
            now,
            number,
        }
    }

    /// The segments as texts, for a `match`.
    pub fn route(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// The segments after `base`, where the path is below it.
    pub fn below(&self, base: &str) -> Option<Vec<&str>> {
        let mut own = self.segments.iter().map(String::as_str);
        let is_below = base.split('/').skip(1).all(|part| own.next() == Some(part));
        is_below.then(|| own.collect())
    }

    /// The value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The value of a query parameter whose name is written in whatever case.
    pub fn query_any_case(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// A query parameter that is a number; `Err` holds its text where it is none.
    pub fn number_of(&self, name: &str) -> Result<Option<usize>, String> {
        let Some(text) = self.query(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| text.to_owned())
    }

    /// The value of a header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.request.find_header(name)
    }

    /// The bearer token; empty where there is none.
    pub fn token(&self) -> &'a str {
        bearer(self.request)
    }

    /// The body where it is a JSON object.
    pub fn object(&self) -> Option<Map<String, Value>> {
        serde_json::from_slice(&self.request.body).ok()
    }
}

/// The bearer token of a request (RFC 6750); empty where there is none.
pub fn bearer(request: &Request) -> &str {
    let header = request.find_header("authorization").unwrap_or_default().trim();
    let (scheme, token) = header.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" }
}

/// The choice that is called `word` on the wire.
pub fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    T::deserialize(word.into_deserializer()).map_err(|_: serde::de::value::Error| ()).ok()
}

/// What a choice is called on the wire.
pub fn word<T: Serialize>(choice: T) -> String {
    json!(choice).as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Plane;

    #[test]
    fn a_request_is_taken_apart() {
        let path = "/v1/users/a%2Fb%20c+d?limit=x&Name=a+b";
        let request = Request::new(Plane("any"), Method::Get, path).header("authorization", "bearer  t ");
        let call = Call::new(&request, Duration::ZERO, 1, PlusSign::Space);
        assert_eq!((call.path, call.route()), ("/v1/users/a%2Fb%20c+d", vec!["v1", "users", "a/b c+d"]));
        assert_eq!(call.below("/v1/users"), Some(vec!["a/b c+d"]));
        assert_eq!(call.below("/v1/user"), None);
        assert_eq!((call.query("name"), call.query_any_case("name")), (None, Some("a b")));
        assert_eq!((call.number_of("limit"), call.number_of("offset")), (Err("x".into()), Ok(None)));
        assert_eq!((call.token(), call.object()), ("t", None));
    }
}
