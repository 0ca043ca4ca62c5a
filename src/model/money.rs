//! Prices of a roster times seats. Prices are texts of a person, so nothing overflows and nothing panics.

use rust_decimal::{Decimal, RoundingStrategy};

/// `price` for `seats` of them; `None` where it is no price.
pub fn times(price: &str, seats: i64) -> Option<Decimal> {
    Some(price.parse::<Decimal>().ok()?.saturating_mul(Decimal::from(seats)))
}

/// Rounded to two places, as money is shown.
pub fn rounded(money: Decimal) -> Decimal {
    money.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// `26.00 EUR a month` for `seats` seats of a pool; `None` where no price is declared for it.
pub fn monthly(
    prices: Option<&(String, std::collections::BTreeMap<String, String>)>,
    pool: &str,
    seats: u64,
) -> Option<String> {
    let (currency, prices) = prices?;
    let money = times(prices.get(pool)?, i64::try_from(seats).unwrap_or(i64::MAX))?;
    Some(format!("{:.2} {currency} a month", rounded(money)))
}
