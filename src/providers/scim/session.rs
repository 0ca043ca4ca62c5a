//! One session with one service: what reader and writer share, and how both are begun.

use tokio::sync::OnceCell;

use super::api::{Api, Features, SCIM};
use super::directory::Known;
use super::settings::{self, Settings};
use crate::model::VendorError;
use crate::port::Plane;
use crate::providers::kit::directory::Directory;
use crate::providers::kit::login::GivenToken;
use crate::providers::provider::{self, Opening};

/// The emulator's root; elsewhere the URL in `endpoint` is the root.
const SANDBOX_ROOT: &str = "/scim/v2";

/// What reader and writer share.
pub struct Session {
    /// The service.
    pub api: Api,
    /// Names and ids.
    pub directory: Directory<Known>,
    /// What the tenant says of the service.
    pub settings: Settings,
    features: OnceCell<Features>,
}

impl provider::Session for Session {
    /// One bearer token, given by whoever runs the service (RFC 7644, section 2); it is needed off the sandbox.
    const CREDENTIALS: &[(&str, bool)] = &[("token", true)];
    /// A service has no host that everybody shares, so the URL is one that reaches nobody (RFC 2606); ten calls a
    /// second are few enough for those who publish a limit.
    const PLANES: &[(Plane, &str, u32)] = &[(SCIM, "https://scim.invalid", 10)];

    fn open(opening: Opening) -> Self {
        // A token that was given by hand is not renewed, but services have been seen to refuse a good one for a moment:
        // the call, which had no effect, is sent once more.
        let client = GivenToken::client(&opening, |response| response.status == 401);
        Self {
            api: Api::new(client, if opening.pretends() { SANDBOX_ROOT } else { "" }),
            directory: Directory::default(),
            settings: settings::of(&opening.tenant),
            features: OnceCell::new(),
        }
    }
}

impl Session {
    /// What the service can do, asked for once (S-21).
    ///
    /// # Errors
    /// Refusal credentials, or no SCIM service there.
    pub async fn features(&self) -> Result<&Features, VendorError> {
        self.features.get_or_try_init(|| self.api.discover()).await
    }
}
