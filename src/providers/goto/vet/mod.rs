//! What GoTo cannot hold, told before any network: the static checks of the domain sheet (section 14), by
//! rule number. They judge only what the roster says: an absent key is unknown, not none.
//!
//! Of section 14 there are no checks here for what a roster of GoTo Admin cannot say: permissions (G-306), files
//! for import (G-006: the Admin API is used, in batches of 25). Managers and their scopes (G-308), devices (G-802)
//! and dependent permissions (G-316) are in the classic portals, whose own folders check them. What the directory owns (G-615) shows live only and is judged in `align`.

mod center;
mod groups;
mod licenses;
mod people;
mod roles;
mod successors;
mod tenant;
mod together;

pub use center::{listed_without_connect, queue};
pub use groups::{group, group_names};
pub use people::{email, person, person_name, profile, was};
pub use roles::role_set;
pub use tenant::{CLASSIC, GOTO_ADMIN, PBX_CLASSIC, by_hand, tenant};
pub use together::check_across;

use super::compile::{Context, Draft};
use crate::model::Findings;

/// Judges the roster as a whole, after every entry is read.
pub fn whole(cx: &Context<'_>, draft: &Draft, findings: &mut Findings) {
    people::extensions(draft, findings);
    roles::super_admins(cx, draft, findings);
    center::seats(cx, draft, findings);
}

#[cfg(test)]
mod tests;
