//! What differs between what is wanted and what was seen.

use crate::model::{Catalogue, Changes, Desired, Findings, Observation};

/// All differences, with those that follow from others.
pub fn diff(_: &'static Catalogue, _: &Desired, _: &Observation, _: &mut Findings) -> Changes {
    Changes::default()
}
