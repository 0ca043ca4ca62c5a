//! `tenant.yaml`: what only this provider can check of it.

use super::super::catalogue::CATALOGUE;
use super::super::session::Session;
use super::super::settings;
use crate::model::{Endpoint, Findings, Tenant};
use crate::providers::kit::tenant;
use crate::providers::provider::Session as _;

/// Checks where the service is, settings, credentials and who writes what.
pub fn check_tenant(tenant: &Tenant, findings: &mut Findings) {
    settings::check(tenant, findings);
    if tenant.endpoint == Endpoint::Vendor {
        let text = "`endpoint` is missing: every SCIM service has a host of its own";
        let hint =
            "write the service's SCIM root, such as `endpoint: https://host/scim/v2`, or `endpoint: sandbox`";
        findings.refuse("R-009", tenant.place, text, Some(hint.into()));
    }
    tenant::no_portal(tenant, findings);
    tenant::credentials(tenant, Session::CREDENTIALS, findings);
    tenant::writes(tenant, &CATALOGUE, findings, |_, _, _, _| ());
}
