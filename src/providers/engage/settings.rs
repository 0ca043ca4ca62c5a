//! What stands under `settings` in `tenant.yaml`.

use schemars::JsonSchema;

use crate::model::{At, Findings, Tenant};
use crate::providers::kit;
use crate::providers::kit::labels::Language;

/// How long a closed conversation comes back to its last agent where nothing is written, in minutes (E-030).
pub const USUAL_REOPEN_MINUTES: u32 = 120;

/// The settings of an Engage tenant: what no reading can tell.
#[derive(Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The e-mail of the person whose token is in use, where the server does not tell: never demoted,
    /// inactivated or deleted (E-001).
    pub caller: Option<At<String>>,
    /// Whether conversations are spread by themselves, so that nobody has to dispatch (E-029, E-033).
    pub auto_routing: Option<bool>,
    /// Whether the second factor may be switched off for somebody (E-044).
    pub allow_two_factor_off: Option<bool>,
    /// For how many minutes a closed conversation comes back to its last agent; 120 where nothing is written
    /// (E-030).
    pub reopen_minutes: Option<u32>,
    /// The language in which check-lists call places and buttons; `en` where nothing is written.
    pub labels: Option<Language>,
}

impl Settings {
    /// The settings of `tenant`, which were checked before.
    pub fn of(tenant: &Tenant) -> Self {
        kit::tenant::settings(tenant, &mut Findings::default())
    }

    /// For how many minutes a closed conversation may come back.
    pub fn reopens_for(&self) -> u32 {
        self.reopen_minutes.unwrap_or(USUAL_REOPEN_MINUTES)
    }
}
