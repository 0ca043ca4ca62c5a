//! GoTo's servers, from the public reference alone: the token endpoint, the Admin API, GoTo Connect, and
//! one invented prefix for what no page publishes. Shares no type with the client, so that two readings of
//! one document check each other. Knows nothing of faults, of the request log and of sockets.

mod admin;
mod answers;
mod call;
mod connect;
mod create;
mod edit;
mod errors;
mod extensions;
mod file;
mod filter;
mod groups;
mod history;
mod invented;
mod key;
mod licenses;
mod load;
mod load_people;
mod mail;
mod oauth;
mod paging;
mod person;
mod phones;
mod plane;
mod queues;
mod rolesets;
mod save;
mod settle;
mod status;
mod switches;
mod tenant;
mod user;
mod user_json;
mod user_write;
mod users;

#[cfg(test)]
mod tests;

use std::time::Duration;

use serde_json::{Value, json};

use call::Call;
use history::History;
use mail::Outbox;
use oauth::Tokens;
use plane::{Buckets, Host};
use tenant::Tenant;

pub use file::StateFile;
pub use switches::{SWITCHES, Switch, Switches};

use crate::wire::{Emulator, Method, Request, Response};

/// The emulated vendor with one account in it.
pub struct GotoEmulator {
    tenant: Tenant,
    history: History,
    tokens: Tokens,
    buckets: Buckets,
    outbox: Outbox,
    requests: u64,
}

/// What a handler works on: the account, the outbox, the request.
pub(crate) struct Handler<'a> {
    tenant: &'a mut Tenant,
    outbox: &'a mut Outbox,
    call: &'a Call<'a>,
}

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(StateFile)
}

impl GotoEmulator {
    /// An emulator begun from a state file's content.
    ///
    /// # Errors
    /// What is wrong with the state, in words.
    pub fn new(state: Value) -> Result<Self, String> {
        Ok(Self {
            tenant: load::load(state)?,
            history: History::default(),
            tokens: Tokens::default(),
            buckets: Buckets::default(),
            outbox: Outbox::default(),
            requests: 0,
        })
    }

    /// The answer to a request that was let in.
    fn route(&mut self, host: Host, call: &Call<'_>) -> Response {
        let stale = self.history.before(call, &self.tenant);
        let now = &mut self.tenant;
        let mut old = stale;
        let tenant = old.as_mut().unwrap_or(now);
        let desk = Handler { tenant, outbox: &mut self.outbox, call };
        let answer = match host {
            Host::Admin => admin::route(desk),
            Host::Connect => connect::route(desk),
            Host::Invented => invented::route(desk),
            Host::Oauth => Err(errors::unrouted()),
        };
        if let Some(old) = old {
            self.history.give_back(old);
        }
        answer.unwrap_or_else(|refusal| refusal)
    }
}

impl Emulator for GotoEmulator {
    fn handle(&mut self, request: &Request, now: Duration) -> Response {
        self.requests += 1;
        let call = Call::new(request, now, self.requests, self.tenant.switches.plus_sign.into());
        let host = Host::of(call.path);
        if !self.buckets.let_in(host, self.tenant.limits.calls_per_second, now) {
            return self.too_many(request);
        }
        if host == Host::Oauth {
            return self.tokens.answer(&self.tenant, &call, request);
        }
        if let Err(refusal) = plane::authenticate(host, &mut self.tokens, &self.tenant, &call, request) {
            return refusal;
        }
        self.route(host, &call)
    }

    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get && Host::of(&request.path) != Host::Oauth
    }

    fn state(&self) -> Value {
        save::save(&self.tenant)
    }

    fn replace(&mut self, state: Value) -> Result<(), String> {
        self.tenant = load::load(state)?;
        Ok(())
    }

    fn outbox(&self) -> Vec<Value> {
        self.outbox.all()
    }

    fn refill_outbox(&mut self, mails: Vec<Value>) {
        self.outbox = Outbox::holding(mails);
    }

    fn expire_tokens(&mut self) {
        self.tokens.expire();
    }

    fn too_many(&self, request: &Request) -> Response {
        let mut answer = match Host::of(&request.path) {
            Host::Admin | Host::Oauth => errors::admin(429, "too.many.requests", ""),
            Host::Connect | Host::Invented => {
                Response::json(429, &json!({ "errorCode": "TOO_MANY_REQUESTS" }))
            }
        };
        if let Some(seconds) = self.tenant.switches.retry_after {
            answer.headers.push(("retry-after".into(), seconds.to_string()));
        }
        answer
    }

    fn emptied(&self, _: &Request, answer: &Response) -> Option<Response> {
        let body = errors::body_of(&answer.body).filter(|_| answer.is_success())?;
        if body.get("items").is_some() {
            return Some(paging::nothing());
        }
        body.get("total").is_some().then(|| paging::envelope(Vec::new(), 0, 0, &self.tenant.switches))
    }

    fn remember(&mut self) {
        self.history.remember(&self.tenant);
    }

    fn stale(&mut self, request: &Request, now: Duration) -> Option<Response> {
        let call = Call::new(request, now, self.requests, self.tenant.switches.plus_sign.into());
        let old = self.history.remembered(&call)?;
        let present = std::mem::replace(&mut self.tenant, old);
        let answer = self.handle(request, now);
        let old = std::mem::replace(&mut self.tenant, present);
        self.history.keep(old);
        Some(answer)
    }

    fn failing(&self, request: &Request, status: u16) -> Response {
        match Host::of(&request.path) {
            Host::Oauth => errors::oauth(status, "server_error", "the server failed"),
            _ if status == 502 || status == 504 => errors::html(status),
            Host::Admin => errors::admin(status, plane::code_of(status), ""),
            Host::Connect | Host::Invented => {
                let code = plane::code_of(status).to_uppercase().replace('.', "_");
                errors::connect(status, &code, "The request failed.")
            }
        }
    }
}
