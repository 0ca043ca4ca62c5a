//! What is wanted meets what was seen: people are recognized, what only the service knows is told, and what must not
//! be touched now is held.

mod identity;
mod limits;
mod people;
mod values;

use super::catalogue::{CATALOGUE, USER, person};
use crate::model::{Addr, Finding, Place, Severity};
use crate::port::Alignment;
use crate::providers::kit;

/// Aligns the two sides.
pub fn align(alignment: &mut Alignment<'_>) {
    identity::recognize(alignment);
    identity::groups_in_any_case(alignment);
    kit::align::leavers(&CATALOGUE, USER, "scim:S-04", alignment);
    people::deletions(alignment);
    people::newcomers(alignment);
    people::told_ids(alignment);
    people::managers(alignment);
    limits::attributes(alignment);
    limits::held_kinds(alignment);
    limits::no_groups(alignment);
    values::listed(alignment);
    values::seats(alignment);
}

/// Refuses one person at a place, and holds all that differs about them.
fn refuse_person(
    alignment: &mut Alignment<'_>,
    code: &'static str,
    (key, place): (&str, Place),
    text: String,
    hint: &str,
) {
    let (desired, observed) = (&alignment.desired, &alignment.observed);
    let all = desired.resources.keys().chain(desired.gone.keys()).chain(observed.resources.keys());
    let own: Vec<Addr> = all.filter(|addr| person(addr) == Some(key)).cloned().collect();
    alignment.hold(own, Finding::new(code, Severity::Refuse, text).at(place).hint(hint));
}

#[cfg(test)]
mod tests;
