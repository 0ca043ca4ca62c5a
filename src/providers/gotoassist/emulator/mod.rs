//! A server as an account of generation I would have one: the token endpoint, the two documented listings as the
//! sheet describes them (section 8.1), and the assumed contract for the rest, every line of which is our own. Shares no
//! type with the client. Knows nothing of faults, of the request log and of sockets.

mod answers;
mod assumed;
mod checks;
mod documented;
mod file;
mod oauth;
mod state;

use std::time::Duration;

use serde_json::Value;

use answers::refusal;
use state::Account;

pub use file::StateFile;

use crate::wire::emulator::{Answer, Call, Emulated, Handler, Lane, Vendor, is_default};
use crate::wire::{Method, Request, Response};

/// The emulated account.
pub type GotoassistEmulator = Emulated<Account>;

/// Where tokens are granted.
const OAUTH: &str = "/oauth/token";

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(StateFile)
}

impl Vendor for Account {
    type Callers = oauth::Callers;

    fn load(state: Value, _: Duration) -> Result<Self, String> {
        state::load(state)
    }

    fn save(&self) -> Value {
        state::save(self)
    }

    fn lane(&self, _: &Call<'_>) -> Option<Lane> {
        Some(Lane::even("all", self.calls_per_second.0))
    }

    fn admit(&self, callers: &mut oauth::Callers, call: &Call<'_>) -> Result<(), Response> {
        let open = || is_default(&self.credentials);
        if call.path == OAUTH || callers.tokens.is_good(call.token(), call.now, open) {
            return Ok(());
        }
        Err(refusal(401, "not.authenticated", "the token is not good"))
    }

    fn route(handler: Handler<'_, Self>) -> Answer {
        let Handler { tenant: account, outbox, call, callers } = handler;
        match call.route().as_slice() {
            ["oauth", "token"] => oauth::grant(account, callers, call),
            ["G2A", ..] => documented::route(account, call),
            ["assumed", ..] => {
                let answer = assumed::route(account, outbox, call);
                answer.map(answers::marked).map_err(answers::marked)
            }
            _ => Err(refusal(404, "not.found", "no route matches this path")),
        }
    }

    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get && request.route() != OAUTH
    }

    fn expire(callers: &mut oauth::Callers) {
        callers.tokens.expire();
    }

    fn too_many(&self, _: &Request) -> Response {
        refusal(429, "too.many.requests", "too many calls in a second")
    }

    fn failing(&self, _: &Request, status: u16) -> Response {
        refusal(status, "failed", "the server failed")
    }

    fn is_list(&self, call: &Call<'_>) -> bool {
        call.method == Method::Get && call.segments.len() <= 4
    }

    /// The documented lists have no empty form: none is 404.
    fn emptied(&self, call: &Call<'_>, body: &Value) -> Option<Response> {
        match call.segments.first()?.as_str() {
            _ if call.method != Method::Get => None,
            "G2A" => Some(documented::none()),
            _ => assumed::emptied(body).map(answers::marked),
        }
    }
}

#[cfg(test)]
mod tests;
