//! A tree as JSON, for what is data and not a roster: the sandbox's state file.

use serde_json::{Map, Number, Value};

use crate::model::{Node, NodeValue, Plain, ScalarStyle};

/// `node` as JSON. Scalars without quotes are what the core schema of YAML 1.2 makes of them; a number that
/// JSON cannot hold exactly enough (a whole one beyond 64 bits) stays a text.
pub fn to_json(node: &Node) -> Value {
    match &node.value {
        NodeValue::Scalar(text, ScalarStyle::Quoted) => Value::from(&**text),
        NodeValue::Scalar(text, ScalarStyle::Plain) => plain(text),
        NodeValue::List(items) => Value::Array(items.iter().map(to_json).collect()),
        NodeValue::Map(entries) => {
            let pairs =
                entries.iter().map(|(key, value)| (key.as_text().unwrap_or_default().into(), to_json(value)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

fn plain(text: &str) -> Value {
    match Plain::of(text) {
        Plain::Null => Value::Null,
        Plain::Flag(flag) => Value::Bool(flag),
        // Nobody who writes `0017` means 17.
        Plain::Whole(_) if has_leading_zero(text) => Value::from(text),
        Plain::Whole(number) => {
            let number = i64::try_from(number).map(Number::from).or(u64::try_from(number).map(Number::from));
            number.map_or_else(|_| Value::from(text), Value::Number)
        }
        Plain::Real(number) => Number::from_f64(number).map_or_else(|| Value::from(text), Value::Number),
        Plain::Text => Value::from(text),
    }
}

fn has_leading_zero(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.strip_prefix('0').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
}
