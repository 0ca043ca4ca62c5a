//! A SCIM service as calls: what to ask, and what answers look like. Statuses become error kinds here, and nothing
//! decides. Resources stay JSON: where a service cannot patch they are sent back whole, with all that is not ours.

mod discovery;
mod errors;
mod json;
mod pages;

pub use discovery::{Features, IMMUTABLE, is_true};
pub use json::{etag, field, id, items, text};

use serde_json::{Value, json};

use super::fields::PATCH_SCHEMA;
use crate::model::{ErrorKind, VendorError};
use crate::port::Plane;
use crate::wire::encode::percent;
use crate::wire::{Client, Method, Request, Response};

/// The one interface of a service.
pub const SCIM: Plane = Plane("scim");

/// Users, below the root.
pub const USERS: &str = "/Users";
/// Groups, below the root.
pub const GROUPS: &str = "/Groups";

/// The media type of SCIM (RFC 7644, section 3.1).
const MEDIA_TYPE: &str = "application/scim+json";

/// The service, as one caller sees it.
pub struct Api {
    client: Client,
    root: &'static str,
}

/// A write that was not taken, or whose fate is not known.
#[derive(Debug)]
pub struct Refused {
    /// The status; 0 where no answer came.
    pub status: u16,
    /// What it means.
    pub error: VendorError,
}

impl From<Refused> for VendorError {
    fn from(refused: Refused) -> Self {
        refused.error
    }
}

impl Api {
    /// Calls over `client`, below `root`.
    pub fn new(client: Client, root: &'static str) -> Self {
        Self { client, root }
    }

    /// Reads `path`. A whole answer that is no JSON is asked for again as the pace allows.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn get(&self, path: &str) -> Result<Value, VendorError> {
        let request = self.request(Method::Get, path);
        let mut attempt = 0;
        loop {
            attempt += 1;
            let response = errors::accept(&request, self.client.send(request.clone()).await?)?;
            match serde_json::from_slice::<Value>(&response.body) {
                Ok(answer) => return Ok(json::with_etag(answer, &response)),
                Err(_) if self.client.again(&request, attempt).await => {}
                Err(error) => return Err(errors::unreadable(&request, &error)),
            }
        }
    }

    /// The same where 404 means that it is not there.
    ///
    /// # Errors
    /// The service's other refusals.
    pub async fn find(&self, path: &str) -> Result<Option<Value>, VendorError> {
        match self.get(path).await {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// One resource of `endpoint`, by id.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn one(&self, endpoint: &str, id: &str) -> Result<Option<Value>, VendorError> {
        self.find(&resource(endpoint, id)).await
    }

    /// Makes a resource. The answer is the resource where it can be read (S-22 knows services that send little).
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn create(&self, endpoint: &str, body: &Value) -> Result<Option<Value>, Refused> {
        let response = self.write(Method::Post, endpoint, Some(body), None).await?;
        let made = serde_json::from_slice(&response.body).ok().filter(Value::is_object);
        Ok(made.or_else(|| json::located(&response)))
    }

    /// Changes a resource by operations, each with a path (S-40). The answer is the resource, or nothing (S-28).
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn patch(
        &self,
        (endpoint, id): (&str, &str),
        operations: &[Value],
        etag: Option<&str>,
    ) -> Result<Option<Value>, Refused> {
        let body = json!({ "schemas": [PATCH_SCHEMA], "Operations": operations });
        let response = self.write(Method::Patch, &resource(endpoint, id), Some(&body), etag).await?;
        Ok(serde_json::from_slice(&response.body).ok().filter(Value::is_object))
    }

    /// Replaces a resource as a whole (S-27).
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn put(
        &self,
        (endpoint, id): (&str, &str),
        body: &Value,
        etag: Option<&str>,
    ) -> Result<Option<Value>, Refused> {
        let response = self.write(Method::Put, &resource(endpoint, id), Some(body), etag).await?;
        Ok(serde_json::from_slice(&response.body).ok().filter(Value::is_object))
    }

    /// Deletes a resource; one that is not there is gone already (S-32).
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn delete(&self, endpoint: &str, id: &str, etag: Option<&str>) -> Result<(), Refused> {
        match self.write(Method::Delete, &resource(endpoint, id), None, etag).await {
            Err(refused) if refused.error.kind != ErrorKind::NotFound => Err(refused),
            _ => Ok(()),
        }
    }

    /// Sends a write once; any 2xx is success, whatever its body.
    async fn write(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        etag: Option<&str>,
    ) -> Result<Response, Refused> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request.body = body.to_string().into_bytes();
            request = request.header("content-type", MEDIA_TYPE);
        }
        if let Some(etag) = etag {
            request = request.header("if-match", etag);
        }
        let response = self.client.send(request.clone()).await;
        let response = response.map_err(|error| Refused { status: 0, error: repeatable(method, error) })?;
        let status = response.status;
        errors::accept(&request, response).map_err(|error| Refused { status, error })
    }

    fn request(&self, method: Method, path: &str) -> Request {
        Request::new(SCIM, method, format!("{}{path}", self.root)).header("accept", MEDIA_TYPE)
    }
}

/// A PATCH here sets values and members that were just compared with what is there, so that it may be sent again
/// after a look (S-29); a POST may not.
fn repeatable(method: Method, error: VendorError) -> VendorError {
    match (method, error.kind) {
        (Method::Patch, ErrorKind::Lost) => VendorError::new(ErrorKind::Busy, error.detail),
        _ => error,
    }
}

fn resource(endpoint: &str, id: &str) -> String {
    format!("{endpoint}/{}", percent(id))
}
