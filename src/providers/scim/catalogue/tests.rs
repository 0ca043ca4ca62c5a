//! That the book agrees with itself is held by `tests/house/catalogues.rs`.

use super::*;
use crate::providers::scim::fields::FIELDS;

#[test]
fn every_field_of_a_user_is_an_attribute() {
    let user = CATALOGUE.spec(USER);
    assert!(FIELDS.iter().all(|field| user.mutability(field.name).is_some()));
}
