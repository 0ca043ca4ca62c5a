//! The published schema of a roster file.

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::RosterFile;

/// The JSON Schema (draft 2020-12) of a roster file.
pub fn roster_schema() -> Schema {
    schema_of::<RosterFile>("rosterctl roster: goto")
}

/// The JSON Schema (draft 2020-12) of a roster file that is shaped as `T`.
pub fn schema_of<T: schemars::JsonSchema>(title: &str) -> Schema {
    let mut schema =
        schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    schema.insert("title".into(), title.into());
    schema
}

/// Every key may be left out, and a key that is written says something: `null` is not accepted.
pub fn optional(schema: &mut Schema) {
    schema.remove("required");
    for property in properties(schema) {
        forbid_null(property);
    }
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

/// Keys that a profile may give can be dropped by the word `none`; in `queues` each one can.
pub fn droppable(schema: &mut Schema) {
    const GIVEN: [&str; 13] = [
        "locale",
        "time_zone",
        "role",
        "group",
        "licenses",
        "queues",
        "contact_center_admin",
        "manages",
        "permissions",
        "groups",
        "login",
        "priority",
        "notify",
    ];
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (_, property) in properties.iter_mut().filter(|(name, _)| GIVEN.contains(&name.as_str())) {
        if let Some(each) = property.get_mut("additionalProperties") {
            *each = or_none(std::mem::take(each));
        }
        let description = property.as_object_mut().and_then(|object| object.remove("description"));
        *property = or_none(std::mem::take(property));
        if let (Some(text), Some(object)) = (description, property.as_object_mut()) {
            object.insert("description".into(), text);
        }
    }
}

fn or_none(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "const": "none" }] })
}

fn properties(schema: &mut Schema) -> impl Iterator<Item = &mut Value> {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    properties.into_iter().flat_map(Map::values_mut)
}
