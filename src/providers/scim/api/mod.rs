//! A SCIM service as calls: what to ask, and what answers look like. Statuses become error kinds here, and nothing
//! decides. Resources stay JSON: where a service cannot patch they are sent back whole, with all that is not ours.

mod discovery;
mod errors;
mod json;
mod pages;

pub use crate::providers::kit::json::Refusal;
pub use discovery::{Features, IMMUTABLE, is_true};
pub use json::{etag, field, id, items, text};

use serde_json::{Value, json};

use super::fields::PATCH_SCHEMA;
use crate::model::{ErrorKind, VendorError};
use crate::port::Plane;
use crate::providers::kit::json::{JsonApi, Look, unless_missing};
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
    json: JsonApi,
    root: &'static str,
}

impl Api {
    /// Calls over `client`, below `root`.
    pub fn new(client: Client, root: &'static str) -> Self {
        Self { json: JsonApi::new(client, errors::DIALECT), root }
    }

    /// Reads `path`.
    pub async fn get(&self, path: &str) -> Result<Value, VendorError> {
        let (answer, response) = self.json.ask(self.request(Method::Get, path)).await?;
        Ok(json::with_etag(answer, &response))
    }

    /// Reads `path` for what the answer looks like.
    ///
    /// # Errors
    /// No answer at all: a refusal is one.
    pub async fn look(&self, path: &str) -> Result<Look, VendorError> {
        self.json.look(SCIM, format!("{}{path}", self.root)).await
    }

    /// The same where 404 means that it is not there.
    ///
    /// # Errors
    /// The service's other refusals.
    pub async fn find(&self, path: &str) -> Result<Option<Value>, VendorError> {
        unless_missing(self.get(path).await)
    }

    /// One resource of `endpoint`, by id.
    pub async fn one(&self, endpoint: &str, id: &str) -> Result<Option<Value>, VendorError> {
        self.find(&resource(endpoint, id)).await
    }

    /// Makes a resource. The answer is the resource where it can be read (S-22 knows services that send little).
    pub async fn create(&self, endpoint: &str, body: &Value) -> Result<Option<Value>, Refusal> {
        let response = self.write(Method::Post, endpoint, Some(body), None).await?;
        let made = serde_json::from_slice(&response.body).ok().filter(Value::is_object);
        Ok(made.or_else(|| json::located(&response)))
    }

    /// Changes a resource by operations, each with a path (S-40). The answer is the resource, or nothing (S-28).
    pub async fn patch(
        &self,
        (endpoint, id): (&str, &str),
        operations: &[Value],
        etag: Option<&str>,
    ) -> Result<Option<Value>, Refusal> {
        let body = json!({ "schemas": [PATCH_SCHEMA], "Operations": operations });
        let response = self.write(Method::Patch, &resource(endpoint, id), Some(&body), etag).await?;
        Ok(serde_json::from_slice(&response.body).ok().filter(Value::is_object))
    }

    /// Replaces a resource as a whole (S-27).
    pub async fn put(
        &self,
        (endpoint, id): (&str, &str),
        body: &Value,
        etag: Option<&str>,
    ) -> Result<Option<Value>, Refusal> {
        let response = self.write(Method::Put, &resource(endpoint, id), Some(body), etag).await?;
        Ok(serde_json::from_slice(&response.body).ok().filter(Value::is_object))
    }

    /// Deletes a resource; one that is not there is gone already (S-32).
    pub async fn delete(&self, endpoint: &str, id: &str, etag: Option<&str>) -> Result<(), Refusal> {
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
    ) -> Result<Response, Refusal> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request.body = body.to_string().into_bytes();
            request = request.header("content-type", MEDIA_TYPE);
        }
        if let Some(etag) = etag {
            request = request.header("if-match", etag);
        }
        self.json.send(request).await.map_err(|refusal| repeatable(method, refusal))
    }

    fn request(&self, method: Method, path: &str) -> Request {
        self.json.request(SCIM, method, format!("{}{path}", self.root))
    }
}

/// A PATCH here sets values and members that were just compared with what is there, so that it may be sent again
/// after a look (S-29); a POST may not.
fn repeatable(method: Method, mut refusal: Refusal) -> Refusal {
    if method == Method::Patch && refusal.error.kind == ErrorKind::Lost {
        refusal.error.kind = ErrorKind::Busy;
    }
    refusal
}

fn resource(endpoint: &str, id: &str) -> String {
    format!("{endpoint}/{}", percent(id))
}
