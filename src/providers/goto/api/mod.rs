//! GoTo's interfaces as typed calls: what to ask, and what answers look like. Statuses become error kinds
//! here, keys are checked before they are sent, and nothing decides.

mod admin;
mod connect;
mod errors;
mod invented;
mod key;
mod pages;
mod records;

pub use admin::{NewUsers, check_account, texts};
pub use connect::{CallQueue, Line};
pub use errors::words;
pub use invented::{Member, Queue};
pub use key::Key;
pub use pages::{Marked, Offsets};
pub use records::{Created, Group, License, Me, RoleSet, User};

use std::sync::atomic::AtomicBool;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::{ErrorKind, VendorError};
use crate::port::Plane;
use crate::wire::{Client, Method, Request, Response};

/// Token grants (`goto-api.md`, section 2).
pub const OAUTH: Plane = Plane("oauth");
/// The Admin API (section 4).
pub const ADMIN: Plane = Plane("admin");
/// GoTo Connect: users/v1 and voice-admin/v1 (section 6).
pub const CONNECT: Plane = Plane("connect");
/// What the vendor does not publish, on an emulator only (section 11, row 1).
pub const EMULATED: Plane = Plane("emulated");

/// The vendor, as one caller sees it.
pub struct Api {
    client: Client,
    /// Whether the vendor reads the older form of filters only.
    older_filters: AtomicBool,
}

impl Api {
    /// Typed calls over `client`.
    pub fn new(client: Client) -> Self {
        Self { client, older_filters: AtomicBool::new(false) }
    }

    /// Reads `path`. A whole answer that is no such JSON is asked for again as the pace allows.
    async fn get<T: DeserializeOwned>(&self, plane: Plane, path: String) -> Result<T, VendorError> {
        let request = Request::new(plane, Method::Get, path).header("accept", "application/json");
        let mut attempt = 0;
        loop {
            attempt += 1;
            let response = errors::accept(&request, self.client.send(request.clone()).await?)?;
            match serde_json::from_slice(&response.body) {
                Ok(answer) => return Ok(answer),
                Err(_) if self.client.again(&request, attempt).await => {}
                Err(error) => return Err(errors::unreadable(&request, &error)),
            }
        }
    }

    /// The same where 404 means that it is not there.
    async fn find<T: DeserializeOwned>(&self, plane: Plane, path: String) -> Result<Option<T>, VendorError> {
        unless_missing(self.get(plane, path).await)
    }

    /// Sends a write once; any 2xx is success, whatever its body (section 11, row 16).
    async fn write(
        &self,
        plane: Plane,
        method: Method,
        path: String,
        body: Option<&Value>,
    ) -> Result<Response, VendorError> {
        let mut request = Request::new(plane, method, path).header("accept", "application/json");
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = self.client.send(request.clone()).await?;
        errors::accept(&request, response)
    }
}

/// An answer, or `None` where the vendor says that there is nothing.
fn unless_missing<T>(answer: Result<T, VendorError>) -> Result<Option<T>, VendorError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Only digits go into a path as a key: anything else has been seen to end in 502 (section 4.4, bad ids).
fn numeric<'k>(what: &str, key: &'k str) -> Result<&'k str, VendorError> {
    if !key.is_empty() && key.len() <= 40 && key.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(key);
    }
    let text = format!("the {what} key `{key}` is not a number, so it is not sent");
    Err(VendorError::new(ErrorKind::Invalid, text))
}
