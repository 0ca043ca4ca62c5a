//! From what is wanted and what was seen to a plan: everything up to the point where the gate decides.

use crate::engine::{self, Book, Held};
use crate::model::{Changes, Desired, Finding, Findings, Observation, Plan, Severity, Tenant};
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
    let judge = |changes: &Changes, findings: &mut Findings| {
        rules.judge(tenant, &desired, &observed, changes, findings).held
    };
    let mut judged = Findings::default();
    held.extend(judge(&changes, &mut judged));
    let refusals = judged.iter().filter(|finding| refuses(finding)).cloned();
    refusals.for_each(|finding| findings.push(finding));
    let book = Book {
        catalogue,
        call: &|change, all| rules.call(change, all),
        cost: &|shape, changes| rules.cost(shape, changes),
        executor: &|kind| rules.executor(tenant, kind),
    };
    let mut plan = engine::arrange(&book, changes, &held, (&desired, &observed), findings);
    if !plan.withheld.is_empty() {
        // What a change brings with it is not told of one that is not made.
        judged = Findings::default();
        judge(&Changes::new(plan.changes.clone()), &mut judged);
    }
    tell(&mut plan, judged);
    plan.stays = engine::stays(catalogue, &plan, &observed);
    Proposal { plan, desired, observed }
}

fn refuses(finding: &Finding) -> bool {
    finding.severity == Severity::Refuse
}

/// Adds what was judged of the plan and refuses nothing: refusals are told already.
fn tell(plan: &mut Plan, judged: Findings) {
    plan.findings.extend(judged.sorted().into_iter().filter(|finding| !refuses(finding)));
    plan.findings.sort();
    plan.findings.dedup();
}
