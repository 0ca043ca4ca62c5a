//! A section of a roster file, for its schema: entries are read one by one.

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// Entries by key.
pub struct Pairs<T>(std::marker::PhantomData<T>);

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
