//! The differences judged as a whole: guards that no single resource can see, and notes that let a reviewer know
//! what the plan brings with it. Notes of one kind are told once for all people they are about.

mod holders;
mod notes;

use super::catalogue::{CATALOGUE, SEATS, USER};
use crate::model::{Addr, Attributes, Kind, Tenant, Value, monthly};
use crate::port::GuardCase;

/// Looks at the differences as a whole, and holds what must not go on.
pub fn guard(case: &mut GuardCase<'_>) {
    holders::last(case);
    notes::tell(case);
}

/// Of somebody, before and after the plan.
fn sides(case: &GuardCase<'_>, email: &str) -> (Option<Attributes>, Option<Attributes>) {
    case.sides(&Addr::new(USER, email))
}

/// ` (26.00 EUR a month)`, where a price is declared.
fn price(tenant: &Tenant, seats: usize) -> String {
    let money = monthly(tenant.prices.as_ref(), SEATS, seats as u64);
    money.map(|money| format!(" ({money})")).unwrap_or_default()
}

/// So many seats, in words.
fn seats(number: usize) -> String {
    format!("{number} {}", if number == 1 { "seat" } else { "seats" })
}

/// Whether somebody has access.
fn is_active(own: &Attributes) -> bool {
    own.get("active") == Some(&Value::Flag(true))
}

/// A part of the key of a resource.
fn part<'k>(kind: Kind, key: &'k str, name: &str) -> &'k str {
    CATALOGUE.spec(kind).part(key, name).unwrap_or_default()
}
