//! What the classic portal cannot hold, told before any network; what it shares with GoTo Admin is judged there.

use super::super::catalogue::MEMBER;
use super::super::compile::Context;
use super::catalogue::{MANAGER, ROLES};
use super::shapes::Managing;
use crate::model::{At, Findings, nearest};

/// The role as it is spelled everywhere; tells of one that the portal does not have (G-301, G-309).
pub fn role(role: &At<String>, findings: &mut Findings) -> Option<&'static str> {
    let found = ROLES.into_iter().find(|own| own.eq_ignore_ascii_case(&role.value));
    if found.is_none() {
        let text = format!("`{}` is no role of this portal: expected {}", role.value, ROLES.join(", "));
        let billing = role.value.eq_ignore_ascii_case("billing admin");
        let (code, hint) = match nearest(&role.value, ROLES) {
            _ if billing => ("goto:G-309", "only the vendor's support appoints a billing admin".to_owned()),
            Some(near) => ("goto:G-301", format!("did you mean `{near}`?")),
            None => ("goto:G-301", "custom roles are of the new portal".to_owned()),
        };
        findings.refuse(code, role.place, text, Some(hint));
    }
    found
}

/// Groups and permissions are a Manager's, and a Manager has groups or `all` written out (G-308, section 14).
pub fn managing(
    cx: &Context<'_>,
    written: Option<(&At<String>, &'static str)>,
    own: &Managing,
    findings: &mut Findings,
) {
    for group in own.groups().unwrap_or_default() {
        cx.names.group(group, findings);
    }
    permissions(own, findings);
    let Some((role, name)) = written else { return };
    if name == MANAGER {
        let none = own.groups().is_some_and(<[_]>::is_empty);
        if !own.all() && (none || own.manages.is_none()) {
            let text = "a Manager without groups governs ALL USERS of the account";
            let hint = "name the groups under `manages`, or write `manages: all`";
            findings.refuse("goto:G-308", role.place, text, Some(hint.into()));
        }
        return;
    }
    let groups = own.manages.as_ref().filter(|list| !list.0.is_empty()).map(|list| ("manages", list.place));
    let rights = own.permissions.as_ref().filter(|list| !list.is_empty());
    let rights = rights.map(|list| ("permissions", list.place));
    for (key, place) in groups.into_iter().chain(rights) {
        let text = format!("`{key}` is a Manager's, and the role here is {name}");
        let hint = format!("drop `{key}`, or say `role: {MANAGER}`");
        findings.refuse("goto:G-308", place, text, Some(hint));
    }
}

/// Who governs everybody is written out with the role: `manages: all` alone says it of whoever has one (G-308).
pub fn unsaid(own: &Managing, findings: &mut Findings) {
    if let Some(manages) = own.manages.as_ref().filter(|_| own.all()) {
        let text = "`manages: all` stands without a role";
        findings.refuse("goto:G-308", manages.place, text, Some(format!("say `role: {MANAGER}` as well")));
    }
}

/// Nothing public lists the portal's check boxes, so any name goes that can be one.
fn permissions(own: &Managing, findings: &mut Findings) {
    for name in own.permissions.iter().flat_map(|list| &list.value) {
        if name.trim().is_empty() || name.trim() != name.value {
            let text = format!("`{}` is no name of a permission", name.value);
            findings.refuse("goto:G-308", name.place, text, Some("write it as the portal does".into()));
        }
    }
}

/// The role that a suspended person has.
pub const SUSPENDED_ROLE: &str = MEMBER;
