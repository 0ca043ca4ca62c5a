//! Cursors (RFC 9865, S-26): where a list goes on, sealed, so that nobody reads anything into them.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::errors::{Refusal, ScimType, bad};
use super::Query;
use crate::wire::emulator::{open, seal, uuid};

/// Where a list goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// The identifier of the last resource of the page before; none at the beginning.
    pub after: Option<String>,
    /// How many resources were shown so far.
    pub passed: usize,
}

impl Cursor {
    /// Opens `text`, which is empty at the beginning.
    ///
    /// # Errors
    /// 400 `invalidCursor`, `expiredCursor`, or `invalidCount` for a count below one.
    pub fn open(text: &str, query: &Query, now: Timestamp, seconds: u64) -> Result<Self, Refusal> {
        if query.count.is_some_and(|count| count < 1) {
            return Err(bad(ScimType::InvalidCount, "count is below one"));
        }
        if text.is_empty() {
            return Ok(Self { after: None, passed: 0 });
        }
        let invalid = || bad(ScimType::InvalidCursor, "the cursor was never handed out");
        let inner =
            &open(text).and_then(|text| serde_json::from_str::<Value>(&text).ok()).ok_or_else(invalid)?;
        if inner["of"] != json!(fingerprint(query)) {
            return Err(invalid());
        }
        let at = inner["at"].as_i64().ok_or_else(invalid)?;
        if now.as_second().saturating_sub(at) > i64::try_from(seconds).unwrap_or(i64::MAX) {
            return Err(bad(ScimType::ExpiredCursor, "the cursor is too old"));
        }
        let after = inner["after"].as_str().ok_or_else(invalid)?.to_owned();
        let passed = inner["passed"].as_u64().ok_or_else(invalid)?;
        Ok(Self { after: Some(after), passed: usize::try_from(passed).map_err(|_| invalid())? })
    }

    /// The cursor as a text.
    pub fn seal(&self, query: &Query, now: Timestamp) -> String {
        let inner = json!({
            "after": self.after,
            "passed": self.passed,
            "at": now.as_second(),
            "of": fingerprint(query),
        });
        seal(&inner.to_string())
    }
}

/// What a cursor goes with: the same filter in the same order.
fn fingerprint(query: &Query) -> String {
    uuid(&[&format!("{:?} {:?} {}", query.filter, query.sort_by, query.descending)])
}
