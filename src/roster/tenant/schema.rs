//! The published shape of `tenant.yaml`.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Value, json};

use super::shape::TenantShape;

/// What the providers accept in `tenant.yaml`, over all of them.
#[derive(Clone, Debug, Default)]
pub struct Choices<'a> {
    /// Their names.
    pub providers: Vec<&'a str>,
    /// The portals that they know.
    pub portals: Vec<&'a str>,
    /// The plurals of the kinds that they manage.
    pub kinds: Vec<&'a str>,
    /// The names of their credentials, and whether each is needed wherever the vendor is no sandbox.
    pub credentials: Vec<(&'a str, bool)>,
}

/// The JSON Schema of `tenant.yaml`, generated from its shape and from what the providers accept.
pub fn schema(choices: &Choices<'_>) -> Schema {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    let mut schema = settings.with_transform(NoNull).into_generator().into_root_schema_for::<TenantShape>();
    schema.insert("title".into(), "rosterctl tenant".into());
    let names: Vec<&str> = choices.credentials.iter().map(|(name, _)| *name).collect();
    let needed: Vec<&str> =
        choices.credentials.iter().filter(|(_, needed)| *needed).map(|(name, _)| *name).collect();
    for (key, word, value) in [
        ("provider", "enum", json!(choices.providers)),
        ("portal", "enum", json!(choices.portals)),
        ("writes", "propertyNames", json!({ "enum": choices.kinds })),
        ("credentials", "propertyNames", json!({ "enum": names })),
    ] {
        let property = schema.pointer_mut(&format!("/properties/{key}")).and_then(Value::as_object_mut);
        if let Some(property) = property {
            property.insert(word.into(), value);
        }
    }
    let sandbox = json!({ "properties": { "endpoint": { "const": "sandbox" } }, "required": ["endpoint"] });
    schema.insert("if".into(), sandbox);
    schema.insert("then".into(), json!({ "required": ["sandbox"] }));
    let credentials =
        json!({ "properties": { "credentials": { "required": needed } }, "required": ["credentials"] });
    schema.insert("else".into(), credentials);
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
