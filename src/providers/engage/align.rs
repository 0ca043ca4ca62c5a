//! What is wanted meets what was seen: what cannot be applied is told as drift, what must not be touched now is
//! held, and a deletion becomes an inactivation as long as the person is active.

mod leavers;
mod people;

use std::collections::BTreeMap;

use super::catalogue::{PROJECT, USER, USER_PROJECT};
use crate::model::{Addr, Endpoint, Finding, Hold, Place, Severity};
use crate::port::{Alignment, of_kind, of_kind_mut};

/// Aligns the two sides. Afterwards `desired` holds nothing that was meant for this stage only.
pub fn align(alignment: &mut Alignment<'_>) {
    leavers::deletions(alignment);
    leavers::presume(alignment);
    leavers::nobody(alignment);
    leavers::conversations(alignment);
    people::newcomers(alignment);
    people::names(alignment);
    people::second_factor(alignment);
    projects(alignment);
    for (_, declared) in of_kind_mut(&mut alignment.desired.resources, USER) {
        declared.attributes.remove("reassign_to");
    }
}

/// Whether nobody can be asked, so that what is not there is unknown rather than missing.
fn is_vendor(alignment: &Alignment<'_>) -> bool {
    alignment.tenant.endpoint == Endpoint::Vendor
}

/// Whether somebody is live, and has access, as far as anybody knows.
fn is_active(alignment: &Alignment<'_>, email: &str) -> bool {
    let live = alignment.observed.resources.get(&Addr::new(USER, email));
    live.is_some_and(|live| live.get("active").is_none_or(|active| active.holds("true")))
}

/// Refuses at a place and holds `addr` for the same reason, naming it.
fn refuse(
    alignment: &mut Alignment<'_>,
    code: &'static str,
    addr: &Addr,
    place: Place,
    (text, hint): (String, &str),
) -> Hold {
    let finding = Finding::new(code, Severity::Refuse, text).at(place).about(addr.to_string()).hint(hint);
    alignment.hold([addr.clone()], finding)
}

/// A name that two projects have stands for neither (E-036).
fn projects(alignment: &mut Alignment<'_>) {
    if is_vendor(alignment) {
        // Nobody can say that one is not there: whoever clicks will see.
        alignment.observed.incomplete.remove(&PROJECT);
        alignment.observed.unreadable.insert(PROJECT);
        return alignment.desired.resources.retain(|addr, _| addr.kind != PROJECT);
    }
    if alignment.observed.incomplete.contains_key(&PROJECT) {
        return;
    }
    let spec = super::catalogue::CATALOGUE.spec(USER_PROJECT);
    let declared = of_kind(&alignment.desired.resources, PROJECT).map(|(addr, own)| (&*addr.key, own.place));
    let named = of_kind(&alignment.desired.resources, USER_PROJECT)
        .filter_map(|(addr, own)| Some((spec.part(&addr.key, "project")?, own.place)));
    let mut places: BTreeMap<&str, Place> = BTreeMap::new();
    for (name, place) in declared.chain(named) {
        places.entry(name).or_insert(place);
    }
    let live: Vec<&str> =
        of_kind(&alignment.observed.resources, PROJECT).map(|(addr, _)| &*addr.key).collect();
    for (name, place) in places {
        let begin = format!("{name} #");
        let twins: Vec<&str> = live.iter().copied().filter(|own| own.starts_with(&begin)).collect();
        if !live.contains(&name) && !twins.is_empty() {
            let text = format!("`{name}` is the name of {} projects", twins.len());
            let hint = format!("rename one at the vendor, or write one of {}", twins.join(", "));
            alignment.findings.refuse("engage:E-036", place, text, Some(hint));
        }
    }
}
