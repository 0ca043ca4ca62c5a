//! One session with one account: what reader and writer share, and how both are begun.

use super::api::{Api, PLANE};
use super::convert::Known;
use super::settings::Settings;
use crate::model::{Endpoint, Tenant, folded};
use crate::port::Plane;
use crate::providers::kit::directory::Directory;
use crate::providers::kit::login::GivenToken;
use crate::providers::provider::{self, Opening};

/// What reader and writer share.
pub struct Session {
    /// The server of the assumed contract.
    pub api: Api,
    /// Names and ids of skills and projects.
    pub directory: Directory<Known>,
    pub tenant: Tenant,
    /// Whose token it is, where the tenant says so; the server's own word goes first.
    pub caller: Option<String>,
}

impl provider::Session for Session {
    /// With a base URL the token is needed, which `compile` checks; the vendor has no interface that would take one.
    const CREDENTIALS: &[(&str, bool)] = &[("token", false)];
    /// The calls a second are those that the assumed contract allows. The host is one that RFC 2606 keeps from ever
    /// existing: nothing of the assumed contract may reach the vendor by mistake.
    const PLANES: &[(Plane, &str, u32)] = &[(PLANE, "https://assumed-contract.invalid", 10)];

    fn open(opening: Opening) -> Self {
        Self {
            api: Api::new(GivenToken::client(&opening, |_| false)),
            directory: Directory::default(),
            caller: Settings::of(&opening.tenant).caller.map(|caller| folded(&caller.value).into_owned()),
            tenant: opening.tenant,
        }
    }
}

impl Session {
    /// Whether the other side is the vendor itself, who has no interface to ask.
    pub fn is_vendor(&self) -> bool {
        self.tenant.endpoint == Endpoint::Vendor
    }
}
