//! Notes that let a reviewer know in a minute what the plan brings with it.

use super::calls::{PATCH_GROUP, call};
use super::catalogue::{FEATURES, GROUP_MEMBER, LICENSE, SERVICE, USER};
use crate::model::{Action, Addr, Change, Finding, Reason, Severity, Value};
use crate::port::{GuardCase, of_kind};
use crate::providers::kit::calls::PATCH_USER;
use crate::providers::kit::checks::listed;

/// Looks at the differences as a whole.
pub fn guard(case: &mut GuardCase<'_>) {
    kept_licenses(case);
    without_patch(case);
}

/// Nothing says that deactivating frees a seat (S-04).
fn kept_licenses(case: &mut GuardCase<'_>) {
    let GuardCase { desired, observed, changes, .. } = *case;
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
        listed(found.iter().copied())
    );
    let about = match found.as_slice() {
        [only] => format!("user {only}"),
        all => format!("{} users", all.len()),
    };
    let finding = Finding::new("scim:S-04", Severity::Note, text).about(about);
    case.findings.push(finding.hint("write `licenses: []` to take them back"));
}

/// Without PATCH whole resources are written (S-27), and without versions somebody else's edit in between is lost.
fn without_patch(case: &mut GuardCase<'_>) {
    let GuardCase { observed, changes, .. } = *case;
    let service = observed.resources.get(&Addr::new(SERVICE, FEATURES));
    let off = |name| service.and_then(|service| service.get(name)) == Some(&Value::Flag(false));
    let edits = |change: &Change| [PATCH_USER, PATCH_GROUP].contains(&call(change, changes).shape);
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
    case.findings.push(Finding::new("scim:S-27", severity, text));
}
