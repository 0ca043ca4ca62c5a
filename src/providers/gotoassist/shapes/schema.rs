//! The published schemas.

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::RosterFile;

/// The JSON Schema (draft 2020-12) of a roster file.
pub fn roster_schema() -> Schema {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<RosterFile>();
    schema.insert("title".into(), "rosterctl roster: gotoassist".into());
    schema
}

/// Takes away what only a schema that stands alone has.
pub fn dialect(schema: &mut Schema) {
    for key in ["$schema", "title"] {
        schema.remove(key);
    }
}

/// Every key may be left out, and a key that is written says something: `null` is not accepted.
pub fn optional(schema: &mut Schema) {
    schema.remove("required");
    for property in properties(schema) {
        forbid_null(property);
    }
}

/// Exactly one of the keys is written.
pub fn one_key(schema: &mut Schema) {
    schema.insert("minProperties".into(), json!(1));
    schema.insert("maxProperties".into(), json!(1));
}

fn forbid_null(property: &mut Value) {
    let Some(property) = property.as_object_mut() else { return };
    if let Some(types) = property.get_mut("type").filter(|types| types.is_array()) {
        let kept = types.as_array().and_then(|types| types.iter().find(|each| *each != "null"));
        *types = kept.cloned().unwrap_or_default();
    }
    let Some(choices) = property.get_mut("anyOf").and_then(Value::as_array_mut) else { return };
    choices.retain(|choice| choice != &json!({ "type": "null" }));
    if let [only] = choices.as_mut_slice()
        && let Some(only) = only.as_object_mut().map(std::mem::take)
    {
        property.remove("anyOf");
        property.extend(only);
    }
}

/// Keys that a profile may give can be dropped by the word `none`.
pub fn droppable(schema: &mut Schema) {
    const GIVEN: [&str; 5] = ["role", "remote_support", "service_desk", "companies", "priority"];
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (_, property) in properties.iter_mut().filter(|(name, _)| GIVEN.contains(&name.as_str())) {
        let description = property.as_object_mut().and_then(|object| object.remove("description"));
        *property = json!({ "anyOf": [std::mem::take(property), { "const": "none" }] });
        if let (Some(text), Some(object)) = (description, property.as_object_mut()) {
            object.insert("description".into(), text);
        }
    }
}

fn properties(schema: &mut Schema) -> impl Iterator<Item = &mut Value> {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    properties.into_iter().flat_map(Map::values_mut)
}
