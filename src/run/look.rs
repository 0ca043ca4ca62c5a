//! The reading that a plan is made of.

use crate::engine;
use crate::model::{Catalogue, Desired, Observation, Only, VendorError};
use crate::port::{ReadScope, Reader};

/// Reads everybody, or some people where that is enough for a plan about them.
///
/// # Errors
/// Where nothing can be said at all, see [`Reader::observe`].
pub async fn look(
    reader: &dyn Reader,
    catalogue: &'static Catalogue,
    desired: &Desired,
    only: Option<&Only>,
) -> Result<Observation, VendorError> {
    if let Some(only) = only {
        let people = engine::only::people(catalogue, desired, only);
        let seen = reader.observe_people(&people).await?;
        if !engine::only::takes_everybody(catalogue, desired, &seen, only) {
            return Ok(seen);
        }
    }
    reader.observe(&ReadScope::All).await
}
