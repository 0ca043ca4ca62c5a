//! The published shape of `tenant.yaml`.

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::shape::TenantShape;
use crate::port::schema_of;

/// What a provider accepts in `tenant.yaml`.
#[derive(Clone, Debug)]
pub struct Choices<'a> {
    /// Its name.
    pub provider: &'a str,
    /// The portals that it knows.
    pub portals: Vec<&'a str>,
    /// The plurals of the kinds that it manages.
    pub kinds: Vec<&'a str>,
    /// The names of its credentials, and whether each is needed wherever the vendor is no sandbox.
    pub credentials: &'a [(&'a str, bool)],
    /// What may stand under `settings`, where anything may.
    pub settings: Option<Schema>,
}

/// The JSON Schema of `tenant.yaml`, generated from its shape and from what the providers accept.
pub fn schema(providers: &[Choices<'_>]) -> Schema {
    let mut schema = schema_of::<TenantShape>(false);
    schema.insert("title".into(), "rosterctl tenant".into());
    let names: Vec<&str> = providers.iter().map(|own| own.provider).collect();
    if let Some(provider) = schema.pointer_mut("/properties/provider").and_then(Value::as_object_mut) {
        provider.insert("enum".into(), json!(names));
    }
    if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
        let about = "What the provider itself asks for.";
        properties.insert("settings".into(), json!({ "type": "object", "description": about }));
    }
    schema.insert("if".into(), on_sandbox());
    schema.insert("then".into(), json!({ "required": ["sandbox"] }));
    schema.insert("allOf".into(), providers.iter().map(of_provider).collect());
    schema
}

fn on_sandbox() -> Value {
    json!({ "properties": { "endpoint": { "const": "sandbox" } }, "required": ["endpoint"] })
}

/// What holds for the tenants of one provider.
fn of_provider(own: &Choices<'_>) -> Value {
    let names: Vec<&str> = own.credentials.iter().map(|(name, _)| *name).collect();
    let needed: Vec<&str> =
        own.credentials.iter().filter(|(_, needed)| *needed).map(|(name, _)| *name).collect();
    let settings = own.settings.as_ref().map_or(json!(false), |schema| schema.as_value().clone());
    let properties = json!({
        "portal": { "enum": own.portals },
        "writes": { "propertyNames": { "enum": own.kinds } },
        "credentials": { "propertyNames": { "enum": names } },
        "settings": settings,
    });
    let mut rules = Map::from_iter([("properties".to_owned(), properties)]);
    if !needed.is_empty() {
        let credentials = json!({
            "properties": { "credentials": { "required": needed } },
            "required": ["credentials"],
        });
        rules.extend([("if".to_owned(), on_sandbox()), ("else".to_owned(), credentials)]);
    }
    let mine = json!({ "properties": { "provider": { "const": own.provider } }, "required": ["provider"] });
    json!({ "if": mine, "then": rules })
}
