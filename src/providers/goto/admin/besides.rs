//! What is read besides for a roster: phone numbers, desk phones and extensions cost calls of their own, and are asked
//! for where the roster speaks of them, where somebody is deleted (whoever lost GoTo Connect shows no extension, and a number
//! may still lead to them), and where an extension changes.

use std::collections::BTreeSet;

use super::align::sessions;
use super::catalogue::{CONNECT, DEVICE, EXTENSION, EXTENSION_NUMBER, LICENSE_PRODUCT, PHONE_NUMBER, USER};
use crate::model::{Addr, Closed, Desired, Observation, Tenant};
use crate::port::{ReadScope, of_kind};

/// What is read besides: of the phone system, and of those who lose what they organize by.
pub fn also_reads(tenant: &Tenant, desired: &Desired, observed: &Observation) -> Vec<ReadScope> {
    let (phones, organizers) = (of_phones(desired, observed), sessions::asks(tenant, desired, observed));
    let phones = (!phones.is_empty()).then_some(ReadScope::Only(phones));
    let organizers = (!organizers.is_empty()).then_some(ReadScope::Around(organizers));
    phones.into_iter().chain(organizers).collect()
}

/// The lists that are read, each as an address without a key, and the extensions of which it has to be known who has
/// them: those that come free, and those that are asked for (G-806, T-28).
fn of_phones(desired: &Desired, observed: &Observation) -> Vec<Addr> {
    let gone = of_kind(&desired.gone, USER).any(|(addr, _)| observed.resources.contains_key(addr));
    let leavers = gone && has_phones(observed);
    let (lost, mut numbers) = (lost(desired, observed), asked_for(desired, observed));
    let speaks = |kind| desired.kinds.contains(&kind);
    let mut asked = Vec::new();
    if leavers || speaks(PHONE_NUMBER) || !lost.is_empty() {
        asked.push(Addr::new(PHONE_NUMBER, ""));
    }
    numbers.extend(lost);
    if leavers || speaks(DEVICE) {
        asked.push(Addr::new(DEVICE, ""));
    }
    asked.extend(numbers.into_iter().map(|number| Addr::new(EXTENSION_NUMBER, number)));
    asked
}

/// Whether the account has GoTo Connect.
fn has_phones(observed: &Observation) -> bool {
    let mut products = of_kind(&observed.resources, LICENSE_PRODUCT);
    products.any(|(_, live)| live.get("products").is_some_and(|products| products.holds(CONNECT)))
}

/// The numbers of extensions that somebody loses.
fn lost(desired: &Desired, observed: &Observation) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    for (addr, live) in of_kind(&observed.resources, EXTENSION) {
        let list = Closed { kind: EXTENSION, by: &["user"], value: addr.key.clone() };
        let wanted = desired.resources.get(addr).and_then(|own| own.attributes.text("number"));
        let closed = desired.closed.contains_key(&list);
        let goes = desired.gone.contains_key(&Addr::new(USER, addr.key.clone()));
        let changes = wanted.map_or(closed || goes, |wanted| live.text("number") != Some(wanted));
        lost.extend(live.text("number").filter(|_| changes).map(str::to_owned));
    }
    lost
}

/// The numbers of extensions that somebody gets.
fn asked_for(desired: &Desired, observed: &Observation) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for (addr, wanted) in of_kind(&desired.resources, EXTENSION) {
        let number = wanted.attributes.text("number");
        let live = observed.resources.get(addr).and_then(|live| live.text("number"));
        asked.extend(number.filter(|_| number != live).map(str::to_owned));
    }
    asked
}
