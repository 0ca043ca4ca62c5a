//! A SCIM 2.0 service provider as RFC 7643, RFC 7644 and RFC 9865 describe it, with the oddities of real ones
//! behind switches. Shares no type with the client, so that two readings of one document check each other.
//! Knows nothing of faults, of the request log and of sockets.

mod accept;
mod attr;
mod bulk;
mod call;
mod chosen;
mod cursor;
mod discovery;
mod door;
mod edit;
mod errors;
mod file;
mod filter;
mod list;
mod load;
mod matching;
mod meta;
mod patch;
mod path;
mod query;
mod quirks;
mod save;
mod schema;
mod settle;
mod switches;
mod target;
mod tenant;
mod told;
mod write;

#[cfg(test)]
mod tests;

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use call::Call;
use door::Door;
use errors::{Refusal, not_found, refused};
use query::Query;
use tenant::{Kind, Tenant};

pub use file::StateFile;
pub use switches::{SWITCHES, Switch, Switches};

use crate::wire::{Emulator, Method, Request, Response};

/// The moment at which the emulator's clock begins: 2026-01-01T00:00:00Z.
const BEGAN: i64 = 1_767_225_600;

/// The emulated service provider.
pub struct ScimEmulator {
    tenant: Tenant,
    remembered: Option<Tenant>,
    door: Door,
    now: Duration,
}

/// The JSON Schema of the state file.
pub fn state_schema() -> schemars::Schema {
    schemars::schema_for!(StateFile)
}

impl ScimEmulator {
    /// An emulator begun from a state file's content.
    ///
    /// # Errors
    /// What is wrong with the state, in words.
    pub fn new(state: Value) -> Result<Self, String> {
        let tenant = load::load(state, moment(Duration::ZERO))?;
        Ok(Self { tenant, remembered: None, door: Door::default(), now: Duration::ZERO })
    }
}

/// A time of the emulator's own clock, to the millisecond.
fn moment(now: Duration) -> Timestamp {
    let began = Timestamp::constant(BEGAN, 0);
    let now = Duration::from_millis(u64::try_from(now.as_millis()).unwrap_or(u64::MAX));
    began.checked_add(now).unwrap_or(Timestamp::MAX)
}

/// The answer to a request that was let in.
fn route(tenant: &mut Tenant, request: &Request, now: Timestamp) -> Response {
    let call = Call::new(request, now);
    let path = call.path();
    let answer = match (call.method, &path[..]) {
        (Method::Post, ["Bulk"]) => {
            bulk::answer(tenant, &call, request, &|tenant, single| route(tenant, single, now))
        }
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
    match (call.method, rest) {
        (Method::Get, []) => listed(tenant, call, &[kind], Query::of(call)),
        (Method::Post, []) => write::create(tenant, call, kind),
        (Method::Post, [".search"]) => listed(tenant, call, &[kind], Query::search(call)),
        (Method::Get, [id]) => write::read(tenant, call, kind, id),
        (Method::Put, [id]) => write::replace(tenant, call, kind, id),
        (Method::Patch, [id]) => write::modify(tenant, call, kind, id),
        (Method::Delete, [id]) => write::delete(tenant, call, kind, id),
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

impl Emulator for ScimEmulator {
    fn handle(&mut self, request: &Request, now: Duration) -> Response {
        self.now = now;
        let call = Call::new(request, moment(now));
        if !self.door.let_in(self.tenant.limits.calls_per_second, now) {
            return self.too_many(request);
        }
        if let Err(refusal) = self.door.check(&self.tenant, &call, &call.path()) {
            let mut answer = refusal.answer(&self.tenant.switches);
            answer.headers.push(("www-authenticate".into(), "Bearer".into()));
            return answer;
        }
        route(&mut self.tenant, request, moment(now))
    }

    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get && !request.route().ends_with("/.search")
    }

    fn state(&self) -> Value {
        save::save(&self.tenant)
    }

    fn replace(&mut self, state: Value) -> Result<(), String> {
        let mut fresh = load::load(state, moment(self.now))?;
        // What an edit by other hands leaves as it was keeps its times.
        for (id, own) in &mut fresh.resources {
            if let Some(old) = self.tenant.resources.get(id) {
                own.created = old.created;
                own.modified = if old.doc == own.doc { old.modified } else { own.modified };
            }
        }
        self.tenant = fresh;
        Ok(())
    }

    /// SCIM knows no mails.
    fn outbox(&self) -> Vec<Value> {
        Vec::new()
    }

    fn refill_outbox(&mut self, _: Vec<Value>) {}

    fn expire_tokens(&mut self) {
        self.door.expire();
    }

    fn too_many(&self, _: &Request) -> Response {
        let mut answer = refused(429, "too many requests").answer(&self.tenant.switches);
        if let Some(seconds) = self.tenant.limits.retry_after {
            let value = match self.tenant.switches.retry_after_as_date {
                true => http_date(seconds),
                false => seconds.to_string(),
            };
            answer.headers.push(("retry-after".into(), value));
        }
        answer
    }

    fn emptied(&self, request: &Request, answer: &Response) -> Option<Response> {
        if discovery::is_at(&Call::new(request, moment(self.now)).path()) {
            return None;
        }
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        let listed = answer.is_success() && body.get("totalResults").is_some();
        listed.then(|| list::envelope(Vec::new(), 0, &[("startIndex", 1.into())], &self.tenant.switches))
    }

    fn remember(&mut self) {
        self.remembered = Some(self.tenant.clone());
    }

    fn stale(&mut self, request: &Request, now: Duration) -> Option<Response> {
        let call = Call::new(request, moment(now));
        let listing = matches!(call.path()[..], [] | ["Users" | "Groups" | "Roles" | "Entitlements"]);
        if !listing {
            return None;
        }
        let old = self.remembered.take()?;
        let present = std::mem::replace(&mut self.tenant, old);
        let answer = self.handle(request, now);
        self.remembered = Some(std::mem::replace(&mut self.tenant, present));
        Some(answer)
    }

    fn failing(&self, _: &Request, status: u16) -> Response {
        refused(status, "the request failed").answer(&self.tenant.switches)
    }
}

/// The time so many seconds from now, on the clock of the people who read it (RFC 9110 section 5.6.7).
fn http_date(seconds: u64) -> String {
    let then = Timestamp::now().checked_add(Duration::from_secs(seconds)).unwrap_or(Timestamp::MAX);
    then.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
