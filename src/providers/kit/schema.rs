//! What the shapes of rosters have in common, and their published schemas.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Value, json};

use crate::model::At;
use crate::port::schema_of;

/// What becomes of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum UserState {
    /// There, with whatever the other keys say; the same as no `state`.
    Present,
    /// There, without access.
    Suspended,
    /// Off-boarded.
    Absent,
}

/// Whether something is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// There; the same as no `state`.
    Present,
    /// Removed.
    Absent,
}

/// Declares texts with rules of their own: the schema carries the rules, `compile` checks them.
#[macro_export]
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $schema:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, serde::Deserialize)]
        pub struct $name(pub String);

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
            fn inline_schema() -> bool {
                true
            }
        }
    )*};
}
pub use texts;

/// A map whose keys have places.
#[derive(Clone, Debug, Default)]
pub struct Pairs<T>(pub Vec<(At<String>, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Collect<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::with_capacity(entries.size_hint().unwrap_or(0));
                while let Some(pair) = entries.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Collect(std::marker::PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Pairs<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("MapOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": value })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// The published schema of what stands under `settings` in `tenant.yaml`.
pub fn settings<T: JsonSchema>() -> Schema {
    let mut schema = schema_of::<T>(true);
    for key in ["$schema", "title"] {
        schema.remove(key);
    }
    schema
}

/// What a schema can say of an e-mail.
pub fn email(longest: u32) -> Value {
    json!({ "type": "string", "maxLength": longest, "pattern": "^[^@\\s/]+@[^@\\s/]+$" })
}

/// The word `none` drops a key that the profile `P` may give; in a map each entry can be dropped as well.
pub fn droppable<P: JsonSchema>(schema: &mut Schema) {
    let profile = P::json_schema(&mut SchemaGenerator::default());
    let given = profile.get("properties").and_then(Value::as_object);
    let given: Vec<&str> = given.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    or_none(schema, &given);
}

/// The word `none` drops each of these keys.
pub fn or_none(schema: &mut Schema, given: &[&str]) {
    let or_none = |schema: &mut Value| *schema = json!({ "anyOf": [schema.take(), { "const": "none" }] });
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (_, property) in properties.iter_mut().filter(|(name, _)| given.contains(&name.as_str())) {
        if let Some(each) = property.get_mut("additionalProperties") {
            or_none(each);
        }
        let description = property.as_object_mut().and_then(|object| object.remove("description"));
        or_none(property);
        if let (Some(text), Some(object)) = (description, property.as_object_mut()) {
            object.insert("description".into(), text);
        }
    }
}

/// Whether the schema of a roster file accepts this one.
#[cfg(test)]
pub fn accepts(shape: &crate::port::RosterFile, file: &Value) -> bool {
    jsonschema::draft202012::new(shape.schema().as_value()).expect("the schema is one").is_valid(file)
}
