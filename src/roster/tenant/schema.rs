//! The published shape of `tenant.yaml`.

use std::collections::BTreeSet;

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::floors::SHORT;
use super::rate;
use super::shape::TenantShape;
use crate::port::{TenantKey, schema_of};

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
    /// What may stand under `settings` besides the pace, where anything may.
    pub settings: Option<Schema>,
    /// The names of its planes, each of which may have a pace of its own.
    pub planes: Vec<&'a str>,
    /// The names of the floors that it guards.
    pub floors: Vec<&'a str>,
    /// The keys that are its own.
    pub keys: &'a [TenantKey],
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
        properties.insert("guards".into(), guards(providers));
        for key in providers.iter().flat_map(|own| own.keys) {
            properties.insert(key.name.into(), (key.schema)().to_value());
        }
    }
    schema.insert("if".into(), on_sandbox());
    schema.insert("then".into(), json!({ "required": ["sandbox"] }));
    schema.insert("allOf".into(), providers.iter().map(of_provider).collect());
    schema
}

/// The floors of all providers, each in one of two places.
fn guards(providers: &[Choices<'_>]) -> Value {
    let floors: BTreeSet<&str> = providers.iter().flat_map(|own| own.floors.iter().copied()).collect();
    let number = |name: &&str| {
        let about = format!("The fewest {} at any moment.", name.replace('_', " "));
        json!({ "type": "integer", "minimum": 0, "description": about })
    };
    let long: Map<String, Value> = floors.iter().map(|name| ((*name).to_owned(), number(name))).collect();
    let mut all: Map<String, Value> =
        floors.iter().map(|name| (format!("{SHORT}{name}"), number(name))).collect();
    let twice = floors.iter().map(|name| {
        let long = json!({ "required": [name] });
        json!({ "required": [format!("{SHORT}{name}"), "floors"], "properties": { "floors": long } })
    });
    let twice: Vec<Value> = twice.collect();
    all.insert(
        "floors".into(),
        json!({ "type": "object", "properties": long, "additionalProperties": false }),
    );
    json!({
        "type": "object",
        "description": "What no plan may do.",
        "properties": all,
        "additionalProperties": false,
        "not": { "anyOf": twice },
    })
}

fn on_sandbox() -> Value {
    json!({ "properties": { "endpoint": { "const": "sandbox" } }, "required": ["endpoint"] })
}

/// What holds for the tenants of one provider.
fn of_provider(own: &Choices<'_>) -> Value {
    let names: Vec<&str> = own.credentials.iter().map(|(name, _)| *name).collect();
    let needed: Vec<&str> =
        own.credentials.iter().filter(|(_, needed)| *needed).map(|(name, _)| *name).collect();
    let settings = rate::with_rate(own.settings.as_ref(), &own.planes);
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
