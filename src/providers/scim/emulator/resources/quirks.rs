//! What some servers do otherwise: each behind its switch.

use serde_json::{Value, json};

use super::super::errors::{Refusal, ScimType, bad};
use super::super::schema::{Doc, ENTERPRISE_URN, Kind};
use super::super::state::switches::{RemoveWithValue, Switches};
use super::edit::Act;
use super::patch::Operation;
use super::path::Path;

/// What a `remove` with a value means.
pub enum Removal {
    /// What its path leads to, whatever the value.
    Whole,
    /// What these paths lead to.
    Each(Vec<String>),
}

/// What a `remove` means that carries a value, which the RFC does not know (S-30, S-56).
/// Refuses with 400 where the server takes no value, or where the values are no list of things with a `value`.
pub fn remove_with_value(
    kind: Kind,
    path: &str,
    value: Option<&Value>,
    switches: &Switches,
) -> Result<Removal, Refusal> {
    let Some(value) = value else { return Ok(Removal::Whole) };
    let whole_list = matches!(
        Path::parse(path, kind)?,
        Path::Attribute { target, filter: None } if target.attr.many && target.sub.is_none()
    );
    match switches.remove_with_value {
        _ if !whole_list => Ok(Removal::Whole),
        RemoveWithValue::Refused if !switches.entra => {
            Err(bad(ScimType::InvalidSyntax, "remove carries no value"))
        }
        RemoveWithValue::All if !switches.entra => Ok(Removal::Whole),
        _ => {
            let one = [value.clone()];
            let list = value.as_array().map_or(&one[..], Vec::as_slice);
            let path = |element: &Value| {
                let value = element.get("value").unwrap_or(element).as_str();
                value.map(|value| format!("{path}[value eq {}]", json!(value)))
            };
            let paths: Option<Vec<String>> = list.iter().map(path).collect();
            paths
                .map(Removal::Each)
                .ok_or_else(|| bad(ScimType::InvalidValue, "remove names values that have no identifier"))
        }
    }
}

/// Refuses a PATCH that changes more members than the server takes, or sets them all, as AWS does.
pub fn check_members(operations: &[Operation], switches: &Switches) -> Result<(), Refusal> {
    let Some(most) = switches.most_member_changes else { return Ok(()) };
    let mut changes = 0;
    for operation in operations {
        let path = operation.path.as_deref().unwrap_or_default().to_ascii_lowercase();
        let value = operation.value.as_ref();
        let own = match path.is_empty() {
            true => value.and_then(|value| value.get("members")),
            false => value.filter(|_| path.starts_with("members")),
        };
        let replaces = operation.act == Act::Replace && own.is_some();
        if replaces || (operation.act == Act::Remove && path == "members" && own.is_none()) {
            return Err(bad(ScimType::InvalidValue, "all members at once cannot be replaced"));
        }
        let listed = own.map_or(0, |own| own.as_array().map_or(1, Vec::len) as u64);
        changes += if path.starts_with("members[") { 1 } else { listed };
    }
    match changes > most {
        true => Err(bad(ScimType::InvalidValue, format!("{changes} members change; at most {most} may"))),
        false => Ok(()),
    }
}

/// The values as a server keeps them that has ideas of its own.
pub fn normalized(mut doc: Doc) -> Doc {
    lower(doc.get_mut("userName"));
    if let Some(Value::Array(emails)) = doc.get_mut("emails") {
        emails.iter_mut().for_each(|email| lower(email.get_mut("value")));
    }
    for name in ["displayName", "title"] {
        capital(doc.get_mut(name));
    }
    if let Some(Value::Object(enterprise)) = doc.get_mut(ENTERPRISE_URN) {
        capital(enterprise.get_mut("department"));
    }
    doc
}

fn lower(value: Option<&mut Value>) {
    if let Some(Value::String(text)) = value {
        *text = text.to_lowercase();
    }
}

fn capital(value: Option<&mut Value>) {
    if let Some(Value::String(text)) = value {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut signs = plain.chars();
        *text = signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default();
    }
}
