//! What the seats cost a month, before and after a plan.

use rust_decimal::{Decimal, RoundingStrategy};

use super::plan::PlanView;

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
/// declares no prices.
pub fn cost(view: &PlanView<'_>) -> Option<Cost> {
    let (currency, prices) = view.prices?;
    let (mut before, mut after) = (Decimal::ZERO, Decimal::ZERO);
    for pool in &view.plan.pools {
        let price = prices.get(&pool.pool).and_then(|price| price.parse::<Decimal>().ok());
        let price = price.unwrap_or(Decimal::ZERO);
        before = add(before, price, pool.before);
        after = add(after, price, pool.after);
    }
    // Rounded first, so that the three figures add up as they are shown.
    let (before, after) = (rounded(before), rounded(after));
    let delta = after.saturating_sub(before);
    let text = |money: Decimal| format!("{money:.2}");
    Some(Cost { currency: currency.clone(), before: text(before), after: text(after), delta: text(delta) })
}

/// Saturates instead of overflowing: prices are texts of a person.
fn add(sum: Decimal, price: Decimal, seats: u64) -> Decimal {
    sum.saturating_add(price.saturating_mul(Decimal::from(seats)))
}

fn rounded(money: Decimal) -> Decimal {
    money.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}
