//! From what is wanted and what was seen to a plan: everything up to the point where the gate decides.

use crate::engine::{self, Book, Held};
use crate::model::{Desired, Findings, Observation, Plan, Tenant};
use crate::port::Rules;

/// A plan and what it was made of.
pub struct Proposal {
    /// The plan.
    pub plan: Plan,
    /// What the roster wants, after it met the live state.
    pub desired: Desired,
    /// What was seen, spelled as the roster spells it.
    pub observed: Observation,
}

/// Makes the plan of one tenant. Pure: the same input gives the same plan.
pub fn propose(
    rules: &dyn Rules,
    tenant: &Tenant,
    mut desired: Desired,
    mut observed: Observation,
    acks: &[String],
) -> Proposal {
    let mut findings = Findings::default();
    let catalogue = rules.catalogue();
    let mut held: Held = rules.meet(tenant, &mut desired, &mut observed, acks, &mut findings).held;
    let changes = engine::diff(catalogue, &desired, &observed, &mut findings);
    held.extend(rules.judge(tenant, &desired, &observed, &changes, &mut findings).held);
    let book = Book {
        catalogue,
        call: &|change, all| rules.call(change, all),
        cost: &|shape, changes| rules.cost(shape, changes),
        executor: &|kind| rules.executor(tenant, kind),
    };
    let mut plan = engine::arrange(&book, changes, &held, (&desired, &observed), findings);
    plan.stays = engine::stays(catalogue, &plan, &observed);
    Proposal { plan, desired, observed }
}
