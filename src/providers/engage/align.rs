//! What is wanted meets what was seen: what cannot be applied is told as drift, what must not be touched now is
//! held, and a deletion becomes an inactivation as long as the person is active.

mod leavers;
mod people;

use super::catalogue::{PROJECT, USER};
use crate::model::{Addr, Endpoint, Finding, Hold, Place, Severity};
use crate::port::{Alignment, of_kind_mut};

/// Aligns the two sides. Afterwards `desired` holds nothing that was meant for this stage only.
pub fn align(alignment: &mut Alignment<'_>) {
    leavers::deletions(alignment);
    leavers::presume(alignment);
    leavers::nobody(alignment);
    leavers::conversations(alignment);
    people::newcomers(alignment);
    people::names(alignment);
    people::second_factor(alignment);
    unlisted_projects(alignment);
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

/// Where no listing shows projects, nobody can say that one is not there: whoever clicks will see.
fn unlisted_projects(alignment: &mut Alignment<'_>) {
    if is_vendor(alignment) {
        alignment.observed.incomplete.remove(&PROJECT);
        alignment.observed.unreadable.insert(PROJECT);
        alignment.desired.resources.retain(|addr, _| addr.kind != PROJECT);
    }
}
