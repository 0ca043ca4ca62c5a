//! The club's words to resources.

use rosterctl::model::{Addr, Attributes, Observation, Pool, Value};

use super::api::{Member, Stock};
use super::catalogue::{BADGE, MEMBER};

/// All that a member's record tells.
pub fn member(member: Member, seen: &mut Observation) {
    let Member { id, email, name, steward, suspended, badges } = member;
    let key = email.to_lowercase();
    let attributes = Attributes::new()
        .with("id", Value::text(id))
        .with("email", Value::text(key.as_str()))
        .with("name", Value::text(name))
        .with("steward", Value::Flag(steward))
        .with("suspended", Value::Flag(suspended));
    for badge in badges {
        seen.resources.insert(Addr::new(BADGE, format!("{key}/{badge}")), Attributes::new());
    }
    seen.resources.insert(Addr::new(MEMBER, key), attributes);
}

/// The pool of a badge.
pub fn pool(stock: Stock) -> Pool {
    let Stock { name, stock, lent } = stock;
    Pool { name, capacity: stock, taken: lent }
}
