//! Refusals as RFC 7644 section 3.12 words them (S-35).

use serde::Serialize;
use serde_json::{Value, json};

use super::state::switches::Switches;
use crate::wire::Response;

/// The URN of an error message.
const URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// The closed list of words that tell one 400 or 409 from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ScimType {
    /// The filter is none, or speaks of what cannot be compared.
    InvalidFilter,
    /// Somebody else has the value.
    Uniqueness,
    /// What is written cannot be written.
    Mutability,
    /// The body is not built as the schema says.
    InvalidSyntax,
    /// The path is none.
    InvalidPath,
    /// The path leads to nothing.
    NoTarget,
    /// A value is missing, of the wrong type, or not allowed.
    InvalidValue,
    /// The cursor was never handed out (RFC 9865).
    InvalidCursor,
    /// The cursor is too old (RFC 9865).
    ExpiredCursor,
    /// The count does not go with the cursor (RFC 9865).
    InvalidCount,
}

/// Why a request was not carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The word.
    pub scim_type: Option<ScimType>,
    /// For people.
    pub detail: String,
}

/// A refusal with a status alone.
pub fn refused(status: u16, detail: impl Into<String>) -> Refusal {
    Refusal { status, scim_type: None, detail: detail.into() }
}

/// A 400 with its word.
pub fn bad(scim_type: ScimType, detail: impl Into<String>) -> Refusal {
    Refusal { status: 400, scim_type: Some(scim_type), detail: detail.into() }
}

/// The 409 for a value that somebody else has (S-22).
pub fn taken(detail: impl Into<String>) -> Refusal {
    Refusal { status: 409, scim_type: Some(ScimType::Uniqueness), detail: detail.into() }
}

/// The 404 for a resource that is not there.
pub fn not_found(what: &str) -> Refusal {
    refused(404, format!("{what} is not there"))
}

impl Refusal {
    /// The body of the answer.
    pub fn body(&self, switches: &Switches) -> Value {
        let status = match switches.status_as_number {
            true => json!(self.status),
            false => json!(self.status.to_string()),
        };
        match self.scim_type {
            Some(word) => {
                json!({ "schemas": [URN], "status": status, "scimType": word, "detail": self.detail })
            }
            None => json!({ "schemas": [URN], "status": status, "detail": self.detail }),
        }
    }

    /// The answer.
    pub fn answer(&self, switches: &Switches) -> Response {
        if switches.empty_errors {
            return Response::empty(self.status);
        }
        scim(self.status, &self.body(switches))
    }
}

/// An answer of the media type of RFC 7644 section 8.1 (S-20).
pub fn scim(status: u16, body: &Value) -> Response {
    let headers = vec![("content-type".into(), "application/scim+json".into())];
    Response { status, headers, body: body.to_string().into_bytes() }
}
