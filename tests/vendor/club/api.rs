//! The club's interface as typed calls: what to ask, what answers look like, what a refusal means. Nothing decides.

use rosterctl::model::VendorError;
use rosterctl::port::Plane;
use rosterctl::providers::kit::json::{Dialect, JsonApi, Said, quoted, usual_kind};
use rosterctl::wire::encode::percent;
use rosterctl::wire::{Client, Method, Request, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The one plane.
pub const PLANE: Plane = Plane("club");

/// `GET /account` (C-02).
#[derive(Deserialize)]
pub struct Account {
    pub caller: String,
    pub members: u64,
}

/// A badge and its stock (C-07).
#[derive(Deserialize)]
pub struct Stock {
    pub name: String,
    pub stock: u64,
    pub lent: u64,
}

/// A member (C-04).
#[derive(Deserialize)]
pub struct Member {
    pub id: String,
    pub email: String,
    pub name: String,
    pub steward: bool,
    pub suspended: bool,
    pub badges: Vec<String>,
}

/// One page of members (C-03).
#[derive(Deserialize)]
struct Page {
    members: Vec<Member>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
}

/// The club, as one caller sees it.
pub struct Api(JsonApi);

impl Api {
    /// Typed calls over `client`.
    pub fn new(client: Client) -> Self {
        Self(JsonApi::new(client, Dialect::new(said)))
    }

    /// The account.
    pub async fn account(&self) -> Result<Account, VendorError> {
        self.get("/v1/account").await
    }

    /// The stock of every badge.
    pub async fn stock(&self) -> Result<Vec<Stock>, VendorError> {
        self.get("/v1/badges").await
    }

    /// Everybody whom the club lists, page by page (C-03).
    pub async fn members(&self) -> Result<Vec<Member>, VendorError> {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let page: Page = self.get(&format!("/v1/members?after={}", percent(&after))).await?;
            all.extend(page.members);
            // A page that leads to itself would never end.
            match page.next.filter(|next| *next != after) {
                Some(next) => after = next,
                None => return Ok(all),
            }
        }
    }

    /// The member of this e-mail.
    pub async fn member(&self, email: &str) -> Result<Option<Member>, VendorError> {
        let page: Page = self.get(&format!("/v1/members?email={}", percent(email))).await?;
        Ok(page.members.into_iter().find(|member| member.email.to_lowercase() == email))
    }

    /// Writes once.
    pub async fn write(&self, method: Method, path: String, body: Option<&Value>) -> Result<(), VendorError> {
        self.0.write(PLANE, method, format!("/v1{path}"), body).await.map(drop)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, VendorError> {
        self.0.get(PLANE, path.to_owned()).await
    }
}

/// What a refusal says: `{ "error": "none_left" }`.
fn said(_: &Request, response: &Response) -> Said {
    let code = serde_json::from_slice(&response.body).ok().map(|refused: Refused| refused.error);
    let words = quoted(response.status, code.as_deref(), None);
    Said { kind: usual_kind(response.status), code, words }
}
