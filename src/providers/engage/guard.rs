//! The differences judged as a whole: guards that no single resource can see, and notes that let a reviewer know
//! what the plan brings with it. Notes of one kind are told once for all people they are about.

mod admins;
mod holders;
mod notes;

use std::collections::BTreeSet;

use super::align::of_kind;
use super::catalogue::{CATALOGUE, SEATS, USER};
use super::settings::Settings;
use crate::model::{
    Action, Addr, Attributes, Change, Changes, Desired, Finding, Findings, Hold, Kind, Observation, Severity,
    Tenant, Value, monthly,
};
use crate::port::Holds;
pub use crate::providers::kit::checks::listed as names;

/// Judges `changes`; returns what must be held.
pub fn guard(
    tenant: &Tenant,
    desired: &Desired,
    observed: &Observation,
    changes: &Changes,
    findings: &mut Findings,
) -> Holds {
    let settings = Settings::of(tenant);
    let holds = Holds::default();
    let mut case = GuardCase { tenant, settings, desired, observed, changes, findings, holds };
    admins::caller(&mut case);
    admins::last(&mut case);
    holders::last(&mut case);
    notes::tell(&mut case);
    case.holds
}

/// Everything at hand.
struct GuardCase<'a> {
    tenant: &'a Tenant,
    settings: Settings,
    desired: &'a Desired,
    observed: &'a Observation,
    changes: &'a Changes,
    findings: &'a mut Findings,
    holds: Holds,
}

impl<'a> GuardCase<'a> {
    /// The changes of one kind that are not held.
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Change> + use<'a, '_> {
        let held = &self.holds.held;
        self.changes.starting(kind, "").filter(move |change| !held.contains_key(&change.addr))
    }

    /// The change of this resource, unless it is held.
    fn change(&self, addr: &Addr) -> Option<&'a Change> {
        self.changes.get(addr).filter(|_| !self.holds.held.contains_key(addr))
    }

    /// Of somebody, before and after the plan.
    fn sides(&self, email: &str) -> (Option<Attributes>, Option<Attributes>) {
        let addr = Addr::new(USER, email);
        let before = self.observed.resources.get(&addr).cloned();
        let after = match self.change(&addr) {
            None => before.clone(),
            Some(change) if change.action == Action::Delete => None,
            Some(change) => {
                let mut after = before.clone().unwrap_or_default();
                for (name, value) in change.after.iter().flat_map(Attributes::iter) {
                    after.set(name, value.clone());
                }
                Some(after)
            }
        };
        (before, after)
    }

    /// What of a kind there is after the plan, by key.
    fn after(&self, kind: Kind) -> BTreeSet<&'a str> {
        let live = of_kind(&self.observed.resources, kind).map(|(addr, _)| &*addr.key);
        let mut keys: BTreeSet<&str> = live.collect();
        for change in self.of_kind(kind) {
            match change.action {
                Action::Create => keys.insert(&change.addr.key),
                Action::Update => true,
                Action::Delete => keys.remove(&*change.addr.key),
            };
        }
        keys
    }

    /// Holds `change` for a reason, and tells it.
    fn hold(&mut self, change: &Change, code: &'static str, text: String, hint: &str) -> Hold {
        let mut finding = Finding::new(code, Severity::Refuse, text);
        finding = finding.about(change.addr.to_string()).hint(hint);
        finding.place = change.source;
        let hold = Hold::briefly(&finding);
        self.findings.push(finding);
        self.hold_silently(&change.addr, &hold);
        hold
    }

    fn hold_silently(&mut self, addr: &Addr, hold: &Hold) {
        self.holds.held.entry(addr.clone()).or_insert_with(|| hold.clone());
    }

    /// Tells something about several people at once, where there are any.
    fn tell(
        &mut self,
        code: &'static str,
        severity: Severity,
        people: &[&str],
        text: impl Fn(&str) -> String,
    ) {
        let finding = match people {
            [] => return,
            [one] => Finding::new(code, severity, text(&format!("`{one}`"))).about(format!("user {one}")),
            many => Finding::new(code, severity, text(&names(many))).about(format!("{} people", many.len())),
        };
        self.findings.push(finding);
    }
}

/// ` (26.00 EUR a month)`, where a price is declared.
pub fn price(tenant: &Tenant, seats: usize) -> String {
    let money = monthly(tenant.prices.as_ref(), SEATS, seats as u64);
    money.map(|money| format!(" ({money})")).unwrap_or_default()
}

/// So many seats, in words.
pub fn seats(number: usize) -> String {
    format!("{number} {}", if number == 1 { "seat" } else { "seats" })
}

/// Whether somebody has access.
fn is_active(own: &Attributes) -> bool {
    own.get("active") == Some(&Value::Flag(true))
}

/// A part of the key of a resource.
fn part<'k>(kind: Kind, key: &'k str, name: &str) -> &'k str {
    CATALOGUE.spec(kind).part(key, name).unwrap_or_default()
}
