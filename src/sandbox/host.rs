//! The host of an emulator: every request goes through here, whichever way it came.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::control;
use super::fault::{Armed, Do, Fault};
use super::keeper::Keeper;
use super::log::Entry;
use crate::wire::{BoxFuture, Clock, Emulator, Link, LinkError, Request, Response};

/// What becomes of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// An answer.
    Whole(Response),
    /// An answer of which only so many bytes of the body arrive.
    Cut(Response, usize),
    /// No answer: the connection is closed.
    Dropped,
}

/// Is told of the whole state after every writing request.
pub type Observer = Box<dyn Fn(&Value) + Send + Sync>;

/// An emulated tenant with its faults and its log.
pub struct Sandbox {
    inner: Mutex<Inner>,
    clock: Arc<dyn Clock>,
    keeper: Option<Keeper>,
    observer: Option<Observer>,
}

pub(super) struct Inner {
    pub emulator: Box<dyn Emulator>,
    pub faults: Vec<Armed>,
    pub log: Vec<Entry>,
    pub arrived: u64,
}

impl Sandbox {
    /// Hosts `emulator`, on `clock`.
    pub fn new(emulator: Box<dyn Emulator>, clock: Arc<dyn Clock>) -> Self {
        let inner = Inner { emulator, faults: Vec::new(), log: Vec::new(), arrived: 0 };
        Self { inner: Mutex::new(inner), clock, keeper: None, observer: None }
    }

    /// The same with its state kept between runs.
    #[must_use]
    pub fn kept(mut self, keeper: Keeper) -> Self {
        self.keeper = Some(keeper);
        self
    }

    /// The same with somebody who is told of the state after every writing request.
    #[must_use]
    pub fn observed(mut self, observer: Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Adds a fault.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn add_fault(&self, fault: Fault) -> Result<(), String> {
        self.lock().arm(fault)
    }

    /// The requests so far, in order of arrival.
    pub fn requests(&self) -> Vec<Entry> {
        self.lock().log.clone()
    }

    /// Forgets the requests so far; numbers go on.
    pub fn clear_requests(&self) {
        self.lock().log.clear();
    }

    /// The state.
    pub fn state(&self) -> Value {
        self.lock().emulator.state()
    }

    /// An edit behind everybody's back: a JSON merge patch of the state (RFC 7396).
    ///
    /// # Errors
    /// What is wrong with the state that would come of it, in words.
    pub fn patch(&self, patch: &Value) -> Result<(), String> {
        let mut inner = self.lock();
        let mut state = inner.emulator.state();
        control::merge(&mut state, patch);
        inner.emulator.replace(state)?;
        self.changed(&inner);
        Ok(())
    }

    /// The mails that the vendor would have sent.
    pub fn outbox(&self) -> Vec<Value> {
        self.lock().emulator.outbox()
    }

    /// Writes the state to where it is kept, now. Where nothing keeps it, nothing happens.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn save(&self) -> std::io::Result<()> {
        let Some(keeper) = &self.keeper else { return Ok(()) };
        let inner = self.lock();
        keeper.save(&inner.emulator.state(), &inner.emulator.outbox())
    }

    /// What becomes of `request`. Control paths are neither logged nor faulted.
    pub async fn answer(&self, request: &Request) -> Reply {
        if request.path.starts_with(control::PREFIX) {
            return Reply::Whole(control::answer(self, request));
        }
        let (seq, acts, delay) = self.lock().arrive(request);
        if !delay.is_zero() {
            self.clock.sleep(delay).await;
        }
        let mut inner = self.lock();
        let reply = inner.treat(request, &acts, self.clock.now());
        let status = match &reply {
            (Reply::Whole(response) | Reply::Cut(response, _), _) => response.status,
            (Reply::Dropped, carried) => carried.unwrap_or(0),
        };
        let mutates = inner.close(seq, status);
        if mutates {
            self.changed(&inner);
        }
        reply.0
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self, inner: &Inner) {
        if let Some(observer) = &self.observer {
            observer(&inner.emulator.state());
        }
        if let Some(keeper) = &self.keeper {
            keeper.changed(&*inner.emulator);
        }
    }
}

impl Inner {
    /// Adds a fault.
    pub fn arm(&mut self, fault: Fault) -> Result<(), String> {
        if fault.act == Do::StaleList {
            self.emulator.remember();
        }
        self.faults.push(Armed::new(fault)?);
        Ok(())
    }

    /// Logs a request that has arrived; its number, the faults that strike it, and how long it is held up.
    fn arrive(&mut self, request: &Request) -> (u64, Vec<Fault>, Duration) {
        self.arrived += 1;
        let mutates = self.emulator.mutates(request);
        self.log.push(Entry::new(self.arrived, request, mutates));
        let struck =
            self.faults.iter_mut().filter_map(|armed| armed.strikes(request).then(|| armed.fault.clone()));
        let (delays, acts): (Vec<Fault>, Vec<Fault>) = struck.partition(|fault| fault.act == Do::Delay);
        let delay = delays.iter().filter_map(|fault| fault.ms).sum();
        (self.arrived, acts, Duration::from_millis(delay))
    }

    /// Answers `request` under the first fault that strikes it. Beside a drop stands the status of what was
    /// carried out all the same.
    fn treat(&mut self, request: &Request, acts: &[Fault], now: Duration) -> (Reply, Option<u16>) {
        let Some(fault) = acts.first() else {
            return (Reply::Whole(self.emulator.handle(request, now)), None);
        };
        let reply = match fault.act {
            Do::Status => Reply::Whole(self.emulator.failing(request, fault.status.unwrap_or(500))),
            Do::Html => Reply::Whole(html()),
            Do::RateLimit => Reply::Whole(self.emulator.too_many(request)),
            Do::DropBefore => Reply::Dropped,
            Do::DropAfter => {
                let response = self.emulator.handle(request, now);
                return (Reply::Dropped, Some(response.status));
            }
            Do::Truncate => {
                let response = self.emulator.handle(request, now);
                let half = response.body.len() / 2;
                Reply::Cut(response, half)
            }
            Do::ExpireToken => {
                self.emulator.expire_tokens();
                Reply::Whole(self.emulator.handle(request, now))
            }
            Do::StaleList => {
                let stale = self.emulator.stale(request, now);
                Reply::Whole(stale.unwrap_or_else(|| self.emulator.handle(request, now)))
            }
            Do::EmptyList => {
                let response = self.emulator.handle(request, now);
                Reply::Whole(self.emulator.emptied(request, &response).unwrap_or(response))
            }
            Do::Delay => Reply::Whole(self.emulator.handle(request, now)),
        };
        (reply, None)
    }

    /// Notes the status of request `seq`; whether it was a writing request that was carried out.
    fn close(&mut self, seq: u64, status: u16) -> bool {
        let Some(entry) = self.log.iter_mut().rev().find(|entry| entry.seq == seq) else { return false };
        entry.status = status;
        entry.mutates && (200..300).contains(&status)
    }
}

fn html() -> Response {
    let page =
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    Response {
        status: 502,
        headers: vec![("content-type".into(), "text/html".into())],
        body: page.as_bytes().to_vec(),
    }
}

impl Link for Sandbox {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(async move {
            match self.answer(request).await {
                Reply::Whole(response) => Ok(response),
                Reply::Cut(..) => Err(LinkError::Lost("the answer ended early".into())),
                Reply::Dropped => Err(LinkError::Lost("the connection was closed".into())),
            }
        })
    }
}
