//! GoTo's interfaces as typed calls: what to ask, and what answers look like. Statuses become error kinds
//! here, keys are checked before they are sent, and nothing decides. A call fails with the vendor's refusal, or where a
//! key in its path is no number.

mod admin;
mod connect;
mod desk;
mod errors;
mod invented;
mod key;
mod pages;
mod records;
mod sessions;

pub use admin::{NewUsers, check_account, texts};
pub use connect::{CallQueue, DIRECT, Extension, Line};
pub use desk::{Device, DeviceModel, PhoneNumber, Route};
pub use errors::words;
pub use invented::{Member, Queue};
pub use key::Key;
pub use pages::{Marked, Offsets};
pub use records::{Created, Group, License, Me, RoleSet, User};
pub use sessions::{CoOrganizer, NewCoOrganizer, Training, Webinar};

use std::sync::atomic::AtomicBool;

use crate::model::{ErrorKind, VendorError};
use crate::port::Plane;
use crate::providers::kit::json::{JsonApi, Look};
use crate::wire::Client;

/// Token grants (`goto-api.md`, section 2).
pub const OAUTH: Plane = Plane("oauth");
/// The Admin API (section 4).
pub const ADMIN: Plane = Plane("admin");
/// GoTo Meeting, GoTo Webinar and GoTo Training, on the host of the Admin API.
pub const MEETINGS: Plane = Plane("meetings");
/// GoTo Connect: users/v1 and voice-admin/v1 (section 6).
pub const CONNECT: Plane = Plane("connect");
/// What the vendor does not publish, on an emulator only (section 11, row 1).
pub const EMULATED: Plane = Plane("emulated");

/// The vendor, as one caller sees it.
pub struct Api {
    json: JsonApi,
    /// Whether the vendor reads the older form of filters only.
    older_filters: AtomicBool,
}

impl Api {
    /// Typed calls over `client`.
    pub fn new(client: Client) -> Self {
        Self { json: JsonApi::new(client, errors::DIALECT), older_filters: AtomicBool::new(false) }
    }
}

impl Api {
    /// Reads `path` for what the answer looks like.
    pub async fn look(&self, plane: Plane, path: String) -> Result<Look, VendorError> {
        self.json.look(plane, path).await
    }
}

/// Only digits go into a path as a key: anything else has been seen to end in 502 (section 4.4, bad ids).
fn numeric<'k>(what: &str, key: &'k str) -> Result<&'k str, VendorError> {
    if !key.is_empty() && key.len() <= 40 && key.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(key);
    }
    let text = format!("the {what} key `{key}` is not a number, so it is not sent");
    Err(VendorError::new(ErrorKind::Invalid, text))
}
