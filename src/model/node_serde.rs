//! From a [`Node`] to a typed shape, by serde, with a place for every mistake and for every [`At`].
//!
//! Mistakes of one node are all told in one go: what is wrong is taken out and the rest is read again.

use std::fmt;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::finding::{Finding, Findings, Severity};
use super::nearest::nearest;
use super::node::{Node, NodeValue, Plain, ScalarStyle};
use super::place::{FileId, Place};

/// A value with the place where it is written. Only [`read`] makes it.
#[derive(Clone, Copy, Debug)]
pub struct At<T> {
    /// Where.
    pub place: Place,
    /// What.
    pub value: T,
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for At<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
    fn inline_schema() -> bool {
        T::inline_schema()
    }
}

/// The names by which [`At`] and [`OneOrMany`] ask this deserializer for a favor.
const AT: &str = "rosterctl::At";
const ONE_OR_MANY: &str = "rosterctl::OneOrMany";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AtVisitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for AtVisitor<T> {
            type Value = At<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<At<T>, A::Error> {
                let mut next = || parts.next_element::<u32>().map(Option::unwrap_or_default);
                let (file, line, column, length) = (FileId(next()?), next()?, next()?, next()?);
                let value = parts.next_element()?.ok_or_else(|| de::Error::custom("a value is missing"))?;
                Ok(At { place: Place { file, line, column, length }, value })
            }
        }
        deserializer.deserialize_tuple_struct(AT, 5, AtVisitor(std::marker::PhantomData))
    }
}

/// `x` or `[x, y]`: a single value stands for a list of one.
#[derive(Clone, Debug, Default)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Many<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Many<T> {
            type Value = OneOrMany<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a list of values")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<OneOrMany<T>, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(OneOrMany(list))
            }
        }
        deserializer.deserialize_tuple_struct(ONE_OR_MANY, 0, Many(std::marker::PhantomData))
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for OneOrMany<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("OneOrMany_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = generator.subschema_for::<T>();
        schemars::json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// How many mistakes of one node are told before its reader gives up.
const MOST_MISTAKES: usize = 100;

/// Reads `node` as a `T`, collecting every mistake. Where the mistakes can be taken out, the rest is still
/// given, so that later stages have their say as well; `findings` then refuses all the same.
pub fn read<T: DeserializeOwned>(node: &Node, findings: &mut Findings) -> Option<T> {
    let mut mistake = match T::deserialize(node) {
        Ok(value) => return Some(value),
        Err(mistake) => mistake,
    };
    let mut rest = node.clone();
    let mut taken: Vec<String> = Vec::new();
    for _ in 0..MOST_MISTAKES {
        let place = mistake.place;
        // A key that was taken out for a mistake of its own is not missing.
        if !mistake.missing.is_some_and(|key| taken.iter().any(|own| own == key)) {
            findings.push(mistake.into_finding(node.place));
        }
        taken.push(place.and_then(|place| take_out(&mut rest, place))?);
        mistake = match T::deserialize(&rest) {
            Ok(value) => return Some(value),
            Err(next) => next,
        };
    }
    None
}

/// Takes out the innermost entry or item that is written at `place`; gives its key (an item has none) where
/// there was one.
fn take_out(node: &mut Node, place: Place) -> Option<String> {
    match &mut node.value {
        NodeValue::Scalar(..) => None,
        NodeValue::List(items) => {
            if let Some(key) = items.iter_mut().find_map(|item| take_out(item, place)) {
                return Some(key);
            }
            let at = items.iter().position(|item| item.place == place)?;
            items.remove(at);
            Some(String::new())
        }
        NodeValue::Map(entries) => {
            if let Some(key) = entries.iter_mut().find_map(|(_, value)| take_out(value, place)) {
                return Some(key);
            }
            let at = entries.iter().position(|(key, value)| key.place == place || value.place == place)?;
            entries.remove(at).0.as_text().map(str::to_owned)
        }
    }
}

/// What is wrong with a node, and where.
#[derive(Debug)]
pub struct Mistake {
    place: Option<Place>,
    code: &'static str,
    text: String,
    hint: Option<String>,
    /// The key that is missing, where that is the mistake.
    missing: Option<&'static str>,
}

impl Mistake {
    fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { place: None, code, text: text.into(), hint: None, missing: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, at `place` unless something within already said where.
    fn at(mut self, place: Place) -> Self {
        self.place.get_or_insert(place);
        self
    }

    fn into_finding(self, otherwise: Place) -> Finding {
        let mut finding = Finding::new(self.code, Severity::Refuse, self.text);
        finding.place = Some(self.place.unwrap_or(otherwise));
        finding.hint = self.hint;
        finding
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new("R-006", text.to_string())
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let mistake = Self::new("R-005", format!("no key is called `{field}` here"));
        match nearest(field, expected.iter().copied()) {
            Some(near) => mistake.hint(format!("did you mean `{near}`?")),
            None => mistake.hint(format!("known keys: {}", expected.join(", "))),
        }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let mistake = Self::new("R-018", format!("`{variant}` is not one of {}", expected.join(", ")));
        match nearest(variant, expected.iter().copied()) {
            Some(near) => mistake.hint(format!("did you mean `{near}`?")),
            None => mistake,
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { missing: Some(field), ..Self::new("R-009", format!("`{field}` is missing here")) }
    }
}

impl Node {
    fn expected<T>(&self, what: &str) -> Result<T, Mistake> {
        if self.is_null() {
            let mistake = Mistake::new("R-008", format!("nothing is written here, expected {what}"));
            return Err(mistake.hint("leave the key out, or write `[]` or `{}` for none").at(self.place));
        }
        let mistake = Mistake::new("R-006", format!("expected {what}, found {}", self.describe()));
        Err(mistake.at(self.place))
    }

    fn text_value(&self) -> Result<&str, Mistake> {
        let NodeValue::Scalar(text, style) = &self.value else { return self.expected("a text") };
        if *style == ScalarStyle::Quoted {
            return Ok(text);
        }
        match Plain::of(text) {
            Plain::Text => Ok(text),
            Plain::Null => self.expected("a text"),
            _ => self
                .expected("a text")
                .map_err(|mistake| mistake.hint(format!("put it in quotes: \"{text}\""))),
        }
    }

    fn whole(&self) -> Result<i128, Mistake> {
        match &self.value {
            NodeValue::Scalar(text, ScalarStyle::Plain) => match Plain::of(text) {
                Plain::Whole(number) => Ok(number),
                _ => self.expected("a whole number"),
            },
            _ => self.expected("a whole number"),
        }
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            let number = self.whole()?;
            match <$type>::try_from(number) {
                Ok(number) => visitor.$visit(number).map_err(|mistake: Mistake| mistake.at(self.place)),
                Err(_) => {
                    let limits = format!("a number from {} to {}", <$type>::MIN, <$type>::MAX);
                    Err(Mistake::new("R-006", format!("expected {limits}, found {number}")).at(self.place))
                }
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            NodeValue::List(_) => self.deserialize_seq(visitor),
            NodeValue::Map(_) => self.deserialize_map(visitor),
            NodeValue::Scalar(text, ScalarStyle::Quoted) => visitor.visit_borrowed_str(text),
            NodeValue::Scalar(text, ScalarStyle::Plain) => match Plain::of(text) {
                Plain::Null => visitor.visit_unit(),
                Plain::Flag(flag) => visitor.visit_bool(flag),
                Plain::Whole(number) => match i64::try_from(number) {
                    Ok(number) => visitor.visit_i64(number),
                    Err(_) => visitor.visit_i128(number),
                },
                Plain::Real(number) => visitor.visit_f64(number),
                Plain::Text => visitor.visit_borrowed_str(text),
            },
        }
        .map_err(|mistake: Mistake| mistake.at(self.place))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        if let NodeValue::Scalar(text, ScalarStyle::Plain) = &self.value {
            match &**text {
                "true" => return visitor.visit_bool(true),
                "false" => return visitor.visit_bool(false),
                _ => {}
            }
        }
        let meant = match self.as_text().map(str::to_lowercase).as_deref() {
            Some("yes" | "y" | "on" | "true") => "write `true`",
            Some("no" | "n" | "off" | "false") => "write `false`",
            _ => return self.expected("true or false"),
        };
        self.expected("true or false").map_err(|mistake| mistake.hint(meant))
    }

    whole_numbers!(
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64
    );

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let text = self.text_value()?;
        visitor.visit_borrowed_str(text).map_err(|mistake: Mistake| mistake.at(self.place))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        // Nothing after a key is neither "not managed" nor "none": the type within refuses it.
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match (name, &self.value) {
            (AT, _) => visitor.visit_seq(AtParts { node: self, at: 0 }),
            (ONE_OR_MANY, NodeValue::List(items)) => visitor.visit_seq(Items(items.iter())),
            (ONE_OR_MANY, _) => visitor.visit_seq(Items(std::slice::from_ref(self).iter())),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            NodeValue::List(items) => visitor.visit_seq(Items(items.iter())),
            NodeValue::Scalar(..) if !self.is_null() => {
                self.expected("a list").map_err(|mistake| mistake.hint("put it in brackets: [ ... ]"))
            }
            _ => self.expected("a list"),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            NodeValue::Map(entries) => visitor
                .visit_map(Entries { entries: entries.iter(), value: None })
                .map_err(|mistake| mistake.at(self.place)),
            _ => self.expected("a map"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match &self.value {
            NodeValue::Scalar(text, _) if !self.is_null() => visitor
                .visit_enum((&**text).into_deserializer())
                .map_err(|mistake: Mistake| mistake.at(self.place)),
            _ => self.expected(&format!("one of {}", variants.join(", "))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple identifier
    }
}

struct Items<'de>(std::slice::Iter<'de, Node>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Mistake;
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let Some(item) = self.0.next() else { return Ok(None) };
        seed.deserialize(item).map(Some).map_err(|mistake| mistake.at(item.place))
    }
}

struct Entries<'de> {
    entries: std::slice::Iter<'de, (Node, Node)>,
    value: Option<&'de Node>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Mistake;
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Key(key)).map(Some).map_err(|mistake| mistake.at(key.place))
    }
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Mistake> {
        let value = self.value.take().ok_or_else(|| Mistake::new("R-006", "a value without its key"))?;
        seed.deserialize(value).map_err(|mistake| mistake.at(value.place))
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// A key of a map: always a text, however it is written.
struct Key<'de>(&'de Node);

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Mistake;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_borrowed_str(self.0.as_text().unwrap_or_default())
    }
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_seq(AtParts { node: self.0, at: KEY })
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_enum(self.0.as_text().unwrap_or_default().into_deserializer())
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple map struct identifier ignored_any
    }
}

/// The parts of an [`At`]: four numbers of its place, then the value; from [`KEY`] on, of a map's key.
struct AtParts<'de> {
    node: &'de Node,
    at: u8,
}

const KEY: u8 = 16;

impl<'de> SeqAccess<'de> for AtParts<'de> {
    type Error = Mistake;
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let Place { file, line, column, length } = self.node.place;
        let at = self.at;
        self.at += 1;
        match at % KEY {
            0 => seed.deserialize(file.0.into_deserializer()),
            1 => seed.deserialize(line.into_deserializer()),
            2 => seed.deserialize(column.into_deserializer()),
            3 => seed.deserialize(length.into_deserializer()),
            _ if at >= KEY => seed.deserialize(Key(self.node)),
            _ => seed.deserialize(self.node),
        }
        .map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(column: u32) -> Place {
        Place { file: FileId(0), line: 1, column, length: 1 }
    }

    fn scalar(column: u32, text: &str) -> Node {
        Node { place: place(column), value: NodeValue::Scalar(text.into(), ScalarStyle::Plain) }
    }

    fn map(entries: Vec<(Node, Node)>) -> Node {
        Node { place: place(1), value: NodeValue::Map(entries) }
    }

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        name: At<String>,
        seats: Option<u32>,
        roles: Option<OneOrMany<At<String>>>,
    }

    #[test]
    fn places_come_with_values() {
        let node =
            map(vec![(scalar(1, "name"), scalar(7, "ana")), (scalar(20, "roles"), scalar(27, "agent"))]);
        let mut findings = Findings::default();
        let shape: Shape = read(&node, &mut findings).expect("the shape is right");
        assert_eq!((shape.name.place.column, shape.name.as_str()), (7, "ana"));
        assert_eq!(shape.roles.expect("written").0[0].place.column, 27);
        assert_eq!(shape.seats, None);
    }

    #[test]
    fn every_mistake_is_told_at_its_place() {
        let node = map(vec![
            (scalar(1, "name"), scalar(7, "ana")),
            (scalar(20, "seat"), scalar(26, "4")),
            (scalar(30, "seats"), scalar(37, "many")),
        ]);
        let mut findings = Findings::default();
        let shape: Option<Shape> = read(&node, &mut findings);
        assert!(shape.is_some(), "what is right is still read");
        let told: Vec<_> = findings
            .sorted()
            .into_iter()
            .map(|finding| (finding.code.into_owned(), finding.place.expect("a place").column, finding.hint))
            .collect();
        assert_eq!(
            told,
            [
                ("R-005".to_owned(), 20, Some("did you mean `seats`?".to_owned())),
                ("R-006".to_owned(), 37, None)
            ]
        );
    }
}
