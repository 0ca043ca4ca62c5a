//! `tenant.yaml`: its shape, and what can be judged of it without knowing the vendor.

mod aside;
mod floors;
mod judge;
mod keys;
mod programs;
mod rate;
mod schema;
mod secrets;
mod shape;
mod store;

use camino::Utf8PathBuf;

use super::resolve::take;
use super::yaml;
use crate::model::{FileId, Findings, Node, Place, Tenant, nearest, read as read_shape};
use crate::port::Portal;
use shape::TenantShape;

pub use floors::floors;
pub(super) use programs::look as look_at_programs;
pub use schema::{Choices, schema};
pub(super) use secrets::hide as hide_secrets;

/// Where `text`, a `tenant.yaml`, says that the sandbox's state is; below the tenant's folder.
pub(super) fn state_file(text: &str) -> Option<Utf8PathBuf> {
    let node = yaml::parse(FileId(0), text, &mut Findings::default())?;
    let path = node.get("sandbox")?.get("state")?.as_text()?;
    judge::below(path)
}

/// Reads a `tenant.yaml` of one of the providers whose `portals` these are, the main one of each first. The tenant is
/// given wherever its provider is known, with what could be read.
pub(super) fn read(
    mut node: Node,
    portals: &[&'static Portal],
    findings: &mut Findings,
) -> (Option<Tenant>, Option<&'static Portal>) {
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
    let refresh_token_store = store::take(&mut node, findings);
    let mut settings = take(&mut node, "settings");
    let calls_per_second = rate::read(&mut settings, findings);
    let least = floors::read(&mut node, &floors(portals), findings);
    let keys = portals.iter().flat_map(|portal| portal.tenant_keys);
    let own: Vec<(Node, Node)> = keys.filter_map(|key| take(&mut node, key.name)).collect();
    keys::refuse_unknown(&mut node, portals, findings);
    let Some(shape) = read_shape::<TenantShape>(&node, findings) else { return (None, None) };
    let rules = match &shape.provider {
        Some(name) => known(name, portals).unwrap_or_else(|(code, text, hint)| {
            findings.refuse(code, name.place, text, hint);
            None
        }),
        None => {
            let hint = format!("write `provider:` with one of {}", names(portals).join(", "));
            findings.refuse("R-009", place, "`provider` is missing here", Some(hint));
            None
        }
    };
    let theirs = portals.iter().copied().filter(|own| rules.is_some_and(|main| own.name == main.name));
    let guarded = floors(&theirs.collect::<Vec<_>>());
    let rules = rules.map(|main| {
        let named = shape.portal.as_ref().map(|portal| portal.value.as_str());
        let own = portals.iter().find(|own| own.name == main.name && named.is_some() && own.portal == named);
        own.copied().unwrap_or(main)
    });
    // Without a provider the rest is judged all the same, so that all findings come in one run.
    let mut tenant = judge::tenant(shape, place, findings);
    tenant.writes.extend(programs);
    tenant.refresh_token_store = store::used(refresh_token_store, &tenant, findings);
    tenant.calls_per_second = calls_per_second;
    let settings_place = settings.as_ref().map(|(key, _)| key.place);
    tenant.settings = settings.map(|(_, node)| node);
    let Some(rules) = rules else { return (None, None) };
    tenant.floors = least.of(&guarded, findings);
    let own = own.into_iter().filter_map(|(key, value)| Some((key.as_text()?.to_owned(), value)));
    tenant.own = own.collect();
    refuse_settings(settings_place, rules, findings);
    (rules.check_tenant)(&tenant, findings);
    (Some(tenant), Some(rules))
}

/// Reports settings of a provider that has none.
fn refuse_settings(place: Option<Place>, rules: &Portal, findings: &mut Findings) {
    if let Some(place) = place.filter(|_| rules.settings_schema.is_none()) {
        let text = format!("the provider `{}` has no settings but `calls_per_second`", rules.name);
        findings.refuse("R-005", place, text, Some("leave the others out".into()));
    }
}

type Unknown = (&'static str, String, Option<String>);

/// The main portal of the provider called `name`, or why there is none.
fn known(name: &str, portals: &[&'static Portal]) -> Result<Option<&'static Portal>, Unknown> {
    if let Some(rules) = portals.iter().find(|rules| rules.name == name) {
        return Ok(Some(*rules));
    }
    let hint = match nearest(name, names(portals)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("providers: {}", names(portals).join(", ")),
    };
    Err(("R-013", format!("no provider is called `{name}`"), Some(hint)))
}

/// The names of the providers.
fn names(portals: &[&'static Portal]) -> Vec<&'static str> {
    let mut names: Vec<&str> = portals.iter().map(|portal| portal.name).collect();
    names.dedup();
    names
}
