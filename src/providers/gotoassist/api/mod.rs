//! The interfaces as typed calls: what to ask, and what answers look like. Statuses become error kinds here, and
//! nothing decides. `documented` is what the sheet describes, `assumed` is a contract of our own.

mod assumed;
mod documented;
mod errors;

pub use assumed::{AccessBody, ContactRecord, MethodRecord, SeatWord, Share, UserRecord};
pub use documented::CompanyRow;

use crate::model::VendorError;
use crate::port::Plane;
use crate::providers::kit::json::{JsonApi, Look};
use crate::wire::Client;

/// Token grants.
pub const OAUTH: Plane = Plane("oauth");
/// The Remote Support interface (section 8.1 of the sheet).
pub const G2A: Plane = Plane("g2a");
/// What nobody publishes, on an emulator or a stand-in only.
pub const ASSUMED: Plane = Plane("assumed");

/// The header by which a server says that it keeps the assumed contract, and what it says.
pub const CONTRACT: (&str, &str) = ("x-contract", "assumed-gotoassist/1");

/// The vendor, as one caller sees it.
pub struct Api {
    json: JsonApi,
}

impl Api {
    /// Typed calls over `client`.
    pub fn new(client: Client) -> Self {
        Self { json: JsonApi::new(client, errors::DIALECT) }
    }

    /// Reads `path` of the documented interface for what the answer looks like.
    pub async fn look(&self, path: String) -> Result<Look, VendorError> {
        self.json.look(G2A, path).await
    }
}
