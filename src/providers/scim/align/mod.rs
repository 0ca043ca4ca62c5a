//! What is wanted meets what was seen: people are recognized, what only the service knows is told, and what must not
//! be touched now is held.

mod identity;
mod limits;
mod people;
mod twins;
mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::catalogue::person;
use super::settings::{self, Settings};
use crate::model::{
    Addr, Declared, Desired, Finding, Findings, Hold, Kind, Observation, Place, Severity, Tenant,
};
use crate::port::Holds;
pub use crate::providers::kit::checks::listed as names;

/// Lets `desired` meet `observed`.
pub fn align(
    tenant: &Tenant,
    desired: &mut Desired,
    observed: &mut Observation,
    acks: &[String],
    findings: &mut Findings,
) -> Holds {
    let settings = settings::of(tenant);
    let mut alignment = Alignment { tenant, settings, desired, observed, findings, holds: Holds::default() };
    identity::recognize(&mut alignment);
    identity::groups_in_any_case(&mut alignment);
    twins::held(&mut alignment);
    people::leavers(&mut alignment);
    people::deletions(&mut alignment, acks);
    people::newcomers(&mut alignment);
    people::told_ids(&mut alignment);
    people::managers(&mut alignment);
    limits::attributes(&mut alignment);
    limits::held_kinds(&mut alignment);
    limits::no_groups(&mut alignment);
    values::listed(&mut alignment);
    values::seats(&mut alignment);
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
    fn hold(&mut self, addr: Addr, hold: &Hold) {
        self.holds.held.entry(addr).or_insert_with(|| hold.clone());
    }

    /// Refuses one person at a place, and holds all that differs about them.
    fn refuse_person(&mut self, code: &'static str, key: &Arc<str>, place: Place, text: String, hint: &str) {
        let finding = Finding::new(code, Severity::Refuse, text).at(place).hint(hint);
        for addr in self.of_people(&BTreeSet::from([key.clone()])) {
            self.hold(addr, &Hold::briefly(&finding));
        }
        self.findings.push(finding);
    }

    /// Every address of these people, wanted or seen.
    fn of_people(&self, people: &BTreeSet<Arc<str>>) -> Vec<Addr> {
        let all = self
            .desired
            .resources
            .keys()
            .chain(self.desired.gone.keys())
            .chain(self.observed.resources.keys());
        let own = |addr: &&Addr| person(addr).is_some_and(|who| people.contains(who));
        let mut found: Vec<Addr> = all.filter(own).cloned().collect();
        found.sort();
        found.dedup();
        found
    }

    /// Refuses several of a kind for one reason, as one finding at the first of their places, and holds them.
    /// Returns for what they are held.
    fn refuse_all(
        &mut self,
        code: &'static str,
        wrong: &[(Addr, Place)],
        text: &str,
        hint: &str,
    ) -> Option<Hold> {
        let (first, place) = wrong.first()?;
        let about = if wrong.len() == 1 { first.to_string() } else { format!("{} changes", wrong.len()) };
        let finding = Finding::new(code, Severity::Refuse, text).at(*place).about(about).hint(hint);
        let hold = Hold::briefly(&finding);
        self.findings.push(finding);
        for (addr, _) in wrong {
            self.hold(addr.clone(), &hold);
        }
        Some(hold)
    }
}

/// The resources of one kind, by key.
pub fn of_kind<T>(
    resources: &std::collections::BTreeMap<Addr, T>,
    kind: Kind,
) -> impl Iterator<Item = (&Addr, &T)> {
    resources.range(Addr::new(kind, "")..).take_while(move |(addr, _)| addr.kind == kind)
}

/// The same, to be changed.
fn of_kind_mut(
    resources: &mut std::collections::BTreeMap<Addr, Declared>,
    kind: Kind,
) -> impl Iterator<Item = (&Addr, &mut Declared)> {
    resources.range_mut(Addr::new(kind, "")..).take_while(move |(addr, _)| addr.kind == kind)
}

#[cfg(test)]
mod tests;
