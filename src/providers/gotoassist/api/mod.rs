//! The interfaces as typed calls: what to ask, and what answers look like. Statuses become error kinds here, and
//! nothing decides. `documented` is what the sheet describes, `assumed` is a contract of our own.

mod assumed;
mod documented;
mod errors;

pub use assumed::{AccessBody, ContactRecord, MethodRecord, SeatWord, Share, UserRecord};
pub use documented::CompanyRow;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::{ErrorKind, VendorError};
use crate::port::Plane;
use crate::wire::{Client, Method, Request, Response};

/// Token grants.
pub const OAUTH: Plane = Plane("oauth");
/// The Remote Support interface (section 8.1 of the sheet).
pub const G2A: Plane = Plane("g2a");
/// What nobody publishes, on an emulator or a stand-in only.
pub const ASSUMED: Plane = Plane("assumed");

/// The header by which a server says that it keeps the assumed contract, and what it says.
pub const CONTRACT: (&str, &str) = ("x-contract", "assumed-gotoassist/1");

/// The vendor, as one caller sees it.
pub struct Api {
    client: Client,
}

impl Api {
    /// Typed calls over `client`.
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// Reads `path`. A whole answer that is no such JSON is asked for again as the pace allows.
    async fn get<T: DeserializeOwned>(&self, plane: Plane, path: String) -> Result<T, VendorError> {
        let request = Request::new(plane, Method::Get, path).header("accept", "application/json");
        let mut attempt = 0;
        loop {
            attempt += 1;
            let response = self.carry(request.clone()).await?;
            match serde_json::from_slice(&response.body) {
                Ok(answer) => return Ok(answer),
                Err(_) if self.client.again(&request, attempt).await => {}
                Err(error) => return Err(errors::unreadable(&request, &error)),
            }
        }
    }

    /// Sends a write once; any 2xx is success, whatever its body.
    async fn write(
        &self,
        method: Method,
        path: String,
        body: Option<&Value>,
    ) -> Result<Response, VendorError> {
        let mut request = Request::new(ASSUMED, method, path).header("accept", "application/json");
        if let Some(body) = body {
            request = request.json(body);
        }
        self.carry(request).await
    }

    async fn carry(&self, request: Request) -> Result<Response, VendorError> {
        let response = self.client.send(request.clone()).await?;
        if request.plane == ASSUMED {
            errors::demand_contract(&request, &response)?;
        }
        errors::accept(&request, response)
    }
}

/// An answer, or `None` where the server says that there is nothing.
fn unless_missing<T>(answer: Result<T, VendorError>) -> Result<Option<T>, VendorError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
