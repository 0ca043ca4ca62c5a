//! The emulated service.

use serde_json::Value;

use crate::wire::{Emulator, Request, Response};
use std::time::Duration;

/// The emulated service.
pub struct ScimEmulator(Value);

impl ScimEmulator {
    /// An emulator begun from a state.
    ///
    /// # Errors
    /// What is wrong with the state, in words.
    pub fn new(state: Value) -> Result<Self, String> {
        Ok(Self(state))
    }
}

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::json_schema!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object" })
}

impl Emulator for ScimEmulator {
    fn handle(&mut self, _: &Request, _: Duration) -> Response {
        Response::empty(501)
    }
    fn mutates(&self, _: &Request) -> bool {
        false
    }
    fn state(&self) -> Value {
        self.0.clone()
    }
    fn replace(&mut self, state: Value) -> Result<(), String> {
        self.0 = state;
        Ok(())
    }
    fn outbox(&self) -> Vec<Value> {
        Vec::new()
    }
    fn refill_outbox(&mut self, _: Vec<Value>) {}
    fn expire_tokens(&mut self) {}
    fn too_many(&self, _: &Request) -> Response {
        Response::empty(429)
    }
    fn emptied(&self, _: &Request, _: &Response) -> Option<Response> {
        None
    }
    fn remember(&mut self) {}
    fn stale(&mut self, _: &Request, _: Duration) -> Option<Response> {
        None
    }
    fn failing(&self, _: &Request, status: u16) -> Response {
        Response::empty(status)
    }
}
