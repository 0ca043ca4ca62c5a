//! `tenant.yaml`: what only this provider can check of it.

use super::super::super::contract;
use super::super::super::sections::PORTALS;
use super::super::super::settings::Settings;
use super::super::calls::by_people;
use super::super::catalogue::{CATALOGUE, CONTACT_CENTER_ADMIN, QUEUE_MEMBER};
use crate::model::{Catalogue, Endpoint, Findings, Tenant, WritePath, nearest};
use crate::providers::kit::tenant;

/// Checks portal, credentials and who writes what.
pub fn check_tenant(tenant: &Tenant, findings: &mut Findings) {
    portal(tenant, findings);
    tenant::exchanged(tenant, findings);
    contract::checked(tenant, findings);
    Settings::checked(tenant, findings);
    tenant::writes(tenant, &CATALOGUE, findings, |spec, path, place, findings| {
        let unwritten = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN].contains(&spec.kind);
        let by_hand = (unwritten && tenant.endpoint == Endpoint::Vendor) || by_people(spec.kind);
        if by_hand && *path == WritePath::Api {
            let text = format!("the vendor has no public interface that writes {}", spec.plural);
            let hint = format!("say `{}: manual`, or leave it out", spec.plural);
            findings.refuse("goto:G-716", place, text, Some(hint));
        }
    });
}

/// The same for a portal of which nothing public writes anything: people do, or a program of the user's own.
pub fn check_by_hand(tenant: &Tenant, catalogue: &Catalogue, findings: &mut Findings) {
    tenant::exchanged(tenant, findings);
    contract::checked(tenant, findings);
    without_effect(tenant, findings);
    tenant::writes(tenant, catalogue, findings, |spec, path, place, findings| {
        if *path == WritePath::Api {
            let text = format!("no public interface writes {} in this portal", spec.plural);
            let hint =
                format!("say `{}: manual` or name a program with `exec`, or leave it out", spec.plural);
            findings.refuse("R-018", place, text, Some(hint));
        }
    });
}

/// Refuses settings of GoTo Admin that do nothing in a classic portal.
fn without_effect(tenant: &Tenant, findings: &mut Findings) {
    let Settings { meetings, directory_owns, labels: _ } = Settings::checked(tenant, findings);
    let named = [("meetings", meetings.is_some()), ("directory_owns", directory_owns.is_some())];
    for (name, _) in named.into_iter().filter(|(_, written)| *written) {
        let text = format!("`settings.{name}` has no effect in this portal");
        let hint = "drop it: only `goto-admin` reads and writes what it is about";
        let written = tenant.settings.as_ref().and_then(|settings| settings.get(name));
        let place = written.map_or(tenant.place, |value| value.place);
        findings.refuse("R-018", place, text, Some(hint.into()));
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
