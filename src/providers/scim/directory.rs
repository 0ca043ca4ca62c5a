//! What is known of one service while a session lasts. Ids are never reused (S-01), so what is known stays true until
//! it is gone.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::providers::kit::directory::Names;

/// What is known so far.
#[derive(Default)]
pub struct Known {
    /// User names in lower case and ids.
    pub users: Names,
    /// Group names in lower case and ids; of groups of one name each is `NAME #ID`.
    pub groups: Names,
    /// Ids of groups that users were just said to be in, by the users' own resources, each with one of them.
    pub told: BTreeMap<String, Arc<str>>,
}
