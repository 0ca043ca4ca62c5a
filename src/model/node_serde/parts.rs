//! The parts of a node as serde walks them: items, entries, keys, and the parts of a value with its place.

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::mistake::Mistake;
use crate::model::node::Node;
use crate::model::place::Place;

pub(super) struct Items<'de>(pub std::slice::Iter<'de, Node>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Mistake;
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Mistake> {
        let Some(item) = self.0.next() else { return Ok(None) };
        seed.deserialize(item).map(Some).map_err(|mistake| mistake.at(item.place))
    }
}

pub(super) struct Entries<'de> {
    pub entries: std::slice::Iter<'de, (Node, Node)>,
    pub value: Option<&'de Node>,
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
pub(super) struct AtParts<'de> {
    pub node: &'de Node,
    pub at: u8,
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
