//! Programs of the user's own: what of our surroundings they get.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use secrecy::SecretString;

use super::gather::Ready;
use super::print;
use super::session::Connection;
use crate::model::{Carrier, Catalogue, Endpoint, Plan, Program, Tenant, WritePath};
use crate::run::{Programs, Surroundings};

/// The programs of the tenant that is `ready`, with the variables that those get which `plan` needs.
///
/// # Errors
/// In words, a variable of such a program that is not set: it is reported before anything is written.
pub fn open(ready: &Ready, connection: &Connection, plan: &Plan) -> Result<Programs, String> {
    let (tenant, catalogue) = (&ready.tenant, ready.rules.catalogue);
    let around = Surroundings {
        folder: ready.folder.clone(),
        search: search(),
        base: base(tenant, connection),
        mask: connection.mask.clone(),
        variables: variables(tenant, catalogue, plan)?,
        clock: connection.clock.clone(),
        tell: Box::new(print::note),
    };
    Ok(Programs::new(tenant, catalogue, around))
}

/// Where a program without a slash in its name is looked for.
pub(super) fn search() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

fn base(tenant: &Tenant, connection: &Connection) -> Option<String> {
    match &tenant.endpoint {
        Endpoint::Base(url) => Some(url.clone()),
        Endpoint::Sandbox { .. } => connection.embedded.as_ref().map(|embedded| embedded.base.clone()),
        Endpoint::Vendor => None,
    }
}

fn variables(
    tenant: &Tenant,
    catalogue: &Catalogue,
    plan: &Plan,
) -> Result<BTreeMap<String, SecretString>, String> {
    let mut variables = BTreeMap::new();
    for (plural, program) in needed(tenant, catalogue, plan) {
        for name in &program.env {
            let value = std::env::var(name).map_err(|error| {
                let why = match error {
                    std::env::VarError::NotPresent => "is not set",
                    std::env::VarError::NotUnicode(_) => "is no text",
                };
                format!("the program for {plural} gets the environment variable {name}, which {why}")
            })?;
            variables.insert(name.clone(), SecretString::from(value));
        }
    }
    Ok(variables)
}

/// The programs that `plan` needs, each with the plural of its kind: what another one is given need not be set.
fn needed<'t>(
    tenant: &'t Tenant,
    catalogue: &Catalogue,
    plan: &Plan,
) -> impl Iterator<Item = (&'t str, &'t Program)> {
    let steps = plan.steps.iter().filter(|step| step.carrier == Carrier::Exec);
    let kinds = steps.flat_map(|step| &step.changes).map(|change| plan.change(*change).addr.kind);
    let plurals: BTreeSet<&str> = kinds.map(|kind| catalogue.spec(kind).plural).collect();
    tenant.writes.iter().filter_map(move |(plural, (path, _))| match path {
        WritePath::Exec(program) if plurals.contains(plural.as_str()) => Some((plural.as_str(), program)),
        _ => None,
    })
}
