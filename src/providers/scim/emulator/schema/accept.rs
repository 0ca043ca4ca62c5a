//! What a client sends, held against the schema: names get the schema's spelling, nothing and null are the
//! same (S-10), what only the server writes is left out (S-22), everything else must fit.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::super::errors::{Refusal, ScimType, bad};
use super::attr::{Attr, SCHEMAS, Schema, Type, find};
use super::{Doc, Kind};
use crate::wire::emulator::word;

use ScimType::{InvalidSyntax, InvalidValue};

/// Reads values as the schema has them.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Whether the spellings of Entra are understood (S-55).
    pub entra: bool,
}

impl Reading {
    /// A whole resource, as POST and PUT carry it.
    /// Refuses with 400 `invalidSyntax` for what the schema does not know, `invalidValue` for what does not fit.
    pub fn resource(self, kind: Kind, body: &Map<String, Value>) -> Result<Doc, Refusal> {
        check_schemas(kind, body)?;
        let mut doc = Doc::new();
        for (name, value) in body {
            let extension = kind.extensions().iter().find(|own| own.id.eq_ignore_ascii_case(name));
            match extension {
                Some(schema) => self.extension(schema, value, &mut doc)?,
                None => {
                    let attr = attribute(kind, name)?;
                    self.put(attr, value, &mut doc)?;
                }
            }
        }
        Ok(doc)
    }

    fn extension(self, schema: &'static Schema, value: &Value, doc: &mut Doc) -> Result<(), Refusal> {
        let mut own = Doc::new();
        for (name, value) in object(schema.id, value)? {
            let attr = find(&schema.attributes, name).ok_or_else(|| unknown(name, schema.id))?;
            self.put(attr, value, &mut own)?;
        }
        if !own.is_empty() {
            doc.insert(schema.id.into(), Value::Object(own));
        }
        Ok(())
    }

    fn put(self, attr: &'static Attr, value: &Value, doc: &mut Doc) -> Result<(), Refusal> {
        if attr.is_read_only() {
            return Ok(());
        }
        if let Some(value) = self.value(attr, value)? {
            doc.insert(attr.name.into(), value);
        }
        Ok(())
    }

    /// The value of an attribute; `None` where it is nothing.
    pub fn value(self, attr: &'static Attr, value: &Value) -> Result<Option<Value>, Refusal> {
        if !attr.many {
            return self.element(attr, value);
        }
        if value.is_null() {
            return Ok(None);
        }
        let list = value.as_array().ok_or_else(|| wrong(attr, "is a list"))?;
        let elements = self.elements(attr, list)?;
        one_primary(attr, &elements)?;
        Ok(Some(Value::Array(elements)).filter(|list| list != &json!([])))
    }

    /// The elements of a list, each once.
    pub fn elements(self, attr: &'static Attr, list: &[Value]) -> Result<Vec<Value>, Refusal> {
        let mut elements = Vec::with_capacity(list.len());
        let mut seen = std::collections::BTreeSet::new();
        for value in list {
            if let Some(element) = self.element(attr, value)?
                && seen.insert(element.to_string())
            {
                elements.push(element);
            }
        }
        Ok(elements)
    }

    /// One value: of a single attribute, or of a list.
    pub fn element(self, attr: &'static Attr, value: &Value) -> Result<Option<Value>, Refusal> {
        if value.is_null() {
            return Ok(None);
        }
        match attr.kind {
            Type::Complex => self.complex(attr, value),
            Type::Boolean => self.flag(attr, value).map(Some),
            Type::Integer if value.is_i64() || value.is_u64() => Ok(Some(value.clone())),
            Type::DateTime => time(attr, value).map(Some),
            Type::String | Type::Reference | Type::Binary if value.is_string() => Ok(Some(value.clone())),
            kind => Err(wrong(attr, &format!("is of type {}", word(kind)))),
        }
    }

    fn complex(self, attr: &'static Attr, value: &Value) -> Result<Option<Value>, Refusal> {
        // Entra sends the manager as a bare identifier.
        if self.entra && value.is_string() && attr.sub("value").is_some() {
            return Ok(Some(json!({ "value": value })));
        }
        let mut own = Doc::new();
        for (name, value) in object(attr.name, value)? {
            let sub = attr.sub(name).ok_or_else(|| unknown(name, attr.name))?;
            if sub.is_read_only() {
                continue;
            }
            if let Some(value) = self.value(sub, value)? {
                own.insert(sub.name.into(), value);
            }
        }
        Ok(Some(Value::Object(own)).filter(|own| own != &json!({})))
    }

    fn flag(self, attr: &Attr, value: &Value) -> Result<Value, Refusal> {
        let spelled = value.as_str().filter(|_| self.entra).map(str::to_ascii_lowercase);
        match spelled.as_deref() {
            Some("true") => Ok(json!(true)),
            Some("false") => Ok(json!(false)),
            _ if value.is_boolean() => Ok(value.clone()),
            _ => Err(wrong(attr, "is true or false")),
        }
    }
}

/// The attribute of a type that is called `name`, which may begin with the URN of the core schema.
pub fn attribute(kind: Kind, name: &str) -> Result<&'static Attr, Refusal> {
    let core = kind.core();
    let found = find(&SCHEMAS.common, name).or_else(|| find(&core.attributes, name));
    found.ok_or_else(|| unknown(name, core.id))
}

/// The object that `value` is.
pub fn object<'v>(name: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Refusal> {
    value.as_object().ok_or_else(|| bad(InvalidValue, format!("{name} is an object")))
}

/// Whether at most one element is the preferred one (S-11).
pub fn one_primary(attr: &Attr, elements: &[Value]) -> Result<(), Refusal> {
    match elements.iter().filter(|element| element["primary"] == true).count() {
        0 | 1 => Ok(()),
        _ => Err(bad(InvalidValue, format!("{} has more than one primary value", attr.name))),
    }
}

fn check_schemas(kind: Kind, body: &Map<String, Value>) -> Result<(), Refusal> {
    let listed = body.iter().find(|(name, _)| name.eq_ignore_ascii_case("schemas")).map(|(_, list)| list);
    let listed = listed.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let names = |schema: &Schema| {
        listed.iter().any(|own| own.as_str().is_some_and(|own| own.eq_ignore_ascii_case(schema.id)))
    };
    if !names(kind.core()) {
        return Err(bad(InvalidSyntax, format!("schemas does not list {}", kind.core().id)));
    }
    let known = |own: &Value| {
        let text = own.as_str().unwrap_or_default();
        let mut all = kind.extensions().iter().map(|schema| schema.id);
        text.eq_ignore_ascii_case(kind.core().id) || all.any(|id| id.eq_ignore_ascii_case(text))
    };
    match listed.iter().find(|own| !known(own)) {
        Some(own) => Err(bad(InvalidSyntax, format!("schemas lists {own}, which is not known here"))),
        None => Ok(()),
    }
}

fn time(attr: &Attr, value: &Value) -> Result<Value, Refusal> {
    let parsed = value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
    parsed.map(|_| value.clone()).ok_or_else(|| wrong(attr, "is a time"))
}

fn unknown(name: &str, of: &str) -> Refusal {
    bad(InvalidSyntax, format!("{of} has no attribute {name}"))
}

fn wrong(attr: &Attr, what: &str) -> Refusal {
    bad(InvalidValue, format!("{} {what}", attr.name))
}
