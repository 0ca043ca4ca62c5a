//! User groups: managed where they are declared.

use super::super::catalogue::GROUP;
use super::super::shapes::{Group, GroupState};
use super::super::vet;
use super::draft::{Cause, Draft};
use super::{Context, GROUPS, entries};
use crate::model::{Addr, Attributes, Findings, Reason, read};

/// What the section `groups` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, GROUPS) {
        let Some(Group { state }) = read(&entry.node, findings) else { continue };
        let addr = Addr::new(GROUP, entry.key.as_str());
        match state {
            Some(state) if state.value == GroupState::Absent => {
                let cause = Cause { reason: Reason::Absent, ..Cause::default() };
                draft.gone(addr, Attributes::new(), state.place, cause);
            }
            _ => {
                vet::group(cx, &entry.key, entry.place, findings);
                draft.add(addr, Attributes::new(), entry.place, Cause::default());
            }
        }
    }
    vet::group_names(cx.roster.sections.get(GROUPS), findings);
}
