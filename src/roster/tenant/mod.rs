//! `tenant.yaml`: its shape, and what can be judged of it without knowing the vendor.

mod aside;
mod judge;
mod programs;
mod schema;
mod secrets;
mod shape;

use camino::Utf8PathBuf;

use super::open::Providers;
use super::resolve::take;
use super::yaml;
use crate::model::{FileId, Findings, Node, Tenant, nearest, read as read_shape};
use crate::port::Rules;
use shape::TenantShape;

pub(super) use programs::look as look_at_programs;
pub use schema::{Choices, schema};
pub(super) use secrets::hide as hide_secrets;

/// Where `text`, a `tenant.yaml`, says that the sandbox's state is; below the tenant's folder.
pub(super) fn state_file(text: &str) -> Option<Utf8PathBuf> {
    let node = yaml::parse(FileId(0), text, &mut Findings::default())?;
    let path = node.get("sandbox")?.get("state")?.as_text()?;
    judge::below(path)
}

/// Reads a `tenant.yaml`. The tenant is given wherever its provider is known, with what could be read.
pub(super) fn read(
    mut node: Node,
    providers: Providers<'_>,
    findings: &mut Findings,
) -> (Option<Tenant>, Option<&'static dyn Rules>) {
    let place = node.place;
    if node.is_null() {
        findings.refuse(
            "R-009",
            place,
            "the file is empty",
            Some("write at least `tenant` and `provider`".into()),
        );
        return (None, None);
    }
    aside::refuse_later_keys(&mut node, findings);
    secrets::refuse_literals(&mut node, findings);
    aside::keep_amounts_as_written(&mut node);
    let programs = programs::take(&mut node, findings);
    let settings = take(&mut node, "settings");
    let Some(shape) = read_shape::<TenantShape>(&node, findings) else { return (None, None) };
    let rules = match &shape.provider {
        Some(name) => known(name, providers).unwrap_or_else(|(code, text, hint)| {
            findings.refuse(code, name.place, text, hint);
            None
        }),
        None => {
            let hint = format!("write `provider:` with one of {}", names(providers).join(", "));
            findings.refuse("R-009", place, "`provider` is missing here", Some(hint));
            None
        }
    };
    // A portal with a rule book of its own is asked instead.
    let rules = rules
        .map(|rules| shape.portal.as_ref().and_then(|portal| rules.portal(&portal.value)).unwrap_or(rules));
    // Without a provider the rest is judged all the same, so that all findings come in one run.
    let mut tenant = judge::tenant(shape, place, findings);
    tenant.writes.extend(programs);
    let settings_place = settings.as_ref().map(|(key, _)| key.place);
    tenant.settings = settings.map(|(_, node)| node);
    let Some(rules) = rules else { return (None, None) };
    if let Some(place) = settings_place.filter(|_| rules.settings_schema().is_none()) {
        let text = format!("the provider `{}` has no settings", rules.name());
        findings.refuse("R-005", place, text, Some("leave `settings` out".into()));
    }
    rules.check_tenant(&tenant, findings);
    (Some(tenant), Some(rules))
}

type Unknown = (&'static str, String, Option<String>);

/// The rules of the provider called `name`, or why there are none.
fn known(name: &str, providers: Providers<'_>) -> Result<Option<&'static dyn Rules>, Unknown> {
    if let Some(rules) = providers.known.iter().find(|rules| rules.name() == name) {
        return Ok(Some(*rules));
    }
    let hint = match nearest(name, names(providers)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("providers: {}", names(providers).join(", ")),
    };
    Err(("R-013", format!("no provider is called `{name}`"), Some(hint)))
}

fn names(providers: Providers<'_>) -> Vec<&'static str> {
    providers.known.iter().map(|rules| rules.name()).collect()
}
