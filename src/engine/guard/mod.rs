//! The guards that every vendor has, as rows of its catalogue: the credential's own user loses nothing that the
//! program works with, enough people can let others in, and what cannot come back waits for an acknowledgement.

mod acks;
mod admins;
mod caller;

pub use admins::counts_as_admin;

use std::collections::BTreeMap;

use crate::model::{
    Action, Addr, Along, Attributes, Catalogue, Change, Changes, Desired, Finding, Findings, Held, Hold,
    Kind, Observation, Reason, Severity, Tenant,
};

/// What the guards look at.
#[derive(Clone, Copy)]
pub struct GuardScope<'a> {
    /// The rule book.
    pub catalogue: &'static Catalogue,
    /// The tenant.
    pub tenant: &'a Tenant,
    /// What the roster wants.
    pub desired: &'a Desired,
    /// What was seen.
    pub observed: &'a Observation,
    /// What differs.
    pub changes: &'a Changes,
    /// The codes that people acknowledge.
    pub acks: &'a [String],
}

/// Looks at the differences as a whole; returns what must not go on, each told as a finding.
pub fn guard(of: GuardScope<'_>, findings: &mut Findings) -> Held {
    let mut guards = Guards { of, findings, held: Held::new() };
    guards.caller();
    guards.admins();
    guards.irreversible();
    guards.held
}

/// What is held so far.
struct Guards<'a, 'f> {
    of: GuardScope<'a>,
    findings: &'f mut Findings,
    held: Held,
}

impl<'a> Guards<'a, '_> {
    /// The changes of one kind that are not held.
    fn of_kind(&self, kind: Kind) -> Vec<&'a Change> {
        let all = self.of.changes.starting(kind, "");
        all.filter(|change| !self.held.contains_key(&change.addr)).collect()
    }

    /// The person that a resource belongs to.
    fn person<'k>(&self, addr: &'k Addr) -> Option<&'k str> {
        self.of.catalogue.subject_of(addr)
    }

    /// What is known of a resource before and after a change.
    fn sides(&self, change: &Change) -> (Option<Attributes>, Option<Attributes>) {
        let before = self.of.observed.resources.get(&change.addr).or(change.before.as_ref()).cloned();
        let after = (change.action != Action::Delete).then(|| {
            let mut after = before.clone().unwrap_or_default();
            for (name, value) in change.after.iter().flat_map(Attributes::iter) {
                after.set(name, value.clone());
            }
            after
        });
        (before, after)
    }

    /// Holds `change` for a reason, and tells it.
    fn hold(&mut self, change: &Change, mut finding: Finding) -> Hold {
        finding.place = change.source;
        let finding = finding.about(change.addr.to_string());
        let hold = Hold::briefly(&finding);
        self.hold_silently(change, &hold);
        self.findings.push(finding);
        hold
    }

    fn hold_silently(&mut self, change: &Change, hold: &Hold) {
        self.held.entry(change.addr.clone()).or_insert_with(|| hold.clone());
    }

    /// Holds what else waits with what is held of these people, each for its own reason.
    fn hold_along(&mut self, along: Along, people: &BTreeMap<&str, Hold>) {
        if people.is_empty() {
            return;
        }
        for change in self.of.changes.iter() {
            let Some(hold) = self.person(&change.addr).and_then(|who| people.get(who)) else { continue };
            let waits = match along {
                Along::Everything => true,
                Along::Departure => departs(change),
                Along::Deletion => departs(change) && self.is_deleted(change),
                Along::Kinds(kinds) => kinds.contains(&change.addr.kind),
            };
            if waits {
                self.hold_silently(change, hold);
            }
        }
    }

    /// Whether the plan deletes the person that `change` is about.
    fn is_deleted(&self, change: &Change) -> bool {
        let user = self.of.catalogue.people();
        let user = user.zip(self.person(&change.addr)).map(|(kind, who)| Addr::new(kind, who));
        let user = user.and_then(|user| self.of.changes.get(&user));
        user.is_some_and(|user| user.action == Action::Delete)
    }
}

/// Whether a change belongs to somebody's departure.
fn departs(change: &Change) -> bool {
    change.reason.is_leaving() || change.reason == Reason::Replaced
}

fn refusal(code: &'static str, text: String, hint: impl Into<String>) -> Finding {
    Finding::new(code, Severity::Refuse, text).hint(hint)
}
