//! A server as an account of generation I would have one: the token endpoint, the two documented listings as the
//! sheet tells them (section 8.1), and the assumed contract for the rest, every line of which is our own. Shares no
//! type with the client. Knows nothing of faults, of the request log and of sockets.

mod assumed;
mod checks;
mod documented;
mod file;
mod oauth;
mod say;
mod state;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::Value;

use oauth::Tokens;
use say::Call;
use state::Account;

pub use file::StateFile;

use crate::wire::{Emulator, Method, Request, Response};

/// The emulated account.
pub struct GotoassistEmulator {
    account: Account,
    tokens: Tokens,
    outbox: Vec<Value>,
    kept: Option<Account>,
    /// When the calls of the last second came.
    calls: VecDeque<Duration>,
}

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(StateFile)
}

impl GotoassistEmulator {
    /// An emulator begun from a state file's content.
    ///
    /// # Errors
    /// What is wrong with the state, in words.
    pub fn new(state: Value) -> Result<Self, String> {
        Ok(Self {
            account: state::load(state)?,
            tokens: Tokens::default(),
            outbox: Vec::new(),
            kept: None,
            calls: VecDeque::new(),
        })
    }

    /// Whether one more call may pass in this second.
    fn let_in(&mut self, now: Duration) -> bool {
        let most = self.account.calls_per_second as usize;
        self.calls.retain(|at| now.saturating_sub(*at) < Duration::from_secs(1));
        if most > 0 && self.calls.len() >= most {
            return false;
        }
        self.calls.push_back(now);
        true
    }

    fn answer(&mut self, request: &Request) -> Response {
        let call = Call::new(request);
        match call.segments.first().map(String::as_str) {
            Some("G2A") => documented::route(&self.account, &call),
            Some("assumed") => say::marked(assumed::route(&mut self.account, &mut self.outbox, &call)),
            _ => say::refusal(404, "not.found", "no route matches this path"),
        }
    }
}

impl Emulator for GotoassistEmulator {
    fn handle(&mut self, request: &Request, now: Duration) -> Response {
        if !self.let_in(now) {
            return self.too_many(request);
        }
        if is_oauth(request) {
            return self.tokens.grant(&self.account, request, now);
        }
        if !self.tokens.is_good(&self.account, request, now) {
            return say::refusal(401, "not.authenticated", "the token is not good");
        }
        self.answer(request)
    }

    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get && !is_oauth(request)
    }

    fn state(&self) -> Value {
        state::save(&self.account)
    }

    fn replace(&mut self, state: Value) -> Result<(), String> {
        self.account = state::load(state)?;
        Ok(())
    }

    fn outbox(&self) -> Vec<Value> {
        self.outbox.clone()
    }

    fn refill_outbox(&mut self, mails: Vec<Value>) {
        self.outbox = mails;
    }

    fn expire_tokens(&mut self) {
        self.tokens.expire();
    }

    fn too_many(&self, _: &Request) -> Response {
        say::refusal(429, "too.many.requests", "too many calls in a second")
    }

    /// The documented lists have no empty form: none is 404.
    fn emptied(&self, request: &Request, answer: &Response) -> Option<Response> {
        if request.method != Method::Get || !answer.is_success() {
            return None;
        }
        if request.route().starts_with("/G2A/") {
            return Some(documented::none());
        }
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        assumed::emptied(&body).map(say::marked)
    }

    fn remember(&mut self) {
        self.kept = Some(self.account.clone());
    }

    fn stale(&mut self, request: &Request, now: Duration) -> Option<Response> {
        let is_list = request.method == Method::Get && request.route().matches('/').count() <= 4;
        let old = self.kept.clone().filter(|_| is_list)?;
        let present = std::mem::replace(&mut self.account, old);
        let answer = self.handle(request, now);
        self.account = present;
        Some(answer)
    }

    fn failing(&self, _: &Request, status: u16) -> Response {
        say::refusal(status, "failed", "the server failed")
    }
}

fn is_oauth(request: &Request) -> bool {
    request.route() == "/oauth/token"
}
