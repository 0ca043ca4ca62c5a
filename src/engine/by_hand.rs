//! The steps that a person does.

use std::collections::BTreeMap;

use super::Hooks;
use crate::model::{
    Action, Addr, AtomicCall, Attributes, ByHand, Carrier, Catalogue, Change, ChangeId, Changes, Plan,
    Runbook, Step, StepId, code,
};

/// How many letters a code has: enough that no two steps of a tenant meet, few enough to be typed.
const LETTERS: usize = 5;

/// The steps of `plan` that a person does, and how.
pub fn by_hand(hooks: &Hooks<'_>, plan: &Plan) -> BTreeMap<StepId, ByHand> {
    let mut manual = plan.steps.iter().filter(|step| step.carrier == Carrier::Manual).peekable();
    if manual.peek().is_none() {
        return BTreeMap::new();
    }
    let scripts = Scripts::new(hooks, plan);
    let by_hand = manual.map(|step| {
        let changes: Vec<&Change> = step.changes.iter().map(|id| plan.change(*id)).collect();
        let runbooks = scripts.of(step);
        let readable = changes.iter().all(|change| !plan.unreadable.contains(&change.addr.kind));
        (step.id, ByHand { code: code_of(hooks.tenant, &changes), runbooks, readable })
    });
    by_hand.collect()
}

/// What runbooks are made from.
struct Scripts<'p> {
    hooks: &'p Hooks<'p>,
    plan: &'p Plan,
    all: Changes,
    /// The changes that a person makes.
    by_hand: Changes,
}

impl<'p> Scripts<'p> {
    fn new(hooks: &'p Hooks<'p>, plan: &'p Plan) -> Self {
        let manual = plan.steps.iter().filter(|step| step.carrier == Carrier::Manual);
        let by_hand = manual.flat_map(|step| &step.changes).map(|id| plan.change(*id).clone());
        Self {
            hooks,
            plan,
            all: Changes::new(plan.changes.clone()),
            by_hand: Changes::new(by_hand.collect()),
        }
    }

    /// How each change of `step` is made. What one form does is told once: the form that adds a person asks for all that
    /// the person gets by it, so nobody is sent to give the same again.
    fn of(&self, step: &Step) -> Vec<Runbook> {
        let mut told: BTreeMap<ChangeId, Runbook> = BTreeMap::new();
        for part in &step.parts {
            let changes: Vec<&Change> = part.iter().map(|id| self.plan.change(*id)).collect();
            if let Some(first) = leader(self.hooks.catalogue, &changes) {
                let runbook = self.one(first);
                told.extend(part.iter().map(|id| (*id, runbook.clone())));
            }
        }
        let own = |id: &ChangeId| self.one(self.plan.change(*id));
        step.changes.iter().map(|id| told.remove(id).unwrap_or_else(|| own(id))).collect()
    }

    /// How one change is made. Who adds something by hand is not asked for what the program gives it afterwards.
    fn one(&self, change: &Change) -> Runbook {
        let all = if change.action == Action::Create { &self.by_hand } else { &self.all };
        (self.hooks.runbook)(change, all)
    }
}

/// The change by whose form a person makes all of these, where there is such a one.
fn leader<'c>(catalogue: &Catalogue, changes: &[&'c Change]) -> Option<&'c Change> {
    let forms = catalogue.calls.iter().filter(|call| call.with.is_some() && call.is_one_for(Carrier::Manual));
    let carries =
        |call: &AtomicCall, own: &Change| call.carries(own.addr.kind, own.action, |name| own.sides(name));
    let form = forms.filter(|_| changes.len() > 1).find(|call| {
        changes.iter().all(|own| carries(call, own))
            && changes.iter().any(|own| call.is_led_by(own.addr.kind, own.action))
    })?;
    changes.iter().copied().find(|own| form.is_led_by(own.addr.kind, own.action))
}

/// The code of a step: it stands for these very changes in this tenant, whatever number the step has.
fn code_of(tenant: &str, changes: &[&Change]) -> String {
    let mut parts = vec![tenant.to_owned()];
    let changes: BTreeMap<&Addr, &Change> = changes.iter().map(|change| (&change.addr, *change)).collect();
    for change in changes.into_values() {
        parts.push(change.addr.to_string());
        parts.push(format!("{:?}", change.action));
        for (name, value) in change.after.iter().flat_map(Attributes::iter) {
            parts.push(format!("{name}: {value}"));
        }
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    code("M", LETTERS, &parts)
}
