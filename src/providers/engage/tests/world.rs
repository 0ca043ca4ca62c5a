//! The emulator in memory behind a link that a test can make fail, and a small run of steps.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::super::emulator::EngageEmulator;
use super::super::{ENGAGE, PORTAL};
use super::{Endpoint, Tenant, tenant};
use crate::model::{Change, Observation, Performed};
use crate::port::{BoxFuture, Plane, ReadScope, Reader, Work, Writer};
use crate::providers::Opening;
use crate::providers::kit::testing as kit;
use crate::wire::{Emulator, Link, LinkError, Method, Request, Response};

/// What goes wrong with a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// 429.
    TooMany,
    /// 503, nothing is carried out.
    Down,
    /// It is carried out, and the answer is lost.
    DropAfter,
    /// Somebody else writes the same person just before.
    OtherHands,
    /// The answer is of no contract.
    Foreign,
    /// The answer to a list lacks its last item.
    Short,
    /// Eleven minutes pass before it arrives.
    Late,
}

/// The server, and what is to go wrong with the requests of a method, in the order in which they come.
pub struct Server {
    pub emulator: Mutex<EngageEmulator>,
    pub troubles: Mutex<VecDeque<(Method, &'static str, Trouble)>>,
    now: Mutex<Duration>,
    pub log: Mutex<Vec<String>>,
}

impl Server {
    fn next_trouble(&self, request: &Request) -> Option<Trouble> {
        let mut troubles = self.troubles.lock().unwrap();
        let (method, path, trouble) = *troubles.front()?;
        let meant = method == request.method && request.path.contains(path);
        meant.then(|| {
            troubles.pop_front();
            trouble
        })
    }

    pub fn handle(&self, request: &Request) -> Response {
        let now = *self.now.lock().unwrap();
        self.emulator.lock().unwrap().handle(request, now)
    }

    /// Asks as somebody else with a token of their own.
    pub fn by_others(&self, method: Method, path: &str, body: Value) -> Response {
        let path = if path.starts_with("/_") { path.to_owned() } else { format!("/assumed/engage/v1{path}") };
        let request = Request::new(Plane("others"), method, path).header("authorization", "Bearer others");
        self.handle(&request.json(&body))
    }

    fn answer(&self, request: &Request) -> Result<Response, LinkError> {
        self.log.lock().unwrap().push(format!("{request:?}"));
        match self.next_trouble(request) {
            None => Ok(self.handle(request)),
            Some(Trouble::TooMany) => Ok(self.emulator.lock().unwrap().too_many(request)),
            Some(Trouble::Down) => Ok(self.emulator.lock().unwrap().failing(request, 503)),
            Some(Trouble::DropAfter) => {
                self.handle(request);
                Err(LinkError::Lost("cut".into()))
            }
            Some(Trouble::OtherHands) => {
                let set = json!({ "skill_ids": ["s_pt", "s_fax"] });
                assert_eq!(self.by_others(Method::Patch, "/users/u_ana", set).status, 200);
                Ok(self.handle(request))
            }
            Some(Trouble::Foreign) => {
                let mut answer = self.handle(request);
                answer.headers.retain(|(name, _)| name != "x-contract");
                Ok(answer)
            }
            Some(Trouble::Short) => {
                let mut answer = self.handle(request);
                let mut body: Value = serde_json::from_slice(&answer.body).unwrap();
                body["items"].as_array_mut().unwrap().pop();
                answer.body = body.to_string().into_bytes();
                Ok(answer)
            }
            Some(Trouble::Late) => {
                *self.now.lock().unwrap() += Duration::from_secs(660);
                Ok(self.handle(request))
            }
        }
    }
}

/// The way to the server.
struct Wire(Arc<Server>);

impl Link for Wire {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(std::future::ready(self.0.answer(request)))
    }
}

/// A server and sessions with it.
pub struct World {
    pub server: Arc<Server>,
    pub tenant: Tenant,
}

impl World {
    pub fn new(patch: Value) -> Self {
        let mut state = json!({
            "account": { "name": "Acme" },
            "caller": "It@acme.example",
            "limits": { "calls_per_second": 0 },
            "projects": [{ "id": "p_1", "name": "Support" }],
            "skills": [{ "id": "s_pt", "name": "Portuguese" }, { "id": "s_fax", "name": "Fax" }],
            "users": [
                { "id": "u_it", "email": "it@acme.example", "first_name": "I", "last_name": "T", "role": "administrator" },
                { "id": "u_ana", "email": "Ana@acme.example", "first_name": "Ana", "last_name": "Lima", "role": "agent",
                  "projects": ["p_1"], "skills": ["s_pt"], "open_conversations": 2, "webchat_name": "Ana" },
            ],
        });
        for (name, value) in patch.as_object().expect("a patch is a map") {
            state[name] = value.clone();
        }
        let emulator = Mutex::new(EngageEmulator::new(state).expect("a good state"));
        let server =
            Server { emulator, troubles: Mutex::default(), now: Mutex::default(), log: Mutex::default() };
        let tenant = Tenant { endpoint: Endpoint::Base("http://127.0.0.1:1".into()), ..tenant() };
        Self { server: Arc::new(server), tenant }
    }

    /// The same, with this going wrong.
    pub fn with(self, troubles: &[(Method, &'static str, Trouble)]) -> Self {
        self.server.troubles.lock().unwrap().extend(troubles);
        self
    }

    pub fn session(&self) -> (Box<dyn Reader>, Box<dyn Writer>) {
        let session = Opening {
            tenant: self.tenant.clone(),
            secrets: BTreeMap::from([("token".to_owned(), "t0p".into())]),
            renewal: None,
            link: Arc::new(Wire(self.server.clone())),
            pace: Arc::new(kit::Quick(5)),
        };
        ENGAGE.both(session)
    }

    pub async fn seen(&self) -> Observation {
        self.session().0.observe(&ReadScope::All).await.expect("the tenant is readable")
    }

    /// One apply in a session of its own: what is as wanted already is left out, as a plan would; each step is
    /// tried `tries` times at most, and looked for before it is tried again.
    pub async fn apply(&self, steps: &[(&'static str, &[&str])], tries: u32) -> Vec<Performed> {
        let (reader, writer) = self.session();
        let mut outcomes = Vec::new();
        for (shape, lines) in steps {
            for attempt in 0..tries {
                let seen = reader.observe(&ReadScope::All).await.expect("the tenant is readable");
                let open = |change: &&Change| !PORTAL.is_settled(change, seen.resources.get(&change.addr));
                let all = super::changes(&seen, lines);
                let left: Vec<Arc<Change>> = all.iter().filter(open).cloned().map(Arc::new).collect();
                if left.is_empty() {
                    break;
                }
                let outcome =
                    writer.perform(&Work { shape, changes: left, tries: attempt, stays: Vec::new() }).await;
                let done = outcome == Performed::Done;
                outcomes.push(outcome);
                if done {
                    break;
                }
            }
        }
        outcomes
    }

    /// One user of the server's state.
    pub fn user(&self, email: &str) -> Value {
        let state = self.server.emulator.lock().unwrap().state();
        let users = state["users"].as_array().expect("a list").clone();
        let mut found = users
            .into_iter()
            .filter(|user| user["email"].as_str().unwrap_or_default().to_lowercase() == email);
        let user = found.next().unwrap_or(Value::Null);
        assert!(found.next().is_none(), "`{email}` is there twice");
        user
    }

    pub fn mails(&self) -> usize {
        self.server.emulator.lock().unwrap().outbox().len()
    }

    pub fn writes(&self) -> Vec<String> {
        let log = self.server.log.lock().unwrap();
        log.iter().filter(|line| !line.starts_with("GET")).cloned().collect()
    }
}
