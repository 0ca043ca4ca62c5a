//! From what is wanted and what was seen to a plan: everything up to the point where the gate decides.

use super::by_hand::{call_by, recall};
use crate::engine::{self, GuardScope, Guarded, Hooks, Proof, Sides, Unaligned};
use crate::model::{Changes, Confirmed, Desired, Document, Findings, Held, Observation, Only, Plan, Tenant};
use crate::port::{Alignment, GuardCase, Portal};

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
    /// Whom the plan is about, where it is not about everybody.
    pub only: Option<&'a Only>,
}

/// Makes the plan of one tenant. Pure: the same input gives the same plan.
pub fn propose(
    rules: &Portal,
    tenant: &Tenant,
    mut desired: Desired,
    mut observed: Observation,
    Statements { acks, confirmed, only }: Statements<'_>,
) -> Proposal {
    let catalogue = rules.catalogue;
    let given_up = only.map(|only| engine::only::narrow(catalogue, &mut desired, only));
    recall(rules, tenant, confirmed, &desired, &mut observed);
    let mut guarded = Guarded::default();
    let sides = Unaligned { desired: &mut desired, observed: &mut observed, acks };
    guarded.held = align(rules, tenant, sides, &mut guarded.refusals);
    let mut changes = engine::diff(catalogue, &desired, &observed, &mut guarded.refusals);
    if let Some(only) = only {
        engine::only::give_up_floors(catalogue, &mut desired);
        changes = engine::only::narrowed(catalogue, changes, &observed, only);
    }
    let sides = Sides { desired: &desired, observed: &observed };
    let guard = |changes: &Changes, found: &mut Findings| {
        if let Some(given_up) = &given_up {
            engine::only::warn(catalogue, changes, &observed, given_up, found);
        }
        guard(rules, tenant, sides, (changes, acks), found)
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
    let mut plan = engine::plan(&hooks, changes, guarded, sides);
    let proof = engine::prove(catalogue, &Document::of(&plan));
    proof.record(&mut plan);
    Proposal { plan, proof, desired, observed }
}

/// Who is who, and what the vendor knows: what must not go on comes back, and each hold has its finding.
pub(crate) fn align(rules: &Portal, tenant: &Tenant, sides: Unaligned<'_>, findings: &mut Findings) -> Held {
    let Unaligned { desired, observed, acks } = sides;
    let sides = Unaligned { desired: &mut *desired, observed: &mut *observed, acks };
    let mut held = engine::recognize(rules.catalogue, tenant, sides, findings);
    let changes = &Changes::default();
    let held_too = &mut held;
    (rules.align)(&mut Alignment { tenant, desired, observed, changes, acks, findings, held: held_too });
    held
}

/// The guards of the catalogue and the vendor's own: what must not go on, what refuses, and notes.
pub(crate) fn guard(
    rules: &Portal,
    tenant: &Tenant,
    Sides { desired, observed }: Sides<'_>,
    (changes, acks): (&Changes, &[String]),
    findings: &mut Findings,
) -> Held {
    let scope = GuardScope { catalogue: rules.catalogue, tenant, desired, observed, changes, acks };
    let mut held = engine::guard(scope, findings);
    let held_too = &mut held;
    (rules.guard)(&mut GuardCase { tenant, desired, observed, changes, acks, findings, held: held_too });
    held
}
