//! Roles.

use super::super::super::sections::ROLE_SETS;
use super::super::catalogue::ROLE_SET;
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
