//! Cursors (RFC 9865, S-26): where a list goes on, sealed, so that nobody reads anything into them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::errors::{Refusal, ScimType, bad};
use super::Query;
use crate::wire::emulator::{open, seal, uuid};

/// Where a list goes on.
#[derive(Default, Serialize, Deserialize)]
pub struct Cursor {
    /// The identifier of the last resource of the page before; none at the beginning.
    pub after: Option<String>,
    /// How many resources were shown so far.
    pub passed: usize,
    /// When it was handed out, in seconds since 1970.
    at: i64,
    /// What it goes with.
    of: String,
}

impl Cursor {
    /// Opens `text`, which is empty at the beginning.
    /// Refuses with 400 `invalidCursor`, `expiredCursor`, or `invalidCount` for a count below one.
    pub fn open(text: &str, query: &Query, now: Timestamp, seconds: u64) -> Result<Self, Refusal> {
        if query.count.is_some_and(|count| count < 1) {
            return Err(bad(ScimType::InvalidCount, "count is below one"));
        }
        if text.is_empty() {
            return Ok(Self::default());
        }
        let own: Option<Self> = open(text).and_then(|text| serde_json::from_str(&text).ok());
        let own = own.filter(|own| own.of == fingerprint(query) && own.after.is_some());
        let own = own.ok_or_else(|| bad(ScimType::InvalidCursor, "the cursor was never handed out"))?;
        if now.as_second().saturating_sub(own.at) > i64::try_from(seconds).unwrap_or(i64::MAX) {
            return Err(bad(ScimType::ExpiredCursor, "the cursor is too old"));
        }
        Ok(own)
    }

    /// The cursor that goes on after the resource `after`, once `passed` resources were shown.
    pub fn seal(after: String, passed: usize, query: &Query, now: Timestamp) -> String {
        let own = Self { after: Some(after), passed, at: now.as_second(), of: fingerprint(query) };
        seal(&json!(own).to_string())
    }
}

/// What a cursor goes with: the same filter in the same order.
fn fingerprint(query: &Query) -> String {
    uuid(&[&format!("{:?} {:?} {}", query.filter, query.sort_by, query.descending)])
}
