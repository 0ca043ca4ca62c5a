//! Seats that the account shall own (G-209).

use super::super::super::sections::PRODUCTS;
use super::super::catalogue::LICENSE_SEATS;
use super::super::shapes::Product;
use super::context::Context;
use crate::model::{Addr, Attributes, Findings, Reason, Value, read};
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::entries;

/// What the section `products` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, PRODUCTS) {
        let Some(Product { seats: Some(seats) }) = read::<Product>(&entry.node, findings) else { continue };
        let attributes = Attributes::new().with("seats", Value::Number(seats.value.into()));
        draft.add(Addr::new(LICENSE_SEATS, entry.key.as_str()), attributes, seats.place, Reason::Declared);
    }
}
