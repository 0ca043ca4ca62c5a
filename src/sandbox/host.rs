//! The sandbox itself: who hosts an emulator, in memory or behind a socket.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::control::{self, PREFIX};
use super::fault::{Act, Fault, Faults};
use super::keeper::Keeper;
use super::log::{Entry, Log};
use crate::wire::{Clock, Emulator, LinkError, Request, Response};

/// Called with the state after every request that may have changed it, in the order of the changes. It
/// must not call the sandbox.
pub type Observer = Box<dyn Fn(&Value) + Send>;

/// An emulated vendor with request log, faults and control paths.
pub struct Sandbox {
    inner: Mutex<Inner>,
    clock: Arc<dyn Clock>,
    began: Duration,
}

/// What one request at a time may touch.
pub(super) struct Inner {
    pub emulator: Box<dyn Emulator>,
    pub log: Log,
    pub faults: Faults,
    observer: Option<Observer>,
    keeper: Option<Keeper>,
}

/// What became of a request.
pub(super) enum Given {
    /// It was answered.
    Whole(Response),
    /// It was answered, and the answer breaks off after this many bytes of its body.
    Cut(Response, usize),
    /// The connection ended.
    Dropped,
}

impl Sandbox {
    /// A sandbox around `emulator`; delays and the emulator's own time are those of `clock`.
    pub fn new(emulator: Box<dyn Emulator>, clock: Arc<dyn Clock>) -> Self {
        let began = clock.now();
        let (log, faults) = (Log::default(), Faults::default());
        let inner = Inner { emulator, log, faults, observer: None, keeper: None };
        Self { inner: Mutex::new(inner), clock, began }
    }

    /// The same, telling `observer` every change.
    #[must_use]
    pub fn observed(self, observer: Observer) -> Self {
        self.lock().observer = Some(observer);
        self
    }

    /// The same, keeping its state by `keeper`, with the mails that were kept in the outbox.
    #[must_use]
    pub fn kept(self, mut keeper: Keeper) -> Self {
        let mut inner = self.lock();
        inner.emulator.refill_outbox(keeper.take_outbox());
        inner.keeper = Some(keeper);
        drop(inner);
        self
    }

    /// Adds faults: one, or a list of them, as `POST /_sandbox/faults` takes them.
    ///
    /// # Errors
    /// What is wrong with them, in words; none of them is added then.
    pub fn add_faults(&self, faults: Value) -> Result<(), String> {
        control::add_faults(&mut self.lock(), faults)
    }

    /// The state, in the shape of the state file.
    pub fn state(&self) -> Value {
        self.lock().emulator.state()
    }

    /// The mails that the vendor would have sent.
    pub fn outbox(&self) -> Vec<Value> {
        self.lock().emulator.outbox()
    }

    /// The request log.
    pub fn requests(&self) -> Vec<Entry> {
        self.lock().log.all().to_vec()
    }

    /// Writes down what is kept and not yet written. Called before the process ends.
    ///
    /// # Errors
    /// Where the file cannot be written, in words.
    pub fn flush(&self) -> Result<(), String> {
        let Inner { emulator, keeper, .. } = &mut *self.lock();
        keeper.as_mut().map_or(Ok(()), |keeper| keeper.flush(&**emulator))
    }

    /// Answers a request, control paths included.
    ///
    /// # Errors
    /// Where a fault ends the connection or breaks the answer off: the answer is lost.
    pub async fn answer(&self, request: &Request) -> Result<Response, LinkError> {
        match self.give(request).await {
            Given::Whole(response) => Ok(response),
            Given::Cut(..) => Err(LinkError::Lost("the answer broke off in the middle".into())),
            Given::Dropped => Err(LinkError::Lost("the connection ended without an answer".into())),
        }
    }

    /// Answers a request, telling what becomes of the answer on its way.
    pub(super) async fn give(&self, request: &Request) -> Given {
        if request.path.starts_with(PREFIX) {
            return Given::Whole(control::answer(&mut self.lock(), request));
        }
        let (seq, faults) = {
            let mut inner = self.lock();
            let (seq, faults) = inner.arrive(request);
            let delayed = faults.iter().any(|fault| fault.act == Act::Delay);
            if !delayed {
                // In one go with the arrival, so that the order of the log is the order of the effects.
                return inner.carry_out(request, seq, &faults, self.now());
            }
            (seq, faults)
        };
        let delays = faults.iter().filter(|fault| fault.act == Act::Delay).filter_map(|fault| fault.ms);
        self.clock.sleep(Duration::from_millis(delays.fold(0, u64::saturating_add))).await;
        self.lock().carry_out(request, seq, &faults, self.now())
    }

    fn now(&self) -> Duration {
        self.clock.now().saturating_sub(self.began)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere leaves a state that the next request may still ask for.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Nobody is left to tell; who wants to know calls `flush`.
        self.flush().ok();
    }
}

impl Inner {
    /// Notes that a request came, and which faults act on it.
    fn arrive(&mut self, request: &Request) -> (u64, Vec<Fault>) {
        let faults = self.faults.acting_on(request);
        let names = faults.iter().map(|fault| fault.act.name()).collect();
        (self.log.note(request, self.emulator.mutates(request), names), faults)
    }

    /// Does what the request asks, or what the first of the faults that decides makes of it.
    fn carry_out(&mut self, request: &Request, seq: u64, faults: &[Fault], now: Duration) -> Given {
        if faults.iter().any(|fault| fault.act == Act::ExpireToken) {
            self.emulator.expire_tokens();
        }
        let decides = |fault: &&Fault| !matches!(fault.act, Act::Delay | Act::ExpireToken);
        let given = match faults.iter().find(decides) {
            Some(fault) => self.trouble(fault, request, now),
            None => Given::Whole(self.handle(request, now)),
        };
        let status = match &given {
            Given::Whole(response) | Given::Cut(response, _) => Some(response.status),
            Given::Dropped => None,
        };
        if let Some(status) = status {
            self.log.answered(seq, status);
        }
        match given {
            // Without a body there is nothing to break off but the whole answer.
            Given::Cut(_, 0) => Given::Dropped,
            given => given,
        }
    }

    fn trouble(&mut self, fault: &Fault, request: &Request, now: Duration) -> Given {
        if fault.after && matches!(fault.act, Act::Status | Act::Html) {
            self.handle(request, now);
        }
        Given::Whole(match fault.act {
            Act::DropBefore => return Given::Dropped,
            // Logged with the status that was lost: the effect is there.
            Act::DropAfter => return Given::Cut(self.handle(request, now), 0),
            Act::Truncate => {
                let response = self.handle(request, now);
                let half = response.body.len() / 2;
                return Given::Cut(response, half);
            }
            Act::Status => self.emulator.failing(request, fault.status.unwrap_or(500)),
            Act::Html => page(fault.status.unwrap_or(502)),
            Act::RateLimit => self.emulator.too_many(request),
            Act::StaleList => self.emulator.stale(request, now).unwrap_or_else(|| self.handle(request, now)),
            Act::EmptyList => {
                let answer = self.handle(request, now);
                self.emulator.emptied(request, &answer).unwrap_or(answer)
            }
            Act::Delay | Act::ExpireToken => self.handle(request, now),
        })
    }

    /// The emulator's answer; whoever watches is told what became of the state.
    fn handle(&mut self, request: &Request, now: Duration) -> Response {
        let response = self.emulator.handle(request, now);
        if response.is_success() && self.emulator.mutates(request) {
            self.changed();
            if let Some(observer) = &self.observer {
                observer(&self.emulator.state());
            }
        }
        response
    }

    /// Keeps the state, where it is kept.
    pub fn changed(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.note(&*self.emulator);
        }
    }
}

/// What a proxy says on its own behalf.
fn page(status: u16) -> Response {
    let body = format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>");
    let headers = vec![("content-type".into(), "text/html; charset=utf-8".into())];
    Response { status, headers, body: body.into_bytes() }
}
