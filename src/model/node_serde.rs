//! From a [`Node`] to a typed shape, by serde, with a place for every mistake and for every [`At`].
//!
//! Mistakes of one node are all reported in one go: what is wrong is taken out and the rest is read again.

mod mistake;
mod parts;
mod shapes;

use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

use mistake::Mistake;
use parts::{AtParts, Entries, Items};
use shapes::{AT, ONE_OR_MANY};

pub use shapes::{At, OneOrMany};

use super::finding::Findings;
use super::node::{Node, NodeValue, Plain, ScalarStyle};
use super::place::Place;

/// How many mistakes of one node are reported before its reader gives up.
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

#[cfg(test)]
mod tests;
