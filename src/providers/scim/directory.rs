//! What is known of one service while a session lasts. Ids are never reused (S-01), so what is known stays true until
//! it is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::providers::kit::directory::Names;

/// What is known so far.
#[derive(Default)]
pub struct Known {
    /// User names in lower case and ids.
    pub users: Names,
    /// Group names in lower case that several groups have: nothing about these is written.
    pub doubled: BTreeSet<String>,
    /// Group names in lower case and ids.
    pub groups: Names,
    /// Ids of groups that users were just said to be in, by the users' own resources, each with one of them.
    pub told: BTreeMap<String, Arc<str>>,
}
