//! The differences judged as a whole: guards that no single resource can see, and notes that let a reviewer know
//! in a minute what the plan brings with it.

mod access;
mod admins;
mod companies;
mod contacts;
mod seats;

use std::collections::BTreeSet;

use super::catalogue::{ADMINISTRATOR, COMPANY_ACCESS, ROLE, SEAT, USER, person};
use crate::model::{Action, Addr, Attributes, Kind};
use crate::port::{GuardCase, of_kind};

/// Looks at the differences as a whole, and holds what must not go on.
pub fn guard(case: &mut GuardCase<'_>) {
    admins::rights(case);
    admins::reading_seat(case);
    companies::not_empty(case);
    access::homeless(case);
    contacts::receivers(case);
    admins::deletions(case);
    access::effective(case);
    access::blind_administrators(case);
    seats::freed(case);
    seats::sessions(case);
    seats::pools(case);
    companies::portals(case);
    companies::layers(case);
}

/// The attributes of what is at `addr` before.
fn before<'a>(case: &GuardCase<'a>, addr: &Addr) -> Option<&'a Attributes> {
    case.observed.resources.get(addr)
}

/// The keys of `kind` that are there at a time.
fn keys<'a>(case: &GuardCase<'a>, kind: Kind, when: When) -> BTreeSet<&'a str> {
    match when {
        When::Before => of_kind(&case.observed.resources, kind).map(|(addr, _)| &*addr.key).collect(),
        When::After => case.after(kind),
    }
}

/// The role of somebody at a time.
fn role<'a>(case: &GuardCase<'a>, email: &str, when: When) -> Option<&'a str> {
    let addr = Addr::new(ROLE, email);
    let change = case.change(&addr).filter(|_| when == When::After);
    let after = change.and_then(|change| change.after.as_ref()).and_then(|after| after.text("role"));
    match change.map(|change| change.action) {
        Some(Action::Delete) => None,
        _ => after.or_else(|| before(case, &addr)?.text("role")),
    }
}

fn is_administrator(case: &GuardCase<'_>, email: &str, when: When) -> bool {
    role(case, email, when) == Some(ADMINISTRATOR)
}

/// Whether the plan deletes somebody.
fn is_deleted(case: &GuardCase<'_>, email: &str) -> bool {
    case.change(&Addr::new(USER, email)).is_some_and(|change| change.action == Action::Delete)
}

/// Everybody whose role, seats or companies the plan touches.
fn touched<'a>(case: &GuardCase<'a>) -> BTreeSet<&'a str> {
    let kinds = [ROLE, SEAT, COMPANY_ACCESS].into_iter();
    kinds.flat_map(|kind| case.of_kind(kind)).filter_map(|change| person(&change.addr)).collect()
}

/// Before the plan or after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum When {
    Before,
    After,
}
