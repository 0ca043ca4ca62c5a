//! What a resource holds: named values, compared and shown without knowing what they mean.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::spelling::composed;

/// The name of an attribute, a literal of a catalogue.
pub type Name = &'static str;

/// One value of an attribute.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A text.
    Text(Box<str>),
    /// A choice of two.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A set of texts, sorted and without repeats (see [`Value::set`]).
    Set(Box<[Box<str>]>),
}

impl Value {
    /// A text value, in whatever way accents are composed.
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(one_spelling(text.into()))
    }

    /// A set of texts: the order in which they were written does not matter.
    pub fn set<T: Into<Box<str>>>(texts: impl IntoIterator<Item = T>) -> Self {
        let mut texts: Vec<Box<str>> = texts.into_iter().map(|text| one_spelling(text.into())).collect();
        texts.sort();
        texts.dedup();
        Self::Set(texts.into())
    }

    /// The text, where the value is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where the value is one.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether the value is a set with nothing in it.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Set(all) if all.is_empty())
    }

    /// Whether the value is `text`, or a set that holds it.
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::Text(own) => &**own == text,
            Self::Set(own) => own.iter().any(|each| &**each == text),
            Self::Flag(own) => text == if *own { "true" } else { "false" },
            Self::Number(own) => text == own.to_string(),
        }
    }
}

fn one_spelling(text: Box<str>) -> Box<str> {
    let other = if let Cow::Owned(other) = composed(&text) { Some(other) } else { None };
    other.map_or(text, String::into_boxed_str)
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Set(texts) => write!(f, "[{}]", texts.join(", ")),
        }
    }
}

/// The attributes of one resource, sorted by name. A name that is not there is *not managed* on the
/// desired side and *not known* on the observed side. An empty one owns no memory.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Attributes(Vec<(Name, Value)>);

impl Attributes {
    /// No attributes at all.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of `name`, where there is one.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let at = self.0.binary_search_by_key(&name, |(own, _)| own).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The text of `name`, where there is one and it is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_text)
    }

    /// Sets `name`, replacing what it was.
    pub fn set(&mut self, name: Name, value: Value) {
        match self.0.binary_search_by_key(&name, |(own, _)| own) {
            Ok(at) => {
                if let Some((_, own)) = self.0.get_mut(at) {
                    *own = value;
                }
            }
            Err(at) => {
                // Exactly as large as needed: a tenant has a million of these, most with one or two.
                self.0.reserve_exact(1);
                self.0.insert(at, (name, value));
            }
        }
    }

    /// The same attributes with `name` set, for building in one expression.
    #[must_use]
    pub fn with(mut self, name: Name, value: Value) -> Self {
        self.set(name, value);
        self
    }

    /// Takes `name` away.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(own, _)| *own != name);
    }

    /// All names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (Name, &Value)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Name, Value)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (Name, Value)>>(pairs: I) -> Self {
        let mut attributes = Self::new();
        for (name, value) in pairs {
            attributes.set(name, value);
        }
        attributes
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
