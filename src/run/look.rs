//! The reading that a plan is made of.

use crate::engine;
use crate::model::{Desired, Observation, Only, Tenant, VendorError};
use crate::port::{Portal, ReadScope, Reader};

/// Reads everybody, or some people where that is enough for a plan about them; then what this roster asks for besides.
///
/// # Errors
/// Where nothing can be said at all, see [`Reader::observe`].
pub async fn look(
    reader: &dyn Reader,
    (rules, tenant): (&Portal, &Tenant),
    desired: &Desired,
    only: Option<&Only>,
) -> Result<Observation, VendorError> {
    let mut seen = widely(reader, rules, desired, only).await?;
    look_besides(reader, (rules, tenant), desired, &mut seen).await?;
    Ok(seen)
}

async fn widely(
    reader: &dyn Reader,
    rules: &Portal,
    desired: &Desired,
    only: Option<&Only>,
) -> Result<Observation, VendorError> {
    let catalogue = rules.catalogue;
    if let Some(only) = only {
        let people = engine::only::people(catalogue, desired, only);
        let seen = reader.observe_people(&people).await?;
        if !engine::only::takes_everybody(catalogue, desired, &seen, only) {
            return Ok(seen);
        }
    }
    reader.observe(&ReadScope::All).await
}

/// Adds to what was `seen` what this roster asks for besides, see [`Portal::also_reads`].
///
/// # Errors
/// Those of [`Reader::observe`].
pub async fn look_besides(
    reader: &dyn Reader,
    (rules, tenant): (&Portal, &Tenant),
    desired: &Desired,
    seen: &mut Observation,
) -> Result<(), VendorError> {
    for scope in (rules.also_reads)(tenant, desired, seen) {
        let more = reader.observe(&scope).await?;
        seen.resources.extend(more.resources);
        for (kind, why) in more.incomplete {
            seen.incomplete.entry(kind).or_insert(why);
        }
    }
    Ok(())
}
