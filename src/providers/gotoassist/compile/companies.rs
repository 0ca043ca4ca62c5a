//! Companies with their portals and their own values of settings.

use super::super::catalogue::{COMPANY, COMPANY_SETTING, LANGUAGE, PORTAL, SESSION_RECORDING};
use super::super::shapes::{Company, Overrides, State};
use super::super::vet;
use super::draft::{Cause, Draft};
use super::{COMPANIES, Context, entries};
use crate::model::{Addr, At, Attributes, Findings, Name, Node, NodeValue, Place, Reason, Value, read};

/// What the section `companies` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, COMPANIES) {
        vet::company_name(&entry.key, entry.place, findings);
        let node = without_bad_key(&entry.node, findings);
        let Some(company) = read::<Company>(&node, findings) else { continue };
        vet::language(company.settings.as_ref().and_then(|own| own.language.as_ref()), findings);
        declare(&entry.key, entry.place, &company, draft);
    }
    vet::company_names(cx.roster.sections.get(COMPANIES), findings);
}

fn declare(name: &str, place: Place, company: &Company, draft: &mut Draft) {
    let Company { portal, settings, data_key, state } = company;
    let absent = Cause { reason: Reason::Absent, ..Cause::default() };
    let addr = Addr::new(COMPANY, name);
    if let Some(state) = state.as_ref().filter(|state| state.value == State::Absent) {
        draft.gone(addr, Attributes::new(), state.place, absent);
        if let Some(portal) = portal.as_ref().filter(|portal| !portal.value) {
            draft.gone(Addr::new(PORTAL, name), Attributes::new(), portal.place, absent);
        }
        return;
    }
    let mut attributes = Attributes::new();
    if let Some(key) = data_key {
        let named = key.env.as_ref().map(|name| format!("env {name}"));
        let named = named.or_else(|| key.file.as_ref().map(|path| format!("file {path}")));
        attributes.set("data_key", Value::text(named.unwrap_or_default()));
    }
    draft.add(addr, attributes, place, Cause::default());
    match portal {
        Some(At { value: true, place }) => {
            draft.add(Addr::new(PORTAL, name), Attributes::new(), *place, Cause::default());
        }
        Some(At { value: false, place }) => {
            let cause = Cause { reason: Reason::NotDeclared, ..Cause::default() };
            draft.gone(Addr::new(PORTAL, name), Attributes::new(), *place, cause);
        }
        None => {}
    }
    if let Some(settings) = settings {
        draft.close(COMPANY_SETTING, &["company"], name, settings.place, Reason::NotDeclared);
        for (setting, value, place) in overrides(settings) {
            let addr = Addr::new(COMPANY_SETTING, format!("{name}/{setting}"));
            draft.add(addr, Attributes::new().with("value", value), place, Cause::default());
        }
    }
}

/// The values that a company has of its own.
fn overrides(settings: &Overrides) -> Vec<(Name, Value, Place)> {
    let Overrides { session_recording, language } = settings;
    let recording = session_recording.map(|own| (SESSION_RECORDING, Value::Flag(own.value), own.place));
    let language = language.as_ref().map(|own| (LANGUAGE, Value::text(own.0.replace('_', "-")), own.place));
    recording.into_iter().chain(language).collect()
}

/// The entry without a data key that is no reference: what stands there may be the secret itself, so it
/// is shown nowhere.
fn without_bad_key(node: &Node, findings: &mut Findings) -> Node {
    let mut node = node.clone();
    let NodeValue::Map(entries) = &mut node.value else { return node };
    entries.retain(|(key, value)| {
        let is_key = key.as_text() == Some("data_key");
        let is_reference = value.entries().is_some_and(|own| {
            matches!(own, [(kind, name)] if matches!(kind.as_text(), Some("env" | "file")) && name.as_text().is_some_and(|text| !text.is_empty()))
        });
        if is_key && !is_reference {
            findings.push(vet::literal_data_key(value.place));
        }
        !is_key || is_reference
    });
    node
}
