//! A server of the assumed contract (sections 5.1 to 5.4 of the vendor sheet): one account, exact by the page.
//! Shares no type with the client, so that two readings of one document check each other. Knows nothing of
//! faults, of the request log and of sockets.
//!
//! What the contract leaves open: an idempotency key remembers answers that had an effect; a refused one may be sent
//! again. `GET /account` says by the header `X-Caller` whose token it is. Below `/_emulator/engage/v1`, which is no
//! part of the contract, customers write (`POST /conversations`) and invitations are accepted
//! (`POST /users/{id}/accept`).

mod account;
mod answers;
mod call;
mod conversations;
mod create;
mod file;
mod lists;
mod load;
mod memory;
mod skills;
mod users;

use std::time::Duration;

use serde_json::{Value, json};

use account::Tenant;
use answers::{Answer, error};
use call::Call;
use memory::{Bucket, Memory};

use crate::wire::{Emulator, Method, Request, Response};

/// What every path of the contract begins with.
const BASE: &str = "/assumed/engage/v1";
/// What is no part of the contract: what customers and invited people do.
const OUTSIDE: &str = "/_emulator/engage/v1";

/// The emulated account.
pub struct EngageEmulator {
    tenant: Tenant,
    remembered: Option<Tenant>,
    memory: Memory,
    bucket: Bucket,
    outbox: Vec<Value>,
    requests: u64,
}

/// What a handler works on.
struct Handler<'a> {
    tenant: &'a mut Tenant,
    outbox: &'a mut Vec<Value>,
    call: &'a Call<'a>,
}

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(file::StateFile)
}

impl EngageEmulator {
    /// An emulator begun from a state file's content.
    ///
    /// # Errors
    /// What is wrong with the state, in words.
    pub fn new(state: Value) -> Result<Self, String> {
        Ok(Self {
            tenant: load::load(state)?,
            remembered: None,
            memory: Memory::default(),
            bucket: Bucket::default(),
            outbox: Vec::new(),
            requests: 0,
        })
    }

    fn answer(&mut self, request: &Request, now: Duration) -> Response {
        let call = Call::new(request, now);
        if call.route(OUTSIDE).is_some() {
            let desk = Handler { tenant: &mut self.tenant, outbox: &mut self.outbox, call: &call };
            return conversations::outside(desk).unwrap_or_else(|refusal| refusal);
        }
        if !self.bucket.let_in(call.token, self.tenant.calls_per_second, now) {
            return limited();
        }
        if let Err(refusal) = admit(&self.tenant, &call) {
            return refusal;
        }
        if let Some(answer) = self.memory.recall(&call) {
            return answer;
        }
        let desk = Handler { tenant: &mut self.tenant, outbox: &mut self.outbox, call: &call };
        let answer = route(desk).unwrap_or_else(|refusal| refusal);
        self.memory.keep(&call, &answer);
        answer
    }

    /// The answer as it leaves: it says by which contract it was made, and every error has its request's number.
    fn sealed(&mut self, answer: Response) -> Response {
        self.requests += 1;
        answers::number(marked(answer), self.requests)
    }
}

/// Every answer says by which contract it was made (section 5.1).
fn marked(mut answer: Response) -> Response {
    answer.headers.push(("x-contract".into(), "assumed-engage/1".into()));
    answer
}

/// 429, with the seconds to wait.
fn limited() -> Response {
    let mut answer = error(429, "rate_limited", "more than 10 requests a second", None);
    answer.headers.push(("retry-after".into(), "1".into()));
    answer
}

/// Whom the server lets in: an administrator (E-001).
fn admit(tenant: &Tenant, call: &Call<'_>) -> Result<(), Response> {
    let good = !call.token.is_empty()
        && (tenant.tokens.is_empty() || tenant.tokens.iter().any(|own| own == call.token));
    if !good {
        return Err(error(401, "unauthorized", "no token, or a bad one", None));
    }
    match tenant.caller() {
        Some(caller) if !(caller.active && caller.role == "administrator") => {
            Err(error(403, "forbidden", "only an administrator may do this", None))
        }
        _ => Ok(()),
    }
}

fn route(desk: Handler<'_>) -> Answer {
    use Method::{Delete, Get, Patch, Post};
    let Some(route) = desk.call.route(BASE) else { return Err(answers::not_found()) };
    match (desk.call.method, route.as_slice()) {
        (Get, ["account"]) => Ok(desk.tenant.account_answer()),
        (Patch, ["account"]) => users::patch_account(desk),
        (Get, ["projects"]) => lists::projects(&desk),
        (Get, ["skills"]) => lists::skills(&desk),
        (Post, ["skills"]) => skills::create(desk),
        (Patch, ["skills", id]) => skills::rename(desk, id),
        (Delete, ["skills", id]) => skills::delete(desk, id),
        (Get, ["users"]) => lists::users(&desk),
        (Post, ["users"]) => create::create(desk),
        (Get, ["users", id]) => users::one(&desk, id),
        (Patch, ["users", id]) => users::patch(desk, id),
        (Delete, ["users", id]) => users::delete(desk, id),
        (Post, ["users", id, "invitation"]) => create::invite_again(desk, id),
        (Get, ["users", id, "conversations"]) => conversations::list(&desk, id),
        (Post, ["users", id, "conversations", "reassign"]) => conversations::reassign(desk, id),
        (_, ["account" | "projects" | "skills" | "users", ..]) => {
            Err(error(405, "method_not_allowed", "the path does not take this method", None))
        }
        _ => Err(answers::not_found()),
    }
}

impl Emulator for EngageEmulator {
    fn handle(&mut self, request: &Request, now: Duration) -> Response {
        let answer = self.answer(request, now);
        self.sealed(answer)
    }

    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get
    }

    fn state(&self) -> Value {
        self.tenant.state()
    }

    fn replace(&mut self, state: Value) -> Result<(), String> {
        self.tenant = load::load(state)?;
        Ok(())
    }

    fn outbox(&self) -> Vec<Value> {
        self.outbox.clone()
    }

    fn refill_outbox(&mut self, mails: Vec<Value>) {
        self.outbox = mails;
    }

    fn expire_tokens(&mut self) {
        // Tokens of the contract are given by hand and do not expire.
    }

    fn too_many(&self, _: &Request) -> Response {
        marked(limited())
    }

    fn emptied(&self, _: &Request, answer: &Response) -> Option<Response> {
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        let of_list = answer.is_success() && body.get("next_cursor").is_some();
        of_list.then(|| marked(Response::json(200, &json!({ "items": [], "next_cursor": null }))))
    }

    fn remember(&mut self) {
        self.remembered = Some(self.tenant.clone());
    }

    fn stale(&mut self, request: &Request, now: Duration) -> Option<Response> {
        let old = self.remembered.clone()?;
        let is_list =
            Call::new(request, now).route(BASE).is_some_and(|route| route.len() == 1 && route != ["account"]);
        if request.method != Method::Get || !is_list {
            return None;
        }
        let present = std::mem::replace(&mut self.tenant, old);
        let answer = self.handle(request, now);
        self.tenant = present;
        Some(answer)
    }

    fn failing(&self, _: &Request, status: u16) -> Response {
        let mut answer = error(status, "injected", "the server failed", None);
        if status == 503 {
            answer.headers.push(("retry-after".into(), "1".into()));
        }
        marked(answer)
    }
}

#[cfg(test)]
mod tests;
