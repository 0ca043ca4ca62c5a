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
mod conversations;
mod create;
mod file;
mod idempotency;
mod lists;
mod skills;
mod users;

use std::time::Duration;

use serde_json::{Value, json};

use answers::error;
use file::Tenant;
use idempotency::Replies;

use crate::wire::emulator::{Answer, Call, Emulated, Lane, Vendor, is_named};
use crate::wire::{Method, Request, Response};

/// What every path of the contract begins with.
const BASE: &str = "/assumed/engage/v1";
/// What is no part of the contract: what customers and invited people do.
const OUTSIDE: &str = "/_emulator/engage/v1";
/// How many requests may come at once.
const BURST: u32 = 20;

/// The emulated account.
pub type EngageEmulator = Emulated<Tenant>;

/// What a handler works on.
type Handler<'a> = crate::wire::emulator::Handler<'a, Tenant>;

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(Tenant)
}

impl Vendor for Tenant {
    type Callers = Replies;

    fn load(state: Value, _: Duration) -> Result<Self, String> {
        account::load(state)
    }

    fn save(&self) -> Value {
        self.state()
    }

    fn lane(&self, call: &Call<'_>) -> Option<Lane> {
        let lane =
            Lane { name: call.token().to_owned(), a_second: self.limits.calls_per_second.0, burst: BURST };
        call.below(OUTSIDE).is_none().then_some(lane)
    }

    fn admit(&self, _: &mut Replies, call: &Call<'_>) -> Result<(), Response> {
        if call.below(OUTSIDE).is_some() { Ok(()) } else { admit(self, call) }
    }

    fn route(mut handler: Handler<'_>) -> Answer {
        let call = handler.call;
        if call.below(OUTSIDE).is_some() {
            return conversations::outside(&mut handler);
        }
        if let Some(answer) = handler.callers.recall(call) {
            return Ok(answer);
        }
        let answer = route(&mut handler)?;
        handler.callers.keep(call, &answer);
        Ok(answer)
    }

    /// An answer says by which contract it was made (section 5.1), and every error has its request's number.
    fn leave(&self, mut answer: Response, call: &Call<'_>) -> Response {
        answer.headers.push(("x-contract".into(), "assumed-engage/1".into()));
        answers::number(answer, call.number)
    }

    /// Tokens of the contract are given by hand and do not expire.
    fn expire(_: &mut Replies) {}

    fn too_many(&self, _: &Request) -> Response {
        let mut answer = error(429, "rate_limited", "more than 10 requests a second", None);
        answer.headers.push(("retry-after".into(), "1".into()));
        answer
    }

    fn failing(&self, _: &Request, status: u16) -> Response {
        let mut answer = error(status, "injected", "the server failed", None);
        if status == 503 {
            answer.headers.push(("retry-after".into(), "1".into()));
        }
        answer
    }

    fn is_list(&self, call: &Call<'_>) -> bool {
        let is_one = call.below(BASE).is_some_and(|route| route.len() == 1 && route != ["account"]);
        call.method == Method::Get && is_one
    }

    fn emptied(&self, _: &Call<'_>, body: &Value) -> Option<Response> {
        body.get("next_cursor")?;
        Some(Response::json(200, &json!({ "items": [], "next_cursor": null })))
    }
}

/// Whom the server lets in: an administrator (E-001).
fn admit(tenant: &Tenant, call: &Call<'_>) -> Result<(), Response> {
    let token = call.token();
    if token.is_empty() || !is_named(&tenant.tokens, token) {
        return Err(error(401, "unauthorized", "no token, or a bad one", None));
    }
    match tenant.caller() {
        Some(caller) if !(caller.active && caller.role == "administrator") => {
            Err(error(403, "forbidden", "only an administrator may do this", None))
        }
        _ => Ok(()),
    }
}

fn route(handler: &mut Handler<'_>) -> Answer {
    use Method::{Delete, Get, Patch, Post};
    let call = handler.call;
    let Some(route) = call.below(BASE) else { return Err(answers::not_found()) };
    match (call.method, route.as_slice()) {
        (Get, ["account"]) => Ok(handler.tenant.account_answer()),
        (Patch, ["account"]) => users::patch_account(handler),
        (Get, ["projects"]) => lists::projects(handler),
        (Get, ["skills"]) => lists::skills(handler),
        (Post, ["skills"]) => skills::create(handler),
        (Patch, ["skills", id]) => skills::rename(handler, id),
        (Delete, ["skills", id]) => skills::delete(handler, id),
        (Get, ["users"]) => lists::users(handler),
        (Post, ["users"]) => create::create(handler),
        (Get, ["users", id]) => users::one(handler, id),
        (Patch, ["users", id]) => users::patch(handler, id),
        (Delete, ["users", id]) => users::delete(handler, id),
        (Post, ["users", id, "invitation"]) => create::invite_again(handler, id),
        (Get, ["users", id, "conversations"]) => conversations::list(handler, id),
        (Post, ["users", id, "conversations", "reassign"]) => conversations::reassign(handler, id),
        (_, ["account" | "projects" | "skills" | "users", ..]) => {
            Err(error(405, "method_not_allowed", "the path does not take this method", None))
        }
        _ => Err(answers::not_found()),
    }
}

#[cfg(test)]
mod tests;
