//! The differences judged as a whole: the user behind the token is left alone, and notes let a reviewer know in a
//! minute what the plan brings with it.

use super::align::{names, of_kind};
use super::calls::{PATCH_GROUP, PATCH_USER, call};
use super::catalogue::{FEATURES, GROUP_MEMBER, LICENSE, SERVICE, USER, person};
use super::settings;
use crate::model::{
    Action, Addr, Changes, Desired, Finding, Findings, Hold, Observation, Reason, Severity, Tenant, Value,
};
use crate::port::Holds;

/// Judges `changes`; returns what must be held.
pub fn guard(
    tenant: &Tenant,
    desired: &Desired,
    observed: &Observation,
    changes: &Changes,
    findings: &mut Findings,
) -> Holds {
    let mut holds = Holds::default();
    caller(tenant, changes, findings, &mut holds);
    kept_licenses(desired, observed, changes, findings);
    without_patch(observed, changes, findings);
    holds
}

/// Whoever the token acts as stays as they are: a service that deactivates its own caller lets nobody in again. Only
/// the roster knows who that is (S-38).
fn caller(tenant: &Tenant, changes: &Changes, findings: &mut Findings, holds: &mut Holds) {
    let Some(caller) = settings::of(tenant).caller else { return };
    let own = changes.iter().filter(|change| person(&change.addr) == Some(&*caller));
    let own: Vec<_> = own.filter(|change| change.action != Action::Create).collect();
    let Some(first) = own.first() else { return };
    let text =
        format!("`{caller}` is the user behind the token (`settings.caller`), and is left as they are");
    let mut finding = Finding::new("scim:S-38", Severity::Refuse, text).about(format!("user {caller}"));
    finding.place = first.source;
    for change in own {
        holds.held.insert(change.addr.clone(), Hold::briefly(&finding));
    }
    findings.push(finding.hint("let somebody else change this user, at the service"));
}

/// Nothing says that deactivating frees a seat (S-04).
fn kept_licenses(desired: &Desired, observed: &Observation, changes: &Changes, findings: &mut Findings) {
    let suspended =
        of_kind(&desired.resources, USER).filter(|(_, declared)| declared.reason == Reason::Suspended);
    let keeps = |key: &str| {
        let prefix = [key, "/"].concat();
        let live = observed.resources.range(Addr::new(LICENSE, prefix.as_str())..);
        let mut live = live.take_while(|(addr, _)| addr.kind == LICENSE && addr.key.starts_with(&prefix));
        live.any(|(addr, _)| changes.get(addr).is_none_or(|change| change.action != Action::Delete))
    };
    let found: Vec<&str> = suspended.map(|(addr, _)| &*addr.key).filter(|key| keeps(key)).collect();
    if found.is_empty() {
        return;
    }
    let text = format!(
        "{} suspended and still licensed: whether a seat is billed on is the service's rule",
        names(found.iter().copied())
    );
    let about = match found.as_slice() {
        [only] => format!("user {only}"),
        all => format!("{} users", all.len()),
    };
    let finding = Finding::new("scim:S-04", Severity::Note, text).about(about);
    findings.push(finding.hint("write `licenses: []` to take them back"));
}

/// Without PATCH whole resources are written (S-27), and without versions somebody else's edit in between is lost.
fn without_patch(observed: &Observation, changes: &Changes, findings: &mut Findings) {
    let service = observed.resources.get(&Addr::new(SERVICE, FEATURES));
    let off = |name| service.and_then(|service| service.get(name)) == Some(&Value::Flag(false));
    let edits =
        |change: &crate::model::Change| [PATCH_USER, PATCH_GROUP].contains(&call(change, changes).shape);
    if !off("patch") || !changes.iter().any(edits) {
        return;
    }
    let members = changes.starting(GROUP_MEMBER, "").next().is_some();
    let what = if members { "users and lists of members" } else { "users" };
    let text = match off("etag") {
        true => format!(
            "the service takes neither PATCH nor versions: whole {what} are written, and an edit by somebody else in that moment is lost"
        ),
        false => format!("the service takes no PATCH: whole {what} are written, each with its version"),
    };
    let severity = if off("etag") { Severity::Warn } else { Severity::Note };
    findings.push(Finding::new("scim:S-27", severity, text));
}
