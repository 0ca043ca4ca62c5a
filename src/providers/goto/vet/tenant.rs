//! `tenant.yaml`: what only this provider can judge of it.

use super::super::catalogue::{CATALOGUE, CONTACT_CENTER_ADMIN, QUEUE_CLEARANCE, QUEUE_MEMBER};
use super::super::contract;
use crate::model::{Catalogue, Endpoint, Findings, KindSpec, Ownership, Place, Tenant, WritePath, nearest};

/// The portals, the usual one first.
const PORTALS: [&str; 3] = [GOTO_ADMIN, CLASSIC, PBX_CLASSIC];
/// GoTo Admin.
pub const GOTO_ADMIN: &str = "goto-admin";
/// The classic Admin Center.
pub const CLASSIC: &str = "classic";
/// The classic PBX Administration.
pub const PBX_CLASSIC: &str = "pbx-classic";

/// The names of credentials.
const CREDENTIALS: [&str; 4] = ["client_id", "client_secret", "personal_access_token", "refresh_token"];

/// Judges portal, credentials and who writes what.
pub fn tenant(tenant: &Tenant, findings: &mut Findings) {
    portal(tenant, findings);
    credentials(tenant, findings);
    contract::checked(tenant, findings);
    writes(tenant, findings);
}

/// The same for a portal of which nothing public writes anything: people do, or a program of the user's own.
pub fn by_hand(tenant: &Tenant, catalogue: &Catalogue, findings: &mut Findings) {
    credentials(tenant, findings);
    contract::checked(tenant, findings);
    for (plural, (path, place)) in &tenant.writes {
        let known = written(catalogue, plural, *place, findings).is_some();
        if known && *path == WritePath::Api {
            let text = format!("no public interface writes {plural} in this portal");
            let hint = format!("say `{plural}: manual` or name a program with `exec`, or leave it out");
            findings.refuse("R-018", *place, text, Some(hint));
        }
    }
}

fn portal(tenant: &Tenant, findings: &mut Findings) {
    let Some((portal, place)) = &tenant.portal else { return };
    if !PORTALS.contains(&portal.as_str()) {
        let text = format!("`{portal}` is not one of {}", PORTALS.join(", "));
        let near = nearest(portal, PORTALS).unwrap_or(PORTALS[0]);
        findings.refuse("R-018", *place, text, Some(format!("did you mean `{near}`?")));
    }
}

fn credentials(tenant: &Tenant, findings: &mut Findings) {
    for (name, (_, place)) in &tenant.credentials {
        if !CREDENTIALS.contains(&name.as_str()) {
            let hint = match nearest(name, CREDENTIALS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known credentials: {}", CREDENTIALS.join(", ")),
            };
            findings.refuse("R-005", *place, format!("no credential is called `{name}`"), Some(hint));
        }
    }
    // Only the sandbox takes anybody.
    if matches!(tenant.endpoint, Endpoint::Sandbox { .. }) {
        return;
    }
    let has = |name: &str| tenant.credentials.contains_key(name);
    let mut missing: Vec<&str> = CREDENTIALS[..2].iter().copied().filter(|name| !has(name)).collect();
    if !has(CREDENTIALS[2]) && !has(CREDENTIALS[3]) {
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
        let Some(spec) = written(&CATALOGUE, plural, *place, findings) else { continue };
        let unwritten = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN].contains(&spec.kind);
        let by_hand = (unwritten && tenant.endpoint == Endpoint::Vendor) || spec.kind == QUEUE_CLEARANCE;
        if by_hand && *path == WritePath::Api {
            let text = format!("the vendor has no public interface that writes {plural}");
            let hint = format!("say `{plural}: manual`, or leave it out");
            findings.refuse("goto:G-716", *place, text, Some(hint));
        }
    }
}

/// The kind that is called `plural`, where it is one that is written; tells where none is.
fn written(
    catalogue: &Catalogue,
    plural: &str,
    place: Place,
    findings: &mut Findings,
) -> Option<&'static KindSpec> {
    let found = catalogue.by_plural(plural).filter(|spec| spec.ownership == Ownership::Managed);
    if found.is_none() {
        let known: Vec<&str> = catalogue.managed().map(|spec| spec.plural).collect();
        let hint = match nearest(plural, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known kinds: {}", known.join(", ")),
        };
        findings.refuse("R-005", place, format!("nothing that is written is called `{plural}`"), Some(hint));
    }
    found
}
