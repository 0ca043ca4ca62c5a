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
    /// Where it begins. What has no text of its own to point at (nothing, or a list or a map in block style)
    /// is at the place of its key or its dash.
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
                text if matches!(Plain::of(text), Plain::Whole(_) | Plain::Real(_)) => "a number",
                _ => "a text",
            },
        }
    }
}

/// What a scalar without quotes may be, by the core schema of YAML 1.2.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Plain {
    /// Nothing.
    Null,
    /// A choice of two.
    Flag(bool),
    /// A whole number.
    Whole(i128),
    /// Any other number, and a whole one that is too large.
    Real(f64),
    /// Everything else.
    Text,
}

impl Plain {
    /// What `text` is without quotes.
    pub fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Self::Null,
            "true" | "True" | "TRUE" => return Self::Flag(true),
            "false" | "False" | "FALSE" => return Self::Flag(false),
            _ => {}
        }
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            return Self::Text;
        }
        let whole = match (text.strip_prefix("0x"), text.strip_prefix("0o")) {
            (Some(hex), _) if !hex.starts_with(['+', '-']) => i128::from_str_radix(hex, 16),
            (_, Some(octal)) if !octal.starts_with(['+', '-']) => i128::from_str_radix(octal, 8),
            _ => text.parse(),
        };
        match (whole, text.parse()) {
            (Ok(number), _) => Self::Whole(number),
            (_, Ok(number)) => Self::Real(number),
            _ => Self::Text,
        }
    }
}
