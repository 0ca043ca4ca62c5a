//! What a roster file of a portal may hold: the sections, from which files are merged and the schema for editors is
//! made.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::schema::schema_with;

/// The section of what several people have in common.
pub const PROFILES: &str = "profiles";

/// A roster file: any mix of sections; the sections of all files of a tenant are read as one.
#[derive(Clone, Copy)]
pub struct RosterFile {
    /// Whose it is, in the title of the schema: `goto, portal classic`.
    pub whose: &'static str,
    /// What it is, for whoever writes one.
    pub about: &'static str,
    /// Its sections.
    pub sections: &'static [Section],
}

/// One section of a roster file.
#[derive(Clone, Copy)]
pub struct Section {
    /// Its key at the top of a file.
    pub name: &'static str,
    /// What it holds, for whoever writes one.
    about: &'static str,
    /// The section that holds the profiles for its entries (`profile: NAME`), where it has them.
    pub profiles: Option<&'static str>,
    shape: fn(&mut SchemaGenerator) -> Schema,
    keys: Option<fn() -> Value>,
}

impl RosterFile {
    /// A roster file of the vendor `whose`.
    pub const fn new(whose: &'static str, sections: &'static [Section]) -> Self {
        let about =
            "A roster file: any mix of sections; the sections of all files of a tenant are read as one.";
        Self { whose, about, sections }
    }

    /// The JSON Schema (draft 2020-12) of a roster file.
    pub fn schema(&self) -> Schema {
        schema_with(|generator| {
            let sections = self.sections.iter();
            let sections: Map<String, Value> =
                sections.map(|own| (own.name.to_owned(), own.schema(generator).into())).collect();
            schemars::json_schema!({
                "type": "object",
                "additionalProperties": false,
                "properties": sections,
                "description": self.about,
                "title": format!("rosterctl roster: {}", self.whose),
            })
        })
    }
}

impl Section {
    /// A map of entries of this shape.
    pub const fn of<T: JsonSchema>(name: &'static str, about: &'static str) -> Self {
        Self::whole::<BTreeMap<String, T>>(name, about)
    }

    /// A section of this shape as a whole.
    pub const fn whole<T: JsonSchema>(name: &'static str, about: &'static str) -> Self {
        Self {
            name,
            about,
            profiles: None,
            shape: |generator| generator.subschema_for::<Option<T>>(),
            keys: None,
        }
    }

    /// [`PROFILES`], of this shape.
    pub const fn profiles<T: JsonSchema>() -> Self {
        Self::of::<T>(PROFILES, "What several people have in common, by a name of your own.")
    }

    /// The same with entries that can have a profile.
    pub const fn with_profiles(self) -> Self {
        Self { profiles: Some(PROFILES), ..self }
    }

    /// The same with what a schema can say of a key.
    pub const fn with_keys(self, keys: fn() -> Value) -> Self {
        Self { keys: Some(keys), ..self }
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        let mut schema = (self.shape)(generator);
        schema.insert("description".into(), self.about.into());
        if let Some(keys) = self.keys {
            schema.insert("propertyNames".into(), keys());
        }
        schema
    }
}
