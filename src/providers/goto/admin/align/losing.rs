//! Who loses the last license that carries a product, and by which line of the roster.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{CATALOGUE, LICENSE, USER};
use crate::model::{
    Addr, Attributes, Closed, DEFAULT_PRIORITY, Declared, Desired, Observation, Place, Reason,
};
use crate::port::of_kind;

/// Why somebody loses a license, and where that is written.
#[derive(Clone, Copy)]
pub struct Loss {
    pub place: Place,
    pub reason: Reason,
    pub priority: u32,
}

/// Everybody who has a license that carries `product` and shall have none.
pub fn losing(desired: &Desired, observed: &Observation, product: &str) -> BTreeMap<Arc<str>, Loss> {
    let (mut losing, mut keeping) = (BTreeMap::new(), BTreeSet::new());
    for (addr, _) in of_kind(&observed.resources, LICENSE).filter(|(_, live)| carries(live, product)) {
        let Some(who) = CATALOGUE.subject_of(addr) else { continue };
        match loss(desired, addr, who) {
            Some(loss) => {
                losing.entry(Arc::from(who)).or_insert(loss);
            }
            None => {
                keeping.insert(who);
            }
        }
    }
    let wanted = of_kind(&desired.resources, LICENSE);
    let wanted = wanted.filter(|(_, wanted)| carries(&wanted.attributes, product));
    keeping.extend(wanted.filter_map(|(addr, _)| CATALOGUE.subject_of(addr)));
    losing.retain(|who, _| !keeping.contains(&**who));
    losing
}

/// Whether a license carries `product`.
pub fn carries(license: &Attributes, product: &str) -> bool {
    license.get("products").is_some_and(|products| products.holds(product))
}

/// Why the license at `addr` goes; `None` where it stays.
fn loss(desired: &Desired, addr: &Addr, who: &str) -> Option<Loss> {
    let gone = desired.gone.get(&Addr::new(USER, who)).or_else(|| desired.gone.get(addr));
    if let Some(Declared { place, reason, priority, .. }) = gone {
        return Some(Loss { place: *place, reason: *reason, priority: *priority });
    }
    let list = Closed { kind: LICENSE, by: &["user"], value: who.into() };
    let (place, reason) = desired.closed.get(&list).filter(|_| !desired.resources.contains_key(addr))?;
    let user = desired.resources.get(&Addr::new(USER, who));
    let priority = user.map_or(DEFAULT_PRIORITY, |user| user.priority);
    Some(Loss { place: *place, reason: *reason, priority })
}
