//! From a roster to what it wants. Reads each entry's shape, spells things as keys are spelled, and makes every
//! check that needs no live state. Knows nothing of the live tenant.

mod context;
mod people;
mod skills;
mod tenant;

use super::catalogue::guards::FEWEST_ADMINISTRATORS;
use super::catalogue::{ADMINISTRATORS, PROJECT};
use super::sections::PROJECTS;
use super::shapes::{Profile, Project};
use crate::model::{Addr, Attributes, Desired, Findings, Reason, Tenant, read};
use crate::port::Roster;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::{self, entries};
use context::Context;
pub use tenant::check_tenant;

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context::of(tenant, roster, findings);
    let mut draft = Draft::default();
    draft.floor(ADMINISTRATORS, FEWEST_ADMINISTRATORS.least(tenant));
    profiles(&cx, findings);
    skills::compile(&cx, &mut draft, findings);
    projects(&cx, &mut draft, findings);
    people::compile(&cx, &mut draft, findings);
    draft.finish()
}

fn profiles(cx: &Context<'_>, findings: &mut Findings) {
    for profile in names::profiles::<Profile>(cx.roster, findings) {
        if let Some(role) = &profile.role {
            people::check_role(role, findings);
        }
        let skills = profile.skills.iter().flat_map(|list| &list.value);
        skills.for_each(|skill| cx.skills.check(skill, findings));
        let projects = profile.projects.iter().flat_map(|list| &list.value);
        projects.for_each(|project| cx.projects.check(project, findings));
    }
}

fn projects(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, PROJECTS) {
        read::<Project>(&entry.node, findings);
        let addr = Addr::new(PROJECT, entry.key.as_str());
        draft.add(addr, Attributes::new(), entry.place, Reason::Declared);
    }
}
