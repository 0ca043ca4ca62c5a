//! `contact_center` in `tenant.yaml`: the vendor sells its seats by contract and publishes no number (G-704).

use schemars::JsonSchema;

use crate::model::{Findings, Tenant, read};
use crate::port::TenantKey;
use crate::providers::kit;

/// The key, and what may stand under it.
pub const KEYS: &[TenantKey] = &[TenantKey { name: KEY, schema: kit::schema::settings::<ContactCenter> }];

const KEY: &str = "contact_center";

/// What the contract with the vendor says about the Contact Center.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactCenter {
    /// Contracted seats; 0 means there is no Contact Center.
    pub seats: u64,
    /// How many people over the contract are accepted; 0 by default.
    #[serde(default)]
    pub allow_overage: u64,
}

/// The contract of `tenant`, where it is written; tells what is wrong with it.
pub fn checked(tenant: &Tenant, findings: &mut Findings) -> Option<ContactCenter> {
    read(tenant.own.get(KEY)?, findings)
}

/// The contract of `tenant`, which was checked before.
pub fn of(tenant: &Tenant) -> Option<ContactCenter> {
    checked(tenant, &mut Findings::default())
}

/// The contract of a tenant that has a Contact Center.
pub fn center(tenant: &Tenant) -> Option<ContactCenter> {
    of(tenant).filter(|center| center.seats > 0)
}

/// The key as a tenant has it that writes these numbers.
#[cfg(test)]
pub fn written(seats: u64, allow_overage: u64) -> std::collections::BTreeMap<String, crate::model::Node> {
    use crate::model::{FileId, Node, NodeValue, Place, ScalarStyle};
    let place = Place { file: FileId(0), line: 1, column: 1, length: 1 };
    let plain = |text: &str| Node { place, value: NodeValue::Scalar(text.into(), ScalarStyle::Plain) };
    let entry = |key: &str, number: u64| (plain(key), plain(&number.to_string()));
    let both = vec![entry("seats", seats), entry("allow_overage", allow_overage)];
    [(KEY.to_owned(), Node { place, value: NodeValue::Map(both) })].into()
}
