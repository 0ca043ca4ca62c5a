//! The assumed contract as typed calls: what to ask, and what answers look like. Every line of it is ours
//! (section 5 of the vendor sheet); an answer that does not say so by its header is refused. Statuses become
//! error kinds here, and nothing decides.

mod errors;
mod records;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::model::{ErrorKind, folded};
use crate::port::Plane;
use crate::providers::kit::json::JsonApi;
use crate::providers::kit::reader::Bound;
use crate::wire::encode::percent;
use crate::wire::{Client, Method, Request, Response};

pub use errors::{Failure, is_stale};
pub use records::{Account, Named, User};

/// The one plane.
pub const PLANE: Plane = Plane("assumed-engage");
/// What every path begins with, so that nobody takes it for the vendor's.
const BASE: &str = "/assumed/engage/v1";
/// How many items a page has (section 5.1).
const PAGE: usize = 100;
/// How often a listing begins anew whose cursor died on the way.
const RESTARTS: u32 = 3;

/// The server, as one caller sees it.
pub struct Api {
    json: JsonApi,
}

/// A page of a list.
#[derive(Deserialize)]
struct Page<T> {
    items: Vec<T>,
    next_cursor: Option<String>,
}

/// Who gets conversations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A person, by id.
    User(String),
    /// Nobody: the common assignment view.
    Unassigned,
}

impl Api {
    /// Typed calls over `client`.
    pub fn new(client: Client) -> Self {
        Self { json: JsonApi::new(client, errors::DIALECT) }
    }

    /// The account, and the e-mail of the caller where the server tells it (an extra of the emulator).
    pub async fn account(&self) -> Result<(Account, Option<String>), Failure> {
        let (account, response) = self.read("/account").await?;
        Ok((account, response.find_header("x-caller").map(str::to_lowercase)))
    }

    /// All projects.
    pub async fn projects(&self) -> Result<Vec<Named>, Failure> {
        self.list("/projects").await
    }

    /// All skills.
    pub async fn skills(&self) -> Result<Vec<Named>, Failure> {
        self.list("/skills").await
    }

    /// Everybody.
    pub async fn users(&self) -> Result<Vec<User>, Failure> {
        self.list("/users").await
    }

    /// The person of this address, whatever its case (E-017).
    pub async fn user(&self, email: &str) -> Result<Option<User>, Failure> {
        let found: Vec<User> = self.list(&format!("/users?email={}", percent(email))).await?;
        Ok(found.into_iter().find(|user| folded(&user.email) == folded(email)))
    }

    /// Whether somebody of this id is there.
    pub async fn is_there(&self, id: &str) -> Result<bool, Failure> {
        match self.read::<User>(&format!("/users/{}", percent(id))).await {
            Ok(_) => Ok(true),
            Err(failure) if failure.error.kind == ErrorKind::NotFound => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// How many open conversations somebody has (E-027).
    pub async fn open_conversations(&self, id: &str) -> Result<u64, Failure> {
        #[derive(Deserialize)]
        struct Counted {
            count: u64,
        }
        let path = format!("/users/{}/conversations?state=open", percent(id));
        let (Counted { count }, _) = self.read(&path).await?;
        Ok(count)
    }

    /// Adds somebody. With the same `key` and body it gives its first answer again.
    pub async fn create_user(&self, body: &Value, key: &str) -> Result<User, Failure> {
        let request = self.request(Method::Post, "/users").json(body).header("idempotency-key", key);
        self.made(request).await
    }

    /// Writes some fields of a person who still is of this version.
    ///
    /// # Errors
    /// The server's refusal; [`is_stale`] where somebody else wrote in between.
    pub async fn patch_user(&self, user: &User, body: &Value) -> Result<(), Failure> {
        let request = self.request(Method::Patch, &format!("/users/{}", percent(&user.id))).json(body);
        self.write(versioned(request, user.version)).await.map(drop)
    }

    /// Deletes a person who still is of this version; somebody with open conversations is never forced out.
    pub async fn delete_user(&self, user: &User) -> Result<(), Failure> {
        let request = self.request(Method::Delete, &format!("/users/{}", percent(&user.id)));
        self.write(versioned(request, user.version)).await.map(drop)
    }

    /// Hands all open conversations of somebody over.
    pub async fn reassign(&self, id: &str, target: &Target, key: &str) -> Result<(), Failure> {
        let body = match target {
            Target::User(id) => json!({ "to_user_id": id }),
            Target::Unassigned => json!({ "to": "unassigned" }),
        };
        let path = format!("/users/{}/conversations/reassign", percent(id));
        let request = self.request(Method::Post, &path).json(&body).header("idempotency-key", key);
        self.write(request).await.map(drop)
    }

    /// Adds a skill to the list.
    pub async fn create_skill(&self, name: &str, key: &str) -> Result<Named, Failure> {
        let body = json!({ "name": name });
        self.made(self.request(Method::Post, "/skills").json(&body).header("idempotency-key", key)).await
    }

    /// Deletes a skill from the list.
    pub async fn delete_skill(&self, skill: &Named) -> Result<(), Failure> {
        let request = self.request(Method::Delete, &format!("/skills/{}", percent(&skill.id)));
        self.write(versioned(request, skill.version)).await.map(drop)
    }

    fn request(&self, method: Method, path: &str) -> Request {
        self.json.request(PLANE, method, format!("{BASE}{path}"))
    }

    async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<(T, Response), Failure> {
        self.json.ask(self.request(Method::Get, path)).await
    }

    /// All pages of a list; one whose cursor died on the way begins anew (section 5.1).
    async fn list<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Failure> {
        let mut restarts = 0;
        loop {
            match self.pages(path).await {
                Err(failure) if failure.is("cursor_expired") && restarts < RESTARTS => restarts += 1,
                answer => return answer,
            }
        }
    }

    async fn pages<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Failure> {
        let and = if path.contains('?') { '&' } else { '?' };
        let first = format!("{path}{and}limit={PAGE}");
        let (mut items, mut cursor, mut bound) = (Vec::new(), None::<String>, Bound::default());
        loop {
            let path = match &cursor {
                None => first.clone(),
                Some(cursor) => format!("{first}&cursor={}", percent(cursor)),
            };
            let (page, _): (Page<T>, _) = self.read(&path).await?;
            items.extend(page.items);
            bound.check(items.len() as u64, None)?;
            // A cursor that leads to itself would never end.
            match page.next_cursor.filter(|next| !next.is_empty()) {
                Some(next) if cursor.as_ref() != Some(&next) => cursor = Some(next),
                _ => return Ok(items),
            }
        }
    }

    /// Sends a write that may be sent again: a key or a version keeps it from taking effect twice, so that a lost
    /// answer is settled by a fresh look and a second try.
    async fn write(&self, request: Request) -> Result<Response, Failure> {
        self.json.send(request).await.map_err(|mut failure| {
            if failure.error.kind == ErrorKind::Lost {
                failure.error.kind = ErrorKind::Busy;
            }
            failure
        })
    }

    /// Sends a create: the key keeps it from taking effect twice as far as the server remembers it, so that it is looked
    /// for as any other whose answer was lost.
    async fn made<T: DeserializeOwned>(&self, request: Request) -> Result<T, Failure> {
        let response = self.json.send(request.clone()).await?;
        serde_json::from_slice(&response.body).map_err(|_| errors::lost(&request))
    }
}

fn versioned(request: Request, version: u64) -> Request {
    request.header("if-match", format!("\"{version}\""))
}
