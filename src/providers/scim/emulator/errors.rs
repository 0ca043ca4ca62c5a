//! Refusals as RFC 7644 section 3.12 words them (S-35).

use serde_json::{Map, Value, json};

use super::state::switches::Switches;
use crate::wire::Response;

/// The URN of an error message.
const URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// The closed list of words that tell one 400 or 409 from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

impl ScimType {
    /// As it stands in the body.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidFilter => "invalidFilter",
            Self::Uniqueness => "uniqueness",
            Self::Mutability => "mutability",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidPath => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::InvalidValue => "invalidValue",
            Self::InvalidCursor => "invalidCursor",
            Self::ExpiredCursor => "expiredCursor",
            Self::InvalidCount => "invalidCount",
        }
    }
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
        let mut body = Map::new();
        body.insert("schemas".into(), json!([URN]));
        let status = match switches.status_as_number {
            true => json!(self.status),
            false => json!(self.status.to_string()),
        };
        body.insert("status".into(), status);
        if let Some(word) = self.scim_type {
            body.insert("scimType".into(), json!(word.name()));
        }
        body.insert("detail".into(), json!(self.detail));
        Value::Object(body)
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
