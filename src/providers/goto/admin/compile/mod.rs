//! From a roster to what it wants. Reads each entry's shape, spells things as GoTo does, and makes the checks of the
//! domain sheet (section 14) that need no live state, each beside what it checks, by rule number. The checks judge
//! only what the roster says: an absent key is unknown, not none.
//!
//! Of section 14 there are no checks here for what a roster of GoTo Admin cannot say: permissions (G-306), files
//! for import (G-006: the Admin API is used, in batches of 25). Managers and their scopes (G-308) and dependent
//! permissions (G-316) are in the classic portals, whose own folders check them. What the directory owns (G-615)
//! shows live only and is checked in `align`.

mod across;
mod context;
mod desk;
mod extensions;
mod extras;
mod groups;
mod leavers;
mod licenses;
mod mails;
mod people;
mod person;
mod products;
mod queues;
mod roles;
mod tenant;
mod texts;

use super::catalogue::SUPER_ADMINS;
use super::catalogue::guards::FEWEST_SUPER_ADMINS;
use super::shapes::Profile;
use crate::model::{Desired, Findings, Tenant};
use crate::port::Roster;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::profiles;
pub use across::check_across;
pub use context::{Context, is_email};
pub use extensions::{check_numbers, check_owners};
pub use extras::MOST_INVITATIONS;
pub use groups::{check_parent, check_path, compile as groups};
pub use people::check_profile;
pub use person::Person;
pub use queues::{USUAL_AGENTS, agents_of};
pub use tenant::{check_by_hand, check_tenant};
pub use texts::check_name;

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context::of(tenant, roster, findings);
    let mut draft = draft(tenant);
    for profile in profiles::<Profile>(roster, findings) {
        check_profile(&cx, &profile, findings);
    }
    roles::declare(&cx, &mut draft, findings);
    groups::compile(&cx, &mut draft, findings);
    let lists = queues::compile(&cx, &mut draft, findings);
    people::compile(&cx, &lists, &mut draft, findings);
    products::compile(&cx, &mut draft, findings);
    desk::compile(&cx, &mut draft, findings);
    check_whole(&cx, &draft, findings);
    draft.finish()
}

/// A draft that keeps enough Super admins (G-313).
pub fn draft(tenant: &Tenant) -> Draft {
    let mut draft = Draft::default();
    draft.floor(SUPER_ADMINS, FEWEST_SUPER_ADMINS.least(tenant));
    draft
}

/// Checks the roster as a whole, after every entry is read.
pub fn check_whole(cx: &Context<'_>, draft: &Draft, findings: &mut Findings) {
    extensions::check(draft, findings);
    queues::check_seats(cx, draft, findings);
}

#[cfg(test)]
mod tests;
