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
    /// What the directory owns of the people whom it manages, beside the e-mail. All of it where nothing is written
    /// (G-611, G-615): what is named is never changed here, but for somebody who leaves.
    pub directory_owns: Option<Vec<Owned>>,
    /// The language in which check-lists call places and buttons; `en` where nothing is written.
    pub labels: Option<Language>,
}

/// What a directory may own of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Owned {
    /// First and last name, which the vendor itself says are locked.
    Names,
    /// Licenses.
    Licenses,
    /// The role.
    Roles,
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

    /// What the directory owns.
    pub fn directory_owns(&self) -> Vec<Owned> {
        self.directory_owns.clone().unwrap_or_else(|| vec![Owned::Names, Owned::Licenses, Owned::Roles])
    }
}

/// Whether meetings, webinars and trainings are read in `tenant`.
pub fn reads_meetings(tenant: &Tenant) -> bool {
    Settings::of(tenant).meetings == Some(Meetings::Api)
}
