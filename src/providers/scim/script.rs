//! A service that answers by a script, for what no emulator does: the client's tests.

use super::SCIM;
use super::testing::tenant;
use crate::model::{Endpoint, Tenant};
use crate::providers::kit::testing::{self as kit, Play, Stage};

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
