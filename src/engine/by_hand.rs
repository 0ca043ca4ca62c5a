//! The steps that a person does.

use std::collections::BTreeMap;

use super::Hooks;
use crate::model::{Attributes, ByHand, Carrier, Change, Changes, Plan, StepId, code};

/// How many letters a code has: enough that no two steps of a tenant meet, few enough to be typed.
const LETTERS: usize = 5;

/// The steps of `plan` that a person does, and how.
pub fn by_hand(hooks: &Hooks<'_>, plan: &Plan) -> BTreeMap<StepId, ByHand> {
    let mut manual = plan.steps.iter().filter(|step| step.carrier == Carrier::Manual).peekable();
    if manual.peek().is_none() {
        return BTreeMap::new();
    }
    let all = Changes::new(plan.changes.clone());
    let by_hand = manual.map(|step| {
        let changes: Vec<&Change> = step.changes.iter().map(|id| plan.change(*id)).collect();
        let runbooks = changes.iter().map(|change| (hooks.runbook)(change, &all)).collect();
        let readable = changes.iter().all(|change| !plan.unreadable.contains(&change.addr.kind));
        (step.id, ByHand { code: code_of(hooks.tenant, &changes), runbooks, readable })
    });
    by_hand.collect()
}

/// The code of a step: it stands for these very changes in this tenant, whatever number the step has.
fn code_of(tenant: &str, changes: &[&Change]) -> String {
    let mut parts = vec![tenant.to_owned()];
    for change in changes {
        parts.push(change.addr.to_string());
        parts.push(format!("{:?}", change.action));
        for (name, value) in change.after.iter().flat_map(Attributes::iter) {
            parts.push(format!("{name}: {value}"));
        }
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    code("M", LETTERS, &parts)
}
