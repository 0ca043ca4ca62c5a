//! Roles.

use super::super::super::sections::ROLE_SETS;
use super::super::catalogue::guards::FEWEST_SUPER_ADMINS;
use super::super::catalogue::{ROLE, ROLE_SET, SUPER_ADMIN};
use super::super::shapes::RoleSet;
use super::context::{Context, system_role};
use crate::model::{Findings, read};
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::entries;

/// Custom roles are referred to. System roles are the vendor's: they cannot be declared anew (G-301).
pub fn declare(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, ROLE_SETS) {
        read::<RoleSet>(&entry.node, findings);
        if let Some(system) = system_role(&entry.key) {
            let text = format!("`{system}` is a system role and cannot be declared");
            let hint = "drop it: system roles are always there";
            findings.refuse("goto:G-301", entry.place, text, Some(hint.into()));
        }
        draft.declare_kind(ROLE_SET);
    }
}

/// Reports a roster that names Super admins and names too few (G-313). It warns only: a roster may manage a part of
/// the people, so that others of whom it says nothing may be Super admins as well. The plan counts the live ones and
/// refuses.
pub fn check_super_admins(cx: &Context<'_>, draft: &Draft, findings: &mut Findings) {
    let wanted = FEWEST_SUPER_ADMINS.least(cx.tenant);
    let Some((first, number)) = draft.named(ROLE, ("role", SUPER_ADMIN)) else { return };
    if number < wanted && !cx.roster.partial {
        let text = format!("{wanted} Super admins are wanted, and the roster names {number}");
        findings.warn("goto:G-313", first, text, Some("name another one".into()));
    }
}
