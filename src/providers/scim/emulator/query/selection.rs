//! Which attributes of a resource an answer has: `attributes` and `excludedAttributes` (S-36), and what is
//! shown always or never.

use serde_json::{Map, Value};

use super::super::call::Call;
use super::super::errors::{Refusal, ScimType, bad};
use super::super::schema::Kind;
use super::super::schema::attr::{Attr, Returned, SCHEMAS, find};
use super::filter::attr_path;
use super::target::Target;

/// What a request wants to see.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chosen {
    only: Option<Vec<String>>,
    without: Vec<String>,
}

impl Chosen {
    /// From the names in a query.
    pub fn of(call: &Call<'_>) -> Result<Self, Refusal> {
        let names =
            |name| call.inner.query_any_case(name).map(|text| text.split(',').map(str::to_owned).collect());
        Self::new(names("attributes"), names("excludedAttributes"))
    }

    /// From two lists of names.
    /// Refuses with 400 `invalidValue` where both are given: they exclude each other (RFC 7644 section 3.9).
    pub fn new(only: Option<Vec<String>>, without: Option<Vec<String>>) -> Result<Self, Refusal> {
        let tidy = |list: Vec<String>| -> Vec<String> {
            list.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
        };
        let only = only.map(tidy).filter(|list| !list.is_empty());
        let without = without.map(tidy).unwrap_or_default();
        if only.is_some() && !without.is_empty() {
            let text = "attributes and excludedAttributes exclude each other";
            return Err(bad(ScimType::InvalidValue, text));
        }
        Ok(Self { only, without })
    }

    /// Whether certain attributes are asked for, so that an answer must have a body (S-28).
    pub fn asks(&self) -> bool {
        self.only.is_some()
    }

    /// What of `shown` the answer has.
    pub fn cut(&self, kind: Kind, shown: Map<String, Value>) -> Map<String, Value> {
        let mut cut = Map::new();
        for (name, value) in shown {
            let extension = kind.extensions().iter().find(|schema| schema.id == name);
            let value = match (extension, value) {
                (Some(schema), Value::Object(own)) => {
                    self.extension(kind, schema.id, &schema.attributes, own)
                }
                (_, value) => {
                    let attr = find(&SCHEMAS.common, &name).or_else(|| find(&kind.core().attributes, &name));
                    attr.and_then(|attr| self.attribute(kind, None, attr, value))
                }
            };
            if let Some(value) = value {
                cut.insert(name, value);
            }
        }
        cut
    }

    fn extension(
        &self,
        kind: Kind,
        urn: &'static str,
        attrs: &'static [Attr],
        own: Map<String, Value>,
    ) -> Option<Value> {
        let whole = |list: &[String]| list.iter().any(|name| name.eq_ignore_ascii_case(urn));
        if whole(&self.without) {
            return None;
        }
        if self.only.as_deref().is_some_and(whole) {
            return Some(Value::Object(own));
        }
        let keep = own.into_iter().filter_map(|(name, value)| {
            let value = self.attribute(kind, Some(urn), find(attrs, &name)?, value)?;
            Some((name, value))
        });
        let kept: Map<String, Value> = keep.collect();
        (!kept.is_empty()).then_some(Value::Object(kept))
    }

    fn attribute(
        &self,
        kind: Kind,
        extension: Option<&'static str>,
        attr: &'static Attr,
        value: Value,
    ) -> Option<Value> {
        match attr.returned {
            Returned::Always => return Some(value),
            Returned::Never => return None,
            Returned::Default => {}
        }
        let named = |list: &[String]| -> Vec<Option<&'static Attr>> {
            let targets = list.iter().filter_map(|name| Target::of(kind, &attr_path(name).ok()?));
            targets.filter(|own| own.extension == extension && own.attr == attr).map(|own| own.sub).collect()
        };
        let (list, keeps) = self.only.as_ref().map_or((&self.without, false), |only| (only, true));
        let subs = named(list);
        if subs.is_empty() {
            return (!keeps).then_some(value);
        }
        if subs.contains(&None) {
            // The attribute itself is named.
            return keeps.then_some(value);
        }
        parts(value, &|name| subs.iter().flatten().any(|sub| sub.name == name) == keeps)
    }
}

/// The parts of a value, or of each value of a list, that are wanted.
fn parts(value: Value, wanted: &dyn Fn(&str) -> bool) -> Option<Value> {
    let cut = match value {
        Value::Array(list) => Value::Array(list.into_iter().filter_map(|own| parts(own, wanted)).collect()),
        Value::Object(map) => Value::Object(map.into_iter().filter(|(name, _)| wanted(name)).collect()),
        value => value,
    };
    let empty = cut.as_array().is_some_and(Vec::is_empty) || cut.as_object().is_some_and(Map::is_empty);
    (!empty).then_some(cut)
}
