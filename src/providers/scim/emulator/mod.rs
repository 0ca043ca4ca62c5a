//! A SCIM 2.0 service provider as RFC 7643, RFC 7644 and RFC 9865 describe it, with the oddities of real ones
//! behind switches. Shares no type with the client, so that two readings of one document check each other.
//! Knows nothing of faults, of the request log and of sockets.

mod call;
mod callers;
mod discovery;
mod errors;
mod query;
mod resources;
mod schema;
mod state;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use call::{Call, moment};
use callers::Callers;
use errors::{Refusal, not_found, refused};
use query::{Query, list};
use resources::bulk;
use schema::Kind;
use state::Tenant;

pub use state::file::StateFile;
pub use state::switches::{SWITCHES, Switches};

use crate::wire::emulator::{self, Answer, Emulated, Handler, Lane, Vendor};
use crate::wire::encode::PlusSign;
use crate::wire::{Method, Request, Response};

/// The emulated service provider.
pub type ScimEmulator = Emulated<Tenant>;

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(StateFile)
}

/// The answer to a request that was let in.
fn route(tenant: &mut Tenant, call: &emulator::Call<'_>) -> Response {
    let call = Call::new(call);
    let path = call.path();
    let answer = match (call.inner.method, &path[..]) {
        (Method::Post, ["Bulk"]) => bulk::answer(tenant, &call, &|tenant, single| {
            route(tenant, &emulator::Call::new(single, call.inner.now, call.inner.number, PlusSign::Space))
        }),
        (_, ["Me", ..]) => Err(refused(501, "there is no /Me here")),
        (Method::Get, []) => listed(tenant, &call, &Kind::ALL, Query::of(&call)),
        (Method::Post, [".search"]) => listed(tenant, &call, &Kind::ALL, Query::search(&call)),
        _ if discovery::is_at(&path) => discovery::answer(tenant, &call, &path),
        _ => match (Kind::at(path.first().copied().unwrap_or_default()), &path[..]) {
            (Some(kind), [_, rest @ ..]) => resource(tenant, &call, kind, rest),
            _ => discovery::offers(tenant, &call, &path)
                .unwrap_or_else(|| Err(not_found(&format!("/{}", path.join("/"))))),
        },
    };
    answer.unwrap_or_else(|refusal| refusal.answer(&tenant.switches))
}

fn resource(tenant: &mut Tenant, call: &Call<'_>, kind: Kind, rest: &[&str]) -> Result<Response, Refusal> {
    match (call.inner.method, rest) {
        (Method::Get, []) => listed(tenant, call, &[kind], Query::of(call)),
        (Method::Post, []) => resources::create(tenant, call, kind),
        (Method::Post, [".search"]) => listed(tenant, call, &[kind], Query::search(call)),
        (Method::Get, [id]) => resources::read(tenant, call, kind, id),
        (Method::Put, [id]) => resources::replace(tenant, call, kind, id),
        (Method::Patch, [id]) => resources::modify(tenant, call, kind, id),
        (Method::Delete, [id]) => resources::delete(tenant, call, kind, id),
        (method, [] | [_]) => Err(refused(405, format!("{} is not for this path", method.name()))),
        _ => Err(not_found(&rest.join("/"))),
    }
}

fn listed(
    tenant: &Tenant,
    call: &Call<'_>,
    kinds: &[Kind],
    query: Result<Query, Refusal>,
) -> Result<Response, Refusal> {
    list::page(tenant, call, kinds, &query?)
}

impl Vendor for Tenant {
    type Callers = Callers;

    fn load(state: Value, now: Duration) -> Result<Self, String> {
        state::convert::load(state, moment(now))
    }

    fn save(&self) -> Value {
        state::convert::save(self)
    }

    /// What an edit by other hands leaves as it was keeps its times.
    fn inherit(&mut self, before: &Self) {
        for (id, own) in &mut self.resources {
            if let Some(old) = before.resources.get(id) {
                own.created = old.created;
                own.modified = if old.doc == own.doc { old.modified } else { own.modified };
            }
        }
    }

    fn plus_sign(&self) -> PlusSign {
        PlusSign::Space
    }

    fn lane(&self, _: &emulator::Call<'_>) -> Option<Lane> {
        Some(Lane::even("all", self.limits.calls_per_second))
    }

    fn admit(&self, callers: &mut Callers, call: &emulator::Call<'_>) -> Result<(), Response> {
        callers.check(self, &Call::new(call)).map_err(|refusal| {
            let mut answer = refusal.answer(&self.switches);
            answer.headers.push(("www-authenticate".into(), "Bearer".into()));
            answer
        })
    }

    fn route(handler: Handler<'_, Self>) -> Answer {
        Ok(route(handler.tenant, handler.call))
    }

    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get && !request.route().ends_with("/.search")
    }

    fn expire(callers: &mut Callers) {
        callers.expire();
    }

    fn too_many(&self, _: &Request) -> Response {
        let mut answer = refused(429, "too many requests").answer(&self.switches);
        if let Some(seconds) = self.limits.retry_after {
            let value = match self.switches.retry_after_as_date {
                true => http_date(seconds),
                false => seconds.to_string(),
            };
            answer.headers.push(("retry-after".into(), value));
        }
        answer
    }

    fn failing(&self, _: &Request, status: u16) -> Response {
        refused(status, "the request failed").answer(&self.switches)
    }

    fn is_list(&self, call: &emulator::Call<'_>) -> bool {
        matches!(Call::new(call).path()[..], [] | ["Users" | "Groups" | "Roles" | "Entitlements"])
    }

    fn emptied(&self, call: &emulator::Call<'_>, body: &Value) -> Option<Response> {
        body.get("totalResults").filter(|_| !discovery::is_at(&Call::new(call).path()))?;
        Some(list::envelope(Vec::new(), 0, &[("startIndex", 1.into())], &self.switches))
    }
}

/// The time so many seconds from now, on the clock of the people who read it (RFC 9110 section 5.6.7).
fn http_date(seconds: u64) -> String {
    let then = Timestamp::now().checked_add(Duration::from_secs(seconds)).unwrap_or(Timestamp::MAX);
    then.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests;
