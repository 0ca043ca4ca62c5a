//! The published shape of `tenant.yaml`.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Value, json};

use super::shape::TenantShape;

/// The JSON Schema of `tenant.yaml`, generated from its shape; `providers` are the names that it may give.
pub fn schema(providers: &[&str]) -> Schema {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    let mut schema = settings.with_transform(NoNull).into_generator().into_root_schema_for::<TenantShape>();
    schema.insert("title".into(), "rosterctl tenant".into());
    if let Some(provider) = schema.pointer_mut("/properties/provider").and_then(Value::as_object_mut) {
        provider.insert("enum".into(), json!(providers));
    }
    let sandbox = json!({ "properties": { "endpoint": { "const": "sandbox" } }, "required": ["endpoint"] });
    schema.insert("if".into(), sandbox);
    schema.insert("then".into(), json!({ "required": ["sandbox"] }));
    schema
}

/// A key may be left out; one that is written says something, so `null` is accepted nowhere.
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
