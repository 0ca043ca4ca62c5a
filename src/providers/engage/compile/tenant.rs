//! `tenant.yaml`: what only this provider can check of it.

use super::super::catalogue::CATALOGUE;
use super::super::session::Session;
use super::super::settings::Settings;
use super::people::is_email;
use crate::model::{Endpoint, Findings, Tenant, WritePath};
use crate::providers::kit::tenant;
use crate::providers::provider::Session as _;

/// Checks settings, credentials and who writes what.
pub fn check_tenant(tenant: &Tenant, findings: &mut Findings) {
    let settings: Settings = tenant::settings(tenant, findings);
    if let Some(caller) = &settings.caller {
        is_email(caller, findings);
    }
    tenant::no_portal(tenant, findings);
    credentials(tenant, findings);
    tenant::writes(tenant, &CATALOGUE, findings, |spec, path, place, findings| {
        if *path == WritePath::Api && tenant.endpoint == Endpoint::Vendor {
            let text = format!("the vendor publishes no interface that writes {}", spec.plural);
            let hint = format!("say `{}: manual`, or leave it out", spec.plural);
            findings.refuse("engage:V-41", place, text, Some(hint));
        }
    });
}

fn credentials(tenant: &Tenant, findings: &mut Findings) {
    tenant::unknown_credentials(tenant, Session::CREDENTIALS, findings);
    if let (Endpoint::Vendor, Some((_, place))) = (&tenant.endpoint, tenant.credentials.get("token")) {
        let hint = "leave it out, or name the server of the assumed contract as `endpoint`";
        findings.warn("engage:V-41", *place, "nobody at the vendor takes this token", Some(hint.into()));
    }
    // The vendor is never asked.
    if tenant.endpoint != Endpoint::Vendor {
        tenant::missing_credentials(tenant, &[("token", true)], None, findings);
    }
}
