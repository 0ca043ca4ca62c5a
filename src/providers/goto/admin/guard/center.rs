//! The Contact Center: seats over the contract, queues without agents.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::contract::{self, ContactCenter};
use super::super::catalogue::{AGENT, CATALOGUE, CONTACT_CENTER, CONTACT_CENTER_ADMIN, QUEUE_MEMBER};
use super::super::compile::{USUAL_AGENTS, agents_of};
use super::seats;
use crate::model::{Action, Addr, Change, Finding, Kind, Reason, Severity};
use crate::port::{GuardCase, of_kind};

/// How many people take a Contact Center seat, before and after (section 4.3 of the domain sheet).
#[derive(Clone, Copy, Default)]
pub struct People {
    before: u64,
    after: u64,
}

/// Who takes a seat: anybody in any queue in any role, and the Contact Center admins (G-701, G-703). Nothing is
/// counted where there is no contract, or where no change touches anybody.
pub fn people(case: &GuardCase<'_>) -> People {
    const KINDS: [Kind; 2] = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN];
    // For each person that a change touches: how many memberships before and after.
    let mut touched: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for change in KINDS.into_iter().flat_map(|kind| case.of_kind(kind)) {
        let Some(who) = CATALOGUE.subject_of(&change.addr) else { continue };
        touched.entry(who).or_default().1 += u64::from(change.action == Action::Create);
    }
    if touched.is_empty() || contract(case).is_none() {
        return People::default();
    }
    for (addr, _) in KINDS.into_iter().flat_map(|kind| of_kind(&case.observed.resources, kind)) {
        let Some(own) = CATALOGUE.subject_of(addr).and_then(|who| touched.get_mut(who)) else { continue };
        own.0 += 1;
        own.1 += u64::from(case.changes.get(addr).is_none() || case.held.contains_key(addr));
    }
    let count = |side: fn(&(u64, u64)) -> u64| touched.values().filter(|own| side(own) > 0).count() as u64;
    let before = total(case);
    People { before, after: (before + count(|own| own.1)).saturating_sub(count(|own| own.0)) }
}

/// How many people take a seat now.
fn total(case: &GuardCase<'_>) -> u64 {
    if let Some(pool) = case.observed.pools.iter().find(|pool| pool.name == CONTACT_CENTER) {
        return pool.taken;
    }
    let members = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN].map(|kind| of_kind(&case.observed.resources, kind));
    let people: BTreeSet<&str> =
        members.into_iter().flatten().filter_map(|(addr, _)| CATALOGUE.subject_of(addr)).collect();
    people.len() as u64
}

impl People {
    /// `overage(after) - overage(before)` where it is more: the seats that the plan adds to the bill. What goes
    /// beyond the accepted overage does not go on: the pool's bound sees to that.
    fn more_overage(self, center: ContactCenter) -> (u64, u64) {
        let after = self.after.min(center.seats.saturating_add(center.allow_overage).max(self.before));
        (after, after.saturating_sub(center.seats.max(self.before)))
    }

    /// `overage(before) - overage(after)` where it is more: the seats that the plan takes off the bill.
    pub fn less_overage(self, case: &GuardCase<'_>) -> u64 {
        let seats = contract(case).map_or(u64::MAX, |center| center.seats);
        self.before.saturating_sub(seats.max(self.after))
    }

    /// The seats within the contract that come free: they stay paid.
    pub fn freed(self, case: &GuardCase<'_>) -> u64 {
        contract(case).map_or(0, |center| self.before.min(center.seats).saturating_sub(self.after))
    }
}

/// The contract, where there is a Contact Center.
fn contract(case: &GuardCase<'_>) -> Option<ContactCenter> {
    contract::center(case.tenant)
}

/// More people than the contract has are accepted without a word, and billed (G-704, T-04).
pub fn overage(case: &mut GuardCase<'_>, people: People) {
    let Some(center) = contract(case) else { return };
    let accepted = center.seats.saturating_add(center.allow_overage).max(people.before);
    if people.after > accepted {
        // What goes beyond is withheld: the pool's bound sees to that.
        let text = format!(
            "{} people would take a Contact Center seat, the contract has {} and {} more are accepted",
            people.after, center.seats, center.allow_overage
        );
        let finding = Finding::new("goto:T-04", Severity::Refuse, text).about(CONTACT_CENTER);
        case.findings
            .push(finding.hint("raise `seats` with the contract, or `allow_overage` to be billed for more"));
    }
    let (after, more) = people.more_overage(center);
    if more > 0 {
        let price = seats::price(case, CONTACT_CENTER, more);
        let text = format!(
            "{after} people take a Contact Center seat after the plan, the contract has {}: {more} more a month{price}",
            center.seats
        );
        case.findings.push(Finding::new("goto:T-04", Severity::Warn, text).about(CONTACT_CENTER));
    }
}

/// What a plan does to the agents of one queue.
#[derive(Default)]
struct Agents<'c> {
    /// How many there are.
    before: i64,
    gained: i64,
    /// The changes that take one away.
    lost: Vec<&'c Change>,
}

impl Agents<'_> {
    fn after(&self) -> i64 {
        self.before + self.gained - i64::try_from(self.lost.len()).unwrap_or(i64::MAX)
    }
}

/// Callers wait in a queue without agents (T-40): who stays in the company is not the last one taken out; where the last
/// one leaves, it is told.
pub fn empty_queues(case: &mut GuardCase<'_>) {
    for (queue, agents) in agents(case) {
        let (before, after, least) = (agents.before, agents.after(), floor(case, queue));
        if agents.lost.is_empty() || after >= before || after >= least.min(before) {
            continue;
        }
        let staying: Vec<&Change> = agents.lost.iter().copied().filter(|own| !departs(case, own)).collect();
        let stripped = after <= 0 && least > 0 && !staying.is_empty();
        let text = format!("queue `{queue}` is left with {after} of {before} agents");
        let finding = Finding::new("goto:T-40", Severity::Warn, text).about(format!("queue {queue}"));
        let finding = finding.hint("add an agent, name an `overflow` queue, or say `allow_gap: true`");
        match stripped {
            true => {
                let text = format!(
                    "queue `{queue}` would be left with {after} of {before} agents, and who stays is taken out of it"
                );
                let place = staying.first().and_then(|change| change.source);
                let finding = Finding { severity: Severity::Refuse, text, place, ..finding };
                case.hold(staying.iter().map(|change| change.addr.clone()), finding);
            }
            false => case.findings.push(finding),
        }
    }
}

/// Who leaves a queue and stays may work in it all the same: two switches of the account decide that, and nothing public
/// tells how they stand (T-41, G-708, G-709).
pub fn open_doors(case: &mut GuardCase<'_>) {
    let leaves = case.of_kind(QUEUE_MEMBER).filter(|own| own.action == Action::Delete && !departs(case, own));
    let people: BTreeSet<&str> = leaves.filter_map(|own| CATALOGUE.subject_of(&own.addr)).collect();
    let people: Vec<&str> = people.into_iter().collect();
    case.tell("goto:T-41", Severity::Warn, &people, |who| {
        format!(
            "{who} may work in the queue all the same where the account lets agents log in to unassigned queues, or does \
             not limit supervisors to assigned ones: no interface tells"
        )
    });
}

/// Whether a change takes something from somebody who leaves the company.
fn departs(case: &GuardCase<'_>, change: &Change) -> bool {
    let who = CATALOGUE.subject_of(&change.addr).unwrap_or_default();
    matches!(change.reason, Reason::Suspended | Reason::Absent) || super::leaves(case, who)
}

/// The agents of each queue that a change touches.
fn agents<'c>(case: &GuardCase<'c>) -> BTreeMap<&'c str, Agents<'c>> {
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let queue = |addr: &'c Addr| {
        spec.part(&addr.key, "queue").filter(|_| spec.part(&addr.key, "role") == Some(AGENT))
    };
    let mut found: BTreeMap<&str, Agents<'_>> = BTreeMap::new();
    for change in case.of_kind(QUEUE_MEMBER) {
        let Some(queue) = queue(&change.addr) else { continue };
        let own = found.entry(queue).or_default();
        match change.action {
            Action::Delete => own.lost.push(change),
            _ => own.gained += 1,
        }
    }
    for (addr, _) in of_kind(&case.observed.resources, QUEUE_MEMBER) {
        if let Some(own) = queue(addr).and_then(|queue| found.get_mut(queue)) {
            own.before += 1;
        }
    }
    found
}

/// How many agents a queue keeps at least, where nothing else was said: one.
fn floor(case: &GuardCase<'_>, queue: &str) -> i64 {
    let least = case.desired.floors.get(&agents_of(queue)).copied().unwrap_or(USUAL_AGENTS);
    i64::try_from(least).unwrap_or(i64::MAX)
}
