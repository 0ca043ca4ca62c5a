//! From a roster of the classic PBX Administration to what it wants, with the checks of what it cannot hold. Knows
//! nothing of the live tenant.

mod groups;
mod people;
mod permissions;

use super::super::admin::compile::Context;
use super::shapes::PbxProfile;
use crate::model::{Desired, Findings, Tenant};
use crate::port::Roster;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::profiles;

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context::of(tenant, roster, findings);
    let mut draft = Draft::default();
    for profile in profiles::<PbxProfile>(roster, findings) {
        for path in profile.groups.iter().flat_map(|list| &list.value) {
            groups::check_reference(&cx, path, findings);
        }
        profile.permissions.iter().for_each(|list| permissions::check_names(list, findings));
    }
    let granted = groups::compile(&cx, &mut draft, findings);
    people::compile(&cx, &granted, &mut draft, findings);
    draft.finish()
}
