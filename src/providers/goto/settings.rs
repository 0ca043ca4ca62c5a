//! What stands under `settings` in `tenant.yaml`: choices that no reading can make.

use schemars::JsonSchema;

use crate::model::{Findings, Tenant};
use crate::providers::kit;
use crate::providers::kit::labels::Language;

/// The settings of a tenant in GoTo Admin.
#[derive(Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How the meetings, webinars and trainings of whoever loses them are looked after (E-20, E-21). `api` reads them over
    /// interfaces that are known from the vendor's descriptions of 2018 and from client code only; `by-hand`, the
    /// default, reads nothing and warns.
    pub meetings: Option<Meetings>,
    /// The language in which check-lists call places and buttons; `en` where nothing is written.
    pub labels: Option<Language>,
}

/// How meetings, webinars and trainings are looked after.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Meetings {
    /// The program reads them, and adds co-organizers where a roster names one.
    Api,
    /// A person looks.
    #[default]
    ByHand,
}

impl Settings {
    /// The settings of `tenant`, which were checked before.
    pub fn of(tenant: &Tenant) -> Self {
        Self::checked(tenant, &mut Findings::default())
    }

    /// The same; reports what is wrong with them.
    pub fn checked(tenant: &Tenant, findings: &mut Findings) -> Self {
        kit::tenant::settings(tenant, findings)
    }
}

/// Whether meetings, webinars and trainings are read in `tenant`.
pub fn reads_meetings(tenant: &Tenant) -> bool {
    Settings::of(tenant).meetings == Some(Meetings::Api)
}
