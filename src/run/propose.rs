//! From what is wanted and what was seen to a plan: everything up to the point where the gate decides.

use super::by_hand::{by_hand, call_by, recall};
use crate::engine::{self, Hooks};
use crate::model::{
    Changes, Confirmed, Desired, Finding, Findings, Held, Observation, Plan, Severity, Tenant,
};
use crate::port::Portal;

/// A plan and what it was made of.
pub struct Proposal {
    /// The plan.
    pub plan: Plan,
    /// What the roster wants, after it met the live state.
    pub desired: Desired,
    /// What was seen, spelled as the roster spells it.
    pub observed: Observation,
}

/// What people say about a plan.
#[derive(Clone, Copy, Debug)]
pub struct Statements<'a> {
    /// The codes that they acknowledge.
    pub acks: &'a [String],
    /// What they confirmed.
    pub confirmed: &'a Confirmed,
}

/// Makes the plan of one tenant. Pure: the same input gives the same plan.
pub fn propose(
    rules: &Portal,
    tenant: &Tenant,
    mut desired: Desired,
    mut observed: Observation,
    Statements { acks, confirmed }: Statements<'_>,
) -> Proposal {
    let mut findings = Findings::default();
    let catalogue = rules.catalogue;
    recall(rules, tenant, confirmed, (&desired, &mut observed));
    let mut held: Held = (rules.align)(tenant, &mut desired, &mut observed, acks, &mut findings).held;
    let changes = engine::diff(catalogue, &desired, &observed, &mut findings);
    let guard = |changes: &Changes| {
        let mut found = Findings::default();
        let held = (rules.guard)(tenant, &desired, &observed, changes, &mut found).held;
        (held, found.sorted().into_iter().partition(|finding: &Finding| finding.severity == Severity::Refuse))
    };
    let (more, (refusals, mut notes)): (Held, (Vec<Finding>, Vec<Finding>)) = guard(&changes);
    held.extend(more);
    refusals.into_iter().for_each(|finding| findings.push(finding));
    let book = Hooks {
        catalogue,
        call: &|change, all| {
            call_by(rules.carrier(tenant, change.addr.kind), (rules.call)(change, all), change)
        },
        cost: &|shape, changes| (rules.cost)(shape, changes),
        carrier: &|kind| rules.carrier(tenant, kind),
    };
    let mut plan = engine::arrange(&book, changes, &held, (&desired, &observed), findings);
    if !plan.withheld.is_empty() {
        // What a change would bring with it is not told of one that is not made.
        (_, (_, notes)) = guard(&Changes::new(plan.changes.clone()));
    }
    plan.findings.extend(notes);
    plan.findings.sort();
    plan.findings.dedup();
    plan.stays = engine::stays(catalogue, &plan, &observed);
    plan.unreadable = observed.unreadable.clone();
    plan.by_hand = by_hand(rules, tenant, &plan);
    Proposal { plan, desired, observed }
}
