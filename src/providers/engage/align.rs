//! What is wanted meets what was seen: what cannot be applied is told as drift, what must not be touched now is
//! held, and a deletion becomes an inactivation as long as the person is active.

mod leavers;
mod people;

use std::collections::BTreeMap;

use super::catalogue::{PROJECT, USER, USER_PROJECT};
use super::settings::Settings;
use crate::model::{
    Addr, Declared, Desired, Endpoint, Finding, Findings, Hold, Kind, Observation, Place, Severity, Tenant,
};
use crate::port::Holds;

/// Lets `desired` meet `observed`. Afterwards `desired` holds nothing that was meant for this stage only.
pub fn align(
    tenant: &Tenant,
    desired: &mut Desired,
    observed: &mut Observation,
    acks: &[String],
    findings: &mut Findings,
) -> Holds {
    let settings = Settings::of(tenant);
    let holds = Holds::default();
    let mut alignment = Alignment { tenant, settings, desired, observed, findings, holds };
    leavers::deletions(&mut alignment, acks);
    leavers::presume(&mut alignment);
    leavers::nobody(&mut alignment);
    leavers::conversations(&mut alignment);
    people::newcomers(&mut alignment);
    people::names(&mut alignment);
    people::second_factor(&mut alignment);
    projects(&mut alignment);
    for declared in of_kind_mut(&mut alignment.desired.resources, USER) {
        declared.attributes.remove("reassign_to");
    }
    alignment.holds
}

/// Everything at hand.
struct Alignment<'a> {
    tenant: &'a Tenant,
    settings: Settings,
    desired: &'a mut Desired,
    observed: &'a mut Observation,
    findings: &'a mut Findings,
    holds: Holds,
}

impl Alignment<'_> {
    /// Whether nobody can be asked, so that what is not there is unknown rather than missing.
    fn is_vendor(&self) -> bool {
        self.tenant.endpoint == Endpoint::Vendor
    }

    /// Refuses at a place and holds `addr` for the same reason.
    fn refuse(&mut self, code: &'static str, addr: &Addr, place: Place, text: String, hint: &str) -> Hold {
        let finding = Finding::new(code, Severity::Refuse, text).at(place);
        let finding = finding.about(addr.to_string()).hint(hint);
        let hold = Hold::briefly(&finding);
        self.hold(addr.clone(), hold.clone());
        self.findings.push(finding);
        hold
    }

    fn hold(&mut self, addr: Addr, hold: Hold) {
        self.holds.held.insert(addr, hold);
    }

    /// Whether somebody is live, and has access, as far as anybody knows.
    fn is_active(&self, email: &str) -> bool {
        let live = self.observed.resources.get(&Addr::new(USER, email));
        live.is_some_and(|live| live.get("active").is_none_or(|active| active.holds("true")))
    }
}

/// A name that two projects have stands for neither (E-036).
fn projects(alignment: &mut Alignment<'_>) {
    if alignment.is_vendor() {
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

/// The resources of one kind, by key.
pub fn of_kind<T>(resources: &BTreeMap<Addr, T>, kind: Kind) -> impl Iterator<Item = (&Addr, &T)> {
    resources.range(Addr::new(kind, "")..).take_while(move |(addr, _)| addr.kind == kind)
}

fn of_kind_mut(resources: &mut BTreeMap<Addr, Declared>, kind: Kind) -> impl Iterator<Item = &mut Declared> {
    let range = resources.range_mut(Addr::new(kind, "")..);
    range.take_while(move |(addr, _)| addr.kind == kind).map(|(_, declared)| declared)
}
