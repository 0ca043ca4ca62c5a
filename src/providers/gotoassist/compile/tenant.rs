//! `tenant.yaml`: what only this provider can check of it.

use super::super::catalogue::CATALOGUE;
use super::super::settings::{Generation, Settings};
use crate::model::{Endpoint, Findings, Tenant, WritePath};
use crate::providers::kit::tenant;

/// Checks portal, settings, credentials and who writes what.
pub fn check_tenant(tenant: &Tenant, findings: &mut Findings) {
    tenant::no_portal(tenant, findings);
    let settings: Settings = tenant::settings(tenant, findings);
    if let Some(caller) = settings.caller.as_ref().filter(|caller| !caller.contains('@')) {
        let hint = "the person whose token is used";
        let text = format!("`{}` is no e-mail", caller.value);
        findings.refuse("gotoassist:AT-07", caller.place, text, Some(hint.into()));
    }
    generation(&settings, findings);
    tenant::exchanged(tenant, findings);
    tenant::writes(tenant, &CATALOGUE, findings, |spec, path, place, findings| {
        if *path == WritePath::Api && tenant.endpoint == Endpoint::Vendor {
            let text = format!("the vendor has no public interface that writes {}", spec.plural);
            let hint = format!("say `{}: manual`, or leave it out", spec.plural);
            findings.refuse("gotoassist:A-604", place, text, Some(hint));
        }
    });
}

/// Four products share the name; this is the first of them (section 1 of the sheet).
fn generation(settings: &Settings, findings: &mut Findings) {
    let Some(generation) = settings.generation else { return };
    let (code, text, hint) = match generation.value {
        Generation::Suite => return,
        Generation::AdminCenter => (
            "gotoassist:A-501",
            "generation II is managed in the classic Admin Center, by device groups and not by companies",
            "use `provider: goto` for its users and licenses",
        ),
        Generation::ServiceDesk => (
            "gotoassist:A-506",
            "Service Desk that stands alone is organized by services, and no public interface is known",
            "make its changes in its own Configure menu",
        ),
        Generation::Corporate => (
            "gotoassist:A-509",
            "Corporate is organized by teams and portals, and no public interface is known",
            "make its changes in the Management Center",
        ),
    };
    findings.refuse(code, generation.place, text, Some(hint.into()));
}
