//! The differences judged as a whole: guards that no single resource can see, and notes that let a reviewer
//! know in a minute what the plan brings with it. Notes of one kind are told once for all people they are
//! about.

mod admins;
mod center;
mod extensions;
mod groups;
mod leavers;
mod notes;
mod seats;

use std::collections::BTreeMap;

use super::catalogue::{LICENSE, ROLE, person};
use crate::model::{
    Action, Addr, Attributes, Change, Changes, Desired, Finding, Findings, Hold, Kind, Observation, Reason,
    Severity, Tenant,
};
use crate::port::Holds;
use crate::providers::kit::checks::listed as names;

/// Judges `changes`; returns what must be held.
pub fn guard(
    tenant: &Tenant,
    desired: &Desired,
    observed: &Observation,
    changes: &Changes,
    findings: &mut Findings,
) -> Holds {
    let mut case = GuardCase { tenant, desired, observed, changes, findings, holds: Holds::default() };
    admins::caller(&mut case);
    admins::rights(&mut case);
    admins::super_admins(&mut case);
    seats::closed(&mut case);
    leavers::nothing_to_clear(&mut case);
    extensions::moves(&mut case);
    groups::undeclared(&mut case);
    groups::managed(&mut case);
    groups::reach(&mut case);
    let people = center::people(&case);
    center::overage(&mut case, people);
    center::empty_queues(&mut case);
    notes::tell(&mut case);
    leavers::seven_places(&mut case);
    leavers::freed_numbers(&mut case);
    leavers::contract_goes_on(&mut case);
    leavers::held_seats(&mut case);
    seats::moves(&mut case, people);
    case.holds
}

/// The guards and notes of a portal in which people do what is done, and that shows no queue: what the caller's
/// role may is not asked, for the caller only reads. `guard` has the portal's own guards; it is told what is held by
/// then, adds to it, and comes before any note.
pub fn by_hand(
    tenant: &Tenant,
    desired: &Desired,
    observed: &Observation,
    changes: &Changes,
    findings: &mut Findings,
    guard: impl FnOnce(&mut Holds, &mut Findings),
) -> Holds {
    let mut case = GuardCase { tenant, desired, observed, changes, findings, holds: Holds::default() };
    admins::caller(&mut case);
    admins::super_admins(&mut case);
    seats::closed(&mut case);
    groups::undeclared(&mut case);
    guard(&mut case.holds, case.findings);
    groups::reach(&mut case);
    notes::tell(&mut case);
    leavers::unseen_queues(&mut case);
    leavers::contract_goes_on(&mut case);
    leavers::held_seats(&mut case);
    seats::moves(&mut case, center::People::default());
    case.holds
}

/// Everything at hand.
struct GuardCase<'a> {
    tenant: &'a Tenant,
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

    /// The role that a person has before.
    fn role(&self, email: &str) -> Option<&'a str> {
        self.observed.resources.get(&Addr::new(ROLE, email))?.text("role")
    }

    /// The licenses that a person has before.
    fn licenses(&self, email: &str) -> impl Iterator<Item = (&'a Addr, &'a Attributes)> + use<'a> {
        let prefix = [email, "/"].concat();
        let from = self.observed.resources.range(Addr::new(LICENSE, prefix.as_str())..);
        from.take_while(move |(addr, _)| addr.kind == LICENSE && addr.key.starts_with(&prefix))
    }

    /// What is told of each license that a person has after the plan.
    fn licenses_after(&self, email: &str) -> Vec<&'a Attributes> {
        let goes = |addr: &Addr| {
            self.changes.get(addr).is_some_and(|change| change.action == Action::Delete)
                && !self.holds.held.contains_key(addr)
        };
        let stay = self.licenses(email).filter(|(addr, _)| !goes(addr)).map(|(_, live)| live);
        let prefix = [email, "/"].concat();
        let made = self.changes.starting(LICENSE, &prefix).filter(|change| change.action == Action::Create);
        let made: Vec<_> = made.filter_map(|change| change.after.as_ref()).collect();
        stay.chain(made).collect()
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

    /// Holds what belongs to the departure of these people, each for its own reason: half a departure is
    /// worse than none.
    fn hold_departures(&mut self, people: &BTreeMap<&str, Hold>) {
        if people.is_empty() {
            return;
        }
        for change in self.changes.iter() {
            let departs = matches!(
                change.reason,
                Reason::Follows | Reason::Suspended | Reason::Absent | Reason::Replaced
            );
            if let Some(hold) = person(&change.addr).and_then(|who| people.get(who))
                && departs
            {
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

#[cfg(test)]
mod tests;
