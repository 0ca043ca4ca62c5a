//! What the service does not let be written: a difference there is drift that cannot be applied (S-09), and is told
//! once for all people it is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::api::IMMUTABLE;
use super::super::catalogue::{
    ATTRIBUTE, FEATURES, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, SERVICE, USER,
};
use super::super::fields::all;
use crate::model::{Addr, Finding, Hold, Kind, Name, Place, Severity, Value};
use crate::port::{Alignment, of_kind, of_kind_mut};
use crate::providers::kit::checks::listed;

/// The limits that were seen: rule and reason by the name of the attribute.
fn limits(alignment: &Alignment<'_>) -> BTreeMap<Name, (&'static str, String)> {
    let found = of_kind(&alignment.observed.resources, ATTRIBUTE);
    found
        .filter_map(|(addr, told)| {
            let name = addr.key.strip_prefix("user/")?;
            let name = all().find(|field| field.name == name)?.name;
            let rule = if told.text("rule") == Some("scim:S-12") { "scim:S-12" } else { "scim:S-09" };
            Some((name, (rule, told.text("why")?.to_owned())))
        })
        .collect()
}

/// Takes attributes that cannot be written out of what is wanted, and tells of those that differ.
pub fn attributes(alignment: &mut Alignment<'_>) {
    let limits = limits(alignment);
    let mut differ: BTreeMap<Name, Vec<(Arc<str>, Place)>> = BTreeMap::new();
    for (addr, declared) in of_kind_mut(&mut alignment.desired.resources, USER) {
        let live = alignment.observed.resources.get(addr);
        for (name, (_, why)) in &limits {
            let Some(wanted) = declared.attributes.get(name) else { continue };
            let seen = live.and_then(|live| live.get(name));
            // Set when somebody is made, or while it is empty, and never again (S-09).
            let still_open = why == IMMUTABLE && seen.is_none_or(is_none);
            if still_open || seen == Some(wanted) {
                continue;
            }
            // What nobody wrote is not missed.
            let silent = live.is_none() && matches!(*name, "email" | "external_id" | "active");
            declared.attributes.remove(name);
            if !silent {
                differ.entry(name).or_default().push((addr.key.clone(), declared.place));
            }
        }
    }
    for (name, people) in differ {
        let (Some((rule, why)), [(_, place), ..]) = (limits.get(name), people.as_slice()) else { continue };
        let who = listed(people.iter().map(|(key, _)| &**key));
        let text = format!("`{name}` of {who} is not as declared and cannot be written: {why}");
        let finding = Finding::new(*rule, Severity::Refuse, text).at(*place);
        alignment.findings.push(finding.hint("write what the service shows, or leave the key out"));
    }
}

fn is_none(value: &Value) -> bool {
    matches!(value, Value::Set(texts) if texts.is_empty())
}

/// Licenses, roles and managers where the attribute behind them cannot be written.
pub fn held_kinds(alignment: &mut Alignment<'_>) {
    let limits = limits(alignment);
    for (kind, name) in [(LICENSE, "licenses"), (ROLE, "roles"), (MANAGER, "manager")] {
        let Some((rule, why)) = limits.get(name) else { continue };
        let text = format!("{name} cannot be written here: {why}");
        hold_kind(alignment, kind, rule, &text, "leave the key out, and give them at the service");
    }
}

/// Groups, where the service has none (S-21).
pub fn no_groups(alignment: &mut Alignment<'_>) {
    let service = alignment.observed.resources.get(&Addr::new(SERVICE, FEATURES));
    if service.and_then(|service| service.get("groups")) != Some(&Value::Flag(false)) {
        return;
    }
    for kind in [GROUP, GROUP_MEMBER] {
        hold_kind(alignment, kind, "scim:S-21", "the service announces no groups", "leave groups out");
    }
}

/// Holds all that differs of a kind, and says so where anything does.
fn hold_kind(alignment: &mut Alignment<'_>, kind: Kind, code: &'static str, text: &str, hint: &str) {
    let wanted = of_kind(&alignment.desired.resources, kind);
    let new = wanted.filter(|(addr, _)| !alignment.observed.resources.contains_key(addr));
    let new: Vec<(Addr, Place)> = new.map(|(addr, declared)| (addr.clone(), declared.place)).collect();
    alignment.refuse_all(code, &new, text, hint);
    let seen: Vec<Addr> =
        of_kind(&alignment.observed.resources, kind).map(|(addr, _)| addr.clone()).collect();
    let hold = Hold { reason: text.to_owned(), code: code.to_owned(), ..Hold::default() };
    seen.iter().for_each(|addr| alignment.hold_silently(addr, &hold));
}
