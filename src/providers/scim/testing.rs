//! Tenants, rosters and what they come to in a few lines of text, for the tests of the rule book; and a service that
//! answers by a script, for what no emulator does.

use super::{PORTAL, SCIM};
use crate::model::{Desired, Endpoint, Finding, Tenant};
pub use crate::providers::kit::testing::wants;
use crate::providers::kit::testing::{self as kit, Play, Stage};

/// A tenant on the sandbox that declares nothing but its name.
pub fn tenant() -> Tenant {
    kit::tenant("scim")
}

/// The same with settings, written in flow style.
pub fn tenant_with(settings: &str) -> Tenant {
    kit::tenant_with("scim", settings)
}

/// What `text` wants in `tenant`, and what is found about it.
pub fn compiled(tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    kit::compiled(&PORTAL, tenant, text)
}

/// One exchange.
pub type Exchange = kit::Exchange<'static>;

/// What the service announces is in every script, where it says nothing else.
const STAGE: Stage = Stage {
    provider: &SCIM,
    short: str::to_owned,
    usual: &[(
        "GET /ServiceProviderConfig",
        200,
        r#"{"patch":{"supported":true},"filter":{"supported":true}}"#,
    )],
    passed_over: &["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"],
};

/// A session with a base URL.
pub fn play(exchanges: &[Exchange]) -> Play {
    let endpoint = Endpoint::Base("http://127.0.0.1:1".into());
    Play::new(&STAGE, Tenant { endpoint, ..tenant() }, exchanges)
}
