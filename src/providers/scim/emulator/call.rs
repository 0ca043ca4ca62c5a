//! A request as a SCIM service understands it.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::errors::{Refusal, ScimType, bad, refused};
use crate::wire::emulator;

/// The moment at which the emulator's clock begins: 2026-01-01T00:00:00Z.
const BEGAN: Timestamp = Timestamp::constant(1_767_225_600, 0);

/// A time of the emulator's own clock, to the millisecond.
pub fn moment(now: Duration) -> Timestamp {
    let now = Duration::from_millis(u64::try_from(now.as_millis()).unwrap_or(u64::MAX));
    emulator::moment(BEGAN, now)
}

/// A request, its path taken from after the prefix.
pub struct Call<'a> {
    /// Where the service is, as the client addresses it: scheme, host, prefix.
    pub base: String,
    /// Now, on the emulator's clock.
    pub now: Timestamp,
    /// The request as every emulator takes it apart.
    pub inner: &'a emulator::Call<'a>,
}

impl<'a> Call<'a> {
    /// What `call` asks of the service.
    pub fn new(call: &'a emulator::Call<'a>) -> Self {
        let host = call.header("host").unwrap_or("scim.example");
        let prefix = if call.below("/scim/v2").is_some() { "/scim/v2" } else { "" };
        let base = format!("http://{host}{prefix}");
        Self { base, now: moment(call.now), inner: call }
    }

    /// The segments of the path after the prefix.
    pub fn path(&self) -> Vec<&str> {
        let mut path = self.inner.below("/scim/v2").unwrap_or_else(|| self.inner.route());
        path.retain(|part| !part.is_empty());
        path
    }

    /// The body as a JSON object.
    /// Refuses with 415 for another media type (S-20), 400 `invalidSyntax` for what is no JSON object.
    pub fn body(&self) -> Result<Map<String, Value>, Refusal> {
        let kind = self.inner.header("content-type").unwrap_or("application/scim+json");
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !["application/scim+json", "application/json"].contains(&kind.as_str()) {
            return Err(refused(415, format!("the body is {kind}, not application/scim+json")));
        }
        self.inner.object().ok_or_else(|| bad(ScimType::InvalidSyntax, "the body is no JSON object"))
    }
}
