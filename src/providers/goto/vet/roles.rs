//! Roles.

use super::super::catalogue::guards::FEWEST_SUPER_ADMINS;
use super::super::catalogue::{ROLE, SUPER_ADMIN};
use super::super::compile::{Context, Draft, system_role};
use crate::model::{Findings, Place};

/// System roles are the vendor's: they cannot be declared anew (G-301).
pub fn role_set(name: &str, place: Place, findings: &mut Findings) {
    if let Some(system) = system_role(name) {
        let text = format!("`{system}` is a system role and cannot be declared");
        findings.refuse("goto:G-301", place, text, Some("drop it: system roles are always there".into()));
    }
}

/// Tells where a roster that names Super admins names too few (G-313). It warns only: a roster may manage
/// a part of the people, so that others of whom it says nothing may be Super admins as well. The plan
/// counts the live ones and refuses.
pub fn super_admins(cx: &Context<'_>, draft: &Draft, findings: &mut Findings) {
    let wanted = FEWEST_SUPER_ADMINS.least(cx.tenant);
    let mut named =
        draft.of_kind(ROLE).filter(|(_, declared)| declared.attributes.text("role") == Some(SUPER_ADMIN));
    let Some((_, first)) = named.next() else { return };
    let number = 1 + named.count() as u64;
    if number < wanted && !cx.roster.partial {
        let text = format!("{wanted} Super admins are wanted, and the roster names {number}");
        findings.warn("goto:G-313", first.place, text, Some("name another one".into()));
    }
}
