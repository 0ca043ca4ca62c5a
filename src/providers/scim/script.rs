//! A service that answers by a script, for what no emulator does: the client's tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::SCIM;
use super::testing::tenant;
use crate::model::{Addr, Change, ChangeId, Kind, Observation, Performed, Tenant, VendorError};
use crate::port::{BoxFuture, ReadScope, Reader, Work, Writer};
use crate::providers::Opening;
use crate::providers::kit::testing::Quick;
use crate::wire::{Link, LinkError, Request, Response};

pub use crate::providers::kit::testing::change;

/// One exchange: the request line, the status (0: the answer is lost), the body.
pub type Exchange = (&'static str, u16, &'static str);

/// The link that plays the script. Each exchange serves once; what no exchange serves is 404. A body that begins with
/// `@` is a `Location` without a body.
pub struct Script {
    exchanges: Mutex<Vec<Option<Exchange>>>,
    log: Mutex<Vec<String>>,
}

/// What the service announces, where a script says nothing else.
const CONFIG: Exchange =
    ("GET /ServiceProviderConfig", 200, r#"{"patch":{"supported":true},"filter":{"supported":true}}"#);

impl Link for Script {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        let line = format!("{} {}", request.method.name(), request.path);
        let version = request.find_header("if-match").map_or_else(String::new, |own| format!(" if {own}"));
        let body = String::from_utf8_lossy(&request.body);
        self.log.lock().unwrap().push(format!("{line}{version} {body}").trim_end().to_owned());
        let mut exchanges = self.exchanges.lock().unwrap();
        let found = exchanges.iter_mut().find(|one| one.as_ref().is_some_and(|(own, ..)| *own == line));
        let answer = match found.and_then(Option::take) {
            None => Ok(Response::empty(404)),
            Some((_, 0, _)) => Err(LinkError::Lost("cut".into())),
            Some((_, status, body)) => Ok(match body.strip_prefix('@') {
                Some(location) => {
                    Response { status, headers: vec![("location".into(), location.into())], body: Vec::new() }
                }
                None => Response { status, headers: Vec::new(), body: body.into() },
            }),
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
    /// A session with a base URL.
    pub fn new(exchanges: &[Exchange]) -> Self {
        let all = exchanges.iter().copied().chain([CONFIG]).map(Some).collect();
        let script = Arc::new(Script { exchanges: Mutex::new(all), log: Mutex::default() });
        let endpoint = crate::model::Endpoint::Base("http://127.0.0.1:1".into());
        let session = Opening {
            tenant: Tenant { endpoint, ..tenant() },
            secrets: BTreeMap::from([("token".to_owned(), "s".into())]),
            link: script.clone(),
            pace: Arc::new(Quick(3)),
        };
        let (reader, writer) = SCIM.both(session);
        Self { script, reader, writer }
    }

    /// Everything that is seen, or why nothing is.
    pub async fn all(&self) -> Result<Observation, VendorError> {
        self.reader.observe(&ReadScope::All).await
    }

    /// What is seen of some addresses.
    pub async fn only(&self, addrs: &[(Kind, &str)]) -> Observation {
        let addrs = addrs.iter().map(|(kind, key)| Addr::new(*kind, *key)).collect();
        self.reader.observe(&ReadScope::Only(addrs)).await.expect("something is seen")
    }

    /// Carries a step out.
    pub async fn perform(&self, shape: &'static str, tries: u32, changes: Vec<Change>) -> Performed {
        let numbered = changes.into_iter().zip(1..);
        let changes =
            numbered.map(|(change, number)| Arc::new(Change { id: ChangeId(number), ..change })).collect();
        self.writer.perform(&Work { shape, changes, tries }).await
    }

    /// What was sent since the last time, without the questions about the service.
    pub fn sent(&self) -> Vec<String> {
        let mut log = std::mem::take(&mut *self.script.log.lock().unwrap());
        log.retain(|line| {
            !["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"].iter().any(|own| line.ends_with(own))
        });
        log
    }

    /// What was sent since the last time and changes something.
    pub fn written(&self) -> Vec<String> {
        let mut sent = self.sent();
        sent.retain(|line| !line.starts_with("GET"));
        sent
    }
}
