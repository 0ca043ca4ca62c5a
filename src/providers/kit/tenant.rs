//! Checks of `tenant.yaml` that every vendor makes: portal, credentials, settings, who writes what.

use serde::de::DeserializeOwned;

use super::login::EXCHANGED;
use super::names::one_of;
use crate::model::{
    Catalogue, Endpoint, Finding, Findings, KindSpec, Ownership, Place, Severity, Tenant, WritePath, read,
};

/// The settings of `tenant`. Reports what is wrong with them.
pub fn settings<T: DeserializeOwned + Default>(tenant: &Tenant, findings: &mut Findings) -> T {
    tenant.settings.as_ref().and_then(|node| read(node, findings)).unwrap_or_default()
}

/// Reports a portal, for a vendor that has only one.
pub fn no_portal(tenant: &Tenant, findings: &mut Findings) {
    if let Some((portal, place)) = &tenant.portal {
        let text = format!("`{portal}` is no portal: this provider has none");
        findings.refuse("R-018", *place, text, Some("leave `portal` out".into()));
    }
}

/// Reports credentials that the vendor does not take, and needed ones that are missing.
pub fn credentials(tenant: &Tenant, known: &[(&str, bool)], findings: &mut Findings) {
    unknown_credentials(tenant, known, findings);
    missing_credentials(tenant, known, None, findings);
}

/// The same for a token exchange, which takes either of two proofs.
pub fn exchanged(tenant: &Tenant, findings: &mut Findings) {
    unknown_credentials(tenant, EXCHANGED, findings);
    missing_credentials(tenant, EXCHANGED, Some(["personal_access_token", "refresh_token"]), findings);
    renewed_for_one_run(tenant, findings);
}

/// Tells how long a job lives that renews its refresh token and keeps no new one.
fn renewed_for_one_run(tenant: &Tenant, findings: &mut Findings) {
    let Some((_, place)) = tenant.credentials.get("refresh_token") else { return };
    let other = tenant.credentials.contains_key("personal_access_token");
    if tenant.endpoint != Endpoint::Vendor || other || tenant.refresh_token_store.is_some() {
        return;
    }
    let text = "a renewed refresh token is kept for one run only: what uses this one ends with it, typically 30 days after it was issued";
    let hint = "say where a new one is kept: `refresh_token_store: { file: PATH }` or `{ exec: [PROGRAM] }`";
    findings.push(Finding::new("R-045", Severity::Note, text).at(*place).hint(hint));
}

/// Reports credentials that the vendor does not take.
pub fn unknown_credentials(tenant: &Tenant, known: &[(&str, bool)], findings: &mut Findings) {
    let known: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    for (name, (_, place)) in &tenant.credentials {
        if !known.contains(&name.as_str()) {
            let hint = one_of(name, "known credentials", &known);
            findings.refuse("R-005", *place, format!("no credential is called `{name}`"), Some(hint));
        }
    }
}

/// Reports needed credentials that are missing, and where none of `either` is there. A sandbox needs none.
pub fn missing_credentials(
    tenant: &Tenant,
    known: &[(&str, bool)],
    either: Option<[&str; 2]>,
    findings: &mut Findings,
) {
    if matches!(tenant.endpoint, Endpoint::Sandbox { .. }) {
        return;
    }
    let has = |name: &str| tenant.credentials.contains_key(name);
    let needed = known.iter().filter(|(name, needed)| *needed && !has(name));
    let mut missing: Vec<String> = needed.map(|(name, _)| (*name).to_owned()).collect();
    if let Some([one, other]) = either.filter(|either| !either.iter().any(|name| has(name))) {
        missing.push(format!("{one} (or {other})"));
    }
    if !missing.is_empty() {
        let text = format!("credentials are missing: {}", missing.join(", "));
        let hint = "add them under `credentials`, each as `{ env: NAME }` or `{ file: PATH }`";
        findings.refuse("R-009", tenant.place, text, Some(hint.into()));
    }
}

/// Who writes what: each kind under `writes`. Reports those that no kind is called.
pub fn writes(
    tenant: &Tenant,
    catalogue: &Catalogue,
    findings: &mut Findings,
    mut check: impl FnMut(&KindSpec, &WritePath, Place, &mut Findings),
) {
    for (plural, (path, place)) in &tenant.writes {
        if let Some(spec) = catalogue.by_plural(plural).filter(|spec| spec.ownership == Ownership::Managed) {
            check(spec, path, *place, findings);
            continue;
        }
        let known: Vec<&str> = catalogue.managed().map(|spec| spec.plural).collect();
        let hint = one_of(plural, "known kinds", &known);
        findings.refuse("R-005", *place, format!("nothing that is written is called `{plural}`"), Some(hint));
    }
}
