//! Tenants, rosters and what they come to in a few lines of text, for the tests of the rule book.

use super::PORTAL;
use crate::model::{Desired, Finding, Tenant};
use crate::providers::kit::testing as kit;
pub use crate::providers::kit::testing::wants;

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
