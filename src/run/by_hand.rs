//! Steps that a person does, and what people said of earlier ones.

use std::collections::BTreeMap;

use crate::model::{
    Addr, Attributes, ByHand, Call, Carrier, Catalogue, Change, Changes, Confirmed, Desired, Observation,
    Ownership, Plan, StepId, Tenant, code,
};
use crate::port::Portal;

/// How many letters a code has: enough that no two steps of a tenant meet, few enough to be typed.
const LETTERS: usize = 5;

/// The shape of a step that a program of the user's own carries out.
pub const PROGRAM: &str = "run program";

/// Lays what people confirmed beside what was seen, for kinds of which no reading shows anything. What the
/// roster wants gone, and nobody said is gone, counts as there: nobody knows better.
pub fn recall(
    rules: &Portal,
    tenant: &Tenant,
    confirmed: &Confirmed,
    (desired, observed): (&Desired, &mut Observation),
) {
    let managed = rules.catalogue.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed);
    let unreadable = managed.map(|spec| spec.kind).filter(|kind| !(rules.readable)(tenant, *kind));
    observed.unreadable = unreadable.collect();
    for kind in &observed.unreadable {
        observed.incomplete.remove(kind);
    }
    for (addr, said) in confirmed.iter().filter(|(addr, _)| observed.unreadable.contains(&addr.kind)) {
        match &said.after {
            Some(after) => drop(observed.resources.entry(addr.clone()).or_insert_with(|| after.clone())),
            None => drop(observed.resources.remove(addr)),
        }
    }
    let unknown = |addr: &&Addr| observed.unreadable.contains(&addr.kind) && !confirmed.contains_key(*addr);
    for addr in desired.gone.keys().filter(unknown).cloned().collect::<Vec<_>>() {
        observed.resources.entry(addr).or_insert_with(Attributes::new);
    }
}

/// The call of `change` by whoever carries it out: a person does one target at a time, a program one change.
pub fn call_by(carrier: Carrier, call: Call, change: &Change) -> Call {
    match carrier {
        Carrier::Api => call,
        Carrier::Manual => Call { most: 1, ..call },
        Carrier::Exec => Call { shape: PROGRAM, batch: change.addr.to_string(), most: 1, ..call },
    }
}

/// The steps of `plan` that a person does, and how.
pub fn by_hand(rules: &Portal, tenant: &Tenant, plan: &Plan) -> BTreeMap<StepId, ByHand> {
    let mut manual = plan.steps.iter().filter(|step| step.carrier == Carrier::Manual).peekable();
    if manual.peek().is_none() {
        return BTreeMap::new();
    }
    let all = Changes::new(plan.changes.clone());
    let told = manual.map(|step| {
        let changes: Vec<&Change> = step.changes.iter().map(|id| plan.change(*id)).collect();
        let runbooks = changes.iter().map(|change| (rules.runbook)(tenant, change, &all)).collect();
        let readable = changes.iter().all(|change| !plan.unreadable.contains(&change.addr.kind));
        (step.id, ByHand { code: code_of(&tenant.name, &changes), runbooks, readable })
    });
    told.collect()
}

/// What a confirmation of `change` leaves on record for its resource, where `before` was on record.
pub fn after(catalogue: &Catalogue, change: &Change, before: Option<&Attributes>) -> Option<Attributes> {
    let spec = catalogue.spec(change.addr.kind);
    let own = change.after.as_ref()?;
    let mut all = before.cloned().unwrap_or_default();
    for (name, value) in own.iter().filter(|(name, _)| spec.mutability(name).is_some()) {
        all.set(name, value.clone());
    }
    Some(all)
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
