//! GoTo's servers, from the public reference alone: the token endpoint, the Admin API, GoTo Connect, and
//! one invented prefix for what no page publishes. Shares no type with the client, so that two readings of
//! one document check each other. Knows nothing of faults, of the request log and of sockets.

mod admin;
mod connect;
mod errors;
mod history;
mod host;
mod oauth;
mod paging;
mod sessions;
mod state;

use std::time::Duration;

use serde_json::{Value, json};

use history::History;
use host::Host;
use oauth::{Tokens, access};
use state::answers::LimitsPer;
use state::{Handler, Tenant};

pub use state::file::StateFile;
pub use state::switches::{SWITCHES, Switches};

use crate::wire::emulator::{Answer, Call, Emulated, Lane, Vendor};
use crate::wire::encode::PlusSign;
use crate::wire::{Method, Request, Response};

/// The emulated vendor with one account in it.
pub type GotoEmulator = Emulated<Tenant>;

/// What the servers remember of their callers.
#[derive(Default)]
pub struct Callers {
    tokens: Tokens,
    history: History,
}

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(StateFile)
}

impl Vendor for Tenant {
    type Callers = Callers;

    fn load(state: Value, _: Duration) -> Result<Self, String> {
        state::load::load(state)
    }

    fn save(&self) -> Value {
        state::save::save(self)
    }

    fn plus_sign(&self) -> PlusSign {
        self.switches.plus_sign.into()
    }

    /// Each interface has a limit of its own (row 26).
    fn lane(&self, call: &Call<'_>) -> Option<Lane> {
        let host = Host::of(call.path);
        let name = match (host, self.switches.limits_per) {
            (Host::Connect, LimitsPer::Api) if call.path.starts_with("/users/") => "users".to_owned(),
            _ => format!("{host:?}"),
        };
        Some(Lane::even(name, self.limits.calls_per_second.0))
    }

    fn admit(&self, callers: &mut Callers, call: &Call<'_>) -> Result<(), Response> {
        match Host::of(call.path) {
            Host::Oauth => Ok(()),
            host => access::authenticate(host, &mut callers.tokens, self, call),
        }
    }

    fn route(handler: Handler<'_>) -> Answer {
        let Handler { tenant, callers, outbox, call } = handler;
        let host = Host::of(call.path);
        if host == Host::Oauth {
            return callers.tokens.answer(tenant, call);
        }
        let mut old = callers.history.before(call, tenant);
        let shown = old.as_mut().map_or(tenant, |(_, old)| old);
        let handler = Handler { tenant: shown, callers: &mut *callers, outbox, call };
        let answer = match host {
            Host::Admin | Host::Oauth => admin::route(handler),
            Host::Connect => {
                let code = handler.tenant.switches.violation_code;
                connect::route(handler).map_err(|refusal| errors::respelled(refusal, code))
            }
            Host::Invented => connect::invented::route(handler),
            Host::Meetings => sessions::route(handler),
        };
        if let Some(old) = old {
            callers.history.give_back(old);
        }
        answer
    }

    /// Every answer says what time it is (RFC 9110), whatever else it says.
    fn leave(&self, mut answer: Response, call: &Call<'_>) -> Response {
        let date = self.date(call.now).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        answer.headers.push(("date".into(), date));
        answer
    }

    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get && Host::of(&request.path) != Host::Oauth
    }

    fn expire(callers: &mut Callers) {
        callers.tokens.access.expire();
    }

    fn too_many(&self, request: &Request) -> Response {
        let mut answer = match Host::of(&request.path) {
            Host::Admin | Host::Oauth => errors::admin(429, "too.many.requests", ""),
            Host::Meetings => sessions::refused(429, "TooManyRequests", "Too many requests."),
            Host::Connect | Host::Invented => {
                Response::json(429, &json!({ "errorCode": "TOO_MANY_REQUESTS" }))
            }
        };
        if let Some(seconds) = self.switches.retry_after {
            answer.headers.push(("retry-after".into(), seconds.to_string()));
        }
        answer
    }

    fn failing(&self, request: &Request, status: u16) -> Response {
        match Host::of(&request.path) {
            Host::Oauth => errors::oauth(status, "server_error", "the server failed"),
            _ if status == 502 || status == 504 => errors::html(status),
            Host::Admin => errors::admin(status, host::code_of(status), ""),
            Host::Meetings => sessions::refused(status, host::code_of(status), "The request failed."),
            Host::Connect | Host::Invented => {
                let code = host::code_of(status).to_uppercase().replace('.', "_");
                errors::connect(status, &code, "The request failed.")
            }
        }
    }

    fn is_list(&self, call: &Call<'_>) -> bool {
        history::is_list(call) || sessions::is_list(call)
    }

    fn emptied(&self, call: &Call<'_>, body: &Value) -> Option<Response> {
        if let Some(emptied) = sessions::emptied(call, body) {
            return Some(emptied);
        }
        if body.get("items").is_some() {
            return Some(paging::nothing());
        }
        body.get("total").is_some().then(|| paging::envelope(Vec::new(), 0, 0, &self.switches))
    }
}

#[cfg(test)]
mod tests;
