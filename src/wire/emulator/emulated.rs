//! The whole of an emulator but for what is true of one vendor.

use std::time::Duration;

use serde_json::Value;

use super::{Buckets, Call, Emulator, Lane};
use crate::wire::encode::PlusSign;
use crate::wire::{Method, Request, Response};

/// What a handler gives: an answer, or a refusal that ends the request early.
pub type Answer = Result<Response, Response>;

/// What is true of one vendor: implemented for the tenant as it is.
pub trait Vendor: Clone + Send + 'static {
    /// What the server remembers of its callers, and no state file holds: tokens, answers, earlier states.
    type Callers: Default + Send;

    /// The tenant that a state file describes; what it creates is created at `now`.
    /// `Err` says what is wrong with it.
    fn load(state: Value, now: Duration) -> Result<Self, String>;

    /// The state file that describes the tenant.
    fn save(&self) -> Value;

    /// Takes over what an edit by other hands leaves as it was.
    fn inherit(&mut self, _before: &Self) {}

    /// What a `+` in a query stands for.
    fn plus_sign(&self) -> PlusSign {
        PlusSign::Plus
    }

    /// Which limit a call counts against; `None` for one that nobody counts.
    fn lane(&self, call: &Call<'_>) -> Option<Lane>;

    /// Lets the caller in.
    fn admit(&self, callers: &mut Self::Callers, call: &Call<'_>) -> Result<(), Response>;

    /// The answer to a call that was let in.
    fn route(handler: Handler<'_, Self>) -> Answer;

    /// An answer as it leaves.
    fn leave(&self, answer: Response, _call: &Call<'_>) -> Response {
        answer
    }

    /// Whether a request would change the tenant if it succeeds.
    fn mutates(&self, request: &Request) -> bool {
        request.method != Method::Get
    }

    /// Expires every token that was handed out or seen.
    fn expire(callers: &mut Self::Callers);

    /// The answer where too many calls come on the path of `request`.
    fn too_many(&self, request: &Request) -> Response;

    /// The answer of a server that fails with `status`, whatever was asked.
    fn failing(&self, request: &Request, status: u16) -> Response;

    /// Whether a list is asked for, and not a single thing.
    fn is_list(&self, call: &Call<'_>) -> bool;

    /// The answer to `call` as it would be with nothing in it, where `body` is that of a list.
    fn emptied(&self, call: &Call<'_>, body: &Value) -> Option<Response>;
}

/// What a handler works on.
pub struct Handler<'a, T: Vendor> {
    /// The tenant.
    pub tenant: &'a mut T,
    /// What the server remembers of its callers.
    pub callers: &'a mut T::Callers,
    /// The mails that were sent.
    pub outbox: &'a mut Vec<Value>,
    /// The request.
    pub call: &'a Call<'a>,
}

/// An emulator of a vendor with one tenant in it.
pub struct Emulated<T: Vendor> {
    tenant: T,
    remembered: Option<T>,
    callers: T::Callers,
    buckets: Buckets,
    outbox: Vec<Value>,
    /// How many requests came.
    requests: u64,
    /// When the last one came.
    now: Duration,
}

impl<T: Vendor> Emulated<T> {
    /// An emulator begun from a state file's content.
    /// `Err` says what is wrong with it.
    pub fn new(state: Value) -> Result<Self, String> {
        Ok(Self {
            tenant: T::load(state, Duration::ZERO)?,
            remembered: None,
            callers: T::Callers::default(),
            buckets: Buckets::default(),
            outbox: Vec::new(),
            requests: 0,
            now: Duration::ZERO,
        })
    }

    fn call<'a>(&self, request: &'a Request) -> Call<'a> {
        Call::new(request, self.now, self.requests, self.tenant.plus_sign())
    }

    fn answer(&mut self, call: &Call<'_>) -> Answer {
        if self.tenant.lane(call).is_some_and(|lane| !self.buckets.let_in(lane, call.now)) {
            return Err(self.tenant.too_many(call.request));
        }
        self.tenant.admit(&mut self.callers, call)?;
        let Self { tenant, callers, outbox, .. } = self;
        T::route(Handler { tenant, callers, outbox, call })
    }
}

impl<T: Vendor> Emulator for Emulated<T> {
    fn handle(&mut self, request: &Request, now: Duration) -> Response {
        self.now = now;
        self.requests += 1;
        let call = self.call(request);
        let answer = self.answer(&call).unwrap_or_else(|refusal| refusal);
        self.tenant.leave(answer, &call)
    }

    fn mutates(&self, request: &Request) -> bool {
        self.tenant.mutates(request)
    }

    fn state(&self) -> Value {
        self.tenant.save()
    }

    fn replace(&mut self, state: Value) -> Result<(), String> {
        let mut fresh = T::load(state, self.now)?;
        fresh.inherit(&self.tenant);
        self.tenant = fresh;
        Ok(())
    }

    fn outbox(&self) -> Vec<Value> {
        self.outbox.clone()
    }

    fn refill_outbox(&mut self, mails: Vec<Value>) {
        self.outbox = mails;
    }

    fn expire_tokens(&mut self) {
        T::expire(&mut self.callers);
    }

    fn too_many(&self, request: &Request) -> Response {
        self.tenant.leave(self.tenant.too_many(request), &self.call(request))
    }

    fn emptied(&self, request: &Request, answer: &Response) -> Option<Response> {
        let body = serde_json::from_slice(&answer.body).ok().filter(|_| answer.is_success())?;
        let call = self.call(request);
        let emptied = self.tenant.emptied(&call, &body)?;
        Some(self.tenant.leave(emptied, &call))
    }

    fn remember(&mut self) {
        self.remembered = Some(self.tenant.clone());
    }

    fn stale(&mut self, request: &Request, now: Duration) -> Option<Response> {
        if !self.tenant.is_list(&self.call(request)) {
            return None;
        }
        let present = std::mem::replace(&mut self.tenant, self.remembered.take()?);
        let answer = self.handle(request, now);
        self.remembered = Some(std::mem::replace(&mut self.tenant, present));
        Some(answer)
    }

    fn failing(&self, request: &Request, status: u16) -> Response {
        self.tenant.leave(self.tenant.failing(request, status), &self.call(request))
    }
}
