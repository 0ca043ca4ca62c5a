//! What people organize: meetings, webinars and trainings, as a state file has them.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::key::Key;
use super::people::User;
use super::{Handler, Tenant};
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

impl Tenant {
    /// Whether one of the person's licenses carries `product`.
    pub fn has_product(&self, user: &User, product: &str) -> bool {
        let held = user.licenses.iter().filter_map(|key| self.licenses.get(key));
        held.flat_map(|own| &own.products).any(|own| own == product)
    }
}

/// What is to come and ends with the licenses that the person has lost, or with the account: meetings die with their
/// organizer, webinars and trainings where nobody else can hold them (G-130, G-206).
pub fn drop_lost(handler: &Handler<'_>, user: &mut User, deleted: bool) {
    let now = handler.tenant.date(handler.call.now);
    let lost = |product: &str, user: &User| deleted || !handler.tenant.has_product(user, product);
    if lost("G2M", user) {
        user.meetings.retain(|own| !own.is_to_come(now));
    }
    let keeps = |own: &SessionEntry| !own.is_to_come(now) || !own.co_organizers.is_empty();
    if lost("G2W", user) {
        user.webinars.retain(keeps);
    }
    if lost("G2T", user) {
        user.trainings.retain(keeps);
    }
}
