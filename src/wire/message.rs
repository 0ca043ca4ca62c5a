//! Requests and answers as values.

use serde_json::Value;

use crate::port::{BoxFuture, Plane};

/// The methods in use.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes.
    Post,
    /// Sets.
    Put,
    /// Sets in part.
    Patch,
    /// Takes away.
    Delete,
}

impl Method {
    /// As it stands in a request line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// The method of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete]
            .into_iter()
            .find(|own| own.name() == name)
    }
}

/// One request. Its `Debug` shows no header, no query and no body: they may carry a secret or a person.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// Which of the vendor's interfaces it goes to; the link knows the host.
    pub plane: Plane,
    /// The method.
    pub method: Method,
    /// Path and query, percent-encoded, beginning with `/`.
    pub path: String,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, and `content-type` in the headers where there is one.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.name(), self.route())
    }
}

impl Request {
    /// A request without a body.
    pub fn new(plane: Plane, method: Method, path: impl Into<String>) -> Self {
        Self { plane, method, path: path.into(), headers: Vec::new(), body: Vec::new() }
    }

    /// The same with a JSON body.
    #[must_use]
    pub fn json(mut self, body: &Value) -> Self {
        self.body = body.to_string().into_bytes();
        self.headers.push(("content-type".into(), "application/json".into()));
        self
    }

    /// The same with a header; `name` in lower case.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The path without the query.
    pub fn route(&self) -> &str {
        self.path.split_once('?').map_or(&self.path, |(route, _)| route)
    }

    /// Whether it asks for a token, by the path that OAuth endpoints have (RFC 6749, section 3.2): it changes nothing, and
    /// its answer is a secret.
    pub fn asks_for_token(&self) -> bool {
        self.method == Method::Post && self.path.starts_with("/oauth/")
    }

    /// The value of a header; `name` in lower case.
    pub fn find_header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// One answer. Its `Debug` shows no header and no body: they may repeat a secret or name a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} with {} bytes", self.status, self.body.len())
    }
}

impl Response {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: &Value) -> Self {
        let headers = vec![("content-type".into(), "application/json".into())];
        Self { status, headers, body: body.to_string().into_bytes() }
    }

    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The value of a header; `name` in lower case.
    pub fn find_header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Why no answer came.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LinkError {
    /// The request did not leave: no connection. It had no effect.
    #[error("{0}")]
    Unreachable(String),
    /// The request may have left and no whole answer came: it may have had its effect.
    #[error("{0}")]
    Lost(String),
}

/// Carries a request to where the vendor is and brings the answer.
pub trait Link: Send + Sync {
    /// Sends once, without deciding anything.
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>>;
}
