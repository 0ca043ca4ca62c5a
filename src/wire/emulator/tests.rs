//! What the tests of an emulator ask it with.

use std::time::Duration;

use serde_json::Value;

use super::{Emulated, Emulator, Vendor};
use crate::wire::{Method, Plane, Request, Response};

/// An emulator that is asked as one caller, at a time that the test sets.
pub struct Server<T: Vendor> {
    pub emulator: Emulated<T>,
    pub now: Duration,
    /// What requests carry besides the token.
    pub headers: Vec<(&'static str, String)>,
    path: fn(&str) -> String,
}

/// What a request is answered with.
pub struct Reply {
    pub status: u16,
    pub body: Value,
    pub whole: Response,
}

/// `state` with `patch` laid over its top level.
pub fn laid_over(mut state: Value, patch: Value) -> Value {
    for (name, value) in patch.as_object().unwrap() {
        state[name] = value.clone();
    }
    state
}

impl<T: Vendor> Server<T> {
    /// A server of `state`; `path` is the path of what a test calls so.
    pub fn of(state: Value, path: fn(&str) -> String) -> Self {
        Self { emulator: Emulated::new(state).unwrap(), now: Duration::ZERO, headers: Vec::new(), path }
    }

    pub fn send(&mut self, request: &Request) -> Reply {
        let whole = self.emulator.handle(request, self.now);
        let body = serde_json::from_slice(&whole.body).unwrap_or(Value::Null);
        Reply { status: whole.status, body, whole }
    }

    pub fn ask(&mut self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let mut request =
            Request::new(Plane("any"), method, (self.path)(path)).header("authorization", "Bearer x");
        for (name, value) in &self.headers {
            request = request.header(name, value.clone());
        }
        let request = body.iter().fold(request, |request, body| request.json(body));
        self.send(&request)
    }

    pub fn get(&mut self, path: &str) -> Reply {
        self.ask(Method::Get, path, None)
    }

    pub fn post(&mut self, path: &str, body: Value) -> Reply {
        self.ask(Method::Post, path, Some(body))
    }

    pub fn put(&mut self, path: &str, body: Value) -> Reply {
        self.ask(Method::Put, path, Some(body))
    }

    pub fn delete(&mut self, path: &str) -> Reply {
        self.ask(Method::Delete, path, None)
    }
}
