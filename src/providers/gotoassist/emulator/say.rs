//! Requests taken apart, and answers.

use serde_json::{Value, json};

use crate::wire::encode::{PlusSign, decode, pairs};
use crate::wire::{Method, Request, Response};

/// A request with its path and query decoded.
pub struct Call {
    pub method: Method,
    pub segments: Vec<String>,
    query: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Call {
    pub fn new(request: &Request) -> Self {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let segments = path.split('/').skip(1).map(|part| decode(part, PlusSign::Plus)).collect();
        Self {
            method: request.method,
            segments,
            query: pairs(query, PlusSign::Plus),
            body: request.body.clone(),
        }
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A query parameter that is a number; `Err` where it is none.
    pub fn number(&self, name: &str, usual: usize) -> Result<usize, ()> {
        self.query(name).map_or(Ok(usual), |text| text.parse().map_err(|_| ()))
    }

    /// The body as a JSON object.
    pub fn json(&self) -> Result<Value, Response> {
        let body: Option<Value> = serde_json::from_slice(&self.body).ok();
        body.filter(Value::is_object)
            .ok_or_else(|| refusal(400, "body.invalid", "the body is no JSON object"))
    }
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

/// What a handler gives: an answer, or a refusal that ends the request early.
pub type Answer = Result<Response, Response>;
