//! The reading that a plan is made of.

use crate::engine;
use crate::model::{Catalogue, Desired, Observation, Only, Tenant, VendorError};
use crate::port::{Portal, ReadScope, Reader};

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

/// Reads what the rule book asks for once it is known what is wanted and what was seen, and adds it to what was seen.
///
/// # Errors
/// Where nothing can be said at all, see [`Reader::observe`].
pub async fn look_closer(
    reader: &dyn Reader,
    rules: &Portal,
    tenant: &Tenant,
    desired: &Desired,
    observed: &mut Observation,
) -> Result<(), VendorError> {
    let places = (rules.asks)(tenant, desired, observed);
    if places.is_empty() {
        return Ok(());
    }
    let mut seen = reader.observe(&ReadScope::Around(places)).await?;
    observed.resources.append(&mut seen.resources);
    for (kind, why) in seen.incomplete {
        observed.incomplete.entry(kind).or_insert(why);
    }
    Ok(())
}
