//! Values of licenses and roles against the lists that the service shows (S-07).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::catalogue::{CATALOGUE, ENTITLEMENT_VALUE, FEATURES, LICENSE, ROLE, ROLE_VALUE, SERVICE};
use super::super::settings;
use crate::model::{Addr, Kind, Place, nearest};
use crate::port::{Alignment, of_kind};
use crate::providers::kit::checks;

/// Refuses values that the service does not list. Where it lists none, the declaration is trusted.
pub fn listed(alignment: &mut Alignment<'_>) {
    for (kind, values, list) in [(LICENSE, ENTITLEMENT_VALUE, "entitlements"), (ROLE, ROLE_VALUE, "roles")] {
        let service = alignment.observed.resources.get(&Addr::new(SERVICE, FEATURES));
        let lists = service.and_then(|service| service.get("lists")).is_some_and(|lists| lists.holds(list));
        if lists && !alignment.observed.incomplete.contains_key(&values) {
            unlisted(alignment, kind, values, list);
        }
    }
}

fn unlisted(alignment: &mut Alignment<'_>, kind: Kind, values: Kind, list: &str) {
    let wanted_type = settings::of(alignment.tenant).entitlement_type.filter(|_| kind == LICENSE);
    let fits = |told: &crate::model::Attributes| match (&wanted_type, told.text("type")) {
        (Some(wanted), Some(own)) => own.eq_ignore_ascii_case(wanted),
        _ => true,
    };
    let known: BTreeSet<Arc<str>> = of_kind(&alignment.observed.resources, values)
        .filter(|(_, told)| fits(told))
        .map(|(addr, _)| addr.key.clone())
        .collect();
    let value = |addr: &Addr| CATALOGUE.spec(kind).part(&addr.key, "value").unwrap_or_default().to_owned();
    let wanted = of_kind(&alignment.desired.resources, kind);
    let new = wanted.filter(|(addr, _)| !alignment.observed.resources.contains_key(addr));
    let mut wrong: std::collections::BTreeMap<String, Vec<(Addr, Place)>> = std::collections::BTreeMap::new();
    for (addr, declared) in new.filter(|(addr, _)| !known.contains(value(addr).as_str())) {
        wrong.entry(value(addr)).or_default().push((addr.clone(), declared.place));
    }
    for (value, places) in wrong {
        let text = format!("the service lists no `{value}` among its {list}");
        let hint = match nearest(&value, known.iter().map(|known| &**known)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it lists {}", checks::listed(known.iter().map(|known| &**known))),
        };
        alignment.refuse_all("scim:S-07", &places, &text, &hint);
    }
}

/// What the service says is taken may leave out what was seen to be held.
pub fn seats(alignment: &mut Alignment<'_>) {
    let licenses = of_kind(&alignment.observed.resources, LICENSE);
    let held: Vec<&str> =
        licenses.filter_map(|(addr, _)| CATALOGUE.spec(LICENSE).part(&addr.key, "value")).collect();
    for pool in &mut alignment.observed.pools {
        let seen = held.iter().filter(|value| **value == pool.name).count() as u64;
        pool.taken = pool.taken.max(seen);
    }
}
