//! Companies with their portals and their own values of settings.

use super::super::catalogue::{ALL, COMPANY, COMPANY_SETTING, LANGUAGE, PORTAL, SESSION_RECORDING};
use super::super::sections::COMPANIES;
use super::super::shapes::{Company, Overrides, Presence};
use super::contacts::check_language;
use super::context::Context;
use crate::model::{Addr, At, Attributes, Findings, Name, Node, NodeValue, Place, Reason, Value, read};
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::{entries, twin, twins};

/// What the section `companies` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, COMPANIES) {
        check_name(&entry.key, entry.place, findings);
        let node = without_bad_key(&entry.node, findings);
        let Some(company) = read::<Company>(&node, findings) else { continue };
        check_language(company.settings.as_ref().and_then(|own| own.language.as_ref()), findings);
        declare(&entry.key, entry.place, &company, draft);
    }
    // Names are unique; that capitals tell two apart is not known, so they do not.
    twins(
        entries(cx.roster, COMPANIES),
        str::to_lowercase,
        |entry, other| {
            let text = format!("`{}` and `{}` are the same name", entry.key, other.key);
            twin("gotoassist:A-005", text, entry, other).hint("the name must be unique")
        },
        findings,
    );
}

fn declare(name: &str, place: Place, company: &Company, draft: &mut Draft) {
    let Company { portal, settings, data_key, state } = company;
    let addr = Addr::new(COMPANY, name);
    if let Some(state) = state.as_ref().filter(|state| state.value == Presence::Absent) {
        draft.gone(addr, Attributes::new(), state.place, Reason::Absent);
        if let Some(portal) = portal.as_ref().filter(|portal| !portal.value) {
            draft.gone(Addr::new(PORTAL, name), Attributes::new(), portal.place, Reason::Absent);
        }
        return;
    }
    let mut attributes = Attributes::new();
    if let Some(key) = data_key {
        let named = key.env.as_ref().map(|name| format!("env {name}"));
        let named = named.or_else(|| key.file.as_ref().map(|path| format!("file {path}")));
        attributes.set("data_key", Value::text(named.unwrap_or_default()));
    }
    draft.add(addr, attributes, place, Reason::Declared);
    match portal {
        Some(At { value: true, place }) => {
            draft.add(Addr::new(PORTAL, name), Attributes::new(), *place, Reason::Declared);
        }
        Some(At { value: false, place }) => {
            draft.gone(Addr::new(PORTAL, name), Attributes::new(), *place, Reason::NotDeclared);
        }
        None => {}
    }
    if let Some(settings) = settings {
        draft.close(COMPANY_SETTING, &["company"], name, settings.place, Reason::NotDeclared);
        for (setting, value, place) in overrides(settings) {
            let addr = Addr::new(COMPANY_SETTING, format!("{name}/{setting}"));
            draft.add(addr, Attributes::new().with("value", value), place, Reason::Declared);
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
            let text = "`data_key` is a reference to where the key is kept";
            let finding = refusal("gotoassist:A-010", value.place, text).masked();
            findings.push(finding.hint("write { env: NAME } or { file: PATH }"));
        }
        !is_key || is_reference
    });
    node
}

/// Checks whether `name` can be a company's.
fn check_name(name: &str, place: Place, findings: &mut Findings) {
    let wrong = if name == ALL {
        "`all` stands for every company and cannot be the name of one"
    } else if name.trim() != name || name.is_empty() {
        "the name of a company neither begins nor ends with a space"
    } else if name.chars().any(char::is_control) {
        "the name of a company is one line of text"
    } else {
        return;
    };
    findings.refuse("gotoassist:A-005", place, wrong, Some("choose another name".into()));
}
