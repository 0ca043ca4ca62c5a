//! Contacts and methods that something is still sent to.

use super::super::catalogue::{CATALOGUE, CONTACT, CONTACT_METHOD};
use crate::model::{Action, Addr, Change, Endpoint, Finding, Severity};
use crate::port::GuardCase;

/// Alerts and reports are pointed elsewhere before a contact or a method goes (AE-05, A-305, AT-05). Where a reading
/// tells of them the change is held, else it is told.
pub fn receivers(case: &mut GuardCase<'_>) {
    let gone = |change: &&Change| change.action == Action::Delete;
    let methods: Vec<&Change> = case.of_kind(CONTACT_METHOD).filter(gone).collect();
    for change in methods {
        let used = change.before.as_ref().and_then(|before| before.get("used_by"));
        let Some(used) = used.map(ToString::to_string) else { continue };
        let text = format!("alerts and reports are still sent to `{}`: {used}", change.addr.key);
        let hold = case.refuse_change(
            change,
            "gotoassist:AE-05",
            text,
            "point them elsewhere first, then plan again",
        );
        let name = CATALOGUE.spec(CONTACT_METHOD).part(&change.addr.key, "contact").unwrap_or_default();
        let contact = case.changes.get(&Addr::new(CONTACT, name)).filter(gone);
        if let Some(contact) = contact {
            case.hold_silently(&contact.addr, &hold);
            let prefix = format!("{name}/");
            let others = case.changes.starting(CONTACT_METHOD, &prefix);
            others.for_each(|other| case.hold_silently(&other.addr, &hold));
        }
    }
    if case.tenant.endpoint == Endpoint::Vendor {
        let going = [CONTACT, CONTACT_METHOD].into_iter().flat_map(|kind| case.of_kind(kind)).find(gone);
        if let Some(first) = going.map(|change| change.addr.to_string()) {
            let text =
                "which alerts and reports use it cannot be read: one without another receiver goes nowhere";
            let finding = Finding::new("gotoassist:AE-05", Severity::Warn, text).about(first);
            case.findings.push(finding.hint("point them elsewhere first"));
        }
    }
}
