//! From what is wanted and what was seen to a plan: everything up to the point where the gate decides.

use super::by_hand::{by_hand, call_by, recall};
use crate::engine::{self, Hooks};
use crate::model::{
    Changes, Confirmed, Desired, Finding, Findings, Held, Observation, Plan, Severity, Tenant,
};
use crate::port::{Alignment, GuardCase, Portal};

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
    let mut held = align(rules, tenant, (&mut desired, &mut observed), acks, &mut findings);
    let changes = engine::diff(catalogue, &desired, &observed, &mut findings);
    let guard = |changes: &Changes| guard(rules, tenant, (&desired, &observed), (changes, acks));
    let (more, refusals, mut notes) = guard(&changes);
    for (addr, hold) in more {
        held.entry(addr).or_insert(hold);
    }
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
        (_, _, notes) = guard(&Changes::new(plan.changes.clone()));
    }
    plan.findings.extend(notes);
    plan.findings.sort();
    plan.findings.dedup();
    plan.stays = engine::stays(catalogue, &plan, &observed);
    plan.unreadable = observed.unreadable.clone();
    plan.by_hand = by_hand(rules, tenant, &plan);
    Proposal { plan, desired, observed }
}

/// Who is who, and what the vendor knows: what must not go on comes back, each told as a finding.
pub(crate) fn align(
    rules: &Portal,
    tenant: &Tenant,
    (desired, observed): (&mut Desired, &mut Observation),
    acks: &[String],
    findings: &mut Findings,
) -> Held {
    let sides = engine::Sides { desired, observed, acks };
    let mut held = engine::recognize(rules.catalogue, tenant, sides, findings);
    let (changes, held_too) = (&Changes::default(), &mut held);
    (rules.align)(&mut Alignment { tenant, desired, observed, changes, acks, findings, held: held_too });
    held
}

/// The guards of the catalogue and the vendor's own: what must not go on, what refuses, and notes.
pub(crate) fn guard(
    rules: &Portal,
    tenant: &Tenant,
    (desired, observed): (&Desired, &Observation),
    (changes, acks): (&Changes, &[String]),
) -> (Held, Vec<Finding>, Vec<Finding>) {
    let mut findings = Findings::default();
    let catalogue = rules.catalogue;
    let mut held =
        engine::guard(engine::Guarded { catalogue, tenant, observed, changes, acks }, &mut findings);
    let case =
        GuardCase { tenant, desired, observed, changes, acks, findings: &mut findings, held: &mut held };
    (rules.guard)(&mut { case });
    let (refusals, notes) =
        findings.sorted().into_iter().partition(|finding| finding.severity == Severity::Refuse);
    (held, refusals, notes)
}
