//! A vendor by script, for tests: expected requests with canned answers, and a log of what was sent.
//! `A` stands for the account's path on the Admin API and `Q` for that of the invented prefix.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use camino::Utf8PathBuf;

use super::GOTO;
use crate::model::{
    Action, Addr, Attributes, Change, ChangeId, Endpoint, FileId, Files, Kind, Observation, Offboarding,
    Performed, Place, Reason, Reversibility, Tenant, VendorError,
};
use crate::port::{Again, Answer, BoxFuture, Pace, Plane, ReadScope, Reader, Work, Writer};
use crate::providers::Opening;
use crate::wire::{Link, LinkError, Request, Response};

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

/// A pace without waiting; reads get three tries.
struct Quick;

impl Pace for Quick {
    fn turn(&self, _: Plane) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn pause(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn after(&self, _: Plane, attempt: u32, answer: Answer) -> Again {
        if answer == Answer::Fine || attempt >= 3 { Again::No } else { Again::After(Duration::ZERO) }
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
            pace: Arc::new(Quick),
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
    let mut files = Files::default();
    let file: FileId = files.add(Utf8PathBuf::from("tenant.yaml"), "");
    Tenant {
        endpoint,
        own: super::contract::written(10, 0),
        offboarding: Offboarding::Suspend,
        name: "acme".into(),
        provider: "goto".into(),
        portal: None,
        account: None,
        credentials: BTreeMap::new(),
        notify: false,
        floors: BTreeMap::new(),
        prices: None,
        writes: BTreeMap::new(),
        settings: None,
        place: Place { file, line: 1, column: 1, length: 1 },
    }
}

/// A change, numbered by its place in the step later on.
pub fn change(kind: Kind, key: &str, action: Action, attributes: Attributes) -> Change {
    let gone = action == Action::Delete;
    Change {
        id: ChangeId(0),
        addr: Addr::new(kind, key),
        action,
        before: gone.then(|| attributes.clone()),
        after: (!gone).then_some(attributes),
        reversibility: Reversibility::Reversible,
        source: None,
        reason: Reason::Declared,
        priority: 100,
    }
}
