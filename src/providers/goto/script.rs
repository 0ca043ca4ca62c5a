//! A vendor by script, for tests: expected requests with canned answers, and a log of what was sent.
//! `A` stands for the account's path on the Admin API and `Q` for that of the invented prefix.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::{GOTO, testing};
use crate::model::{Addr, Change, Endpoint, Kind, Observation, Performed, Tenant, VendorError};
use crate::port::{BoxFuture, ReadScope, Reader, Work, Writer};
use crate::providers::Opening;
use crate::providers::kit::testing::Quick;
use crate::wire::{Link, LinkError, Request, Response};

pub use crate::providers::kit::testing::change;

/// What every caller of the tests is.
pub const ME: &str =
    r#"{"key":"1","accountKey":"5","email":"It@x","adminRoles":["SUPER_USER"],"accounts":[{"key":"5"}]}"#;

/// One exchange: the request line, the status (0: the answer is lost), the body.
type Exchange = (&'static str, u16, String);

/// The link that plays the script. Each exchange serves once; what no exchange serves is 404.
pub struct Script {
    exchanges: Mutex<Vec<Option<Exchange>>>,
    log: Mutex<Vec<String>>,
}

impl Link for Script {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        if request.path == "/oauth/token" {
            let token =
                Response { status: 200, headers: Vec::new(), body: br#"{"access_token":"t"}"#.into() };
            return Box::pin(std::future::ready(Ok(token)));
        }
        let path = request.path.replace("/admin/rest/v1/accounts/5", "A");
        let path = path.replace("/_emulator/contact-center/v1/accounts/5", "Q");
        let line = format!("{} {path}", request.method.name());
        let body = String::from_utf8_lossy(&request.body);
        self.log.lock().unwrap().push(format!("{line} {body}").trim_end().to_owned());
        let mut exchanges = self.exchanges.lock().unwrap();
        let found = exchanges.iter_mut().find(|one| one.as_ref().is_some_and(|(own, ..)| *own == line));
        let answer = match found.and_then(Option::take) {
            None => Ok(Response::empty(404)),
            Some((_, 0, _)) => Err(LinkError::Lost("cut".into())),
            Some((_, status, body)) => Ok(Response { status, headers: Vec::new(), body: body.into() }),
        };
        Box::pin(std::future::ready(answer))
    }
}

/// A session over a script.
pub struct Play {
    script: Arc<Script>,
    reader: Box<dyn Reader>,
    writer: Box<dyn Writer>,
}

impl Play {
    /// A session with an emulator's base URL.
    pub fn new(exchanges: &[(&'static str, u16, &str)]) -> Self {
        Self::at(Endpoint::Base("http://127.0.0.1:1".into()), exchanges)
    }

    /// A session with any endpoint. Asking who calls is in every script.
    pub fn at(endpoint: Endpoint, exchanges: &[(&'static str, u16, &str)]) -> Self {
        let list = exchanges.iter().map(|(line, status, body)| Some((*line, *status, (*body).to_owned())));
        let me = Some(("GET /admin/rest/v1/me", 200, ME.to_owned()));
        let exchanges = Mutex::new(list.chain([me]).collect());
        let script = Arc::new(Script { exchanges, log: Mutex::default() });
        let names = ["client_id", "client_secret", "personal_access_token"];
        let session = Opening {
            tenant: tenant(endpoint),
            secrets: BTreeMap::from(names.map(|name| (name.to_owned(), "s".into()))),
            link: script.clone(),
            pace: Arc::new(Quick(3)),
        };
        let (reader, writer) = GOTO.both(session);
        Self { script, reader, writer }
    }

    /// Everything that is seen.
    pub async fn all(&self) -> Observation {
        self.reader.observe(&ReadScope::All).await.expect("something is seen")
    }

    /// Everything that is seen, or why nothing is.
    pub async fn try_all(&self) -> Result<Observation, VendorError> {
        self.reader.observe(&ReadScope::All).await
    }

    /// What is seen of some addresses.
    pub async fn only(&self, addrs: &[(Kind, &str)]) -> Observation {
        let addrs = addrs.iter().map(|(kind, key)| Addr::new(*kind, *key)).collect();
        self.reader.observe(&ReadScope::Only(addrs)).await.expect("something is seen")
    }

    /// Carries a step out.
    pub async fn perform(&self, shape: &'static str, tries: u32, changes: Vec<Change>) -> Performed {
        let changes = changes.into_iter().map(Arc::new).collect();
        self.writer.perform(&Work { shape, changes, tries }).await
    }

    /// What was sent since the last time, without asking who calls.
    pub fn sent(&self) -> Vec<String> {
        let mut log = std::mem::take(&mut *self.script.log.lock().unwrap());
        log.retain(|line| line != "GET /admin/rest/v1/me");
        log
    }

    /// What was sent since the last time and changes something.
    pub fn written(&self) -> Vec<String> {
        let mut sent = self.sent();
        sent.retain(|line| !line.starts_with("GET"));
        sent
    }
}

/// A tenant of the tests.
pub fn tenant(endpoint: Endpoint) -> Tenant {
    let own = super::contract::written(10, 0);
    Tenant { endpoint, own, notify: false, ..testing::tenant() }
}
