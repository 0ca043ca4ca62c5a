//! One session with one account: what reader and writer share, and how both are begun.

use std::sync::Arc;

use super::api::{Api, PLANE};
use super::convert::Directory;
use super::settings::Settings;
use crate::model::{Endpoint, Tenant};
use crate::port::Plane;
use crate::providers::kit::login::GivenToken;
use crate::providers::provider::{Access, Opening};
use crate::wire::Client;

/// The credentials, and whether each is needed: with a base URL it is, which `compile` checks; the vendor has no
/// interface that would take one.
pub const CREDENTIALS: &[(&str, bool)] = &[("token", false)];

/// The one plane, with the calls a second that the assumed contract allows. The host is one that RFC 2606 keeps
/// from ever existing: nothing of the assumed contract may reach the vendor by mistake.
pub const PLANES: &[(Plane, &str, u32)] = &[(PLANE, "https://assumed-contract.invalid", 10)];

/// A session.
pub fn open(opening: Opening) -> Arc<dyn Access> {
    let Opening { tenant, secrets, link, pace } = opening;
    let login = GivenToken::new(&secrets, matches!(tenant.endpoint, Endpoint::Sandbox { .. }), |_| false);
    let api = Api::new(Client::new(link, pace, Arc::new(login)));
    let caller = Settings::of(&tenant).caller.map(|caller| caller.value.to_lowercase());
    Arc::new(Session { api, directory: Directory::default(), tenant, caller })
}

/// What reader and writer share.
pub struct Session {
    /// The server of the assumed contract.
    pub api: Api,
    /// Names and ids of skills and projects.
    pub directory: Directory,
    /// The tenant.
    pub tenant: Tenant,
    /// Whose token it is, where the tenant says so; the server's own word goes first.
    pub caller: Option<String>,
}

impl Session {
    /// Whether the other side is the vendor itself, who has no interface to ask.
    pub fn is_vendor(&self) -> bool {
        self.tenant.endpoint == Endpoint::Vendor
    }
}
