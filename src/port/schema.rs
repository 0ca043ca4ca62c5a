//! What the schemas of all files that people write have in common.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// The JSON Schema (draft 2020-12) of a file that is shaped as `T`; with `inline`, without definitions of its own,
/// so that it can stand inside another schema.
pub fn schema_of<T: JsonSchema>(inline: bool) -> Schema {
    generator(inline).into_root_schema_for::<T>()
}

/// The schema of a file that is shaped as `root` says, with the definitions that it refers to.
pub fn schema_with(root: impl FnOnce(&mut SchemaGenerator) -> Schema) -> Schema {
    let mut generator = generator(false);
    let mut schema = root(&mut generator);
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("$defs".into(), generator.take_definitions(false).into());
    NoNull.transform(&mut schema);
    NoBlank.transform(&mut schema);
    schema
}

fn generator(inline: bool) -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with(|own| own.inline_subschemas = inline);
    settings.with_transform(NoNull).into_generator()
}

/// A key may be left out; one that is written says something, so `null` is accepted nowhere. Where `null` means
/// something, the shape says so with `oneOf`, which is left alone.
#[derive(Clone)]
struct NoNull;

impl Transform for NoNull {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        if let Some(types) = object.get_mut("type")
            && let Some(kept) = types.as_array().and_then(|all| all.iter().find(|kind| **kind != "null"))
        {
            *types = kept.clone();
        }
        if let Some(choices) = object.get_mut("enum").and_then(Value::as_array_mut) {
            choices.retain(|choice| !choice.is_null());
        }
        if object.get("default").is_some_and(Value::is_null) {
            object.remove("default");
        }
        if let Some(choices) = object.get_mut("anyOf").and_then(Value::as_array_mut) {
            choices.retain(|choice| *choice != json!({ "type": "null" }));
            if let [Value::Object(only)] = choices.as_mut_slice() {
                let only = std::mem::take(only);
                object.remove("anyOf");
                object.extend(only);
            }
        }
    }
}

/// A text in a list, or as a key, names something: an empty one is accepted nowhere (R-008).
#[derive(Clone)]
struct NoBlank;

impl Transform for NoBlank {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        let bare = json!({ "type": "string" });
        if let Some(items) = object.get_mut("items").filter(|items| **items == bare) {
            items["pattern"] = NAMES.into();
        }
        let is_map = object.get("additionalProperties").is_some_and(Value::is_object);
        if is_map && !object.contains_key("propertyNames") {
            object.insert("propertyNames".into(), json!({ "pattern": NAMES }));
        }
    }
}

/// A text with anything in it but blanks.
const NAMES: &str = r"\S";

#[cfg(test)]
mod tests {
    use super::*;

    /// One key of each form in which a schema can accept nothing.
    #[derive(serde::Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Shape {
        text: Option<String>,
        choice: Option<Choice>,
        inner: Option<Inner>,
        #[serde(default)]
        usual: Option<u32>,
    }

    #[derive(serde::Deserialize, JsonSchema)]
    enum Choice {
        One,
        Other,
    }

    #[derive(serde::Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Inner {
        deeper: Option<Vec<Option<String>>>,
    }

    #[test]
    fn null_is_accepted_nowhere() {
        for inline in [false, true] {
            let text = serde_json::to_string(&schema_of::<Shape>(inline)).expect("a schema is plain data");
            assert!(!text.contains("null"), "{text}");
            assert_eq!(text.contains("$defs"), !inline);
        }
    }
}
