//! `confirmed.yaml`: what people said is done where no reading can show it. Kept beside `tenant.yaml`, committed
//! with it, written by the program only.

use std::fmt::Write;

use schemars::JsonSchema;

use crate::model::{
    Addr, Attributes, Catalogue, Confirmation, Confirmed, Findings, KindSpec, Node, NodeValue, Ownership,
    Place, Plain, ScalarStyle, Value,
};

/// The first lines of the file.
const HEAD: &str = "\
# What people said is done where no reading can show it. Written by `rosterctl confirm` and `rosterctl apply`;
# commit it: without it the next plan asks again.
confirmed:
";

/// The text of the file: the same confirmations give the same bytes.
pub fn text(confirmed: &Confirmed) -> String {
    let mut text = HEAD.to_owned();
    if confirmed.is_empty() {
        text.truncate(text.len() - 1);
        text.push_str(" []\n");
    }
    for (addr, Confirmation { code, on, after }) in confirmed {
        let _ = writeln!(text, "  - kind: {}\n    key: {}", addr.kind, quoted(&addr.key));
        let _ = writeln!(text, "    code: {}\n    on: {}", code_text(code), quoted(on));
        let Some(after) = after else {
            text.push_str("    gone: true\n");
            continue;
        };
        let held: Vec<String> =
            after.iter().map(|(name, value)| format!("{name}: {}", written(value))).collect();
        let _ = match held.is_empty() {
            true => writeln!(text, "    after: {{}}"),
            false => writeln!(text, "    after: {{ {} }}", held.join(", ")),
        };
    }
    text
}

/// A code as it is, in quotes where somebody wrote another one than the program does.
fn code_text(code: &str) -> String {
    let is_ours = code.starts_with(|first: char| first.is_ascii_alphabetic())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_ours { code.to_owned() } else { quoted(code) }
}

/// In double quotes, on one line. What YAML does not let stand, or takes for the end of a line, is escaped, which
/// JSON does not ask for.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Set(texts) => {
            format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The JSON Schema of the file.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(File)
}

/// What people said is done where no reading can show it.
#[derive(JsonSchema)]
#[schemars(title = "rosterctl confirmations", deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is for the schema; entries are read one by one, each with its place")]
struct File {
    /// One entry a resource.
    confirmed: Vec<Entry>,
}

/// What was said of one resource.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is for the schema; entries are read one by one, each with its place")]
struct Entry {
    /// Its kind, as plans name it.
    kind: String,
    /// Its key.
    key: String,
    /// The code of the step that was confirmed.
    code: String,
    /// The day.
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    on: String,
    /// What it holds since then.
    after: Option<std::collections::BTreeMap<String, serde_json::Value>>,
    /// True where it is gone; it has no `after` then.
    gone: Option<bool>,
}

/// Reads what the file says about kinds of `catalogue`, telling what cannot be used.
pub(super) fn read(node: &Node, catalogue: &Catalogue, findings: &mut Findings) -> Confirmed {
    let mut confirmed = Confirmed::new();
    let entries = node.get("confirmed").and_then(Node::items);
    let Some(entries) = entries else {
        if !node.is_null() {
            wrong(findings, node.place, "the file has no list `confirmed`");
        }
        return confirmed;
    };
    for node in entries {
        match entry(node, catalogue) {
            Ok((addr, said)) => {
                if confirmed.insert(addr.clone(), said).is_some() {
                    wrong(findings, node.place, &format!("`{addr}` is here twice"));
                }
            }
            Err((place, why)) => wrong(findings, place, &why),
        }
    }
    confirmed
}

fn wrong(findings: &mut Findings, place: Place, why: &str) {
    let hint = "take the entry out and confirm again what the plan then asks for";
    findings.refuse("R-038", place, why, Some(hint.into()));
}

type Wrong = (Place, String);

fn entry(node: &Node, catalogue: &Catalogue) -> Result<(Addr, Confirmation), Wrong> {
    let text = |key: &str| {
        let value = node.get(key).and_then(Node::as_text);
        value.map(str::to_owned).ok_or_else(|| (node.place, format!("the entry has no `{key}`")))
    };
    let name = text("kind")?;
    let spec = catalogue.kinds.iter().find(|spec| spec.kind.0 == name);
    let spec = spec.filter(|spec| spec.ownership == Ownership::Managed);
    let spec = spec.ok_or_else(|| (node.place, format!("no kind is called `{name}`")))?;
    let on = text("on")?;
    if !is_day(&on) {
        return Err((node.place, format!("`{on}` is no day such as `2026-11-21`")));
    }
    let gone = node.get("gone").and_then(Node::as_text) == Some("true");
    let after = match (gone, node.get("after")) {
        (true, None) => None,
        (false, Some(after)) => Some(attributes(after, spec)?),
        _ => return Err((node.place, "the entry needs one of `after` and `gone: true`".into())),
    };
    Ok((Addr::new(spec.kind, text("key")?), Confirmation { code: text("code")?, on, after }))
}

fn is_day(text: &str) -> bool {
    let form = text.bytes().enumerate().all(|(at, letter)| match at {
        4 | 7 => letter == b'-',
        _ => letter.is_ascii_digit(),
    });
    form && text.len() == 10
}

fn attributes(node: &Node, spec: &KindSpec) -> Result<Attributes, Wrong> {
    let entries = node.entries().ok_or_else(|| (node.place, "`after` is no map".to_owned()))?;
    let mut all = Attributes::new();
    for (key, value) in entries {
        let name = key.as_text().unwrap_or_default();
        let own = spec.attribute(name);
        let (own, _) = own.ok_or_else(|| (key.place, format!("a {} has no `{name}`", spec.kind)))?;
        let value = self::value(value);
        all.set(own, value.ok_or_else(|| (key.place, format!("the value of `{name}` is none")))?);
    }
    Ok(all)
}

fn value(node: &Node) -> Option<Value> {
    match &node.value {
        NodeValue::Scalar(text, ScalarStyle::Quoted) => Some(Value::text(&**text)),
        NodeValue::Scalar(text, ScalarStyle::Plain) => match Plain::of(text) {
            Plain::Flag(flag) => Some(Value::Flag(flag)),
            Plain::Whole(number) => Some(Value::Number(i64::try_from(number).ok()?)),
            Plain::Null | Plain::Real(_) => None,
            Plain::Text => Some(Value::text(&**text)),
        },
        NodeValue::List(items) => items.iter().map(Node::as_text).collect::<Option<Vec<_>>>().map(Value::set),
        NodeValue::Map(_) => None,
    }
}
