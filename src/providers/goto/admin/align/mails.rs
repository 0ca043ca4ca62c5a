//! Whether the vendor mails somebody about a change: the roster says it of the person, and who makes the change by hand
//! ticks or clears a box for it (G-310, G-506).

use std::collections::BTreeMap;

use super::super::catalogue::{LICENSE, ROLE, USER};
use crate::model::{Addr, Attributes, Catalogue, Kind, Value};
use crate::port::Alignment;

/// Tells every license and role of people whom the roster speaks of, on both sides, where somebody writes them by hand.
pub fn boxes(catalogue: &Catalogue, by_hand: impl Fn(Kind) -> bool, alignment: &mut Alignment<'_>) {
    for kind in [LICENSE, ROLE].into_iter().filter(|kind| by_hand(*kind)) {
        let from = Addr::new(kind, "");
        let notify = {
            let (desired, usual) = (&alignment.desired, Value::Flag(alignment.tenant.notify));
            let of = |addr: &Addr| {
                let user = Addr::new(USER, catalogue.subject_of(addr)?);
                let own = desired.resources.get(&user).or_else(|| desired.gone.get(&user))?;
                Some(own.attributes.get("notify").unwrap_or(&usual).clone())
            };
            let wanted = desired.resources.range(from.clone()..).map(|(addr, _)| addr);
            let seen = alignment.observed.resources.range(from.clone()..).map(|(addr, _)| addr);
            let wanted = wanted.take_while(|addr| addr.kind == kind);
            let seen = seen.take_while(|addr| addr.kind == kind);
            let told = wanted.chain(seen).filter_map(|addr| Some((addr.clone(), of(addr)?)));
            told.collect::<BTreeMap<Addr, Value>>()
        };
        for (addr, value) in notify {
            let set = |own: &mut Attributes| own.set("notify", value.clone());
            alignment.observed.resources.get_mut(&addr).into_iter().for_each(set);
            let wanted = alignment.desired.resources.get_mut(&addr);
            wanted.into_iter().for_each(|own| own.attributes.set("notify", value.clone()));
        }
    }
}
