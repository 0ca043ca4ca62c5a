//! What `settings` in `tenant.yaml` may say of a SCIM service.

use schemars::JsonSchema;

use crate::model::{At, Findings, Tenant, folded};
use crate::providers::kit;

/// What RFC 7643 leaves to the service, and what this roster may do.
#[derive(Clone, Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Whether a live user of the declared name is taken for the declared one where its `externalId` does not say
    /// so (S-02, S-22). Default `true`; `false` refuses, and the roster then names the `external_id`.
    adopt: Option<bool>,
    /// The `type` of the entitlements that are licenses (S-06); `none` where the service gives them no type.
    /// Default `license`. Entitlements of other types are left alone.
    entitlement_type: Option<At<String>>,
    /// Whether the service knows one role a person at most (S-06). Default `false`.
    single_role: Option<bool>,
    /// The `userName` behind the token, which is then never changed, deactivated or deleted. No standard way asks a
    /// service for it: `/Me` may be missing (S-38).
    caller: Option<At<String>>,
}

/// The settings of a tenant, with what is left out filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Whether a live user of the declared name is taken for the declared one.
    pub adopt: bool,
    /// The `type` of entitlements that are licenses; `None` where they have none.
    pub entitlement_type: Option<String>,
    /// Whether a person has one role at most.
    pub single_role: bool,
    /// The key of the user behind the token, where it is known.
    pub caller: Option<String>,
}

/// Reports what is wrong with the settings of `tenant`.
pub fn check(tenant: &Tenant, findings: &mut Findings) {
    kit::tenant::settings::<Shape>(tenant, findings);
}

/// The settings of `tenant`, which were checked before.
pub fn of(tenant: &Tenant) -> Settings {
    let shape: Shape = kit::tenant::settings(tenant, &mut Findings::default());
    let kind = shape.entitlement_type.map_or_else(|| "license".to_owned(), |kind| kind.value);
    Settings {
        adopt: shape.adopt.unwrap_or(true),
        entitlement_type: Some(kind).filter(|kind| kind != "none"),
        single_role: shape.single_role.unwrap_or(false),
        caller: shape.caller.map(|caller| folded(&caller.value).into_owned()),
    }
}
