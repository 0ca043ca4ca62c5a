//! A session with the emulator in memory, for tests of reader and writer.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::GOTOASSIST;
use super::emulator::GotoassistEmulator;
use crate::model::{Action, Attributes, Change, Endpoint, Kind, Observation, Performed, Tenant, VendorError};
use crate::port::{BoxFuture, ReadScope};
use crate::providers::kit::testing as kit;
use crate::wire::{Emulator, Link, LinkError, Method, Request, Response};

/// What is done to an answer on its way.
pub type Twist = fn(&Request, Result<Response, LinkError>) -> Result<Response, LinkError>;

/// The emulator as a link, with a log of what was sent.
struct Wire {
    emulator: Mutex<GotoassistEmulator>,
    twist: Twist,
    log: Mutex<Vec<String>>,
}

impl Link for Wire {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        self.log.lock().unwrap().push(format!("{} {}", request.method.name(), request.path));
        let answer = self.emulator.lock().unwrap().handle(request, Duration::ZERO);
        Box::pin(std::future::ready((self.twist)(request, Ok(answer))))
    }
}

/// A session.
pub struct Play {
    wire: Arc<Wire>,
    sides: kit::Sides,
}

impl Play {
    /// A session on a base URL with an account that holds `patch` over the usual one.
    pub fn new(patch: Value) -> Self {
        Self::twisted(patch, |_, answer| answer)
    }

    /// The same where answers are twisted on their way.
    pub fn twisted(patch: Value, twist: Twist) -> Self {
        let mut state = account();
        state.as_object_mut().unwrap().extend(patch.as_object().unwrap().clone());
        let emulator = Mutex::new(GotoassistEmulator::new(state).unwrap());
        let wire = Arc::new(Wire { emulator, twist, log: Mutex::default() });
        let tenant = tenant(Endpoint::Base("http://127.0.0.1:1".into()));
        let sides = kit::Sides::new(&GOTOASSIST, tenant, wire.clone());
        Self { wire, sides }
    }

    /// What is seen, or why nothing is.
    pub async fn see(&self, scope: ReadScope) -> Result<Observation, VendorError> {
        self.sides.see(scope).await
    }

    /// Carries a step out.
    pub async fn perform(&self, shape: &'static str, tries: u32, changes: Vec<Change>) -> Performed {
        self.sides.perform(shape, tries, changes).await
    }

    /// What was sent since the last time and changes something.
    pub fn written(&self) -> Vec<String> {
        let mut log = std::mem::take(&mut *self.wire.log.lock().unwrap());
        log.retain(|line| !line.starts_with("GET") && !line.contains("/oauth/"));
        log
    }

    /// The account as it is now.
    pub fn state(&self) -> Value {
        self.wire.emulator.lock().unwrap().state()
    }

    /// What the server would have mailed.
    pub fn mails(&self) -> usize {
        self.wire.emulator.lock().unwrap().outbox().len()
    }
}

/// Loses the answer to every write.
pub fn losing(request: &Request, answer: Result<Response, LinkError>) -> Result<Response, LinkError> {
    let is_write = request.method != Method::Get && !request.path.starts_with("/oauth/");
    if is_write { Err(LinkError::Lost("cut".into())) } else { answer }
}

/// Takes away what names the contract.
pub fn unnamed(_: &Request, answer: Result<Response, LinkError>) -> Result<Response, LinkError> {
    answer.map(|mut answer| {
        answer.headers.retain(|(name, _)| name != "x-contract");
        answer
    })
}

/// The usual account.
pub fn account() -> Value {
    json!({
        "caller": "it@x.example",
        "calls_per_second": 0,
        "seats": { "remote_support": { "named": 3, "shared": 1 }, "service_desk": { "named": 1, "shared": 0 } },
        "companies": [
            { "id": 1, "name": "HQ", "portal": true, "machines": [{ "uuid": "m1", "name": "desk" }] },
            { "id": 2, "name": "North/East", "settings": { "language": "de", "session_recording": true } },
        ],
        "users": [
            { "email": "it@x.example", "first_name": "I", "last_name": "T", "role": "administrator",
              "remote_support": "named", "companies": ["HQ"] },
            { "email": "co@x.example", "first_name": "C", "last_name": "O", "role": "administrator" },
            { "email": "Bob@x.example", "first_name": "Bob", "last_name": "B", "remote_support": "shared",
              "service_desk": "named", "companies": ["HQ", "North/East"], "alerts": ["disk"] },
            { "email": "eve@x.example", "first_name": "Eve", "last_name": "E", "active": false, "companies": ["*"] },
        ],
        "contacts": [{ "name": "Watch", "companies": "HQ", "methods": [{ "kind": "sms", "value": "+1", "used_by": ["disk"] }] }],
    })
}

/// A tenant of the tests.
pub fn tenant(endpoint: Endpoint) -> Tenant {
    Tenant { endpoint, ..kit::tenant("gotoassist") }
}

/// A change; what goes had no attributes.
pub fn change(kind: Kind, key: &str, action: Action, after: Attributes) -> Change {
    let before = (action != Action::Create).then(Attributes::new);
    Change { before, ..kit::change(kind, key, action, after) }
}
