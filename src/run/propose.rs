//! From what is wanted and what was seen to a plan: everything up to the point where the gate decides.

use super::by_hand::{call_by, recall};
use crate::engine::{self, Guarded, Hooks, Proof, Sides};
use crate::model::{Changes, Confirmed, Desired, Document, Findings, Observation, Plan, Tenant};
use crate::port::Portal;

/// A plan and what it was made of.
pub struct Proposal {
    /// The plan, with what its proof says.
    pub plan: Plan,
    /// Its proof, which the gate asks for.
    pub proof: Proof,
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
    let catalogue = rules.catalogue;
    recall(rules, tenant, confirmed, &desired, &mut observed);
    let mut guarded = Guarded::default();
    guarded.held = (rules.align)(tenant, &mut desired, &mut observed, acks, &mut guarded.refusals).held;
    let changes = engine::diff(catalogue, &desired, &observed, &mut guarded.refusals);
    let guard = |changes: &Changes, found: &mut Findings| {
        (rules.guard)(tenant, &desired, &observed, changes, found).held
    };
    let mut found = Findings::default();
    let held = guard(&changes, &mut found);
    guarded.add(held, found);
    let hooks = Hooks {
        catalogue,
        tenant: &tenant.name,
        call: &|change, all| {
            call_by(rules.carrier(tenant, change.addr.kind), (rules.call)(change, all), change)
        },
        cost: &|shape, changes| (rules.cost)(shape, changes),
        carrier: &|kind| rules.carrier(tenant, kind),
        notes: &|changes| {
            let mut found = Findings::default();
            guard(changes, &mut found);
            found.without_refusals()
        },
        runbook: &|change, all| (rules.runbook)(tenant, change, all),
    };
    let sides = Sides { desired: &desired, observed: &observed };
    let mut plan = engine::plan(&hooks, changes, guarded, sides);
    let proof = engine::prove(catalogue, &Document::of(&plan));
    proof.record(&mut plan);
    Proposal { plan, proof, desired, observed }
}
