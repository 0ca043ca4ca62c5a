//! What an emulated vendor is, what every emulator needs, and a link to one in memory. [`Emulated`] is the whole
//! emulator but for what is true of one vendor, which [`Vendor`] asks for. Nothing here is shared with a client.

mod call;
mod emulated;
mod opaque;
mod rate;
mod state;
mod switches;
#[cfg(test)]
pub mod tests;
mod tokens;

pub use call::{Call, bearer, named, word};
pub use emulated::{Answer, Emulated, Handler, Vendor};
pub use opaque::{open, seal, uuid};
pub use rate::{Buckets, Lane, Rate};
pub use state::{State, is_default, moment, time, unique};
pub use switches::{Switch, answers, switches};
pub use tokens::{Form, Tokens, is_named};

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use super::message::{Link, LinkError, Request, Response};
use crate::port::{BoxFuture, Clock};

/// A vendor's server as its public reference describes it: it keeps state, pages, refuses and renames as the
/// vendor does, and shares no type with the client, so that two readings of one document check each other.
/// Faults, the request log and the control paths are not its business: `sandbox` has them.
pub trait Emulator: Send {
    /// Answers a request. `now` is the time since the emulator began; it never goes back.
    fn handle(&mut self, request: &Request, now: Duration) -> Response;

    /// Whether the request would change the tenant if it succeeds (a token grant does not).
    fn mutates(&self, request: &Request) -> bool;

    /// The state, in the shape of the state file.
    fn state(&self) -> Value;

    /// Puts a whole new state in place of the old one, as a person's edit at the vendor would.
    /// `Err` says what is wrong with it, and the old state stays.
    fn replace(&mut self, state: Value) -> Result<(), String>;

    /// The mails that the vendor would have sent: objects with at least `to`, `kind`, `at`.
    fn outbox(&self) -> Vec<Value>;

    /// Puts `mails` in the place of the outbox: those that were sent before the process was started anew.
    fn refill_outbox(&mut self, mails: Vec<Value>);

    /// From now on every token handed out so far is expired.
    fn expire_tokens(&mut self);

    /// The answer that the vendor gives when too many calls come on the path of `request`.
    fn too_many(&self, request: &Request) -> Response;

    /// The answer to `request` (a list) as it would be with nothing in it; `None` where it is no list.
    fn emptied(&self, request: &Request, answer: &Response) -> Option<Response>;

    /// Remembers the state as it is now, for [`Emulator::stale`].
    fn remember(&mut self);

    /// The answer to `request` (a list) from the remembered state; `None` where it is no list, or nothing
    /// was remembered.
    fn stale(&mut self, request: &Request, now: Duration) -> Option<Response>;

    /// The answer of the vendor when it fails with `status`, whatever was asked.
    fn failing(&self, request: &Request, status: u16) -> Response;
}

/// A link straight to an emulator, without a socket: for tests that run thousands of times.
pub struct Memory {
    emulator: Arc<Mutex<dyn Emulator>>,
    clock: Arc<dyn Clock>,
}

impl Memory {
    /// A link to `emulator`, on `clock`.
    pub fn new(emulator: Arc<Mutex<dyn Emulator>>, clock: Arc<dyn Clock>) -> Self {
        Self { emulator, clock }
    }
}

impl Link for Memory {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(async move {
            let mut emulator =
                self.emulator.lock().map_err(|_| LinkError::Lost("the emulator is gone".into()))?;
            Ok(emulator.handle(request, self.clock.now()))
        })
    }
}
