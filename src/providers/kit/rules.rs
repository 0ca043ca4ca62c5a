//! What rule books are made of where the key part of the person is called `user`.

use crate::model::{Edge, Pattern, Rule};

/// An edge between changes of one user that must hold, and that the vendor's answer settles.
pub const fn edge(rule: Rule, first: Pattern, then: Pattern) -> Edge {
    Edge::new("user", rule, first, then)
}
