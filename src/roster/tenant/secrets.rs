//! Secrets that were written out. A finding about one never shows it.

use super::aside::value;
use crate::model::{
    Finding, Findings, Node, NodeValue, Place, ScalarStyle, Severity, Snippet, lines, nearest,
};

const WAY_OUT: &str = "write a reference: { env: NAME } or { file: PATH }";

/// Refuses every credential that is a literal, and puts something else in its place.
pub(super) fn refuse_literals(node: &mut Node, findings: &mut Findings) {
    let Some(credentials) = value(node, "credentials") else { return };
    if credentials.is_null() {
        return;
    }
    let NodeValue::Map(entries) = &mut credentials.value else {
        findings.push(literal(credentials.place, "a secret is written out here"));
        credentials.value = NodeValue::Map(Vec::new());
        return;
    };
    for (_, reference) in entries {
        let (place, is_null) = (reference.place, reference.is_null());
        match &mut reference.value {
            NodeValue::Map(parts) if !parts.is_empty() => {
                parts.retain(|(key, value)| is_reference(key, value, findings));
                if parts.is_empty() {
                    reference.value = stand_in(place);
                }
            }
            NodeValue::Map(_) => {}
            _ if is_null => {}
            _ => {
                findings.push(literal(place, "a secret is written out here"));
                reference.value = stand_in(place);
            }
        }
    }
}

/// What stands in the tree where a credential was refused, so that it is not missed as well.
fn stand_in(place: Place) -> NodeValue {
    let text = |text: &str| Node { place, value: NodeValue::Scalar(text.into(), ScalarStyle::Quoted) };
    NodeValue::Map(vec![(text("env"), text("REFUSED"))])
}

/// Whether a part of a credential can be a reference, and no secret in its place.
fn is_reference(key: &Node, value: &Node, findings: &mut Findings) -> bool {
    let name = key.as_text().unwrap_or_default();
    match (name, value.as_text()) {
        ("env", Some(variable)) if !value.is_null() && !is_variable(variable) => {
            findings.push(literal(value.place, "no environment variable can be called like this"));
            false
        }
        ("env" | "file", _) => true,
        _ => {
            let near = nearest(name, ["env", "file"]).map(|near| format!("did you mean `{near}`?"));
            let text = format!("no key is called `{name}` here");
            let finding = Finding::new("R-005", Severity::Refuse, text).at(key.place).masked();
            findings.push(finding.hint(near.unwrap_or_else(|| WAY_OUT.to_owned())));
            false
        }
    }
}

/// Whether a variable of the environment can be called so.
pub(super) fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The finding about a secret in the file.
pub(super) fn literal(place: Place, text: &str) -> Finding {
    Finding::new("R-010", Severity::Refuse, text).at(place).hint(WAY_OUT).masked()
}

/// The same findings about `text`, a `tenant.yaml`, with every line masked where a secret may stand: there is
/// no tree yet that could say what is a literal.
pub(in crate::roster) fn hide(findings: Findings, text: &str) -> Findings {
    let mut hidden = Findings::default();
    for mut finding in findings.iter().cloned() {
        if let Some(place) = &mut finding.place
            && let Some(column) = secret_column(text, place.line)
        {
            place.column = place.column.min(column);
            finding.snippet = Snippet::Masked;
        }
        hidden.push(finding);
    }
    hidden
}

/// From which column on the line `number` may hold a secret: it stands in or under `credentials`, or where a token is kept. Rather too
/// much is hidden than too little.
fn secret_column(text: &str, number: u32) -> Option<u32> {
    let mut within: Option<usize> = None;
    for (at, line) in lines(text).enumerate().take(number as usize) {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let key = line.find("credentials").or_else(|| line.find("refresh_token_store"));
        if key.is_some() {
            within = Some(indent);
        } else if !body.is_empty()
            && !body.starts_with(['#', '}', ']', '-'])
            && within.is_some_and(|key| indent <= key)
        {
            within = None;
        }
        if within.is_some() && at + 1 == number as usize {
            let named = key.and_then(|key| line.get(key..)).unwrap_or(line);
            let value = named.split_once(':').map_or(named, |(_, value)| value).trim_start();
            return Some(line.strip_suffix(value)?.chars().count() as u32 + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_under_credentials_may_hold_a_secret() {
        let text =
            "tenant: a\ncredentials:\n  client_id: x\n\n  # why\n  client_secret: |\n    y\nwrites: z\n";
        let columns: Vec<_> = (1..=8).map(|line| secret_column(text, line)).collect();
        assert_eq!(columns, [None, Some(13), Some(14), Some(1), Some(3), Some(18), Some(5), None]);
        let text = "{ tenant: a, credentials: { x: y,\n  z: w } }\n";
        assert_eq!([secret_column(text, 1), secret_column(text, 2)], [Some(27), Some(6)]);
    }
}
