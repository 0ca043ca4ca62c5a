//! A vendor by script, for tests. `A` stands for the account's path on the Admin API and `Q` for that of the invented
//! prefix.

use super::{GOTO, testing};
use crate::model::{Endpoint, Tenant};
use crate::providers::kit::testing::{Exchange, Play, Stage};

/// Asking who calls is in every script.
const STAGE: Stage = Stage {
    provider: &GOTO,
    short: |path| {
        let path = path.replace("/admin/rest/v1/accounts/5", "A");
        path.replace("/_emulator/contact-center/v1/accounts/5", "Q")
    },
    usual: &[(
        "GET /admin/rest/v1/me",
        200,
        r#"{"key":"1","accountKey":"5","email":"It@x","adminRoles":["SUPER_USER"],"accounts":[{"key":"5"}]}"#,
    )],
    passed_over: &["/admin/rest/v1/me"],
};

/// A session with an emulator's base URL.
pub fn play(exchanges: &[Exchange<'_>]) -> Play {
    play_at(Endpoint::Base("http://127.0.0.1:1".into()), exchanges)
}

/// A session with any endpoint.
pub fn play_at(endpoint: Endpoint, exchanges: &[Exchange<'_>]) -> Play {
    Play::new(&STAGE, tenant(endpoint), exchanges)
}

/// A tenant of the tests.
pub fn tenant(endpoint: Endpoint) -> Tenant {
    let own = super::contract::written(10, 0);
    Tenant { endpoint, own, notify: false, ..testing::tenant() }
}
