//! The differences judged as a whole: guards that no single resource can see, and notes that let a reviewer
//! know in a minute what the plan brings with it. Notes of one kind are told once for all people they are
//! about.

mod admins;
mod callers;
mod center;
mod desk;
mod directory;
mod extensions;
mod extras;
mod groups;
mod leavers;
mod notes;
mod seats;
mod sessions;

use super::catalogue::{LICENSE, ROLE, USER};
use crate::model::{Action, Addr, Attributes, Change, Reason};
use crate::port::GuardCase;

/// Looks at the differences as a whole, and holds what must not go on.
pub fn guard(case: &mut GuardCase<'_>) {
    callers::rights(case);
    admins::rights(case);
    directory::owned(case);
    seats::closed(case);
    leavers::nothing_to_clear(case);
    sessions::handed_on(case);
    sessions::nothing_to_hand_on(case);
    extensions::moves(case);
    extensions::led_to(case);
    desk::deletions(case);
    desk::unlicensed(case);
    groups::undeclared(case);
    groups::managed(case);
    groups::reach(case);
    let people = center::people(case);
    center::overage(case, people);
    center::empty_queues(case);
    center::open_doors(case);
    notes::tell(case);
    extras::tell(case);
    leavers::seven_places(case);
    extensions::freed(case);
    desk::silent_lines(case);
    desk::phones(case);
    leavers::contract_goes_on(case);
    leavers::held_seats(case);
    seats::moves(case, people);
}

/// The same in a portal in which people do what is done, and that shows no queue: what the caller's role may is not
/// asked, for the caller only reads. `own` has the portal's own guards, which come before any note.
pub fn by_hand(case: &mut GuardCase<'_>, own: impl FnOnce(&mut GuardCase<'_>)) {
    seats::closed(case);
    groups::undeclared(case);
    own(case);
    groups::reach(case);
    notes::tell(case);
    leavers::unseen_queues(case);
    leavers::contract_goes_on(case);
    leavers::held_seats(case);
    seats::moves(case, center::People::default());
}

/// Whether the roster says that somebody leaves, by one word about any of what is theirs.
fn leaves(case: &GuardCase<'_>, who: &str) -> bool {
    let said = |own: &Change| matches!(own.reason, Reason::Suspended | Reason::Absent | Reason::Replaced);
    let one = |kind| case.changes.get(&Addr::new(kind, who));
    case.changes.starting(LICENSE, &[who, "/"].concat()).chain(one(ROLE)).chain(one(USER)).any(said)
}

/// The role that a person has before.
fn role<'a>(case: &GuardCase<'a>, email: &str) -> Option<&'a str> {
    case.observed.resources.get(&Addr::new(ROLE, email))?.text("role")
}

/// The licenses that a person has before.
fn licenses<'a>(
    case: &GuardCase<'a>,
    email: &str,
) -> impl Iterator<Item = (&'a Addr, &'a Attributes)> + use<'a> {
    let prefix = [email, "/"].concat();
    let from = case.observed.resources.range(Addr::new(LICENSE, prefix.as_str())..);
    from.take_while(move |(addr, _)| addr.kind == LICENSE && addr.key.starts_with(&prefix))
}

/// What is known of each license that a person has after the plan.
fn licenses_after<'a>(case: &GuardCase<'a>, email: &str) -> Vec<&'a Attributes> {
    let goes = |addr: &Addr| case.change(addr).is_some_and(|change| change.action == Action::Delete);
    let stay = licenses(case, email).filter(|(addr, _)| !goes(addr)).map(|(_, live)| live);
    let prefix = [email, "/"].concat();
    let made = case.changes.starting(LICENSE, &prefix).filter(|change| change.action == Action::Create);
    let made: Vec<_> = made.filter_map(|change| change.after.as_ref()).collect();
    stay.chain(made).collect()
}

#[cfg(test)]
mod tests;
