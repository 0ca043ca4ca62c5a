//! What people organize: meetings, webinars and trainings, as a state file has them.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::key::Key;
use crate::wire::emulator::time;

/// How long each takes.
const LENGTH: SignedDuration = SignedDuration::from_hours(1);

/// A meeting, a webinar or a training.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionEntry {
    /// Its key.
    pub key: Key,
    /// Its subject.
    pub name: String,
    /// When it begins (RFC 3339); it takes an hour.
    pub starts: String,
    /// The e-mails of those who can hold it besides the organizer; of a meeting, nobody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub co_organizers: Vec<String>,
}

impl SessionEntry {
    /// From when to when it is held.
    pub fn times(&self) -> (Timestamp, Timestamp) {
        // A state was checked when it was loaded.
        let starts: Timestamp = self.starts.parse().unwrap_or_default();
        (starts, starts.saturating_add(LENGTH).unwrap_or(starts))
    }

    /// Whether it is not over.
    pub fn is_to_come(&self, now: Timestamp) -> bool {
        self.times().1 > now
    }
}

/// Whether what `entries` say of times is one.
pub fn check<'e>(entries: impl IntoIterator<Item = &'e SessionEntry>) -> Result<(), String> {
    entries.into_iter().try_for_each(|own| time("starts", &own.starts).map(drop))
}
