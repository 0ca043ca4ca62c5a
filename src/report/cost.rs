//! What the seats cost a month, before and after a plan, and what each change does to that.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::plan::PlanView;
use crate::model::{Action, Change, ChangeId, Step, Take, rounded, times};

/// Monthly money, each a decimal text with two places.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Cost {
    /// The currency as declared.
    pub currency: String,
    /// Before the plan.
    pub before: String,
    /// After it.
    pub after: String,
    /// The difference.
    pub delta: String,
}

/// The cost of all pools that have a price: seats that are taken times the price. `None` where the tenant
/// declares no prices. What is freed is not yet saved: the vendor bills seats, not holders.
pub fn cost(view: &PlanView<'_>) -> Option<Cost> {
    let (currency, prices) = view.prices?;
    let (mut before, mut after) = (Decimal::ZERO, Decimal::ZERO);
    for pool in &view.plan.pools {
        let taken = |seats: u64| {
            let price = prices.get(&pool.pool);
            price.and_then(|price| times(price, count(seats))).unwrap_or(Decimal::ZERO)
        };
        before = before.saturating_add(taken(pool.before));
        after = after.saturating_add(taken(pool.after));
    }
    // Rounded first, so that the three figures add up as they are shown.
    let (before, after) = (rounded(before), rounded(after));
    let delta = after.saturating_sub(before);
    let text = |money: Decimal| format!("{money:.2}");
    Some(Cost { currency: currency.clone(), before: text(before), after: text(after), delta: text(delta) })
}

fn count(seats: u64) -> i64 {
    i64::try_from(seats).unwrap_or(i64::MAX)
}

/// What each change adds to the monthly cost of taken seats, or takes from it.
#[derive(Default)]
pub struct Deltas<'v> {
    currency: &'v str,
    by_change: BTreeMap<ChangeId, Decimal>,
}

impl<'v> Deltas<'v> {
    /// The money behind every change in a step. A seat that several changes of one person take together is on
    /// the first of them in the order of steps, and what they free together on the last.
    pub fn of(view: &PlanView<'v>) -> Self {
        let Some((currency, prices)) = view.prices else { return Self::default() };
        let mut found = Self { currency, by_change: BTreeMap::new() };
        let held = view.plan.held.iter().map(|one| ((&*one.pool, &*one.who), count(one.before)));
        let mut held: BTreeMap<(&str, &str), i64> = held.collect();
        for change in view.plan.steps.iter().flat_map(|step| in_order(view, step)) {
            let spec = view.catalogue.spec(change.addr.kind);
            for take in spec.takes {
                let (pool, seats) = match take {
                    Take::OneOf(part) => (spec.part(&change.addr.key, part), sign(change)),
                    Take::Distinct { pool, by } => {
                        let who = spec.part(&change.addr.key, by).unwrap_or_default();
                        let own = held.entry((*pool, who)).or_default();
                        let before = *own > 0;
                        *own += sign(change);
                        (Some(*pool), i64::from(*own > 0) - i64::from(before))
                    }
                };
                let price = pool.and_then(|pool| prices.get(pool));
                if let Some(money) = price.and_then(|price| times(price, seats)).filter(|own| !own.is_zero())
                {
                    let sum = found.by_change.entry(change.id).or_default();
                    *sum = sum.saturating_add(money);
                }
            }
        }
        found
    }

    /// The delta of one change as people read it: `+26.00 EUR/month`.
    pub fn change(&self, id: ChangeId) -> Option<String> {
        let money = rounded(*self.by_change.get(&id)?);
        let sign = if money.is_sign_negative() { "" } else { "+" };
        Some(format!("{sign}{money:.2} {}/month", self.currency))
    }

    /// The delta of one step as a decimal text; `None` where nothing of it has a price.
    pub fn step(&self, step: &Step) -> Option<String> {
        let own = step.changes.iter().filter_map(|id| self.by_change.get(id));
        let mut own = own.copied().peekable();
        own.peek()?;
        let sum = own.fold(Decimal::ZERO, Decimal::saturating_add);
        Some(format!("{:.2}", rounded(sum)))
    }
}

/// The changes of a step, what comes before what goes: somebody who changes roles keeps the seat.
fn in_order<'v>(view: &PlanView<'v>, step: &'v Step) -> Vec<&'v Change> {
    let mut changes: Vec<&Change> = step.changes.iter().map(|id| view.plan.change(*id)).collect();
    changes.sort_by_key(|change| change.action == Action::Delete);
    changes
}

fn sign(change: &Change) -> i64 {
    match change.action {
        Action::Create => 1,
        Action::Update => 0,
        Action::Delete => -1,
    }
}
