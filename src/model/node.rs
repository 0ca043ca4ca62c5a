//! A value as it was written, every part with its place.

use super::place::Place;

/// How a scalar was written: only a plain one can be a number, a flag or nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// In quotes, or as a block.
    Quoted,
}

/// What a [`Node`] holds.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeValue {
    /// A text, a number, a flag, nothing: which of them is decided by who reads it.
    Scalar(Box<str>, ScalarStyle),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written; keys are scalars and stand once (the reader refused all else).
    Map(Vec<(Node, Node)>),
}

/// A value as it was written, with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Where it begins; of a list or a map in block style, where its first entry begins.
    pub place: Place,
    /// What it holds.
    pub value: NodeValue,
}

impl Node {
    /// The scalar's text, however it was written.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// Whether this is the plain word `none`, which drops what a profile gives.
    pub fn is_none_word(&self) -> bool {
        matches!(&self.value, NodeValue::Scalar(text, ScalarStyle::Plain) if &**text == "none")
    }

    /// Whether this is nothing: an empty plain scalar, `~` or `null`.
    pub fn is_null(&self) -> bool {
        let NodeValue::Scalar(text, ScalarStyle::Plain) = &self.value else { return false };
        matches!(&**text, "" | "~" | "null" | "Null" | "NULL")
    }

    /// The entries, where it is a map.
    pub fn entries(&self) -> Option<&[(Node, Node)]> {
        match &self.value {
            NodeValue::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, where it is a list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            NodeValue::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value under `key`, where it is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()?.iter().find(|(own, _)| own.as_text() == Some(key)).map(|(_, value)| value)
    }

    /// In words what this is, for `expected X, found Y`.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "a map",
            NodeValue::Scalar(..) if self.is_null() => "nothing",
            NodeValue::Scalar(_, ScalarStyle::Quoted) => "a text",
            NodeValue::Scalar(text, ScalarStyle::Plain) => match &**text {
                "true" | "false" => "a flag",
                text if text.parse::<f64>().is_ok() => "a number",
                _ => "a text",
            },
        }
    }
}
