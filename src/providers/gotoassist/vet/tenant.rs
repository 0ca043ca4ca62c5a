//! `tenant.yaml`: what only this provider can judge of it.

use super::super::catalogue::CATALOGUE;
use super::super::login::CREDENTIALS;
use super::super::settings::{self, Generation};
use crate::model::{Endpoint, Findings, Ownership, Tenant, WritePath, nearest};

/// Judges portal, settings, credentials and who writes what.
pub fn tenant(tenant: &Tenant, findings: &mut Findings) {
    if let Some((portal, place)) = &tenant.portal {
        let text = format!("this vendor has no portal `{portal}` to choose");
        findings.refuse("R-018", *place, text, Some("leave the key out".into()));
    }
    generation(tenant, findings);
    credentials(tenant, findings);
    writes(tenant, findings);
}

/// Four products share the name; this is the first of them (section 1 of the sheet).
fn generation(tenant: &Tenant, findings: &mut Findings) {
    let settings = settings::judged(tenant, findings);
    if let Some(caller) = &settings.caller
        && !caller.contains('@')
    {
        let text = format!("`{}` is no e-mail", caller.value);
        findings.refuse(
            "gotoassist:AT-07",
            caller.place,
            text,
            Some("the person whose token is used".into()),
        );
    }
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

fn credentials(tenant: &Tenant, findings: &mut Findings) {
    let known: Vec<&str> = CREDENTIALS.iter().map(|(name, _)| *name).collect();
    for (name, (_, place)) in &tenant.credentials {
        if !known.contains(&name.as_str()) {
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known credentials: {}", known.join(", ")),
            };
            findings.refuse("R-005", *place, format!("no credential is called `{name}`"), Some(hint));
        }
    }
    // Only the sandbox takes anybody.
    if matches!(tenant.endpoint, Endpoint::Sandbox { .. }) {
        return;
    }
    let has = |name: &str| tenant.credentials.contains_key(name);
    let needed = CREDENTIALS.iter().filter(|(_, needed)| *needed).map(|(name, _)| *name);
    let mut missing: Vec<&str> = needed.filter(|name| !has(name)).collect();
    if !has("personal_access_token") && !has("refresh_token") {
        missing.push("personal_access_token (or refresh_token)");
    }
    if !missing.is_empty() {
        let text = format!("credentials are missing: {}", missing.join(", "));
        let hint = "add them under `credentials`, each as `{ env: NAME }` or `{ file: PATH }`";
        findings.refuse("R-009", tenant.place, text, Some(hint.into()));
    }
}

fn writes(tenant: &Tenant, findings: &mut Findings) {
    for (plural, (path, place)) in &tenant.writes {
        if CATALOGUE.by_plural(plural).is_none_or(|spec| spec.ownership != Ownership::Managed) {
            let known: Vec<&str> = CATALOGUE.managed().map(|spec| spec.plural).collect();
            let hint = match nearest(plural, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known kinds: {}", known.join(", ")),
            };
            let text = format!("nothing that is written is called `{plural}`");
            findings.refuse("R-005", *place, text, Some(hint));
        } else if *path == WritePath::Api && tenant.endpoint == Endpoint::Vendor {
            let text = format!("the vendor has no public interface that writes {plural}");
            let hint = format!("say `{plural}: manual`, or leave it out");
            findings.refuse("gotoassist:A-604", *place, text, Some(hint));
        }
    }
}
