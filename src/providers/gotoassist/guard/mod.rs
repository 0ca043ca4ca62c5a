//! The differences judged as a whole: guards that no single resource can see, and notes that let a reviewer know
//! in a minute what the plan brings with it.

mod access;
mod admins;
mod companies;
mod contacts;
mod seats;

use std::collections::{BTreeMap, BTreeSet};

use super::align::of_kind;
use super::catalogue::{ADMINISTRATOR, COMPANY_ACCESS, ROLE, SEAT, USER, person};
use crate::model::{
    Action, Addr, Attributes, Change, Changes, Finding, Findings, Hold, Kind, Observation, Severity, Tenant,
};
use crate::port::Holds;
use crate::providers::kit::checks::listed as names;

/// Judges `changes`; returns what must be held.
pub fn guard(tenant: &Tenant, observed: &Observation, changes: &Changes, findings: &mut Findings) -> Holds {
    let mut case = GuardCase { tenant, observed, changes, findings, holds: Holds::default() };
    admins::rights(&mut case);
    admins::caller(&mut case);
    admins::last_administrators(&mut case);
    companies::not_empty(&mut case);
    access::homeless(&mut case);
    contacts::receivers(&mut case);
    admins::deletions(&mut case);
    access::effective(&mut case);
    access::blind_administrators(&mut case);
    seats::freed(&mut case);
    seats::sessions(&mut case);
    seats::pools(&mut case);
    companies::portals(&mut case);
    companies::layers(&mut case);
    case.holds
}

/// Everything at hand.
struct GuardCase<'a> {
    tenant: &'a Tenant,
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

    /// What happens at `addr`, where it is not held.
    fn change(&self, addr: &Addr) -> Option<&'a Change> {
        self.changes.get(addr).filter(|_| !self.holds.held.contains_key(addr))
    }

    /// The attributes of what is at `addr` before.
    fn before(&self, addr: &Addr) -> Option<&'a Attributes> {
        self.observed.resources.get(addr)
    }

    /// The keys of `kind` that are there at a time.
    fn keys(&self, kind: Kind, when: When) -> BTreeSet<&'a str> {
        let mut keys: BTreeSet<&str> =
            of_kind(&self.observed.resources, kind).map(|(addr, _)| &*addr.key).collect();
        if when == When::After {
            for change in self.of_kind(kind) {
                match change.action {
                    Action::Create => drop(keys.insert(&change.addr.key)),
                    Action::Delete => drop(keys.remove(&*change.addr.key)),
                    Action::Update => {}
                }
            }
        }
        keys
    }

    /// The role of somebody at a time.
    fn role(&self, email: &str, when: When) -> Option<&'a str> {
        let addr = Addr::new(ROLE, email);
        let change = self.change(&addr).filter(|_| when == When::After);
        let after = change.and_then(|change| change.after.as_ref()).and_then(|after| after.text("role"));
        match change.map(|change| change.action) {
            Some(Action::Delete) => None,
            _ => after.or_else(|| self.before(&addr)?.text("role")),
        }
    }

    fn is_administrator(&self, email: &str, when: When) -> bool {
        self.role(email, when) == Some(ADMINISTRATOR)
    }

    /// Whether the plan deletes somebody.
    fn is_deleted(&self, email: &str) -> bool {
        self.change(&Addr::new(USER, email)).is_some_and(|change| change.action == Action::Delete)
    }

    /// Everybody whose role, seats or companies the plan touches.
    fn touched(&self) -> BTreeSet<&'a str> {
        let kinds = [ROLE, SEAT, COMPANY_ACCESS].into_iter();
        kinds.flat_map(|kind| self.of_kind(kind)).filter_map(|change| person(&change.addr)).collect()
    }

    /// Holds `change` for a reason, and tells it.
    fn hold(&mut self, change: &Change, code: &'static str, text: String, hint: &str) -> Hold {
        let mut finding = Finding::new(code, Severity::Refuse, text);
        finding = finding.about(change.addr.to_string()).hint(hint);
        finding.place = change.source;
        let hold = Hold::briefly(&finding);
        self.findings.push(finding);
        self.hold_silently(change, &hold);
        hold
    }

    fn hold_silently(&mut self, change: &Change, hold: &Hold) {
        self.holds.held.entry(change.addr.clone()).or_insert_with(|| hold.clone());
    }

    /// Holds everything that is done to these people, each for a reason: half of it may be worse than none.
    fn hold_people(&mut self, people: &BTreeMap<&str, Hold>) {
        if people.is_empty() {
            return;
        }
        for change in self.changes.iter() {
            if let Some(hold) = person(&change.addr).and_then(|who| people.get(who)) {
                self.hold_silently(change, hold);
            }
        }
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

/// Before the plan or after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum When {
    Before,
    After,
}
