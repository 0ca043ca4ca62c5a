//! A session over a link of the test's own, and a vendor who answers by a script, for what no emulator does.

use std::sync::{Arc, Mutex};

use super::Quick;
use crate::model::{Addr, Change, ChangeId, Kind, Observation, Performed, Tenant, VendorError};
use crate::port::{BoxFuture, ReadScope, Reader, Work, Writer};
use crate::providers::provider::{Opening, Provider};
use crate::wire::{Link, LinkError, Request, Response};

/// Both sides of a session.
pub struct Sides {
    reader: Box<dyn Reader>,
    writer: Box<dyn Writer>,
}

impl Sides {
    /// A session of `tenant` over `link`, with some credentials.
    pub fn new(provider: &Provider, tenant: Tenant, link: Arc<dyn Link>) -> Self {
        let secrets = provider.credentials.iter().map(|(name, _)| ((*name).to_owned(), "s".into())).collect();
        let (reader, writer) =
            provider.both(Opening { tenant, secrets, renewal: None, link, pace: Arc::new(Quick(3)) });
        Self { reader, writer }
    }

    /// What is seen, or why nothing is.
    pub async fn see(&self, scope: ReadScope) -> Result<Observation, VendorError> {
        self.reader.observe(&scope).await
    }

    /// Carries a step out, whose changes are numbered as they come.
    pub async fn perform(&self, shape: &'static str, tries: u32, changes: Vec<Change>) -> Performed {
        let numbered = changes.into_iter().zip(1..);
        let changes =
            numbered.map(|(change, number)| Arc::new(Change { id: ChangeId(number), ..change })).collect();
        self.writer.perform(&Work { shape, changes, tries, stays: Vec::new() }).await
    }
}

/// One exchange: the request line, the status (0: the answer is lost), the body.
pub type Exchange<'b> = (&'static str, u16, &'b str);

/// An exchange that keeps its body.
type Owned = (&'static str, u16, String);

/// The link that plays a script. Each exchange serves once; what no exchange serves is 404, but for a token. A body
/// that begins with `@` is a `Location` without a body.
struct Script {
    short: fn(&str) -> String,
    exchanges: Mutex<Vec<Option<Owned>>>,
    log: Mutex<Vec<String>>,
}

impl Link for Script {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(std::future::ready(self.answer(request)))
    }
}

impl Script {
    fn answer(&self, request: &Request) -> Result<Response, LinkError> {
        let whole = |status, body| Response { status, headers: Vec::new(), body };
        if request.path == "/oauth/token" {
            return Ok(whole(200, br#"{"access_token":"t"}"#.into()));
        }
        let line = format!("{} {}", request.method.name(), (self.short)(&request.path));
        let version = request.find_header("if-match").map_or_else(String::new, |own| format!(" if {own}"));
        let body = String::from_utf8_lossy(&request.body);
        self.log.lock().unwrap().push(format!("{line}{version} {body}").trim_end().to_owned());
        let mut exchanges = self.exchanges.lock().unwrap();
        let found = exchanges.iter_mut().find(|one| one.as_ref().is_some_and(|(own, ..)| *own == line));
        let Some((_, status, body)) = found.and_then(Option::take) else { return Ok(Response::empty(404)) };
        match body.strip_prefix('@') {
            _ if status == 0 => Err(LinkError::Lost("cut".into())),
            Some(location) => {
                let headers = vec![("location".into(), location.into())];
                Ok(Response { status, headers, body: Vec::new() })
            }
            None => Ok(whole(status, body.into())),
        }
    }
}

/// A vendor of whom the tests write scripts.
pub struct Stage {
    /// The vendor.
    pub provider: &'static Provider,
    /// How a path is written in scripts.
    pub short: fn(&str) -> String,
    /// The exchanges that are in every script, after its own.
    pub usual: &'static [Exchange<'static>],
    /// How the lines end that no test looks at.
    pub passed_over: &'static [&'static str],
}

/// A session over a script.
pub struct Play {
    script: Arc<Script>,
    sides: Sides,
    passed_over: &'static [&'static str],
}

impl Play {
    /// A session of `tenant` over these exchanges.
    pub fn new(stage: &Stage, tenant: Tenant, exchanges: &[Exchange<'_>]) -> Self {
        let all = exchanges.iter().chain(stage.usual);
        let all = all.map(|(line, status, body)| Some((*line, *status, (*body).to_owned()))).collect();
        let script =
            Arc::new(Script { short: stage.short, exchanges: Mutex::new(all), log: Mutex::default() });
        let sides = Sides::new(stage.provider, tenant, script.clone());
        Self { script, sides, passed_over: stage.passed_over }
    }

    /// Everything that is seen.
    pub async fn all(&self) -> Observation {
        self.try_all().await.expect("something is seen")
    }

    /// Everything that is seen, or why nothing is.
    pub async fn try_all(&self) -> Result<Observation, VendorError> {
        self.sides.see(ReadScope::All).await
    }

    /// What is seen of some addresses.
    pub async fn only(&self, addrs: &[(Kind, &str)]) -> Observation {
        let addrs = addrs.iter().map(|(kind, key)| Addr::new(*kind, *key)).collect();
        self.sides.see(ReadScope::Only(addrs)).await.expect("something is seen")
    }

    /// Carries a step out.
    pub async fn perform(&self, shape: &'static str, tries: u32, changes: Vec<Change>) -> Performed {
        self.sides.perform(shape, tries, changes).await
    }

    /// What was sent since the last time, without the lines that are passed over.
    pub fn sent(&self) -> Vec<String> {
        let mut log = std::mem::take(&mut *self.script.log.lock().unwrap());
        log.retain(|line| !self.passed_over.iter().any(|own| line.ends_with(own)));
        log
    }

    /// What was sent since the last time and changes something.
    pub fn written(&self) -> Vec<String> {
        let mut sent = self.sent();
        sent.retain(|line| !line.starts_with("GET"));
        sent
    }
}
