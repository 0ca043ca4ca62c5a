//! `settings.calls_per_second`: the pace of calls, which every provider has.

use schemars::{Schema, json_schema};
use serde_json::{Value, json};

use crate::model::{CallRate, Findings, Node, NodeValue, read as read_shape};
use crate::roster::resolve::take;

/// The key under `settings`.
const KEY: &str = "calls_per_second";

/// Takes the pace out of `settings` and reads it; `settings` itself goes where nothing else is in it.
pub(super) fn read(settings: &mut Option<(Node, Node)>, findings: &mut Findings) -> Option<CallRate> {
    let (_, node) = take(&mut settings.as_mut()?.1, KEY)?;
    if settings.as_ref().is_some_and(|(_, rest)| rest.entries().is_some_and(<[_]>::is_empty)) {
        *settings = None;
    }
    if !matches!(node.value, NodeValue::Map(_)) {
        return Some(CallRate::Every(number(&node, findings)?));
    }
    let planes = node.entries()?.iter().filter_map(|(name, number)| {
        let number = self::number(number, findings)?;
        Some((name.as_text()?.to_owned(), (number, name.place)))
    });
    Some(CallRate::Planes(planes.collect()))
}

/// A number of calls; reports 0, at which nothing would ever leave.
fn number(node: &Node, findings: &mut Findings) -> Option<u32> {
    let number = read_shape::<u32>(node, findings)?;
    if number == 0 {
        let hint = "write 1 or more, or leave the key out for the usual pace";
        findings.refuse("R-006", node.place, "0 calls a second would never end", Some(hint.into()));
    }
    (number > 0).then_some(number)
}

/// The JSON Schema of `settings` of a provider: its own, and the pace.
pub(super) fn with_rate(settings: Option<&Schema>, planes: &[&str]) -> Value {
    let none = json_schema!({ "type": "object", "properties": {}, "additionalProperties": false });
    let mut schema = settings.unwrap_or(&none).clone();
    let number = json!({ "type": "integer", "minimum": 1 });
    let of_planes: serde_json::Map<String, Value> =
        planes.iter().map(|name| ((*name).to_owned(), number.clone())).collect();
    let by_plane = json!({ "type": "object", "properties": of_planes, "additionalProperties": false });
    if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
        let about = "How many calls leave a second at most, on every plane of the vendor or by plane; by default \
                     eight tenths of what the vendor allows, and no limit towards this very machine.";
        properties.insert(KEY.into(), json!({ "description": about, "oneOf": [number, by_plane] }));
    }
    schema.to_value()
}
