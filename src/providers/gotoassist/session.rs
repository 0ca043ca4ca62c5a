//! One session with one account: what reader and writer share, and how both are begun.

use tokio::sync::OnceCell;

use super::api::{ASSUMED, Api, G2A, OAUTH};
use super::catalogue::ADMINISTRATOR;
use super::settings::{self, Settings};
use crate::model::{Endpoint, Tenant, VendorError, folded};
use crate::port::Plane;
use crate::providers::kit::login::{self, TokenExchange};
use crate::providers::provider::{self, Opening};

/// The vendor's common token endpoint: what the sheet says of the older interface (section 8.1) names no other way in.
/// A 401 may as well say that the caller has no seat: one renewal finds out.
const TOKENS: login::Endpoint =
    login::Endpoint { plane: OAUTH, code: |_| None, stale: |response| response.status == 401 };

/// What reader and writer share.
pub struct Session {
    /// The vendor.
    pub api: Api,
    /// What no reading tells.
    pub settings: Settings,
    tenant: Tenant,
    caller: OnceCell<Caller>,
}

impl provider::Session for Session {
    const CREDENTIALS: &[(&str, bool)] = login::EXCHANGED;
    /// The sheet names no limit of calls; ten a second is what the vendor's other interfaces allow.
    const PLANES: &[(Plane, &str, u32)] = &[
        (OAUTH, "https://authentication.logmeininc.com", 10),
        (G2A, "https://api.getgo.com", 10),
        // Reserved by RFC 2606: nothing on this plane may ever reach the vendor.
        (ASSUMED, "https://assumed.invalid", 10),
    ];

    fn open(opening: Opening) -> Self {
        let api = Api::new(TokenExchange::client(&opening, TOKENS));
        let settings = settings::of(&opening.tenant);
        Self { api, settings, tenant: opening.tenant, caller: OnceCell::new() }
    }
}

/// Who acts.
pub struct Caller {
    /// The e-mail in lower case, where it is known.
    pub email: Option<String>,
    /// Whether the caller is known to be an administrator, who sees all.
    pub is_administrator: bool,
}

impl Session {
    /// Whether the other side is the vendor itself, of which only the documented interface is asked.
    pub fn is_vendor(&self) -> bool {
        self.tenant.endpoint == Endpoint::Vendor
    }

    /// Who acts, asked for once; on the vendor what `settings.caller` says. Elsewhere this is also where the
    /// contract is demanded, before anything is written.
    ///
    /// # Errors
    /// The refusal, or a server that does not name the contract.
    pub async fn caller(&self) -> Result<&Caller, VendorError> {
        let find = || async {
            if self.is_vendor() {
                let email = self.settings.caller.as_ref().map(|email| folded(email).into_owned());
                return Ok(Caller { email, is_administrator: false });
            }
            let me = self.api.me().await?;
            let email = me.email.map(|email| folded(&email).into_owned());
            Ok(Caller { email, is_administrator: me.role.as_deref() == Some(ADMINISTRATOR) })
        };
        self.caller.get_or_try_init(find).await
    }
}
